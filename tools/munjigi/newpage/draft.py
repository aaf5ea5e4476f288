"""The text of a new page, made from the template of its type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from munjigi.detail import Detail
from munjigi.fixes import apply_edits
from munjigi.model import Edit, Span
from munjigi.page import Page
from munjigi.reader import read
from munjigi.reader.dialect import Dialect
from munjigi.readtemplate import own_comments
from munjigi.scalars import scalar
from munjigi.template import TODO, Template

CHECKED_ON = "checked_on"
_MARKUP = re.compile(r"([\\`*_{}\[\]#])")
_NOT_SLUG = re.compile(r"[\W_]+")


class Filling(NamedTuple):
    """What goes into the template; "" leaves a place as it is.

    `id` is that of the page's first heading. `type` is written under `type_key`. `today` is a day
    such as 2027-03-01.
    """

    title: str
    id: str
    type_key: str
    type: str
    vendor: str
    today: str


def draft(template: Template, dialect: Dialect, filling: Filling) -> str:
    """The page's text: the template without its own comments, filled in as far as can be.

    A placeholder that is the whole value of a key gets that key's value wherever it stands.
    """
    page = _page(template, dialect)
    title = as_heading(filling.title, dialect) if filling.title else ""
    fixed = [
        *(Edit(span, "") for span in own_comments(page)),
        *_keys(page, filling),
        *_heading(page, title, filling.id if dialect.has("attr_list") else ""),
    ]
    edits = [*fixed, *_same(page, filling, fixed)]
    text = (apply_edits(page.text, edits) or "").strip()
    return _new_block(page, filling) + text + _line_end(page.text)


def free_id(name: str, templates: Iterable[Template], dialect: Dialect) -> str:
    """An id for the first heading of the page with this path; no template has it elsewhere."""
    taken = {
        anchor.id
        for template in templates
        for anchor in _page(template, dialect).anchors
        if template.title is None or anchor.start < 0 or not _in(anchor.span, template.title.span)
    }
    folder, _, last = name.rpartition("/")
    own = _slug(folder.rpartition("/")[2] if folder and last == "index" else last)
    for made in (own, _slug(name)):
        if made not in taken:
            return made
    return f"{_slug(name)}-page"


def as_heading(title: str, dialect: Dialect) -> str:
    """A title as Markdown that shows its characters as they are."""
    found = read(f"# {title} {{#id}}", path="", dialect=dialect).facts
    words = [" ".join(one.text.split()) for one in found.headings]
    if words[:1] in ([title], [f"{title} {{#id}}"]) and not found.links:
        return title
    return _MARKUP.sub(r"\\\1", title.replace("&", "&amp;").replace("<", "&lt;"))


def _slug(name: str) -> str:
    return _NOT_SLUG.sub("-", name.casefold()).strip("-") or "page"


def _page(template: Template, dialect: Dialect) -> Page:
    text, path = template.text, template.path
    made = read(text, path=path, dialect=dialect, open_snippet=lambda *_: None, deep=True)
    return Page(path, path, made.facts, load=lambda: (text, made.detail or Detail()))


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _in(inner: Span, outer: Span) -> bool:
    return inner.path == outer.path and outer.start <= inner.start < outer.end


def _values(page: Page, filling: Filling) -> Iterator[tuple[str, str]]:
    """The keys of front matter to be written, and their values in YAML."""
    data = page.front_matter.data
    if filling.title and "title" in data:
        yield "title", scalar(filling.title)
    if filling.type and data.get(filling.type_key) != filling.type:
        yield filling.type_key, scalar(filling.type)
    for key, value in (("vendor", filling.vendor), (CHECKED_ON, filling.today)):
        if value and TODO.search(str(data.get(key, ""))):
            yield key, value if key == CHECKED_ON else scalar(value)


def _keys(page: Page, filling: Filling) -> Iterator[Edit]:
    places = {one.keys: one for one in page.detail.keys}
    for key, value in _values(page, filling):
        place = places.get((key,))
        if place is None:
            yield from _added(page, f"{key}: {value}")
            continue
        start, end = place.value_start, place.value_end
        if start and page.text[start - 1] in "'\"" and page.text[end : end + 1]:
            start, end = start - 1, end + 1
        space = "" if page.text[start - 1 : start].isspace() else " "
        yield Edit(Span(page.path, start, end), space + value)


def _added(page: Page, line: str) -> Iterator[Edit]:
    """A line at the end of front matter, if there is any."""
    block, end = page.front_matter, _line_end(page.text)
    if block.start >= 0:
        lines = page.text[block.start : block.end].rstrip().splitlines(keepends=True)
        fenced = lines[0].startswith("---")
        at = block.start + sum(map(len, lines[:-1] if fenced else lines))
        yield Edit(Span(page.path, at, at), f"{line}{end}" if fenced else f"{end}{line}")


def _new_block(page: Page, filling: Filling) -> str:
    """Front matter where the template has none."""
    if page.front_matter.start >= 0:
        return ""
    end = _line_end(page.text)
    lines = [f"{key}: {value}" for key, value in _values(page, filling)]
    return "".join(f"{line}{end}" for line in ("---", *lines, "---", "")) if lines else ""


def _heading(page: Page, title: str, page_id: str) -> Iterator[Edit]:
    heading = next((one for one in page.headings if one.level == 1 and one.path == page.path), None)
    if heading is None:
        return
    if page_id and heading.explicit:
        yield Edit(Span(page.path, heading.id_start, heading.id_end), page_id)
        if title:
            yield Edit(heading.text_span, title)
        return
    words = title or page.text[heading.text_start : heading.text_end]
    yield Edit(heading.span, f"# {words} {{#{page_id}}}" if page_id else f"# {words}")


def _same(page: Page, filling: Filling, fixed: list[Edit]) -> Iterator[Edit]:
    """The filled placeholders of front matter wherever else they stand."""
    written = {
        str(page.front_matter.data[key]): value
        for key, value in _values(page, filling)
        if key in page.front_matter.data and key != "title"
    }
    for match in TODO.finditer(page.text):
        span = Span(page.path, *match.span())
        if match[0] in written and not any(_in(span, edit.span) for edit in fixed):
            yield Edit(span, written[match[0]])
