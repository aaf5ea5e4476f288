"""The links behind headings: for the pointer alone, so that a heading is read as its own words."""

from __future__ import annotations

import re

from munjigi.model import Text

_LINK = re.compile(r'(<a class="headerlink" href="#[^"]*") title="[^"]*">')
_NAME = Text(en="Link to this section", ko="이 절로 바로 가는 링크")


def with_quiet_links(html: str, locale: str) -> str:
    """A page's HTML whose links behind headings are named in its language.

    The Tab key and screen readers pass them over: the contents lead to the same places.

    Source of the form: `permalink` of Markdown's toc.
    """
    return _LINK.sub(rf'\1 title="{_NAME.of(locale)}" aria-hidden="true" tabindex="-1">', html)
