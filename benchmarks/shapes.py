"""Pages of any size, each of one shape that tempts a reader into more than linear work.

These are the ordinary ones and all of them together; `hostile` has those that nobody writes.
"""

from __future__ import annotations

from collections.abc import Mapping

from hostile import HOSTILE
from makers import (
    Shape,
    abbreviations,
    defined_links,
    footnotes,
    headed,
    numbered,
    repeated,
    square_table,
    wide_table,
)

LINE = "Open the settings and copy the key, then paste it into the form below.\n"
HANGUL = "설정을 열고 앱 ID를 복사한 다음 아래 양식에 붙여 넣습니다.\n"

ORDINARY: Mapping[str, Shape] = {
    "paragraphs": repeated(f"{LINE}\n"),
    "hangul": repeated(f"{HANGUL}\n"),
    "one-paragraph": repeated(LINE),
    "one-line": repeated("word "),
    "one-word": repeated("x"),
    "blank-lines": repeated("\n"),
    "crlf": repeated("word\r\n\r\n"),
    "tabs": repeated("\tword\n"),
    "headings": numbered("## Step %d\n\nText.\n\n"),
    "same-headings": repeated("## Step\n\nText.\n\n"),
    "setext-headings": numbered("Step %d\n=======\n\n"),
    "heading-ids": numbered("## Step {#step-%d .big}\n\n"),
    "links": numbered("See [page %d](b.md#part) now.\n\n"),
    "links-on-one-line": repeated("[page](b.md) "),
    "images": repeated('![A picture](a.png "Title"){ width=20 }\n\n'),
    "autolinks": repeated("<https://example.com/a> "),
    "bare-urls": repeated("https://example.com/a "),
    "reference-links": defined_links,
    "undefined-references": numbered("[page][none-%d] "),
    "footnotes": footnotes,
    "abbreviations": abbreviations,
    "lists": repeated("- One\n- Two\n\n    More.\n\n1. Three\n\n"),
    "one-list": repeated("- An item with [a link](b.md)\n"),
    "loose-list": repeated("- An item\n\n    Its text.\n\n"),
    "long-table": headed("| a | b |\n|---|---|\n", "| [x](b.md) | `y` |\n"),
    "wide-table": wide_table,
    "definitions": repeated("Term\n:   Meaning\n\n"),
    "admonitions": repeated('!!! note "Title"\n\n    Text.\n\n'),
    "tabbed": repeated('=== "One"\n\n    Text.\n\n=== "Two"\n\n    Text.\n\n'),
    "fences": repeated("```python\nx = 1\n```\n\n"),
    "one-fence": headed("```\n", "[no link](b.md)\n"),
    "html-blocks": repeated('<div id="a">\n<a href="b.md">x</a>\n</div>\n\n'),
    "inline-html": repeated('a <a href="b.md">b</a> '),
    "comments": repeated("<!-- [a](b.md) -->\n\n"),
    "references-of-one": headed("[one]: b.md\n\n", "[one] and [page][one]\n"),
    "footnotes-of-one": headed("[^a]: A note.\n\n", "A word.[^a] "),
    "snippets-there": repeated('--8<-- "part.md"\n\n'),
    "square-table": square_table,
    "tabs-of-one-name": repeated('=== "One"\n\n    Text.\n\n'),
    "emphasis-around-links": repeated("**A *b [c **d** e](f.md) g* h** "),
    "keys": repeated("++ctrl+alt+delete++ "),
    "bold-labels": numbered("**Symptom %d:** The page is empty.\n\n"),
    "numbers": numbered("Wait %d seconds, or 3 minutes.\n\n"),
    "suppressions": repeated("<!-- munjigi: allow broken-link the page comes later -->\n\n"),
    "wrong-particles": repeated("설정를 열고 앱 ID을(를) 복사 를 한 다음 저장합니다.\n\n"),
    "speech-levels": repeated("설정을 연다. 값을 복사해요. 저장합니다.\n"),
    "bold-at-particles": repeated("**`설정`**을 열고 **'저장'**을 누릅니다. "),
    "placeholders": repeated("Enter <your-key> and TODO here.\n\n"),
    "secrets": repeated("key=sk_live_4eC39HqLyjWDarjtT1zdp7dc\n\n"),
    "front-matter": lambda size: "---\n" + numbered("key%d: value\n")(size) + "---\n\nText.\n",
}

SHAPES: Mapping[str, Shape] = {**ORDINARY, **HOSTILE}
