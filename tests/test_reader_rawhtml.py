"""Raw HTML blocks against the extractors of Markdown itself."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.extensions.md_in_html import HTMLExtractorExtra
from markdown.htmlparser import HTMLExtractor

from munjigi.reader.dialect import Dialect, build_dialect, mkdocs_dialect
from munjigi.reader.htmlblock import Mask
from munjigi.reader.htmlextract import Extractor
from munjigi.reader.htmltags import comments, tags
from munjigi.reader.mdinhtml import ElementExtractor
from munjigi.reader.rawhtml import INLINE_HTML, mask_html, unclosed_comments

MKDOCS = mkdocs_dialect(())
MD_IN_HTML = build_dialect([("md_in_html", {})])
REAL_PLACEHOLDER = re.compile("\x02wzxhzdk:([0-9]+)\x03")
ANY_PLACEHOLDER = re.compile("\x02(?:wzxhzdk:([0-9]+)|x*)\x03")
Blocks = list[Any]
CHARACTER_REFERENCE = re.compile("&#(?:[0-9]+|[xX][0-9a-fA-F]+)")
# Later patch releases of Python read broken tags, and what has no end, as a browser does.
LATER_PARSER = hasattr(html.parser, "locatetagend")


def tidy(text: str) -> str:
    """The text without what the extractor rewrites (`&#1` to `&#1;`, `--!>` to `-->`) and spaces."""
    text = re.sub(r"(&#(?:[0-9]+|[xX][0-9a-fA-F]+));", r"\1", text)
    text = re.sub(r"\]\s*\]\s*>", "]]>", text).replace("--!>", "-->")
    text = re.sub(r"(?i)<hr[^<>]*>", "<hr>", text)
    return re.sub(r"[^\S\n]+", "", text).strip()


def blocks_of(text: str) -> list[str]:
    return [block for part in text.split("\n\n") if (block := tidy(part))]


def real_plain(text: str) -> tuple[list[str], list[str]]:
    """The blocks that HTMLExtractor leaves, and what it took out."""
    md = markdown.Markdown()
    extractor = HTMLExtractor(md)
    extractor.feed(text)
    extractor.close()
    pieces = [tidy(str(piece)) for piece in md.htmlStash.rawHtmlBlocks]
    return blocks_of(REAL_PLACEHOLDER.sub(r"[\1]", "".join(extractor.cleandoc))), pieces


class Watched(Extractor):
    """Tells which pieces the real extractor moves from a tail to the next raw block."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.moved: set[int] = set()

    def move(self, start: int, end: int) -> None:
        super().move(start, end)
        self.moved.add(start)


class WatchedElements(Watched, ElementExtractor):
    """The same with md_in_html."""


def marked(extractor: Watched, start: int, end: int, masks: Iterable[Mask]) -> str:
    """The masked text with the extractor's placeholders; the number is the key of the block.

    Pieces that are blanked because they are too short for a placeholder get one here.
    """
    parts = []
    for mask in masks:
        fill = mask.fill()
        assert len(fill) == mask.end - mask.start
        placeholder = f"\x02wzxhzdk:{mask.key}\x03"
        if mask.blank and mask.key in extractor.blocks and mask.key not in extractor.moved:
            nested = extractor.blocks[mask.key].kind in ("element", "off")
            fill = ("\n\n" if nested else "\n") + placeholder + "\n\n"
        parts += (extractor.text[start : mask.start], re.sub("\x02x*\x03", placeholder, fill))
        start = mask.end
    return "".join((*parts, extractor.text[start:end]))


def our_plain(text: str) -> tuple[list[str], list[str]]:
    extractor = Watched(text)
    extractor.run()
    pieces: list[str] = []
    numbers: dict[int, int] = {}
    moved = ""
    for mask in extractor.masks.all:
        piece = text[mask.start : mask.end]
        single = piece.startswith(("<!", "<?")) or re.match(
            r"<hr\b|<[^<>]*/>$", piece, re.IGNORECASE
        )
        if mask.key in extractor.moved:
            moved += piece
        else:
            numbers[mask.key] = len(pieces)
            pieces.append(tidy(piece if single else moved + piece))
            moved = moved if single else ""
    shown = marked(extractor, 0, len(text), extractor.masks.all)
    blocks = blocks_of(REAL_PLACEHOLDER.sub(lambda match: f"[{numbers[int(match[1])]}]", shown))
    if moved:
        blocks.append(f"[{len(pieces)}]")
        pieces.append(tidy(moved))
    return blocks, pieces


CASES = {
    "plain": "a < b & c\n\nd <e@f.g> <https://x.y>\n\n",
    "block": "<div id='a'>\n*x*\n\n<a href=b>c</a>\n</div>\n\n",
    "after a paragraph": "para\n<div>x</div>\nmore\n\n",
    "one line end": "para\n<div>x</div>\n\nmore\n\n",
    "indented": "para\n\n   <div>x</div>\n\n",
    "indented in a paragraph": "para\n   <div>x</div>\n\n",
    "too far": "para\n\n    <div>x</div>\n\n",
    "ideographic space": "\u3000<div>x</div>\n\n",
    "first line indented": "  <div>x</div>\n\n",
    "tail": "<div>x</div> tail\n\n",
    "tail with blocks": "<div>x</div> tail <p>y</p> *z*\n\nnext\n\n",
    "tail with a table": "<div>x</div> tail <table><tr><td>y</td></tr></table>\n\n",
    "adjacent": "<div>x</div><div>y</div><p>z</p>\n\n",
    "tail with a break": "<div>x</div> a <br /> b\n\n<p>y</p>\n\n",
    "tail with an entity": "<div>x</div> a &amp; b &#38; c &#x26 d\n\ne &amp; f\n\n",
    "tail starts with an entity": "<div>x</div>&amp; b\n- item\n\n",
    "tail with a comment": "<div>x</div><!-- c -->\n- item\n\n",
    "tail with a long comment": "<div>x</div> y <!-- c\n\n d --> <br/> z\n\n",
    "tail with a declaration": "<div>x</div> <!DOCTYPE a> <?php ?> <![CDATA[x]]> <!bogus> <![if x]>\n\n",
    "spaces behind": "<div>x</div>    \n\n   next\n\n",
    "unclosed": "a\n\n<div>x\n\n# not a heading\n\n",
    "unclosed inside": "<div><p>x</div>\n\ny\n\n",
    "void inside": "<div><img src=a><br></div>\n\ny\n\n",
    "orphan end tags": "<div></p></b>x</div>\n\n</div>\n\ny</p>\n\n",
    "end tag with attributes": "<div>x</div a='>'>\n\n",
    "end tag spaces": "<div>x</div \n>\n\ny\n\n",
    "end tag without end": "<div>x</div\n\n",
    "end tag odd": "<div>x</ div></1></></div<p>>\n\n",
    "same name": "<div><div>x</div>y</div>\n\nz\n\n",
    "upper case": "<DIV>x</Div>\n\ny\n\n",
    "rule": "a\n\n<hr>\n\nb\n\n",
    "rule in text": "a\n<hr>b\n\n",
    "rule with attributes": "a\n<hr id=x>\nb\n\n",
    "rule in a block": "<div><hr></div>\n\n",
    "rule in a tail": "<div>x</div><hr class=abc>\ny\n\n",
    "empty block": "<div />\n\n<p id='longer'/>more\n\n",
    "bare value with slash": "<div id=a/>\n\n*x*\n\n</div>\n\n",
    "quoted slash": "<div id='a'/>\n\n*x*\n\n</div>\n\n",
    "empty inline": "x <br /> y\n\n<br />\n\nz\n\n",
    "comment": "<!-- a -->\n\nb\n\n",
    "comment in a paragraph": "a\n<!-- b -->\nc\n\n",
    "comment mid-line": "a <!-- b --> c\n\n",
    "comment indented": "    <!-- b\n\n<div> -->\n\nc\n\n",
    "comment over blocks": "<!-- a\n\n<div>\n\nb -->\n\nc\n\n",
    "comment odd end": "<!-- a --!>\n\nb\n\n",
    "comment without end": "<!-- a\n\n<div>x</div>\n\nb\n\n",
    "comments without end": "<!-- a\n\n<!-- b <p>x</p>\n\nb\n\n",
    "comment in inline": "<b>a\n<!-- c -->\nd</b>\n\n",
    "comment in closed inline": "<b>a\n</b>\n<!-- c -->\nd\n\n",
    "comment in inline of another paragraph": "<b>a\n\n<!-- c -->\nd</b>\n\n",
    "comment in inline closed later": "<b>a\n<!-- c -->\nd\n\n</b>\n\n",
    "comment with a blank line in inline": "<b>a\n<!-- c\n\n -->\nd</b>\n\n",
    "comments in inline": "<i><b>a\n<!-- c -->\n<!-- d -->\n</i>\n<!-- e -->\n</b>\n<!-- f -->\n\n",
    "void is not open": "<br>a\n<!-- c --></br>\n\n",
    "comment in a block": "<div><!-- </div> --></div>\n\nx\n\n",
    "instruction": "<?php echo '<div>' ?>\n\nx <?y?>\n\n",
    "instruction in a block": "<div> <?php </div> ?>\n\nx\n\n",
    "doctype": "<!DOCTYPE html>\n\nx <!doctype html>\n\n",
    "bogus": "<!x>\n\n<!>\n\n<div><!x></div>\n\n",
    "section": "<![CDATA[ <div> ]]>\n\n<![CDATA[ a ] ] >\nx\n\n",
    "conditional": "<![if x]>\n\n<div>\n<![endif]>\n</div>\n\n",
    "conditional without end": "<![if x\n\n<div\n\n",
    "script": "<script>\nif (a</b && '</div>' <!-- ) {}\n</script>\n\nx\n\n",
    "script upper": "<script>a</ script></SCRIPT >\n\nx\n\n",
    "script unclosed": "<script>\na\n\n</scrip>\n\nb\n\n",
    "script odd end": "<script></\u017fcript></scr\u0131pt>a</script>\n\nb\n\n",
    "script inline": "a <script> b\n\n<div>x</div>\n\n",
    "style": "<style>p > a {}</style>\n\nx\n\n",
    "pre": "<pre>\n\n    x\n\n</pre>\n\ny\n\n",
    "code": "`<div>`\n\n`\n<div>\n`\n\n</div>\n\n",
    "swallowed": "a <b c\n\n<div d>\n\n<p>x</p>\n\n",
    "not swallowed": "a <b c`\n\n<div>x</div>\n\n",
    "quotes": "<div title='a > b' id=\"c\">x</div>\n\ny\n\n",
    "quote without end": '<div title="a>x</div>\n\ny\n\n',
    "comma": "<div a=\"x\",b>x</div>\n\n<div a='x', b=c>x</div>\n\n",
    "stray bracket": "<div\n\nx\n\n",
    "attributes over lines": "<div\n  id='a'\n  class='b'>\nx\n</div>\n\ny\n\n",
    "attribute spaces": "<div id = 'a' / class\n=\nb / >x</div>\n\ny\n\n",
    "no tag": "<>\n\n</>\n\n< div>\n\n<1>\n\n</1>\n\n<\n\n",
    "fence": "<div>\n\x02xxxxxxxxxx\x03\n</div>\n\n\x02xxxxxxxxxx\x03\n\n",
    "details": "<details>\n<summary>a</summary>\n\nb\n\n</details>\n\nc\n\n",
    "list item": "- a\n  <div>x</div>\n- b\n\n    <div>y</div>\n\n",
    "quote": "> <div>x</div>\n\n",
    "reference once": "a &# b\n\n<div>\nx\n</div>\n\n",
    "references without end": "a &#x <div>\n\n<p>x</p>\n\n",
    "second reference": "&#a; b &#c;\n\n<div>\nx\n</div>\n\n",
    "instruction without end": "<?php\n\n<div>\nx\n</div>\n\n",
    "doctype without end": "<!doctype\n\n<div\n\n",
    "section without end": "<![CDATA[ a\n\n<div>\nx\n</div>\n\n",
    "end of text": "<div>x</div>",
    "end in a tag": "para\n<div>",
    "end in a tail": "<p>x</p> y <p>",
    "ampersand at the end": "<div>x</div>&",
    "bracket at the end": "<div>x</div><",
    "slash at the end": "<div>x</",
}
READ_DIFFERENTLY = {
    "end tag with attributes", "comma", "section", "reference once", "references without end",
    "second reference", "instruction without end", "doctype without end", "section without end",
}  # fmt: skip
ALIKE = [name for name in CASES if not (LATER_PARSER and name in READ_DIFFERENTLY)]


@pytest.mark.parametrize("name", ALIKE)
def test_blocks_are_those_of_the_extractor(name: str) -> None:
    text = CASES[name]
    assert our_plain(text) == real_plain(text)


def restarts(text: str) -> bool:
    """Whether html.parser starts over on this text: the extractor then writes other text for tags."""
    if LATER_PARSER and "&#" in CHARACTER_REFERENCE.sub("", text):
        return True
    for kind in (HTMLExtractor, HTMLExtractorExtra):
        extractor = kind(markdown.Markdown())
        extractor.feed(text)
        if extractor.rawdata and extractor.cdata_elem is None:
            return True
    return False


WORDS = ["a", "**b**", " ", "  ", "    ", "\n", "\n", "\n\n", "- c", "> ", "`", "'", '"', "&", "&amp;",
         "&#38;", "&#38", "&#", "<", ">", "/", "=", "</", "<!", "<!--", "-->", "--!>", "<!-- x -->",
         "<!-- y\n\n -->", "<?", "?>", "<?x?>", "<!DOCTYPE x>", "<!x>", "<![CDATA[", "]]>", "<![if]>",
         "\x02xxxxxxxx\x03", "\u3000", ",", "#"]  # fmt: skip
NAMES = ["div", "p", "h2", "li", "td", "table", "hr", "pre", "script", "b", "a", "br", "img", "details",
         "summary", "section", "P", "x-y"]  # fmt: skip
ATTRIBUTES = ["", "", " id='i1'", ' id="i2"', " href=u", " src = 's'", " markdown", ' markdown="1"',
              " markdown='block'", " markdown=span", " markdown=0", "\n class=c", " d=\"x\", e", " f=\"",
              " /", "/"]  # fmt: skip


@st.composite
def start_tags(draw: st.DrawFn) -> str:
    attributes = "".join(draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2)))
    return f"<{draw(st.sampled_from(NAMES))}{attributes}>"


END_TAGS = st.sampled_from(NAMES).map(lambda name: f"</{name}>")
SOUPS = st.lists(
    st.one_of(st.sampled_from(WORDS), start_tags(), END_TAGS, st.sampled_from(["\n", "\n\n"])),
    max_size=25,
).map(lambda parts: re.sub(r"(?<=\n) +\n", "\n", "".join(parts)) + "\n\n")


@given(SOUPS)
@example("<p></p>\n <p></p>\n\n")
def test_soup(text: str) -> None:
    if not restarts(text):
        assert our_plain(text) == real_plain(text)


@given(st.text(alphabet="<>/!-?[]=&#;'\"` \nadivpscriptCDATAhr0x\u3000\u017f\x02\x03"))
def test_any_text_is_read(text: str) -> None:
    for dialect in (MKDOCS, MD_IN_HTML):
        masked, found = mask_html(text, dialect)
        assert len(masked) == len(text)
        for key, block in found.items():
            assert block.start <= key < block.end <= len(text)
            assert len(block.content(text)) == max(0, block.content_end - block.content_start)
            block.tags(text)
    tags(text)
    comments(text)
    unclosed_comments(text)


def flat(content: str, inner: Any, *, state: str) -> Blocks:
    """Text and placeholders in order; a placeholder comes with whether it starts its block."""
    result: Blocks = []
    for part in content.rstrip("\n").split("\n\n") if state == "block" else [content]:
        end = 0
        for match in ANY_PLACEHOLDER.finditer(part):
            item = inner(int(match[1])) if match[1] else "fence"
            first = state == "span" or not part[: match.start()].strip("\n")
            result += (tidy(part[end : match.start()]), (first, item))
            end = match.end()
        result.append(tidy(part[end:]))
    return [item for item in result if item]


class WithoutMoved(HTMLExtractorExtra):
    """Drops what stands in a tail and is moved to the next raw block: `test_soup` looks at that."""

    def handle_empty_tag(self, data: str, is_block: bool) -> None:
        if self.inraw or self.mdstack or not self.intail:
            super().handle_empty_tag(data, is_block)


def real_elements(text: str) -> Blocks:
    """What md_in_html hands to the block parser: elements with the blocks of their content."""
    md = markdown.Markdown(extensions=["md_in_html"])
    extractor = WithoutMoved(md)
    extractor.feed(text)
    extractor.close()

    def inner(number: int) -> Any:
        item = md.htmlStash.rawHtmlBlocks[number]
        state = item.get("markdown") if isinstance(item, Element) else None
        if state in (None, "off"):
            return "raw"
        return item.tag, state, flat(item.text or "", inner, state=state)

    return flat("".join(extractor.cleandoc), inner, state="block")


def our_elements(text: str) -> Blocks:
    extractor = WatchedElements(text)
    extractor.run()

    def inner(key: int) -> Any:
        item = extractor.blocks[key]
        if item.kind != "element":
            return "raw"
        content = marked(extractor, item.content_start, item.content_end, item.masks)
        return item.tag, item.state, flat(content, inner, state=item.state)

    return flat(marked(extractor, 0, len(text), extractor.masks.all), inner, state="block")


@pytest.mark.parametrize("name", ALIKE)
def test_plain_blocks_stay_with_md_in_html(name: str) -> None:
    text = CASES[name]
    assert our_elements(text) == real_elements(text)


@given(SOUPS)
@example("<!-- x --><h2 markdown='block'></details><p><section>\n\n")
def test_soup_with_md_in_html(text: str) -> None:
    if not restarts(text):
        assert our_elements(text) == real_elements(text)


ELEMENTS = {
    "block": '<div markdown id="a">\n# b\n\n<p id="c">*d*</p>\n\n[e](f)\n</div>\n\ng\n\n',
    "block by name": '<section markdown="block">\n*a*\n</section>\n\n',
    "span": '<p markdown="1">\n*a* <a href="b">c</a>\n</p>\n\n',
    "span by name": '<div markdown="span" id="a">\n\n# *b*\n\n</div>\n\n',
    "value is the name": '<div markdown="markdown">\n*a*\n</div>\n\n',
    "off": '<div markdown="0">\n*a*\n</div>\n\n<div markdown="">*b*</div>\n\n',
    "odd value": '<div markdown="yes">\n*a*\n</div>\n\n<div markdown = 1 id=a>*b*</div>\n\n',
    "last value counts": "<div markdown=0 MARKDOWN='1'>\n*a*\n</div>\n\n",
    "escaped value": "<div markdown='&#49;'>\n*a*\n</div>\n\n",
    "never parsed": "<pre markdown>\n*a*\n</pre>\n\n<script markdown>\n<p>\n</script>\n\n",
    "indented": '   <div markdown="1" id="a">\n# b\n\n[c](d)\n</div>\n\n',
    "after a paragraph": "a\n<div markdown>\n# b\n</div>\nc\n\n",
    "nested": '<div markdown>\n\n<div markdown id="a">\n# b\n</div>\n\n<p id="c">d</p>\n</div>\n\n',
    "nested on a line": '<div markdown><p markdown id="a">b</p><p markdown id="c">d</p></div>\n\n',
    "nested with text": "<div markdown>\na\n<p id=b>c</p>d\n\n   <div markdown>e</div> f\n</div>\n\n",
    "span in span": "<h2 markdown>a\n<p markdown>b</p>c\n<p id=d>e</p>\n</h2>\n\n",
    "block in span": '<table>\n<tr>\n<td markdown="block">\n*a*\n</td></tr></table>\n\n',
    "table": "<table markdown><tr markdown><td markdown>\n*a*\n</td><td>b</td></tr></table>\n\n",
    "off in block": "<div markdown>\n<p>a<b id=c>d</b>&amp;<br/></p>\n<!-- e -->\n</div>\n\n",
    "block in off": "<div markdown>\n<div>\n<p markdown>*a*</p>\n<!-- b -->\n</div>c</div>\n\n",
    "paragraph left open": "<div markdown>\n<p markdown>a\n<p markdown id=b>c\n</div>\n\nd\n\n",
    "paragraph closed": "<p markdown>a\n<div markdown id=b>\nc\n</div>\n\nd\n\n",
    "paragraph closed by raw": "<p markdown>a\n<div id=b>\nc\n</div>\n\nd\n\n",
    "unclosed": "<div markdown>\n# a\n\nb\n\n",
    "unclosed inside": "<div markdown>\n<section markdown id=a>\nb\n</div>\n\nc\n\n",
    "forgotten": "a\n\n<div markdown id=b>\n<div markdown id=c>\nd\n\n",
    "orphan end tags": "<div markdown>\na</p></b> b\n</section>\n</div>\n\n",
    "end tag in off": "<div markdown>\n<p>a</b></i></div></p>\n</div>\n\n",
    "tail": "<div markdown>a</div> <p id=b>c</p> d\n\n",
    "in a tail": "<p>a</p> b <div markdown id=c>*d*</div>\n\n<p>e</p><div markdown>*f*</div>\n\n",
    "comment": "<div markdown>\na\n<!-- b -->\nc <!-- d\n\n e -->\n\n    <!-- f -->\n</div>\n\n",
    "rule": "<div markdown>\n<hr id=a>\nb <hr> c\n</div>\n\n<hr markdown>\n\n",
    "rule at once": "<div markdown><hr>a\n</div>\n\n",
    "empty tags": "<div markdown>\n<p id=abc />\na <br /> b\n<img src=c />\n</div>\n\n",
    "instruction": "<div markdown>\n<?a\n\n?>\nb <?c?> <!d> <![CDATA[e]]>\n</div>\n\n",
    "script": "<div markdown>\n<script>\n</div>\n</script>\n</div>\n\n",
    "inline script": "<div markdown>\na <script>\n</div>\n\n",
    "in raw": "<div>\n<p markdown>*a*</p>\n<hr>\n</div>\n\n",
    "in a list": "- a\n\n    <div markdown>\n    *b*\n    </div>\n\n",
    "tag over lines in a tail": "<p>a</p><b\nc> <p id=d>e</p>\n\n",
    "tag with a blank line": "<b>a <i\n\n> b\n<!-- c --></b>\n\n",
    "fence": "<div markdown>\n\x02xxxxxxxx\x03\n\n<p>a</p>\n</div>\n\n",
    "empty": "<div markdown></div>\n\n<p markdown></p><p>\n<p markdown>\n\n</p>\n\n",
    "no room": "<div markdown>\na\n<p>\n<p>\n<p id=b>\n</div>\n\n",
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_elements_are_those_of_md_in_html(name: str) -> None:
    text = ELEMENTS[name]
    assert our_elements(text) == real_elements(text)


class Rendered(HTMLParser):
    """The ids and addresses in rendered HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            f"{tag} {key}={value}" for key, value in attrs if key in ("id", "href", "src")
        ]


def rendered(text: str, extensions: list[str]) -> list[str]:
    parser = Rendered()
    parser.feed(markdown.markdown(text, extensions=extensions))
    return sorted(parser.found)


def read(text: str, dialect: Dialect) -> list[str]:
    """The ids and addresses in raw HTML, in blocks and inline."""
    masked, blocks = mask_html(text, dialect)
    found = [tag for block in blocks.values() for tag in block.tags(text)]
    parsed = [masked]
    for key, block in blocks.items():
        # An element whose placeholder does not start its block is written out as it is.
        if block.kind == "element" and not masked[masked.rfind("\n\n", 0, key) + 2 : key].strip(
            "\n"
        ):
            parsed.append(block.content(text))
    for part in parsed:
        for match in INLINE_HTML.finditer(part):
            found += tags(match.group())
    return sorted(
        f"{tag.name} {item.name}={item.value}"
        for tag in found
        for item in tag.attributes
        if item.name in ("id", "href", "src")
    )


RENDERED = {
    **{name: text for name, text in CASES.items() if name not in ("fence", "plain", "section")},
    **{name: text for name, text in ELEMENTS.items() if name not in ("fence", "in a list")},
}


@pytest.mark.parametrize("extension", [None, "md_in_html"])
@pytest.mark.parametrize("name", RENDERED)
def test_ids_and_addresses_are_the_rendered_ones(name: str, extension: str | None) -> None:
    text = re.sub(r"\[(\w)\]\(\w\)", r"\1", RENDERED[name])
    dialect = MD_IN_HTML if extension else MKDOCS
    assert read(text, dialect) == rendered(text, [extension] if extension else [])
