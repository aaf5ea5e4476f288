"""Pages of any size, each of one shape that tempts a reader into more than linear work."""

from __future__ import annotations

from collections.abc import Callable, Mapping

LINE = "Open the settings and copy the key, then paste it into the form below.\n"
HANGUL = "설정을 열고 앱 ID를 복사한 다음 아래 양식에 붙여 넣습니다.\n"

Shape = Callable[[int], str]


def _repeat(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def repeated(piece: str) -> Shape:
    """A page of one piece over and over."""
    return lambda size: _repeat(piece, size)


def numbered(piece: str) -> Shape:
    """The same, with a number in place of each `%d` that grows from piece to piece."""

    def page(size: int) -> str:
        pieces: list[str] = []
        length = 0
        while length < size:
            pieces.append(piece.replace("%d", str(len(pieces))))
            length += len(pieces[-1])
        return "".join(pieces)

    return page


def nested(indent: str, text: str, *, deepest: int = 10_000) -> Shape:
    """Lines each indented one step further, down to `deepest` steps, and then from the start."""

    def page(size: int) -> str:
        lines, length, depth = [], 0, 0
        while length < size:
            lines.append(indent * depth + text)
            length += len(lines[-1])
            depth = (depth + 1) % deepest
        return "".join(lines)

    return page


def enclosed(opener: str, closer: str) -> Shape:
    """As many openers as closers, one within the other."""
    return lambda size: (
        opener * (size // (len(opener) + len(closer)))
        + closer * (size // (len(opener) + len(closer)))
    )


def headed(head: str, piece: str) -> Shape:
    """A page that starts with `head` and goes on with one piece over and over."""
    return lambda size: head + _repeat(piece, max(0, size - len(head)))


def _growing_ticks(size: int) -> str:
    ticks, length, count = [], 0, 1
    while length < size:
        ticks.append("`" * count + " ")
        length += count + 1
        count += 1
    return "".join(ticks)


def _defined_links(size: int) -> str:
    count = size // 34
    links = "".join(f"[page {n}][ref-{n}]\n" for n in range(count))
    return links + "\n" + "".join(f"[ref-{n}]: b.md\n" for n in range(count))


def _footnotes(size: int) -> str:
    count = size // 30
    notes = "".join(f"A word.[^{n}]\n" for n in range(count))
    return notes + "\n" + "".join(f"[^{n}]: A note.\n\n" for n in range(count))


def _abbreviations(size: int) -> str:
    count = size // 40
    words = "".join(f"The W{n} works.\n" for n in range(count))
    return words + "\n" + "".join(f"*[W{n}]: Word {n}\n" for n in range(count))


def _wide_table(size: int) -> str:
    count = size // 12
    return f"{'| a ' * count}|\n{'|---' * count}|\n{'| b ' * count}|\n"


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
    "reference-links": _defined_links,
    "undefined-references": numbered("[page][none-%d] "),
    "footnotes": _footnotes,
    "abbreviations": _abbreviations,
    "lists": repeated("- One\n- Two\n\n    More.\n\n1. Three\n\n"),
    "one-list": repeated("- An item with [a link](b.md)\n"),
    "loose-list": repeated("- An item\n\n    Its text.\n\n"),
    "long-table": headed("| a | b |\n|---|---|\n", "| [x](b.md) | `y` |\n"),
    "wide-table": _wide_table,
    "definitions": repeated("Term\n:   Meaning\n\n"),
    "admonitions": repeated('!!! note "Title"\n\n    Text.\n\n'),
    "tabbed": repeated('=== "One"\n\n    Text.\n\n=== "Two"\n\n    Text.\n\n'),
    "fences": repeated("```python\nx = 1\n```\n\n"),
    "one-fence": headed("```\n", "[no link](b.md)\n"),
    "html-blocks": repeated('<div id="a">\n<a href="b.md">x</a>\n</div>\n\n'),
    "inline-html": repeated('a <a href="b.md">b</a> '),
    "comments": repeated("<!-- [a](b.md) -->\n\n"),
    "front-matter": lambda size: "---\n" + numbered("key%d: value\n")(size) + "---\n\nText.\n",
}

HOSTILE: Mapping[str, Shape] = {
    "quotes-deep": lambda size: "> " * (size // 2) + "x\n",
    "quotes-deeper": nested("> ", "x\n"),
    "lists-deeper": nested("    ", "- x\n"),
    "admonitions-deeper": nested("    ", "!!! note\n\n"),
    "lists-in-line": repeated("- "),
    "divs-deep": enclosed("<div markdown>\n", "</div>\n"),
    "divs-open": repeated("<div>\n"),
    "spans-open": repeated("<b>"),
    "angles": repeated("<"),
    "angle-letters": repeated("<a "),
    "end-tags": repeated("</a"),
    "comments-open": repeated("<!-- "),
    "comments-open-lines": repeated("<!--\n\n"),
    "instructions-open": repeated("<?\n\n"),
    "attributes-open": headed("<a ", "b='"),
    "brackets-open": repeated("["),
    "brackets-close": repeated("]"),
    "brackets-nested": enclosed("[", "]"),
    "links-nested": enclosed("[", "](b)"),
    "images-open": repeated("!["),
    "links-open": repeated("[a]("),
    "links-open-angle": repeated("[a](<b"),
    "titles-open": repeated('[a](b "'),
    "parentheses-nested": lambda size: "[a](" + enclosed("(", ")")(size) + ")",
    "references-open": repeated("[a]["),
    "definitions-open": repeated("[a]:\n"),
    "stars": repeated("*"),
    "stars-words": repeated("*a "),
    "stars-two": repeated("**a *b "),
    "stars-nested": enclosed("*a **b ", "** c*"),
    "underscores": repeated("_a "),
    "tildes": repeated("~a "),
    "carets": repeated("^a "),
    "marks": repeated("==a "),
    "ticks": repeated("`"),
    "ticks-growing": _growing_ticks,
    "ticks-escaped": repeated("\\`"),
    "backslashes": repeated("\\"),
    "ampersands": repeated("&a"),
    "fences-open": repeated("```\n\n~~~\n\n"),
    "fences-growing": lambda size: "\n".join(_growing_ticks(size).split()),
    "dollars": repeated("$a "),
    "colons": repeated(":a:"),
    "braces-open": repeated("a {: "),
    "braces-quotes": headed("## a {", 'b="c '),
    "pipes": repeated("|"),
    "table-of-pipes": lambda size: "a|b\n-|-\n" + "|" * size,
    "footnotes-open": repeated("[^a"),
    "snippets": repeated('--8<-- "none.md"\n\n'),
    "critic": repeated("{++a "),
    "rules": repeated("- - -\n"),
    "equals": repeated("=\n"),
    "hashes": repeated("#"),
    "spaces": repeated(" "),
    "spaces-word": lambda size: "a" + " " * size + "b\n",
    "at-signs": repeated("a@"),
    "dashes-front-matter": headed("---\n", "a: b\n"),
    "front-matter-brackets": lambda size: "---\na: " + "[" * size + "\n---\n\nText.\n",
}

SHAPES: Mapping[str, Shape] = {**ORDINARY, **HOSTILE}
