"""The main text of a web page as Markdown: no navigation, cookie notices, comments or dates."""

from __future__ import annotations

import re

_DAY = (
    r"(?:\d{4}\s*[-./년]\s*\d{1,2}\s*[-./월]\s*\d{1,2}\s*일?\.?"
    r"|(?:\d{1,2}\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
    r"(?:\s+\d{1,2},?)?(?:\s+\d{4})|\d+\s*(?:초|분|시간|일|주|개월|년)\s*전"
    r"|(?:\d+|an?|one)\s+(?:second|minute|hour|day|week|month|year)s?\s+ago)"
)
_LABEL = (
    r"(?:(?:last\s+)?(?:updated|modified|edited|reviewed|published|posted|created)(?:\s+(?:on|at))?"
    r"|(?:최종|마지막|최근)?\s*(?:수정|업데이트|변경|게시|작성|등록|갱신)(?:한|된)?\s*(?:일자?|날짜|시각)?)"
)
# Lines about the page and not its subject: when and by whom, how often read, whether it helped.
_ABOUT = re.compile(
    rf"\W*(?:(?:{_LABEL}\s*[:：]?\s*)?{_DAY}(?:\s*(?:[|·,(]|by\b|at\b|\d\d?:\d\d).{{0,40}})?"
    r"|조회\s*수?\s*[:：]?\s*[\d,]+|[\d,]+\s+views"
    r"|\d+\s+(?:out\s+of\s+\d+|people)\b.{0,20}\bhelpful"
    r"|was\s+this\s+\w+\s+helpful|did\s+this\s+(?:article\s+)?(?:help|answer\s+your\s+question)"
    r"|(?:이|본)\s*\S+\s*도움이\s*(?:되|됐)\S*|\d+\s*min(?:ute)?s?\s+read|읽는\s*시간.{0,10}"
    r")\W*",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_PASSWORD = re.compile(rb"""<input\b[^<>]*\btype\s*=\s*["']?password\b""", re.IGNORECASE)


def main_text(body: bytes) -> str:
    """The main text of an HTML page; "" where there is none."""
    return "\n".join(line for line in _extract(body).split("\n") if not _is_about_the_page(line))


def asks_for_password(body: bytes) -> bool:
    """Whether an HTML page has a field for a password."""
    return _PASSWORD.search(body) is not None


def _extract(body: bytes) -> str:
    import trafilatura
    from trafilatura.settings import use_config

    settings = use_config()
    for name in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        settings.set("DEFAULT", name, "1")  # else it reads a short page in another way than a long
    text = trafilatura.extract(
        body,
        output_format="markdown",
        include_comments=False,
        include_formatting=True,
        include_tables=True,
        include_links=False,
        fast=True,  # one way of reading: no change of the page's frame makes it take another
        config=settings,
    )
    return _ESCAPED.sub("", text or "")


def _is_about_the_page(line: str) -> bool:
    return _ABOUT.fullmatch(line) is not None
