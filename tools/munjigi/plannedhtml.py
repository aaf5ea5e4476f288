"""Planned links in built HTML: a quiet list of what is coming in the place of each comment."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape

from munjigi.facts import Comment
from munjigi.planned import PlannedComment, read_comment
from munjigi.related import says_related

COMING = {"ko": "준비 중", "en": "Coming soon", "ja": "準備中"}
HINT = {
    "ko": "아직 쓰지 않은 페이지라서 링크가 없습니다",
    "en": "these pages are not written yet, so there is no link",
    "ja": "まだ書かれていないページのため、リンクはありません",
}
_INDENTED = re.compile(r"^(?:[ \t]+|[ \t]*>[ \t>]*)<!--\s*planned\b.*?-->", re.M | re.S | re.I)
_GAP = re.compile(r"\n(?:[ \t>]*\n)+")
_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)-->"
    r"|<h(?P<level>[1-6])\b(?P<attributes>[^>]*)>(?P<title>.*?)</h(?P=level)\s*>"
    r"|<(?P<raw>script|style|textarea)\b.*?</(?P=raw)\s*>",
    re.DOTALL | re.IGNORECASE,
)
_ID = re.compile(r"""\bid=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_PERMALINK = re.compile(r"<a\b[^>]*\bheaderlink\b[^>]*>.*?</a\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(
    r"""<a\b[^>]*?\bhref="(?P<target>[^"]*)"[^>]*>(?P<text>.*?)</a\s*>""",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = re.compile(r"<(/?)(p|h[1-6])\b[^>]*>", re.IGNORECASE)


def without_gaps(markdown: str) -> str:
    """A page's Markdown with no blank line in indented comments of planned links.

    Python-Markdown ends an indented comment at a blank line and shows it to the reader.
    """
    return _INDENTED.sub(lambda comment: _GAP.sub("\n", comment[0]), markdown)


def with_coming(html: str, exists: Callable[[str], bool], language: str) -> str:
    """A page's HTML with its comments of planned links replaced by what is coming.

    `exists` says of a target as written whether its page is there: such plans are not shown.
    `language` (`ko`, `en`, …) is that of the words; English stands in for an unknown one.
    """
    if "<!--" not in html:
        return html
    parts: list[str] = []
    at, related, later = 0, 0, ""
    for token in _TOKEN.finditer(html):
        if token["level"]:
            related = _related(token, related)
        plans = _plans(token, related) if token["comment"] is not None else None
        if plans is None:
            continue
        before = html[at : token.start()]
        if later:
            before, later = _after_block(before, later)
        made, at = _list(plans, exists, language), token.end()
        parts.append(before)
        if made and _in_text(parts):
            later += made
        else:
            parts.append(made)
    return "".join((*parts, *(_after_block(html[at:], later)))) if at else html


def _related(heading: re.Match[str], level: int) -> int:
    """The level of the heading above the section with related links that we are in, or 0."""
    own = int(heading["level"])
    if level and own > level:
        return level
    found = _ID.search(heading["attributes"])
    anchor = next(filter(None, found.groups()), "") if found else ""
    words = unescape(_TAG.sub("", _PERMALINK.sub("", heading["title"]))).strip()
    return own if says_related(unescape(anchor), words) else 0


def _plans(token: re.Match[str], related: int) -> PlannedComment | None:
    """The planned links of a comment, whose links are HTML where it was indented."""
    text = _LINK.sub(_as_markdown, token["comment"])
    return read_comment(Comment("", 0, len(text), text), related=related > 0)


def _as_markdown(link: re.Match[str]) -> str:
    words = re.sub(r"([\[\]\\])", r"\\\1", unescape(_TAG.sub("", link["text"])))
    return f"[{words}](<{unescape(link['target'])}>)"


def _list(plans: PlannedComment, exists: Callable[[str], bool], language: str) -> str:
    """What readers see of the plans whose page is not there."""
    titles = [unescape(link.text) for link in plans.links if not exists(link.target)]
    if not titles:
        return ""
    language = language if language in COMING else language.partition("-")[0]
    title, hint = COMING.get(language, COMING["en"]), HINT.get(language, HINT["en"])
    items = "".join(f"<li>{escape(text)}</li>\n" for text in dict.fromkeys(titles))
    return (
        '<div class="munjigi-coming">\n'
        f'<p class="munjigi-coming-title">{title}<span class="munjigi-coming-hint">: {hint}</span>'
        f"</p>\n<ul>\n{items}</ul>\n</div>\n"
    )


def _in_text(parts: list[str]) -> bool:
    """Whether what was written so far ends inside a paragraph or heading, which holds no list."""
    for part in reversed(parts):
        tags = _INLINE.findall(part)
        if tags:
            return not tags[-1][0]
    return False


def _after_block(html: str, later: str) -> tuple[str, str]:
    """What waited for the end of a paragraph put behind it, and what still waits."""
    closing = next((tag for tag in _INLINE.finditer(html) if tag[1]), None)
    if not later or closing is None:
        return html, later
    return f"{html[: closing.end()]}\n{later}{html[closing.end() :]}", ""
