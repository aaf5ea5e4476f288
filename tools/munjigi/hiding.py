"""Problems that a suppression hides, and suppressions that hide none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from munjigi.model import Problem, Span
from munjigi.rule import REMOTE, rule_families
from munjigi.suppressions import Suppression, find_suppressions, is_suppression

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.remote import Remote
    from munjigi.rule import Rule
    from munjigi.site import Site

Found = tuple[str, Problem]


def _suppressions(site: Site, pages: Iterable[Page]) -> Iterator[Suppression]:
    """The suppressions on the pages and in the snippets that they include, each once."""
    seen: set[Span] = set()
    for page in pages:
        ours = [one for one in page.comments if is_suppression(one)]
        for path in {one.path: None for one in ours}:
            text = page.text if path == page.path else site.text(path)
            here = tuple(one for one in page.comments if one.path == path)
            for suppression in find_suppressions(path, text, here, site.today):
                if suppression.span not in seen:
                    seen.add(suppression.span)
                    yield suppression


def suppress(
    problems: list[Found], site: Site, pages: Iterable[Page], rules: Mapping[str, Rule]
) -> tuple[list[Found], list[Suppression]]:
    """The problems that nothing hides, and the suppressions with what they did not hide.

    Where the rules about addresses outside the site run, those that have not our form or name no
    rule are left out: a run without them tells of those.
    """
    suppressions = list(_suppressions(site, pages))
    hiding: dict[tuple[str, str], list[Suppression]] = {}
    for suppression in suppressions:
        for rule in {allowed.rule for allowed in suppression.allowed}:
            hiding.setdefault((suppression.span.path, rule), []).append(suppression)
    starts: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for number, (rule, problem) in enumerate(problems):
        for span in (problem.span,) if problem.via is None else (problem.span, problem.via):
            if (span.path, rule) in hiding:
                starts.setdefault((span.path, rule), []).append((span.start, number))
    used: set[tuple[Span, str]] = set()
    hidden: set[int] = set()
    for (path, rule), places in starts.items():
        hidden |= _hidden(places, hiding[path, rule], rule, used)
    left = [one for number, one in enumerate(problems) if number not in hidden]
    if site.remote is None:
        return left, [_with_unused(one, used, rules, _is_checked) for one in suppressions]
    told = _told(site, site.remote)
    return left, [_with_unused(one, used, rules, told) for one in suppressions if one.allowed]


def _hidden(
    places: list[tuple[int, int]],
    suppressions: Iterable[Suppression],
    rule: str,
    used: set[tuple[Span, str]],
) -> set[int]:
    """Which of the problems, as (start, number), a suppression covers; fills `used`.

    One pass over both in their order: thousands of either on one page take no time.
    """
    waiting = sorted((one for one in suppressions if not one.expired), key=_start, reverse=True)
    unused: list[Suppression] = []
    reach, hidden = -1, set()
    for start, number in sorted(places):
        while waiting and waiting[-1].covers.start <= start:
            unused.append(waiting.pop())
            reach = max(reach, unused[-1].covers.end)
        used.update((one.span, rule) for one in unused if start <= one.covers.end)
        unused.clear()  # those that ended before cover nothing that follows either
        if start <= reach:
            hidden.add(number)
    return hidden


def _start(suppression: Suppression) -> int:
    return suppression.covers.start


def _with_unused(
    suppression: Suppression,
    used: set[tuple[Span, str]],
    rules: Mapping[str, Rule],
    judged: Callable[[Suppression, str, Rule | None], bool],
) -> Suppression:
    if suppression.expired:
        return suppression
    unused = tuple(
        allowed
        for allowed in suppression.allowed
        if (suppression.span, allowed.rule) not in used
        and judged(suppression, allowed.rule, rules.get(allowed.rule))
    )
    return suppression._replace(unused=unused)


def _is_checked(_: Suppression, name: str, rule: Rule | None) -> bool:
    """Whether a rule was run or does not exist."""
    return rule is not None or name not in rule_families()


def _told(site: Site, remote: Remote) -> Callable[[Suppression, str, Rule | None], bool]:
    """Whether a run over addresses was asked for what a rule is about, and knows it all."""

    @cache
    def unsure() -> list[Span]:
        return list(remote.unsure(site))

    def told(one: Suppression, _: str, rule: Rule | None) -> bool:
        if rule is None or rule.family != REMOTE or not remote.complete:
            return False
        return rule.watches is remote.watching and not any(
            place.path == one.covers.path and one.covers.start <= place.start <= one.covers.end
            for place in unsure()
        )

    return told
