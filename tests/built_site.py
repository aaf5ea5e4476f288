"""Builds small sites with MkDocs itself, the judge of what we say about links.

Every link on the pages has a text of its own, so that it is found again in what MkDocs wrote.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from munjigi.config import load_config
from munjigi.discover import Where, scan
from munjigi.facts import Anchor, Facts, Image, Link
from munjigi.loader import site_files
from munjigi.page import Page
from munjigi.site import Site, View

TEMPLATE = "{{ page.content }}"
_MARKDOWN = re.compile(r"(!?)\[([^\]\n]*)\]\(<?([^)\n>]*)>?\)")
_HTML = re.compile(r'<(a|img) (?:href|src)="([^"]*)"(?: alt="([^"]*)")?>([^<]*)')
_HEADING = re.compile(r"^#+ .*\{#(.*)\}$", re.MULTILINE)
_BUILT_LINK = re.compile(r'<a href="([^"]*)">(L\d+)</a>')
_BUILT_IMAGE = re.compile(r'<img alt="(L\d+)" src="([^"]*)"|<img src="([^"]*)" alt="(L\d+)"')


class BuiltLink(NamedTuple):
    """A link in the built site: the page's file, the link's text, and the file a browser gets."""

    dest: str
    text: str
    href: str
    file: str | None


@dataclass
class Built:
    """A built site: `log` holds MkDocs' messages, `out` the folder."""

    out: Path
    log: list[str]

    def links(self) -> Iterator[BuiltLink]:
        """Every link with a text like L12 on every page."""
        for page in sorted(self.out.rglob("*.html")):
            dest = page.relative_to(self.out).as_posix()
            text = page.read_text(encoding="utf-8")
            found = [(one[1], one[2]) for one in _BUILT_LINK.finditer(text)]
            found += [(one[2] or one[3], one[1] or one[4]) for one in _BUILT_IMAGE.finditer(text)]
            for href, name in found:
                yield BuiltLink(dest, name, unescape(href), self._opened(dest, unescape(href)))

    def _opened(self, dest: str, href: str) -> str | None:
        """The site may stand anywhere, so that going above its top goes astray."""
        base = "http://judge/" if href.startswith("/") else "http://judge/base/"
        url = urlsplit(urljoin(base + dest, href))
        path = unquote(url.path)
        if url.netloc != "judge" or not path.startswith(urlsplit(base).path):
            return None
        path = path[len(urlsplit(base).path) :]
        if path and not path.endswith("/") and (self.out / path).is_file():
            return path
        index = posixpath.join(path, "index.html")
        return index if (self.out / index).is_file() else None


def write_site(folder: Path, config: str, files: Mapping[str, str]) -> None:
    """A project: `mkdocs.yml`, a theme that shows only the content, files below `docs`."""
    (folder / "theme").mkdir(parents=True)
    (folder / "theme" / "main.html").write_text(TEMPLATE, encoding="utf-8")
    config += "\nsite_name: x\ntheme: {name: null, custom_dir: theme}\n"
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, text in files.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build(folder: Path) -> Built:
    """Build the project with MkDocs."""
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config as mkdocs_config

    log: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: log.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        config = mkdocs_config(str(folder / "mkdocs.yml"))
        config.plugins.run_event("startup", command="build", dirty=False)
        mkdocs_build(config)
    finally:
        logger.removeHandler(handler)
    return Built(folder / "site", log)


def plain_facts(text: str, path: str) -> Facts:
    """The links, images and headings with an id of simple Markdown."""
    links, images = [], []
    for one in _MARKDOWN.finditer(text):
        start, end = one.span()
        to, label = one.span(3), one.span(2)
        href = unescape(one[3])
        if one[1]:
            images.append(Image(path, start, end, one[3], *to, href, one[2], *label))
        else:
            links.append(Link(path, start, end, one[3], *to, href, one[2], *label))
    for one in _HTML.finditer(text):
        start, end = one.span()
        to, href = one.span(2), unescape(one[2])
        if one[1] == "a":
            link = Link(path, start, end, one[2], *to, href, one[4], *one.span(4), "html")
            links.append(link)
        else:
            image = Image(path, start, end, one[2], *to, href, one[3], *one.span(3), "html")
            images.append(image)
    anchors = [Anchor(path, *one.span(1), one[1], "attribute") for one in _HEADING.finditer(text)]
    return Facts(links=tuple(links), images=tuple(images), anchors=tuple(anchors))


def our_site(folder: Path, facts: Callable[[str, str], Facts] = plain_facts) -> Site:
    """The project as we see it, its pages read by `facts`."""
    config = load_config(folder)
    files = site_files(config, scan(Where.of(config)))
    pages = []
    for file in files:
        if file.markdown:
            text = (folder / file.path).read_text(encoding="utf-8")
            pages.append(Page(file.path, file.src, facts(text, file.path)))
    return Site(config, files, pages)


def our_links(site: Site) -> Iterator[tuple[View, Page, Link | Image]]:
    """Every link and image of every built page in every language's site."""
    for view in site.views:
        for page in view.pages:
            yield from ((view, page, link) for link in page.links)
            yield from ((view, page, image) for image in page.images)
