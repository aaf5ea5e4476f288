"""pymdownx.magiclink's shorthands: `@user`, `@github:user/repo`, `user/repo#1`, `#1`, commits.

They run one after another at priorities 79.9 to 79.3, after entities (80) and before wikilinks and
emoji (75), never inside the text of a link; each takes what it finds away from the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from munjigi.reader.delimiters import flag
from munjigi.reader.dialect import Dialect
from munjigi.reader.magic import MAGICLINK, MagicLink
from munjigi.reader.replacement import find, masked


class Provider(NamedTuple):
    """A host: what a user's name looks like there, and addresses of what shorthands stand for."""

    url: str
    user: str
    kind: str
    paths: Mapping[str, str]
    hash_size: int = 7

    def link(self, what: str, *parts: str) -> str:
        """The address of an issue, pull request, discussion, commit or comparison."""
        return f"{self.url}/{self.paths[what].format(*parts)}"


_USERS = {
    "github": r"[a-zA-Z\d](?:[-a-zA-Z\d_]{0,37}[a-zA-Z\d])?",
    "gitlab": r"[\.a-zA-Z\d_](?:[-a-zA-Z\d_\.]{0,37}[-a-zA-Z\d_])?",
    "bitbucket": r"[-a-zA-Z\d_]{1,39}",
    "twitter": r"\w{1,15}",
    "x": r"\w{1,15}",
}
_PATHS: dict[str, dict[str, str]] = {
    "github": {
        "#": "{}/{}/issues/{}",
        "!": "{}/{}/pull/{}",
        "?": "{}/{}/discussions/{}",
        "commit": "{}/{}/commit/{}",
        "compare": "{}/{}/compare/{}...{}",
    },
    "gitlab": {
        "#": "{}/{}/-/issues/{}",
        "!": "{}/{}/-/merge_requests/{}",
        "commit": "{}/{}/-/commit/{}",
        "compare": "{}/{}/-/compare/{}...{}",
    },
    "bitbucket": {
        "#": "{}/{}/issues/{}",
        "!": "{}/{}/pull-requests/{}",
        "commit": "{}/{}/commits/commit/{}",
        "compare": "{}/{}/branches/commits/{}..{}#diff",
    },
    "twitter": {},
    "x": {},
}
_HOSTS = {
    "github": "https://github.com",
    "gitlab": "https://gitlab.com",
    "bitbucket": "https://bitbucket.org",
    "twitter": "https://twitter.com",
    "x": "https://x.com",
}
_SOCIAL = ("x", "twitter")
_REPO = r"[-._a-zA-Z\d]{0,99}[a-zA-Z\d]"
_REFERENCE = (
    r"(?:(?P<issue>(?:\#|!|\?)[1-9][0-9]*)"
    r"|(?P<commit>@[a-f\d]{40})(?:\.{3}(?P<diff>[a-f\d]{40}))?)\b"
)
_MICRO = (
    r"(?:(?<![a-zA-Z])(?P<issue>(?:\#|!|\?)[1-9][0-9]*)"
    r"|(?P<commit>(?<![@/])\b[a-f\d]{40})(?:\.{3}(?P<diff>[a-f\d]{40}))?)\b"
)
_REFERS = re.compile(r"[#!?][1-9]|[a-f\d]{40}")  # in every reference
_CUSTOM = re.compile(r"[a-zA-Z0-9]+$")


def _provider(kind: str, host: str) -> Provider:
    size = 8 if kind == "gitlab" else 7
    return Provider(host.lower().rstrip("/"), _USERS[kind], kind, _PATHS[kind], size)


class _Settings:
    """magiclink's options, and the patterns that they switch on."""

    def __init__(self, dialect: Dialect) -> None:
        def option(name: str, default: Any) -> Any:
            return dialect.option(MAGICLINK, name, default)

        self.providers = {name: _provider(name, host) for name, host in _HOSTS.items()}
        users = [f"{name}:{_USERS[name]}" for name in ("github", "gitlab", "bitbucket")]
        custom = option("custom", {})
        for name, entry in custom.items() if isinstance(custom, Mapping) else ():
            if _CUSTOM.match(name) and name not in self.providers and entry["type"] in _PATHS:
                self.providers[name] = _provider(entry["type"], str(entry["host"]))
                users.append(f"{name}:{_USERS[entry['type']]}")
        wanted = str(option("provider", "github"))
        self.name = wanted if wanted in self.providers else "github"
        self.user = str(option("user", "") or "")
        self.repo = str(option("repo", "") or "")
        self.normalize = flag(dialect, MAGICLINK, "normalize_issue_symbols", False)
        self.git = flag(dialect, MAGICLINK, "repo_url_shorthand", False)
        self.social = flag(dialect, MAGICLINK, "social_url_shorthand", False)
        self.steps = self._steps(users, inside=wanted not in _SOCIAL)

    def _steps(self, users: list[str], inside: bool) -> list[tuple[re.Pattern[str], _Handler]]:
        """Patterns and what they make, in their order."""
        mine = self.providers[self.name].user
        named = "|".join(users)
        steps: list[tuple[str, _Handler]] = []
        if self.git:
            repository = rf"\b/(?P<repo>{_REPO})\b"
            steps.append((rf"(?P<mention>(?<![a-zA-Z])@(?:{named})){repository}", _mention))
            if inside:
                steps.append((rf"(?P<mention>(?<![a-zA-Z])@{mine}){repository}", _mention))
        if self.git or self.social:
            social = [f"{name}:{_USERS[name]}" for name in _SOCIAL] if self.social else []
            everyone = "|".join([*(users if self.git else ()), *social])
            steps.append((rf"(?P<mention>(?<![a-zA-Z])@(?:{everyone}))\b", _mention))
            steps.append((rf"(?P<mention>(?<![a-zA-Z])@{mine})\b", _mention))
        if self.git:
            steps.append((rf"(?<![@/])(?:(?P<user>\b{named})/)(?P<repo>{_REPO}){_REFERENCE}", _far))
            if inside:
                own = rf"(?<![@/])(?:(?P<user>\b{mine})/)?(?P<repo>{_REPO}){_REFERENCE}"
                steps += [(own, _far), (_MICRO, _near)]
        return [(re.compile(pattern), handler) for pattern, handler in steps]


_Handler = Callable[[_Settings, re.Match[str]], "MagicLink | None"]


def _mention(settings: _Settings, match: re.Match[str]) -> MagicLink:
    name, colon, user = match["mention"][1:].partition(":")
    if not colon:
        name, user = settings.name, name
    url = settings.providers[name].url
    repo = match.groupdict().get("repo")
    if repo is None:
        return MagicLink(match.start(), match.end(), f"{url}/{user}", f"@{user}", "mention")
    href = f"{url}/{user}/{repo}"
    return MagicLink(match.start(), match.end(), href, f"{user}/{repo}", "repository")


def _far(settings: _Settings, match: re.Match[str]) -> MagicLink | None:
    """A reference to a repository that is named."""
    name, colon, user = (match["user"] or settings.user).partition(":")
    if not colon:
        name, user = settings.name, name
    if not user:
        return None
    repo = match["repo"]
    shown = f"{user}/{repo}"
    if (user, name) == (settings.user, settings.name):
        shown = "" if repo == settings.repo else repo
    return _reference(settings, match, (name, user, repo), shown)


def _near(settings: _Settings, match: re.Match[str]) -> MagicLink | None:
    """A reference to the site's own repository."""
    if not settings.user or not settings.repo:
        return None
    return _reference(settings, match, (settings.name, settings.user, settings.repo), "")


def _reference(
    settings: _Settings, match: re.Match[str], where: tuple[str, str, str], shown: str
) -> MagicLink:
    provider, (user, repo) = settings.providers[where[0]], where[1:]
    start, end = match.span()
    if match["issue"]:
        sign, number = match["issue"][0], match["issue"][1:]
        if sign not in provider.paths:
            return MagicLink(start, end, None, match[0], "issue")
        href = provider.link(sign, user, repo, number)
        sign = "#" if settings.normalize else sign
        return MagicLink(start, end, href, f"{shown}{sign}{number}", "issue")
    commit, other = match["commit"].removeprefix("@"), match["diff"]
    at = "@" if shown else ""
    text = f"{shown}{at}{commit[: provider.hash_size]}"
    if other is None:
        return MagicLink(start, end, provider.link("commit", user, repo, commit), text, "commit")
    href = provider.link("compare", user, repo, commit, other)
    return MagicLink(start, end, href, f"{text}...{other[: provider.hash_size]}", "compare")


def _links(
    pattern: re.Pattern[str], handler: _Handler, settings: _Settings, text: str
) -> Iterator[MagicLink]:
    position, placed = 0, -1
    while hit := find(pattern, text, position, placed):
        match, base = hit
        link = handler(settings, match)
        position = match.end() + base
        if link is not None:
            placed = position
            yield link._replace(start=match.start() + base, end=position)


_known: dict[int, tuple[Dialect, _Settings]] = {}


def shorthand_links(text: str, dialect: Dialect) -> list[MagicLink]:
    """Shorthand links in a masked text, in the order of the text."""
    if not dialect.has(MAGICLINK):
        return []
    known = _known.get(id(dialect))
    if known is None:
        _known.clear()
        known = _known[id(dialect)] = dialect, _Settings(dialect)
    settings = known[1]
    links: list[MagicLink] = []
    mentions, refers = "@" in text, _REFERS.search(text) is not None
    for pattern, handler in settings.steps:
        if not (mentions if handler is _mention else refers):
            continue
        found = list(_links(pattern, handler, settings, text))
        if found:
            text = masked(text, found)
            links += found
    return sorted(links, key=lambda link: link.start)
