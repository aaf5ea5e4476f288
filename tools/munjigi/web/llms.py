"""`llms.txt` and `llms-full.txt`: what a site has, for language models.

https://llmstxt.org/
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from munjigi.web.webpage import WebPage

NAME, FULL = "llms.txt", "llms-full.txt"
OPTIONAL = "Optional"  # the name that the format gives to what may be left out
FOR = {
    "ko": "모든 페이지는 마크다운으로도 있습니다. 전체 본문은 [{full}]({full}) 파일에 있습니다.",
    "en": "Every page is there as Markdown too. The whole text is in [{full}]({full}).",
}
ELSEWHERE = {"ko": "다른 언어", "en": "In other languages"}


def index(
    pages: Sequence[WebPage], title: str, summary: str, others: Mapping[str, str], top: str
) -> str:
    """The `llms.txt` of one language, its pages in the order of the nav.

    `top` is the folder of the language in the built site, `others` the names of the other languages
    with the way from there to their `llms.txt`. Pages that a command writes are optional.
    """
    language = pages[0].language if pages else "en"
    parts = [f"# {title}", f"> {summary}" if summary else ""]
    parts.append(FOR.get(language, FOR["en"]).format(full=FULL))
    if others:
        named = ", ".join(f"[{name}]({path})" for name, path in others.items())
        parts.append(f"{ELSEWHERE.get(language, ELSEWHERE['en'])}: {named}")
    groups: dict[str, list[str]] = {}
    optional = []
    for page in pages:
        line = f"- [{page.title}]({posixpath.relpath(page.markdown, top or '.')})"
        line += f": {page.description}" if page.description else ""
        if page.meta.get("generator"):
            optional.append(line)
        else:
            groups.setdefault(page.path[0] if page.path else title, []).append(line)
    if optional:
        groups[OPTIONAL] = optional
    parts += [f"## {name}\n\n" + "\n".join(lines) for name, lines in groups.items()]
    return "\n\n".join(part for part in parts if part) + "\n"


def full(title: str, summary: str, texts: Iterable[str]) -> str:
    """The `llms-full.txt` of one language: the pages' Markdown, one after the other."""
    head = f"# {title}\n\n" + (f"> {summary}\n\n" if summary else "")
    return head + "\n".join(texts)
