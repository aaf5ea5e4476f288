"""What became of the documents that guides rest on, for rules; nothing is asked or read here."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from munjigi.model import Span, Text

SOURCES_LOCK = "sources.lock"  # in the docs folder


class Standing(Enum):
    """How a source stands to the guide that names it."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREAD = "unread"  # it may say anything
    NEW = "new"  # nobody has vouched for the guide yet


class Reworded(NamedTuple):
    """A sentence and its older version, "" where that is known by its fingerprint alone.

    `common` is the share of words (0 to 1) that both have, `facts` says whether a number, a date,
    code, a label or a "not" differs. `new` are the words that came, `gone` counts those that went.
    """

    before: str
    after: str
    common: float
    facts: bool
    new: tuple[str, ...] = ()
    gone: int = 0


class Moved(NamedTuple):
    """A step that stands elsewhere in its list: its numbers before and after (from 1)."""

    before: int
    after: int
    text: str


class Change(NamedTuple):
    """What came, what went, and what was reworded; a sentence that went is "" where unknown.

    `renamed` has the title where another one stands there now, `moved` the steps in another order.
    """

    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    renamed: tuple[Reworded, ...] = ()
    moved: tuple[Moved, ...] = ()

    def beyond(self, share: float) -> Change:
        """The change without rewording of at most this share of a sentence's words (0 to 1)."""
        large = (one for one in self.reworded if one.facts or 1 - one.common > share)
        return self._replace(reworded=tuple(large))


class Watched(NamedTuple):
    """A source of a guide: the places that name it, one for each language.

    `page` is the guide's path without its language, `day` the day (YYYY-MM-DD) from which its text
    is known, or "". `why` says why a source could not be read. `lasting` says that it will not be
    readable soon either.
    """

    page: str
    url: str
    places: tuple[Span, ...]
    standing: Standing
    day: str = ""
    why: Text = Text("", "")
    change: Change = Change()
    lasting: bool = False
