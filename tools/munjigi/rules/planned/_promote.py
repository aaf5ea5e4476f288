"""From plan to link: what changes where pages that were planned exist by now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from munjigi.model import Fix
from munjigi.related import Section, holds, notes
from munjigi.rules.planned._edits import (
    Change,
    alone,
    as_edit,
    line_of,
    newline,
    without_block,
    without_link,
)

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.planned import PlannedComment
    from munjigi.plans import Plan, Plans

_ITEM = re.compile(r" {0,3}([-*+])[ \t]")


def fixes(plans: Plans, found: list[Plan]) -> Iterator[tuple[Plan, Fix | None]]:
    """Each of a page's plans with the fix that lets all of its section go live."""
    page = found[0].page
    sections = plans.sections(page)
    groups: dict[int, list[Plan]] = {}
    for plan in found:
        at = next(
            (one.start for one in sections if holds(one, page, plan.comment.comment)),
            -1 - plan.comment.comment.start,
        )
        groups.setdefault(at, []).append(plan)
    for at, group in groups.items():
        section = next((one for one in sections if one.start == at), None)
        ready = [plan for plan in group if _goes_live(plan)]
        fix = _fix(plans, page, section, ready) if ready else None
        for plan in group:
            yield plan, fix if plan in ready else None


def _goes_live(plan: Plan) -> bool:
    """Whether the link works as it stands, and may be moved on this page alone."""
    comment, served = plan.comment.comment, plan.served
    if served is None or comment.path != plan.page.path or comment.via >= 0:
        return False
    if alone(plan.page.text, comment.start, comment.end) is None:
        return False
    target = plan.view.site.page_of(served.file)
    return not plan.anchor or (
        target is not None and plan.view.site.has_anchor(target, plan.anchor)
    )


def _fix(plans: Plans, page: Page, section: Section | None, ready: list[Plan]) -> Fix:
    every = [one for one in plans.comments(page) if one.comment.path == page.path]
    if section is not None:
        every = [one for one in every if holds(section, page, one.comment)]
    comments = [one for one in every if any(plan.comment is one for plan in ready)]
    changes: list[Change] = []
    left = len(comments) < len(every)
    items = list(_items(plans, ready, _live(plans, page, section)))
    for comment in comments:
        own = [plan for plan in ready if plan.comment is comment]
        empty = len(own) == len(comment.links) and not comment.flaws
        left = left or not empty
        changes += _unplanned(page, comment, own, empty=empty)
    if items:
        changes.append(_list(page, section, comments[0], items, changes))
    if section is not None and not left:
        changes += [without_block(page.text, one.start, one.end) for one in notes(page, section)]
    return Fix((as_edit(page.path, page.text, _merged(changes)),))


def _merged(changes: Iterable[Change]) -> list[Change]:
    """The changes without what an earlier one removes already."""
    made: list[Change] = []
    for change in sorted(changes):
        if made and change.start < made[-1].end:
            start, end, text = made[-1]
            made[-1] = Change(start, max(end, change.end), text + change.text)
        else:
            made.append(change)
    return made


def _unplanned(
    page: Page, comment: PlannedComment, own: list[Plan], *, empty: bool
) -> Iterator[Change]:
    if empty:
        yield without_block(page.text, comment.comment.start, comment.comment.end)
        return
    for plan in own:
        yield without_link(page.text, comment, plan.link)


def _live(plans: Plans, page: Page, section: Section | None) -> frozenset[str]:
    """The keys that links of the section lead to already."""
    if section is None:
        return frozenset()
    return frozenset(
        plans.key(page.src, link.href)
        for link in page.links
        if link.path == page.path and section.start <= link.start < section.end
    )


def _items(plans: Plans, ready: list[Plan], live: frozenset[str]) -> Iterator[str]:
    """The links as they stand in a list, each page once."""
    page = ready[0].page
    seen = {plans.key(page.src, page.src.rpartition("/")[2]), *live}  # no page links itself
    for plan in ready:
        if plan.key not in seen and plan.served is not None:
            seen.add(plan.key)
            span = plan.link.text_span
            words = " ".join(plan.page.text[span.start : span.end].split())
            end = f"#{plan.anchor}" if plan.anchor else ""
            yield f"[{words}]({plan.view.link_to(plan.page, plan.served)}{end})"


def _list(
    page: Page,
    section: Section | None,
    comment: PlannedComment,
    items: list[str],
    changes: list[Change],
) -> Change:
    """Put the items at the end of the section's list, or where the comment stands."""
    text, end = page.text, newline(page.text)
    start, stop = comment.comment.start, comment.comment.end
    indent = alone(text, start, stop) or ""
    found = _last_item(page, section.start if section else 0, start) if not indent else None
    if found is not None:
        at, marker = found
        lead = "" if text[:at].endswith(("\n", "\r")) else end
        return Change(at, at, lead + "".join(f"{marker} {item}{end}" for item in items))
    first, _ = line_of(text, start, stop)
    made = "".join(f"{indent}- {item}{end}" for item in items)
    above, _ = line_of(text, max(0, first - 1), max(0, first - 1))
    lead = indent.rstrip() + end if text[above:first].strip(" \t\r\n>") else ""
    gone = next((one for one in changes if one.start <= first and one.end >= stop), None)
    if gone is None:
        return Change(first, first, lead + made + indent.rstrip() + end)
    changes.remove(gone)
    follows = end if text[gone.end :].strip() and gone.end < len(text) else ""
    return Change(first, gone.end, lead + made + follows)


def _last_item(page: Page, start: int, stop: int) -> tuple[int, str] | None:
    """Where the last list of links before a comment ends, and its marker."""
    headings = [one.end for one in page.headings if one.path == page.path and one.end <= stop]
    start = max([start, *headings])
    for link in reversed(page.links):
        if link.path != page.path or not start <= link.start < stop:
            continue
        first, last = line_of(page.text, link.start, link.end)
        item = _ITEM.match(page.text, first)
        if item is None:
            continue
        while last < stop:
            _, after = line_of(page.text, last, last)
            if not page.text[last:after].strip() or page.text[last:after].lstrip()[:4] == "<!--":
                break
            last = after
        return last, item[0].rstrip()
    return None
