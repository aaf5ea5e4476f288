"""The title of a web page as its author wrote it: no site's name, no counter, no sign of a link."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from munjigi.watch.sentences import plain, words

_MAIN = "//main//h1 | //article//h1 | //*[@role='main']//h1"
_HEADINGS = (  # the head of the page holds the site's name, that of the article its title
    "//h1[not(ancestor::nav or ancestor::footer"
    " or ancestor::header[not(ancestor::main or ancestor::article)])]"
)
_LOWER = "//h2 | //h3"
_NAMED = "//head//meta[@property='og:title']/@content"
_TAB = "//head/title//text()"
_SIDES = re.compile(r"\s+[|–—·•:»>-]\s+|\s*[|»]\s*")
_COUNTER = re.compile(r"^\s*[(\[]\d+\+?[)\]]\s*|\s*[(\[]\d+\+?[)\]]\s*$")
_SIGNS = re.compile(r"[\s¶#§🔗⚓]+$")


def title_of(body: bytes) -> str:
    """The title of an HTML page, "" where it has none that can be told.

    That is the heading that its `title` repeats, else the first of its main part, or the only one;
    without any, what stands before the name of the site.
    """
    import trafilatura

    tree = trafilatura.load_html(body)
    if tree is None:
        return ""
    named = [*_texts(tree.xpath(_NAMED)), *_texts([" ".join(tree.xpath(_TAB))])]
    main, every = _texts_of(tree, _MAIN), _texts_of(tree, _HEADINGS)
    sides = [[_clean(side) for side in _SIDES.split(one)] for one in named]
    repeated = [one for one in (*main, *every) if any(_within(one, other) for other in named)]
    repeated += [one for one in _texts_of(tree, _LOWER) if any(one in side for side in sides)]
    only = every if len(every) == 1 else []
    first = [one[0] for one in sides if one[0]]
    return next(iter([*repeated, *main, *only, *first]), "")


def _texts_of(tree: Any, path: str) -> list[str]:
    return _texts(one.text_content() for one in tree.xpath(path))


def _texts(found: Iterable[Any]) -> list[str]:
    made = (_clean(str(one)) for one in found)
    return [one for one in made if words(one)]


def _clean(text: str) -> str:
    return _SIGNS.sub("", _COUNTER.sub("", plain(text)))


def _within(heading: str, name: str) -> bool:
    return heading.casefold() in name.casefold()
