"""Reference links and footnotes whose label nothing defines, so that brackets reach the reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Problem, Text
from munjigi.nearest import nearest
from munjigi.rule import Bad, Good, rule
from munjigi.rules.links._links import HINTS
from munjigi.rules.links._made import has_made_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.facts import Reference
    from munjigi.page import Page
    from munjigi.site import Site

# Plugins that give such labels a meaning of their own.
RESOLVERS = frozenset(
    {"autorefs", "mkdocstrings", "ezlinks", "roamlinks", "mkdocs-bibtex", "bibtex"}
)
LABELS = 200  # definitions that are compared with a label
_TEXT = re.compile(r"!?\[(.*)\](\s?)\[([^\[\]]*)\]", re.DOTALL)
# Text that is an index, a slice or a key: `[0]`, `[i]`, `[1:2]`, `["key"]`.
_INDEX = re.compile(r"""\w|\W*|["'].*|\w*\d+|\S*[=:]\S*""", re.DOTALL)
_TOKENS = re.compile(r"[\w.:-]+", re.ASCII)  # `[ERROR][main]` in a log
_CODE_BEFORE = set(")]_$\\")
_FOOTNOTE = re.compile(r"(?!(\w-\w|\\.)+$)\w[\w.:-]*")
_CELL = re.compile(r"(?:^|\|)[ \t]*\Z")  # what stands before the first sign of a cell
_ADDRESS = re.compile(r"https?://\S+|\S+\.md(#\S*)?|#\S+|\.{0,2}/\S+")


@rule(
    summary=Text(
        en="Every reference link and footnote has its definition",
        ko="참조 링크와 각주에는 모두 정의가 있습니다",
    ),
    why=Text(
        en="Without `[label]: address` or `[^label]: note` there is no link: the reader sees the "
        "square brackets. A label in backquotes is never found, even where it is defined.",
        ko="`[label]: 주소`나 `[^label]: 설명` 정의가 없으면 링크나 각주가 되지 않고 독자에게 "
        "대괄호가 그대로 보입니다. 백틱으로 감싼 label은 정의가 있어도 찾지 못합니다.",
    ),
    message=Text(
        en='nothing on this page defines "{label}", so readers see the brackets',
        ko='"{label}" 정의가 이 페이지에 없어 대괄호가 그대로 보입니다',
    ),
    examples=(
        Bad("See ⟦[the guide][guide]⟧ and ⟦[setup][]⟧.\n\n[guied]: guide.md\n"),
        Bad("자세한 내용은 ⟦[설치 안내서][설치]⟧에 있습니다.⟦[^주의]⟧ ![그림][a]\n\n[a]: a.png\n"),
        Bad(
            "⟦![Menu of the console][menu]⟧, ⟦[the API][api.md]⟧, ⟦[2nd note][1]⟧ and text.⟦[^1]⟧\n"
        ),
        Good(
            "- [ ] open\n- [x] done\n\nPlain [words], a[0][1], `[b][c]`, \\[d\\]\\[e\\], [i][j],\n"
            "[0][1], run [options] [file], [A][B][C], match [^a-z]+, [A][a].\n\n"
            "참조 [나][]와 각주[^1]입니다.\n\n"
            "[a]: a.md\n[나]: b.md\n[^1]: 각주입니다.\n"
        ),
        Good(
            "See [`run`][app.run] and [공통 함수][app].\n\n<!-- made:reference -->\n",
            config="site_name: A\nhooks: [hooks.py]\n",
        ),
        Bad("Use ⟦[`run`][]⟧ first.\n\n[`run`]: run.md\n"),
        Good("The log says [ERROR][main] at first.\n"),
        Good("| Pattern | Text |\n| --- | --- |\n| [^x] | not x |\n"),
        Bad("| Plan | Text |\n| --- | --- |\n| Free⟦[^free]⟧ | ⟦[^1]⟧ |\n"),
        Good(
            "See [`run`][app.run] and [공통 함수][app].\n",
            config="site_name: A\nplugins: [autorefs]\n",
        ),
    ),
)
def undefined_reference(site: Site) -> Iterator[Problem]:
    for number, (page, reference, text) in enumerate(_undefined(site)):
        label = _label(reference, text)
        yield Problem(
            reference.span,
            via=page.via(reference),
            label=label,
            suggestion=_suggestion(page, reference, text, label) if number < HINTS else "",
        )


def _undefined(site: Site) -> Iterator[tuple[Page, Reference, str]]:
    """The references, each with the text of its file."""
    resolved = not RESOLVERS.isdisjoint(site.config.plugins)
    texts: dict[str, str] = {}
    for page in site.pages.values():
        if not page.undefined or not site.views_of(page) or has_made_parts(site, page):
            continue
        for reference in page.undefined:
            path = reference.path
            if path not in texts:
                texts[path] = page.text if path == page.path else site.text(path)
            known = resolved and reference.kind != "footnote"
            if not known and _is_meant(page, reference, texts[path]):
                yield page, reference, texts[path]


def _is_meant(page: Page, reference: Reference, text: str) -> bool:
    """Whether the author meant a reference, and not an index, an option or a pattern."""
    before = text[max(0, reference.start - 1) : reference.start]
    after = text[reference.end : reference.end + 1]
    if reference.kind == "footnote":
        return _is_note(reference, text) and after not in set("*+?{")
    if reference.kind == "image":
        return True
    written = _TEXT.fullmatch(text[reference.start : reference.end])
    if written is None or after == "[" or (before.isascii() and before.isalnum()):
        return False
    words, space, label = written.groups()
    if before in _CODE_BEFORE or space or label != label.strip() or _INDEX.fullmatch(words):
        return False
    return bool(page.definitions or not label or not _TOKENS.fullmatch(words + label))


def _is_note(reference: Reference, text: str) -> bool:
    """Whether it may be a footnote: in a table's cell, behind a text, or a number."""
    line = text[text.rfind("\n", 0, reference.start) + 1 : reference.start]
    alone = "|" in line and _CELL.search(line) is not None
    label = reference.label
    return bool(_FOOTNOTE.fullmatch(label)) and (not alone or label.isdigit())


def _label(reference: Reference, text: str) -> str:
    """The label as written."""
    if reference.kind == "footnote":
        return f"^{reference.label}"
    words, _, rest = text[reference.start : reference.end].rpartition("[")
    return rest.rstrip("]") or words.strip("![] \n")


def _suggestion(page: Page, reference: Reference, text: str, label: str) -> str:
    if reference.kind == "footnote":
        return ""
    words = text[reference.start : reference.end].rpartition("[")[0]
    if _ADDRESS.fullmatch(label):
        return f"{words}({label})"
    known = nearest(label, (one.label for one in page.definitions[:LABELS]))
    return f"{words}[{known}]" if known and known.casefold() != label.casefold() else ""
