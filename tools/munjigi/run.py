"""A run over a project's files: configuration, selection, pages, rules, and what changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from munjigi.baseline import lines
from munjigi.build import build
from munjigi.cache import Cache
from munjigi.conceal import naming_variables
from munjigi.config import load_config
from munjigi.digest import digest
from munjigi.engine import examine, lint
from munjigi.loader import Loaded, load_site
from munjigi.model import Diagnostic, Text
from munjigi.outcome import Note, Outcome, Request
from munjigi.reporters import Counts, counted
from munjigi.selection import Selection
from munjigi.settings import Config, ConfigError
from munjigi.sources import Sources
from munjigi.uncollected import uncollected
from munjigi.usage import UsageError

if TYPE_CHECKING:
    from munjigi.remote import Remote
    from munjigi.site import Site
    from munjigi.walk import Walks

_NO_RULE = Text(
    en="nothing was checked: --select and --ignore, or mkdocs.yml, leave no rule",
    ko="아무것도 확인하지 않았습니다. --select, --ignore 옵션이나 mkdocs.yml 설정에 따라 "
    "선택된 규칙이 없습니다",
)

_ELSEWHERE = Text(
    en="nothing was checked: rules of family external are for munjigi links, all others for "
    "munjigi check",
    ko="아무것도 확인하지 않았습니다. external 묶음의 규칙은 munjigi links 명령이, 나머지 규칙은 "
    "munjigi check 명령이 확인합니다",
)
_PROBLEM = Text(en="problem", ko="문제")


@uncollected
def run(request: Request) -> tuple[Outcome, Loaded]:
    """Check what the request names; raises `ConfigError` and `UsageError`."""
    config = _config(request.target.project, request)
    sources = Sources(config.root, config.bounds)
    selection = Selection(
        config, request.select, request.ignore, sources, remote=request.remote is not None
    )
    if not selection.ids:
        raise UsageError(_ELSEWHERE if selection.elsewhere else _NO_RULE)
    cache = Cache(config.root) if request.cache else None
    check = partial(
        _checked,
        config,
        selection,
        cache,
        request.jobs,
        remote=request.remote,
        walks=request.walks,
    )
    loaded, diagnostics = _since(request, selection, sources, check) if request.since else check()
    covers = request.target.covers
    pages = {page.path for page in loaded.site.pages.values() if loaded.site.views_of(page)}
    outcome = Outcome(
        config.root,
        config.bounds,
        sum(map(covers, pages | loaded.snippets.keys())),
        _counts(loaded.site, request),
        [_told(one, config) for one in diagnostics if covers(one.span.path)],
        list(_notes(config, sources, cache)),
        sources=sources,
    )
    return outcome, loaded


def _told(one: Diagnostic, config: Config) -> Diagnostic:
    """The problem without values that the configuration has from the environment."""
    return naming_variables(one, config.env) if one.span.path in config.inputs else one


def _config(project: str, request: Request) -> Config:
    """The configuration as the request wants it."""
    config = load_config(project)
    if request.baseline:
        return config
    return config._replace(settings=config.settings._replace(baseline=""))


def load(
    config: Config,
    selection: Selection,
    cache: Cache | None = None,
    jobs: int | None = None,
    before: Site | None = None,
    walks: Walks | None = None,
) -> Loaded:
    """The site with what the selected rules about single pages find."""
    chosen = selection.rules()
    rules = {name: rule for name, rule in chosen.items() if rule.scope == "page"}
    gatherers = {one.gathers.__name__: one.gathers for one in chosen.values() if one.gathers}
    options = {name: sorted(selection.options.get(name, {}).items()) for name in rules}
    return load_site(
        config,
        cache=cache,
        check=partial(
            examine, rules=rules, options=selection.options, gatherers=[*gatherers.values()]
        )
        if rules or gatherers
        else None,
        ruleset=digest(repr((build(), options, sorted(gatherers))).encode("utf-8", "replace")),
        deep=any(rule.deep and (rule.gathers or name in rules) for name, rule in chosen.items()),
        jobs=jobs,
        before=before,
        walks=walks,
    )


def _checked(
    config: Config,
    selection: Selection,
    cache: Cache | None,
    jobs: int | None,
    before: Site | None = None,
    remote: Remote | None = None,
    walks: Walks | None = None,
) -> tuple[Loaded, list[Diagnostic]]:
    """The site and its problems."""
    loaded = load(config, selection, cache, jobs, before, walks)
    if remote is not None:
        loaded.site.remote = remote
    found = lint(loaded.site, selection.rules(), selection.options, found=loaded.findings or None)
    return loaded, found


def _counts(site: Site, request: Request) -> Counts:
    pages = [
        page
        for page in site.pages.values()
        if request.target.covers(page.path) and site.views_of(page)
    ]
    links = sum(page.facts.written for page in pages)
    return Counts(len(pages), links, sum(len(page.images) for page in pages))


def _notes(config: Config, sources: Sources, cache: Cache | None) -> Iterator[Note]:
    baseline = config.settings.baseline
    known = sum(1 for _ in lines(baseline, sources(baseline).text)) if baseline else 0
    if known:
        yield Note("", 0, 0, _known(baseline, known))
    for note in config.notes:
        path = note.span.path
        yield Note(path, *sources(path).position(note.span.start), note.message)
    if cache is not None and cache.warning is not None:
        yield Note("", 0, 0, cache.warning)


def _known(path: str, count: int) -> Text:
    return Text(
        en=f"{path} lists {counted(count, _PROBLEM, 'en')} as known; --no-baseline reports all",
        ko=f"{path} 파일에 적힌 알려진 {counted(count, _PROBLEM, 'ko')} 항목은 알리지 않습니다. "
        "--no-baseline 옵션은 모두 알립니다",
    )


def _since(
    request: Request,
    selection: Selection,
    sources: Sources,
    check: Callable[..., tuple[Loaded, list[Diagnostic]]],
) -> tuple[Loaded, list[Diagnostic]]:
    """The site and those of its problems that changes since the commit brought."""
    import tempfile

    from munjigi.since import History, brought

    history = History(sources.root, request.since)
    with tempfile.TemporaryDirectory(prefix="munjigi-") as folder:
        site, before, sources_before = _before(history.restore(folder), selection, request)
        loaded, now = check(before=site)
        return loaded, brought(now, before, history.changes(), sources, sources_before)


def _before(
    folder: str, selection: Selection, request: Request
) -> tuple[Site | None, list[Diagnostic], Sources]:
    """The project in another state and its problems; nothing where it could not be read then."""
    try:
        config = _config(folder, request)
    except ConfigError:
        return None, [], Sources(folder, folder)
    loaded, found = _checked(config, selection, None, request.jobs)
    return loaded.site, found, Sources(config.root, config.bounds)
