"""What is known of the addresses that lead out of the site, for rules; nothing is asked here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from munjigi.facts import MADE
from munjigi.links import split_url, unquote
from munjigi.model import Edit, Fix, Span, Text

if TYPE_CHECKING:
    from munjigi.facts import Image, Link
    from munjigi.page import Page
    from munjigi.settings import NavEntry
    from munjigi.site import Site
    from munjigi.watched import Watched

_SCHEMES = ("http", "https")
_ELSEWHERE = re.compile(r"https?://([^/?#\s]+)(?=[/?#]|\Z)")  # most targets, which need no more
# Characters that mean something in Markdown or HTML around an address, as escapes.
_ESCAPES = str.maketrans({char: f"%{ord(char):02X}" for char in " \"'()<>*[]\\^`{|}"})


class State(Enum):
    """What an address comes to."""

    OK = "ok"
    DEAD = "dead"
    MOVED = "moved"
    INSECURE = "insecure"
    NO_ANCHOR = "fragment-missing"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    CREDENTIALS = "credentials"
    UNCHECKED = "not-checked"  # nobody can tell
    UNASKED = "not-asked"  # the run ended before
    EXCEPTED = "excepted"  # nobody need know


_UNSURE = frozenset(
    {State.UNREACHABLE, State.REFUSED, State.UNCHECKED, State.UNASKED, State.EXCEPTED}
)


class Verdict(NamedTuple):
    """What one address comes to. `why` says it in words; `to` is the better address, or "".

    `near` is the anchor of the page that comes nearest to a missing one, or "".
    """

    state: State
    why: Text = Text("", "")
    to: str = ""
    near: str = ""


class ExceptedAddress(NamedTuple):
    """An entry of the file of exceptions: its place, its pattern, and what became of it."""

    span: Span
    pattern: str
    until: str = ""
    expired: bool = False
    unused: bool = False


class Use(NamedTuple):
    """A place where an address stands: a link, picture, embedded page or nav entry.

    `target` is as rendered. `page` and `record` are None for nav, `entry` is where that has it.
    """

    target: str
    page: Page | None = None
    record: Link | Image | None = None
    entry: Span | None = None

    @property
    def span(self) -> Span:
        """Where it is written."""
        record = self.record
        if record is None:
            assert self.entry is not None
            return self.entry
        return record.span if record.target_start < 0 else record.target_span

    @property
    def path(self) -> str:
        """The file that shows it: the page, not a snippet, or the one with nav."""
        return self.span.path if self.page is None else self.page.path

    @property
    def picture(self) -> bool:
        """Whether readers see a broken frame where the address is dead."""
        return self.record is not None and self.record.tag == "img"

    @property
    def written(self) -> str:
        """The target as it is written."""
        return self.record.target if self.record is not None else self.target

    @property
    def via(self) -> Span | None:
        """Where the page includes the snippet that holds it, or None."""
        return self.page.via(self.record) if self.page is not None else None

    def fix(self, to: str) -> Fix | None:
        """A fix that writes another address, where this one is written as it is meant."""
        record = self.record
        if not to or record is None or record.target_start < 0 or record.target != self.target:
            return None
        return Fix((Edit(record.target_span, to.translate(_ESCAPES)),))


class Remote(NamedTuple):
    """Verdicts by the target as rendered, and the file of exceptions; nothing outside `links`.

    `sources` are the documents that guides rest on, where `links --sources` asked for them, which
    `watching` says. `complete` is false where some addresses of the site were left out.
    """

    verdicts: Mapping[str, Verdict] = {}
    exceptions: tuple[ExceptedAddress, ...] = ()
    complete: bool = False
    sources: tuple[Watched, ...] = ()
    watching: bool = False

    def found(self, site: Site, *states: State) -> Iterator[tuple[Use, Verdict]]:
        """Every place whose address came to one of these."""
        if not {one.state for one in self.verdicts.values()}.isdisjoint(states):
            for use in uses(site):
                verdict = self.verdicts.get(use.target)
                if verdict is not None and verdict.state in states:
                    yield use, verdict

    def unsure(self, site: Site) -> Iterator[Span]:
        """The places of whose address, or document, this run cannot tell whether it is well."""
        from munjigi.watched import Standing

        for one in self.sources:
            yield from one.places if one.standing is Standing.UNREAD else ()
        for use in () if self.watching else uses(site):
            verdict = self.verdicts.get(use.target)
            if verdict is None or verdict.state in _UNSURE:
                yield use.span
                yield from () if use.via is None else (use.via,)


def uses(site: Site) -> Iterator[Use]:
    """Every place that leads out of the site, page by page, then nav."""
    for page in site.pages.values():
        yield from page_uses(site, page)
    yield from nav_uses(site)


def page_uses(site: Site, page: Page) -> Iterator[Use]:
    """The places on a page that lead out of the site, none where it is not built."""
    if not site.views_of(page):
        return
    leads_out = partial(_leads_out, site, site.own_url.host.lower())
    for link in page.links:
        if link.kind not in MADE and leads_out(link.href):
            yield Use(link.href, page, link)
    for image in (*page.images, *page.embeds):
        if leads_out(image.src):
            yield Use(image.src, page, image)


def nav_uses(site: Site) -> Iterator[Use]:
    """The entries of nav that lead out of the site."""
    leads_out = partial(_leads_out, site, site.own_url.host.lower())
    for entry in _entries(site):
        if entry.target and leads_out(entry.target):
            yield Use(entry.target, entry=entry.target_span)


def _leads_out(site: Site, own_host: str, target: str) -> bool:
    plain = _ELSEWHERE.match(target)
    if plain and plain[1].lower() != own_host:
        return True
    if ":" not in target and not target.startswith("//"):
        return False
    url = split_url(target)
    if not url.host or (url.scheme and url.scheme not in _SCHEMES):
        return False
    own = site.own_url.path
    inside = own_host and url.host.lower() == own_host and url.path.startswith(own)
    return not inside or site.is_beside(unquote(url.path[len(own) :]))


def _entries(site: Site) -> Iterator[NavEntry]:
    from munjigi.settings import walk_nav

    yield from walk_nav(site.config.nav or ())
    for language in site.config.languages:
        yield from walk_nav(language.nav or ())
