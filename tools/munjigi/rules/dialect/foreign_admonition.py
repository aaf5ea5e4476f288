"""Call-outs in another tool's notation, which MkDocs shows as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Severity, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.detail import Run
    from munjigi.page import Page
    from munjigi.site import Site

TYPES = (
    *("abstract", "bug", "caution", "check", "danger", "details", "error", "example", "failure"),
    *("hint", "important", "info", "note", "question", "quote", "secondary", "success", "summary"),
    *("tip", "todo", "warning"),
)
# Types that Material has no colours for.
KINDS = {
    **{"caution": "warning", "check": "success", "details": "note", "error": "danger"},
    **{"hint": "tip", "important": "info", "secondary": "note", "summary": "abstract"},
    "todo": "info",
}
# Parts of the names of extensions and plugins that render such notations.
RENDERERS = (
    *("alert", "callout", "colon", "container", "docusaurus", "gfm", "gh-admonition", "github"),
    "obsidian",
)
_NAMES = "|".join(TYPES)
_FENCED = re.compile(
    rf"(?P<colons>:{{3,}}) ?(?:(?P<kind>{_NAMES})\b|\{{ ?\.callout-(?P<quarto>{_NAMES})\b.*\}})"
    rf"(?P<title>.*)",
    re.IGNORECASE,
)
_QUOTED = re.compile(rf"\[!(?P<kind>{_NAMES})\][+-]?(?P<title>.*)", re.IGNORECASE)
_HINT = re.compile(rf":::+ ?\{{? ?\.?(?:callout-)?(?:{_NAMES})|\[!(?:{_NAMES})\]", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_QUOTE = re.compile(r"> ?")


@rule(
    summary=Text(
        en="Call-outs are written as MkDocs reads them",
        ko="알림 상자는 MkDocs 문법으로 씁니다",
    ),
    why=Text(
        en="Docusaurus' `:::info` and GitHub's `> [!NOTE]` are plain text to MkDocs unless an "
        "extension renders them: readers see the signs, and no box.",
        ko="Docusaurus의 `:::info`와 GitHub의 `> [!NOTE]` 표시는 따로 확장을 켜지 않으면 "
        "MkDocs에서 상자가 되지 않고 기호까지 글자로 나옵니다.",
    ),
    message=Text(
        en='"{written}" shows as text here; write `!!! {kind}` and indent what belongs to it',
        ko='"{written}" 표시는 글자로 보이므로 `!!! {kind}` 줄을 쓰고 내용을 들여 쓰십시오',
    ),
    examples=(
        Bad(
            "⟦:::info⟧\nAsk an admin.\n:::\n\nText.\n",
            fixed="!!! info\n    Ask an admin.\n\nText.\n",
        ),
        Bad(
            "⟦:::caution 주의⟧\n\n토큰을 숨기십시오.\n\n:::\n",
            fixed='!!! warning "주의"\n\n    토큰을 숨기십시오.\n\n',
        ),
        Bad(
            "> ⟦[!NOTE]⟧\n> Ask an admin.\n>\n> - First\n\nText.\n",
            fixed="!!! note\n    Ask an admin.\n\n    - First\n\nText.\n",
        ),
        Bad(
            "> ⟦[!tip]- 앱 ID⟧\n> 설정에 있습니다.\n",
            fixed='!!! tip "앱 ID"\n    설정에 있습니다.\n',
        ),
        Bad('- ⟦:::tip⟧\n\n⟦::: {.callout-note title="A"}⟧\nText.\n:::\n'),
        Bad("⟦::::note⟧\n\n⟦:::tip⟧\n\nText.\n\n:::\n\n::::\n", config="site_name: A\n"),
        Good(
            "!!! note\n    Ask an admin.\n\n::: munjigi.reader\n\n`:::info`\n\n```\n:::info\n```\n"
        ),
        Good("> [!WARNING]\n> 토큰을 숨기십시오.\n", config="site_name: A\nplugins: [callouts]\n"),
        Good("> [!TIP]\n> A.\n", config="site_name: A\nplugins: [gh-admonitions]\n"),
        Good(
            "> [!NOTE]\n> Rendered.\n",
            config="site_name: A\nmarkdown_extensions: [github-callouts]\n",
        ),
    ),
    severity=Severity.WARNING,
    fix="safe",
)
def foreign_admonition(site: Site) -> Iterator[Problem]:
    config = site.config
    if config.file is None or config.hooks:
        return  # another program's folder, or what nobody here can tell
    quotes = config.dialect.has("pymdownx.quotes")
    names = [*config.plugins, *config.dialect.extensions]
    if any(word in name.lower() for word in RENDERERS for name in names):
        return
    fixable = config.dialect.has("admonition")
    for page in site.pages.values():
        if site.views_of(page) and _may_hold_one(site, page):
            yield from _found(page, quotes=quotes, fixable=fixable)


def _may_hold_one(site: Site, page: Page) -> bool:
    """Whether it is worth while to read the page's fine structure."""
    files = {include.file for include in page.includes if include.file}
    return any(_HINT.search(text) for text in (page.text, *map(site.text, sorted(files))))


def _found(page: Page, *, quotes: bool, fixable: bool) -> Iterator[Problem]:
    for run in page.detail.runs:
        written = run.text.strip()
        match = _FENCED.match(written) or (None if quotes else _QUOTED.match(written))
        if match is None:
            continue
        named = match["kind"] or match["quarto"]
        kind = KINDS.get(named.lower(), named.lower())
        start = run.start + run.text.index(written)
        yield Problem(
            Span(run.path, start, start + len(written)),
            fix=_fix(page, run, match, kind) if fixable and run.via < 0 else None,
            via=page.via(run),
            written=written,
            kind=kind,
        )


def _fix(page: Page, run: Run, match: re.Match[str], kind: str) -> Fix | None:
    """The block as an admonition, where it stands alone and has its end."""
    text = page.text
    start = max(text.rfind("\n", 0, run.start), text.rfind("\r", 0, run.start)) + 1
    title = match["title"].strip()
    if match.re is _QUOTED:
        lines = _quoted(text, start) if text[start : run.start] == "> " else []
    else:
        title = title.strip("[]")
        lines = _fenced(text, start, match["colons"]) if start == run.start else []
    if not lines or match.groupdict().get("quarto") or '"' in title or "{" in title:
        return None
    end = start + len(text[start : lines[0][0]].rstrip("\r\n"))
    head = f'!!! {kind} "{title}"' if title else f"!!! {kind}"
    edits = [Edit(Span(page.path, start, end), head)]
    edits += [Edit(Span(page.path, *line[:2]), line[2]) for line in lines]
    return Fix(tuple(edits), safe=True)


Change = tuple[int, int, str]


def _fenced(text: str, start: int, colons: str) -> list[Change]:
    """What indents the lines up to the closing colons, and takes those away."""
    changes: list[Change] = []
    for match in _LINE.finditer(text, _LINE.match(text, start).end()):  # type: ignore[union-attr]
        line = match[0].strip()
        if line == colons:
            return [*changes, (match.start(), match.end(), "")]
        if line.startswith(":::") or not match[0]:
            return []
        if line:
            changes.append((match.start(), match.start(), "    "))
    return []


def _quoted(text: str, start: int) -> list[Change]:
    """What indents the lines of the quote in place of its signs."""
    changes: list[Change] = []
    for match in _LINE.finditer(text, _LINE.match(text, start).end()):  # type: ignore[union-attr]
        line = match[0].rstrip()
        mark = _QUOTE.match(line)
        if mark is None:
            return [] if line else changes  # a line that goes on without a sign
        empty = not line[mark.end() :]
        changes.append((match.start(), match.start() + mark.end(), "" if empty else "    "))
    return changes
