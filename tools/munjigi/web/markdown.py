"""A page as clean Markdown, for readers who take it along and for programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from munjigi.facts import Image, Link
    from munjigi.page import Page

KEPT = ("title", "language", "vendor", "page_type", "minutes", "besides", "roles", "plans",
        "checked_on", "expires_on", "sources")  # fmt: skip
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_BLOCK = re.compile(r'(?P<indent> *)(?:!!!|\?\?\?\+?)(?P<types>[ \w-]*)(?:"(?P<title>[^"]*)")? *')
_TAB = re.compile(r'(?P<indent> *)===[!+]* "(?P<title>[^"]*)" *')
_HTML = re.compile(r" *</?(?:div|figure|section)\b[^>]*> *")
_CAPTION = re.compile(r"<figcaption[^>]*>(.*?)</figcaption>")
_CODE = re.compile(r"(`+)(?:.*?)\1")
# Attributes of a block or of what stands before; an id of a heading stays.
_ATTRIBUTES = re.compile(r" ?\{:? *(?=[.\w])[^{}#%]*\}")
_WIDTH = 4  # columns that MkDocs' blocks are indented by


def to_markdown(
    page: Page,
    text_of: Callable[[str], str],
    titles: Callable[[str], str],
    link: Callable[[str], str] = str,
) -> str:
    """A page's text without comments and without the marks that only MkDocs understands.

    Snippets are put in (`text_of` gives a file of the project), call-outs become quotes (`titles`
    names their types), tabs get a bold title. `link` may change each target. The front matter keeps
    the title, where the facts are from and when they were checked.
    """
    body = _plain_body(page, text_of, link)
    lines = list(_blocks(body.splitlines(), titles))
    text = "\n".join(lines).strip("\n")
    return f"{_front_matter(page)}{text}\n"


def markdown_path(dest: str, name: str) -> str:
    """Where a page's Markdown stands in the built site: links between sources hold there too.

    `dest` is the page's file in the built site, `name` that of its source.
    """
    stem = re.sub(r"/index\.html$|\.html$", "", dest)
    is_index = re.match(r"(?i)(?:index|readme)\.", name) is not None
    return f"{stem}/{name}" if is_index and stem != dest[: -len(".html")] else f"{stem}.md"


def _plain_body(page: Page, text_of: Callable[[str], str], link: Callable[[str], str]) -> str:
    """What follows the front matter, with snippets for includes and without comments."""
    edits = [(note.start, note.end, "") for note in page.comments if note.via < 0]
    for include in page.includes:
        if include.via < 0:
            text = text_of(include.file or "")
            edits.append(_include(page.text, include.start, include.end, text))
    targets: list[Link | Image] = [*page.links, *page.images]
    for one in targets:
        if one.via < 0 and page.text[one.target_start : one.target_end] == one.target:
            edits.append((one.target_start, one.target_end, link(one.target)))
    parts, at = [], max(page.front_matter.end, 0)
    for start, end, text in sorted(edits):
        if start >= at:
            parts += [page.text[at:start], text]
            at = end
    return "".join((*parts, page.text[at:]))


def _include(text: str, start: int, end: int, snippet: str) -> tuple[int, int, str]:
    """The edit that puts a snippet in the place of the line that names it."""
    start = text.rfind("\n", 0, start) + 1
    end = len(text) if (stop := text.find("\n", end)) < 0 else stop
    indent = re.match("[ >]*", text[start:end])
    before = indent[0] if indent else ""
    return start, end, "\n".join(before + line for line in snippet.rstrip("\n").split("\n"))


def _front_matter(page: Page) -> str:
    lines, kept = [f"language: {page.locale}"] if page.locale else [], False
    block = page.text[max(page.front_matter.start, 0) : max(page.front_matter.end, 0)]
    for line in block.splitlines():
        if line.strip() in ("---", "..."):
            continue
        if re.match(r"[\w-]+:", line):
            kept = line.partition(":")[0] in KEPT
        if kept:
            lines.append(line)
    return "---\n" + "\n".join(lines) + "\n---\n\n" if lines else ""


def _blocks(lines: list[str], titles: Callable[[str], str]) -> Iterator[str]:
    at, fence, last = 0, "", ""
    while at < len(lines):
        line, before, last = lines[at], last, "shown"
        at += 1
        mark = _FENCE.match(line)
        if fence or mark:
            fence = _after(fence, mark, line)
            yield line
        elif block := _BLOCK.fullmatch(line) or _TAB.fullmatch(line):
            end = _end(lines, at, len(block["indent"]) + _WIDTH)
            inner = [one[len(block["indent"]) + _WIDTH :] for one in lines[at:end]]
            yield from _opened(block, list(_blocks(inner, titles)), titles)
            at = end
        elif _HTML.fullmatch(line):
            last = before
        else:
            last = _inline(line)
            if before or last:  # comments and tags leave gaps
                yield last


def _after(fence: str, mark: re.Match[str] | None, line: str) -> str:
    """The fence that is open after a line, "" for none."""
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    closes = mark[1].startswith(fence) and not line[mark.end() :].strip()
    return "" if closes else fence


def _end(lines: list[str], at: int, width: int) -> int:
    """The line after a block whose body is indented by `width`."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].startswith(" " * width):
            end = number + 1
        elif lines[number].strip():
            break
    return end


def _opened(block: re.Match[str], body: list[str], titles: Callable[[str], str]) -> Iterator[str]:
    """A call-out as a quote, a tab or a titled paragraph."""
    before = block["indent"]
    if block.re is _TAB:
        yield from (f"{before}**{block['title']}**", "")
        yield from (f"{before}{line}".rstrip() for line in body)
        return
    title = (
        block["title"]
        if block["title"] is not None
        else titles((block["types"].split() or [""])[0])
    )
    quoted = [*([f"**{title}**", ""] if title else []), *"\n".join(body).strip("\n").split("\n")]
    yield from (f"{before}> {line}".rstrip() for line in quoted)


def _inline(line: str) -> str:
    """A line without attributes and captions in HTML; code in it stays."""
    line = _CAPTION.sub(r"*\1*", line)
    parts, at = [], 0
    for code in _CODE.finditer(line):
        parts += [_ATTRIBUTES.sub("", line[at : code.start()]), code[0]]
        at = code.end()
    return "".join((*parts, _ATTRIBUTES.sub("", line[at:]))).rstrip()
