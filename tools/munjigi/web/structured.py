"""Structured data (JSON-LD, schema.org) made of a page's own sections.

Google and Naver show the trail of a page (`BreadcrumbList`), Google reads `TechArticle` as an
article. They show neither steps (`HowTo`, since September 2023) nor questions (`FAQPage`, since
May 2026) any more; both stay in schema.org's vocabulary for whoever reads them.
https://developers.google.com/search/docs/appearance/structured-data/search-gallery
https://searchadvisor.naver.com/guide/structured-data-breadcrumb
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from munjigi.web.webpage import Section, WebPage

STEPS = "steps"  # the id of the section that holds the steps, one heading each
QUESTIONS = "troubleshooting"  # the type of pages whose entries are problems and their answers
_ENTRY = 3  # the level of headings of steps and problems

Node = dict[str, Any]


def structured_data(page: WebPage, site_name: str, site_address: str) -> str:
    """The script element that describes a page, "" for one that is no article.

    Without `site_address` the addresses stay relative to the page. Only days that somebody has
    noted are told.
    """
    if not page.meta.get("sources"):
        return ""
    nodes = [_article(page, site_name, site_address), *_trail(page, site_address)]
    steps = tuple(_steps(page.sections))
    if steps:
        nodes.append(_how_to(page, steps))
    if page.meta.get("page_type") == QUESTIONS:
        nodes.append(_questions(page))
    graph = {"@context": "https://schema.org", "@graph": nodes}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _article(page: WebPage, site_name: str, site_address: str) -> Node:
    node: Node = {
        "@type": "TechArticle",
        "@id": f"{page.address}#article",
        "headline": page.title,
        "description": page.description,
        "inLanguage": page.language,
        "publisher": {"@type": "Organization", "name": site_name},
        "citation": [_citation(one) for one in page.meta["sources"] if isinstance(one, dict)],
    }
    if page.address:
        node["url"] = node["mainEntityOfPage"] = page.address
        node["publisher"]["url"] = site_address
    if page.modified:
        node["dateModified"] = page.modified
    return node


def _citation(source: dict[str, Any]) -> Node:
    node = {"@type": "CreativeWork", "name": source.get("name", "")}
    return node | ({"url": source["url"]} if source.get("url") else {})


def _trail(page: WebPage, site_address: str) -> Iterator[Node]:
    """Of a site that knows its address: search engines ask for full ones here."""
    if not page.address:
        return
    places = [*page.trail, (page.title, page.url)]
    yield {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": name,
                "item": urljoin(site_address, url),
            }
            for number, (name, url) in enumerate(places, 1)
        ],
    }


def _steps(sections: tuple[Section, ...]) -> Iterator[Section]:
    inside = False
    for section in sections:
        if section.level < _ENTRY:
            inside = section.id == STEPS
        elif inside and section.level == _ENTRY:
            yield section


def _how_to(page: WebPage, steps: tuple[Section, ...]) -> Node:
    minutes = page.meta.get("minutes")
    time = {"performTime": f"PT{minutes}M"} if isinstance(minutes, int) else {}
    return time | {
        "@type": "HowTo",
        "name": page.title,
        "inLanguage": page.language,
        "step": [
            {
                "@type": "HowToStep",
                "position": number,
                "name": step.title,
                "text": step.text,
                "url": f"{page.address}#{step.id}",
            }
            for number, step in enumerate(steps, 1)
        ],
    }


def _questions(page: WebPage) -> Node:
    return {
        "@type": "FAQPage",
        "inLanguage": page.language,
        "mainEntity": [
            {
                "@type": "Question",
                "name": problem.title,
                "url": f"{page.address}#{problem.id}",
                "acceptedAnswer": {"@type": "Answer", "text": problem.text},
            }
            for problem in page.sections
            if problem.level == _ENTRY
        ],
    }
