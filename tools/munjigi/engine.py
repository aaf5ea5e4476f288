"""Rules applied to a site: problems found, suppressed, told apart by language, and sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from munjigi.baseline import NEVER, compare
from munjigi.findings import pack_problem, unpack_problem
from munjigi.hiding import Found, suppress
from munjigi.model import Diagnostic, Problem, Span, Text
from munjigi.rule import rule_families
from munjigi.source import Source

if TYPE_CHECKING:
    from munjigi.page import Page
    from munjigi.rule import Gatherer, Rule
    from munjigi.selection import Options
    from munjigi.site import Site


def check_page(page: Page, rules: Mapping[str, Rule], options: Options) -> list[Any]:
    """What the rules about single pages find on this one, as a JSON value."""
    return [
        pack_problem(rule.id, problem)
        for rule in rules.values()
        if rule.scope == "page"
        for problem in _found(rule, page, options, page.path)
    ]


def examine(
    page: Page, rules: Mapping[str, Rule], options: Options, gatherers: Iterable[Gatherer] = ()
) -> list[Any]:
    """What `check_page` finds, and what rules about the site ask of the page, as a JSON value."""
    return [check_page(page, rules, options), {one.__name__: one(page) for one in gatherers}]


def lint(
    site: Site,
    rules: Mapping[str, Rule],
    options: Options,
    *,
    found: Mapping[str, Any] | None = None,
) -> list[Diagnostic]:
    """The problems of a site, sorted by place.

    `options` holds the rules' options where they are not the defaults. `found` is what `examine`
    returned for each page by path; without it the pages are checked here. Pages that no reader gets
    are left out.
    """
    pages = [page for page in site.pages.values() if site.views_of(page)]
    if found is not None:
        site.remember({path: one[1] for path, one in found.items()})
    problems = [
        unpack_problem(packed)
        for page in pages
        for packed in (check_page(page, rules, options) if found is None else found[page.path][0])
    ]
    unseen = site.pages.keys() - {page.path for page in pages}
    for rule in rules.values():
        if rule.scope == "site":
            problems += [
                (rule.id, one)
                for one in _found(rule, site, options)
                if (one.via or one.span).path not in unseen
            ]
    problems = _without_doubles(problems, rules)
    problems, suppressions = suppress(problems, site, pages, rules)
    for rule in rules.values():
        if rule.scope == "suppressions":
            problems += [(rule.id, one) for one in _found(rule, suppressions, options)]
    return _unknown(_Report(site, rules).diagnostics(problems), site, rules, options)


def _unknown(
    found: list[Diagnostic], site: Site, rules: Mapping[str, Rule], options: Options
) -> list[Diagnostic]:
    """The problems that the project's baseline does not know, and what is stale in it."""
    path = site.config.settings.baseline
    text = site.text(path) if path else ""
    if not text:
        return found
    source = cache(lambda path: Source(path, site.text(path)))
    chosen = {*rules, *NEVER}
    left, baseline = compare(
        path, text, found, source, lambda rule: rule in chosen or rule not in rule_families()
    )
    problems = [
        (rule.id, one)
        for rule in rules.values()
        if rule.scope == "baseline"
        for one in _found(rule, baseline, options)
    ]
    return sorted(left + _Report(site, rules).diagnostics(problems), key=_order)


def _order(one: Diagnostic) -> tuple[Span, str, str]:
    return one.span, one.rule, one.message.en


def _found(rule: Rule, subject: Any, options: Options, name: str = "") -> Iterator[Problem]:
    """What a rule yields; an error in its code says which rule it was, and on which page."""
    try:
        yield from rule.check(subject, **options.get(rule.id, {}))
    except Exception as error:
        error.add_note(f"in the rule {rule.id} {name}".rstrip())
        raise


def _without_doubles(problems: list[Found], rules: Mapping[str, Rule]) -> list[Found]:
    """The problems without those of which another rule tells more (`Rule.instead_of`)."""
    told: set[tuple[object, ...]] = set()
    for name, problem in problems:
        for silent in rules[name].instead_of:
            told |= {(silent, problem.span, problem.views), (silent, problem.span, None)}
    if not told:
        return problems
    return [one for one in problems if (one[0], one[1].span, one[1].views) not in told]


class _Report:
    """Problems as diagnostics: one in a snippet stands there and at the include on the page."""

    def __init__(self, site: Site, rules: Mapping[str, Rule]) -> None:
        self.site = site
        self.rules = rules
        self.order = [view.locale for view in site.views if view.locale]
        self.built = {path for path, page in site.pages.items() if site.views_of(page)}

    def diagnostics(self, problems: Iterable[Found]) -> list[Diagnostic]:
        """One diagnostic for each place, rule and message, with the languages of all its copies."""
        merged: dict[tuple[Any, ...], Diagnostic] = {}
        for rule, problem in problems:
            for one in self._places(rule, problem):
                key = (one.span, one.rule, one.message, one.target)
                same = merged.get(key)
                merged[key] = one if same is None else self._merged(same, one)
        found = map(self._with_languages, merged.values())
        return sorted(found, key=_order)

    def _merged(self, same: Diagnostic, one: Diagnostic) -> Diagnostic:
        """Two that say the same of different languages; one of them may know a fix."""
        views = {*same.views, *one.views}
        kept = one if same.fix is None and one.fix is not None else same
        return kept._replace(views=tuple(view for view in self.order if view in views))

    def _with_languages(self, one: Diagnostic) -> Diagnostic:
        """`only_in` tells readers of a page in several languages in which of them it is wrong."""
        if 0 < len(one.views) < len(self._views(one.span.path)) and one.span.path in self.built:
            return one._replace(values={**one.values, "only_in": ", ".join(one.views)})
        return one

    def _places(self, name: str, problem: Problem) -> Iterator[Diagnostic]:
        rule = self.rules[name]
        page = problem.span if problem.via is None else problem.via
        made = Diagnostic(
            problem.span,
            rule.id,
            rule.severity,
            Text(
                en=_filled(rule.message.en, problem, "en"),
                ko=_filled(rule.message.ko, problem, "ko"),
            ),
            problem.values,
            problem.target,
            self._views(page.path) if problem.views is None else problem.views,
            problem.fix,
        )
        yield made
        if problem.via is not None:
            yield made._replace(span=problem.via)

    def _views(self, path: str) -> tuple[str, ...]:
        """The languages whose site has the page at `path`; all of them for another file."""
        page = self.site.pages.get(path)
        if page is None:
            return tuple(self.order)
        return tuple(view.locale for view in self.site.views_of(page) if view.locale)


def _filled(template: str, problem: Problem, language: str) -> str:
    """A message with the values of the problem, `{target}` being one of them."""
    words = {
        name: value.of(language) if isinstance(value, Text) else value
        for name, value in problem.values.items()
    }
    return template.format_map({"target": problem.target, **words})
