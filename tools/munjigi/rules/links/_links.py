"""What the rules about links have in common."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Span

if TYPE_CHECKING:
    from munjigi.facts import Image, Link
    from munjigi.page import Page
    from munjigi.site import Resolution, Served, View

# What tells a reader that a link or picture is meant to be in another language.
LANGUAGE_NAMES = frozenset(
    {
        *("english", "korean", "japanese", "chinese"),
        *("영어", "영문", "한국어", "한글", "국문", "일본어", "중국어"),
    }
)
HINTS = 1_000  # problems of one rule that are told what was meant; nobody reads more


def languages(view: View) -> tuple[str, ...] | None:
    """What `Problem.views` says of a problem that this language's readers meet."""
    return (view.locale,) if view.locale else None


def place(link: Link | Image) -> Span:
    """The target as written, or the whole link where it is written nowhere."""
    return link.span if link.target_start < 0 else link.target_span


def stays(view: View, page: Page, to: Resolution) -> bool:
    """Whether a link on a page of this very language leads to a file of this language."""
    own = to.locale == view.locale and not view.is_fallback(page)
    return own and to.ok and to.served is not None


def retarget(link: Link | Image, target: str, *, safe: bool) -> Fix | None:
    """A fix that writes another target, if there is one.

    A link in a snippet stays: it may be right on another page that includes it. So does one that
    is nothing but its address, for in its place a path would be text.
    """
    if not target or link.via >= 0 or link.target_start < 0:
        return None
    if link.kind == "autolink" and ":" not in target:
        return None
    return Fix((Edit(link.target_span, target),), safe)


def shows_address(link: Link) -> bool:
    """Whether the reader is shown the URL itself."""
    text = link.text.strip().strip("/").casefold()
    return "." in text and link.href.strip("/").casefold().endswith(text)


def fragment(link: Link) -> Span | None:
    """The fragment with its `#`, or None where it is not written as it is meant."""
    head, mark, written = link.target.partition("#")
    if link.target_start < 0 or not mark or written != link.href.partition("#")[2]:
        return None
    return Span(link.path, link.target_start + len(head), link.target_end)


def ending(href: str) -> str:
    """The query and the fragment of an address, with their `?` and `#`."""
    starts = [at for at in (href.find("?"), href.find("#")) if at >= 0]
    return href[min(starts) :] if starts else ""


def url_from(view: View, page: Page, served: Served) -> str:
    """The relative URL by which raw HTML on the page leads to a file."""
    own = view.served(page)
    folder = (own.dest if own else page.src).rpartition("/")[0]
    path = posixpath.relpath(served.url or ".", folder or ".")
    return f"{path}/" if served.url.endswith("/") else path


def docs_path(view: View, src: str) -> str:
    """A path in the docs folder as a path in the project."""
    folder = view.site.config.docs_dir
    return src if folder == "." else f"{folder}/{src}"


def translation(view: View, to: Resolution) -> Served | None:
    """The page in this language whose translation a link leads to, or names by its source path."""
    site, page = view.site, to.page
    if page is None and to.kind == "missing" and to.form == "source" and to.path in site.files:
        page = site.page_of(site.files[to.path])
    if page is None or site.locale_of(page) == view.locale:
        return None
    own = site.translations(page).get(view.locale)
    return view.served(own) if own is not None else None
