"""robots.txt (RFC 9309): where a host wants no robots, and how slowly it wants them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from munjigi.external.answers import Answer
from munjigi.external.manners import ROBOT

LARGEST = 512_000  # bytes of a robots.txt that are read (RFC 9309, 2.5)
LONGEST = 10.0  # seconds: a longer Crawl-delay would let few addresses of a run be asked
NOBODY = "User-agent: *\nDisallow: /\n"


def rules_of(answer: Answer) -> str:
    """The text that holds for a host whose robots.txt was answered so (RFC 9309, 2.3.1).

    Without the file everything is allowed, and nothing where the server has a fault. A host that
    cannot be reached forbids nothing: its pages will say so themselves.
    """
    if 200 <= answer.status < 300:  # noqa: PLR2004
        return answer.body.decode("utf-8", "replace").lstrip("\ufeff")
    return NOBODY if answer.status >= 500 else ""  # noqa: PLR2004


class Robots(NamedTuple):
    """What a host's robots.txt says."""

    text: str

    def allows(self, url: str) -> bool:
        """Whether we may ask for the address."""
        return not self.text.strip() or bool(_parsed(self.text).can_fetch(url, ROBOT))

    def delay(self) -> float:
        """The seconds that the host wants between two requests."""
        if "crawl-delay" not in self.text.lower():
            return 0.0
        return min(float(_parsed(self.text).crawl_delay(ROBOT) or 0.0), LONGEST)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Any:
    from protego import Protego

    return Protego.parse(text)
