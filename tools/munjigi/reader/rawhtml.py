"""Raw HTML on a page: masks what Python-Markdown takes out of the text before it parses blocks.

The specification is `HtmlBlockPreprocessor`: of `markdown.preprocessors`, or of
`markdown.extensions.md_in_html` where that is on. It runs after whitespace is normalized and fences
are masked.

Time grows with the length of the text for any text, here and in `INLINE_HTML`: an attempt of that
stops at the next `<` that is not quoted or at the next start of its own kind, and of attempts that
run on inside quotes no more than two can be alive at one place, as every quote parts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from munjigi.lazypattern import lazy
from munjigi.reader.htmlblock import HtmlBlock, masked
from munjigi.reader.htmlextract import Extractor
from munjigi.reader.htmlscan import candidate
from munjigi.reader.mdinhtml import ElementExtractor

if TYPE_CHECKING:
    from munjigi.reader.dialect import Dialect

__all__ = ["INLINE_HTML", "HtmlBlock", "mask_html", "unclosed_comments"]

# markdown.inlinepatterns.HTML_RE, to be used after code spans and escapes are masked. A comment may
# also end with `--!>` here, which the extractor rewrites as `-->`.
INLINE_HTML = lazy(
    r"""(<(\/?+[a-zA-Z][^\s"'<>@]*+"""
    r"""(?:\s+[^\s"'=<>]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>]++))?+)*+\s*+/?"""
    r"""|!--(?:(?!<!--|--!?>).)*--!?|[?](?:(?!<[?]|[?]>).)*[?]"""
    r"""|!\[CDATA\[(?:(?!<!\[CDATA\[|\]\]>).)*\]\])>)""",
    re.DOTALL,
)
_COMMENT_END = re.compile(r"--!?>")


def mask_html(text: str, dialect: Dialect) -> tuple[str, dict[int, HtmlBlock]]:
    """The text with raw HTML blocks masked, as long as before, and the blocks by place.

    A block's key is where its placeholder `\\x02xxx\\x03` starts: in the text, or in the content of
    the element that it stands in. A piece that leaves no placeholder (one too short for it, or one
    that Python-Markdown moves elsewhere) has its start as key: every block is on the rendered page.
    """
    if "<" not in text or candidate(text) < 0:
        return text, {}
    extractor = (ElementExtractor if dialect.has("md_in_html") else Extractor)(text)
    extractor.run()
    blocks = dict(sorted(extractor.blocks.items()))
    return masked(text, 0, len(text), extractor.masks.all), blocks


def unclosed_comments(text: str) -> list[int]:
    """Where `<!--` stands without an end anywhere after it: Python-Markdown shows it as text."""
    start = text.find("<!--")
    if start < 0:
        return []
    for match in _COMMENT_END.finditer(text, start + 4):
        start = max(start, match.start() - 3)
    return [match.start() for match in re.compile("<!--").finditer(text, start)]
