"""All steps of reading a page: see the package."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from munjigi.detail import Detail
from munjigi.facts import Comment, Definition, Facts, Flaw, FrontMatter, Include
from munjigi.reader import Reading
from munjigi.reader.blocks import BlockParser
from munjigi.reader.build import Builder
from munjigi.reader.fences import mask_fences
from munjigi.reader.frontmatter import read_front_matter
from munjigi.reader.normal import Normal, normalize
from munjigi.reader.plain import PlainReader
from munjigi.reader.plainfacts import NotPlainError
from munjigi.reader.processors import processors
from munjigi.reader.rawhtml import mask_html, unclosed_comments

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect
    from munjigi.reader.snippets import OpenSnippet


_START = itemgetter(1)  # of any record
UNCLOSED = 20  # comments without an end that are told: the first of them hides the others


def read(
    text: str,
    *,
    path: str,
    dialect: Dialect,
    open_snippet: OpenSnippet | None = None,
    deep: bool = False,
) -> Reading:
    """As `munjigi.reader.read`."""
    front_matter, start = read_front_matter(text)
    normal = normalize(text, path, dialect, open_snippet, start)
    source, remarks = _without_critic_marks(normal.text, dialect)
    fenced, fences = mask_fences(source, dialect)
    masked, html = mask_html(fenced, dialect)
    make = partial(processors, dialect, fenced, source)

    def build(plain: PlainReader | None) -> Builder:
        parser = BlockParser(dialect, make, fences, html, plain)
        parser.parse(masked)
        builder = Builder(source, fenced, text, normal.places, path, dialect, parser, deep=deep)
        builder.remarks = remarks
        builder.build()
        return builder

    try:
        builder = build(None if deep else PlainReader(dialect, fenced, fences, html))
    except NotPlainError:
        builder = build(None)
    facts = _facts(front_matter, normal, masked, builder)
    if not deep:
        return Reading(facts, None)
    detail = _detail(builder, text, front_matter)
    return Reading(facts, detail._replace(included=tuple(normal.texts)))


def _detail(builder: Builder, text: str, front_matter: FrontMatter) -> Detail:
    from munjigi.reader.keyplaces import key_places  # only some rules ask for these
    from munjigi.reader.structure import detail

    return detail(builder)._replace(keys=key_places(text, front_matter))


def _without_critic_marks(text: str, dialect: Dialect) -> tuple[str, dict[int, str]]:
    """The text with critic marks masked, and the comments among them that readers see."""
    if not dialect.has("pymdownx.critic") or "{" not in text:
        return text, {}
    from munjigi.reader.replacement import masked
    from munjigi.reader.visible import critic_comments, critic_marks

    marks = critic_marks(text, dialect)
    return masked(text, marks, element=False), critic_comments(text, marks, dialect)


def _facts(front_matter: FrontMatter, normal: Normal, masked: str, builder: Builder) -> Facts:
    return Facts(
        front_matter=front_matter,
        headings=_sorted(builder.headings, normal.includes),
        anchors=_sorted(builder.anchors, normal.includes),
        links=_sorted(builder.links, normal.includes),
        images=_sorted(builder.images, normal.includes),
        embeds=_sorted(builder.embeds, normal.includes),
        definitions=_definitions(builder),
        undefined=_sorted(builder.undefined, normal.includes),
        comments=_comments(builder),
        includes=tuple(normal.includes),
        flaws=_flaws(front_matter, normal, masked, builder),
    )


def _sorted(records: list[Any], includes: list[Include]) -> tuple[Any, ...]:
    """The records in the order of the rendered page: those of an include at the include's place."""
    if not includes:
        return tuple(sorted(records, key=_START))

    def place(record: Any) -> tuple[int, ...]:
        around = place(includes[record.via]) if record.via >= 0 else ()
        return (*around, record.start)

    return tuple(sorted(records, key=place))


def _definitions(builder: Builder) -> tuple[Definition, ...]:
    found = []
    for target in builder.parser.definitions:
        path, start, end, via = builder.span(target.start, target.end)
        place = builder.span(target.target_start, target.target_end)
        same = (place[0], place[3]) == (path, via)
        first, last = (place[1], place[2]) if same else (-1, -1)
        found.append(Definition(path, start, end, target.written, target.target, first, last, via))
    return tuple(found)


def _comments(builder: Builder) -> tuple[Comment, ...]:
    found = []
    for each in sorted(builder.comments):
        path, start, end, via = builder.span(each.start, each.end)
        inner = builder.span(each.text_start, each.text_end)
        text = builder.written(inner, builder.source[each.text_start : each.text_end])
        found.append(Comment(path, start, end, text, via))
    return tuple(found)


def _flaws(
    front_matter: FrontMatter, normal: Normal, masked: str, builder: Builder
) -> tuple[Flaw, ...]:
    flaws = list(normal.flaws)
    parser = builder.parser
    if front_matter.error:
        at = max(front_matter.error_offset, 0)
        flaws.append(Flaw(builder.path, at, at, "front-matter", front_matter.error))
    places = [
        ("unclosed-fence", block.start, block.end)
        for block in parser.fences.values()
        if not block.closed
    ]
    places += [
        ("unclosed-comment", start, start + len("<!--"))
        for start in unclosed_comments(masked)[:UNCLOSED]
        if not _is_code(masked, start)
    ]
    if parser.too_deep is not None:
        places.append(("too-deep", parser.too_deep, parser.too_deep))
    for kind, start, end in places:
        path, first, last, via = builder.span(start, end)
        flaws.append(Flaw(path, first, last, kind, "", via))
    return tuple(flaws)


def _is_code(text: str, offset: int) -> bool:
    """Whether what stands there is in indented code or, as far as its line tells, a code span."""
    line = text[max(text.rfind("\n", 0, offset) + 1, offset - 1_000) : offset]
    return line.count("`") % 2 == 1 or line.startswith("    ")
