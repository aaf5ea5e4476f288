"""What secrets look like, as data, and where a text holds one.

The formats in `DETECTORS` come from the library detect-secrets (package bc-detect-secrets). It is
imported only for a text that holds something of their look, and never asked to verify anything, for
that would use the network. The formats that it lacks stand in `PATTERNS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from munjigi.lazypattern import lazy
from munjigi.model import Text

Plausible = Callable[[str, bool], bool]


class Secret(NamedTuple):
    """A secret: the characters `start` to `end` (not included), and what it is."""

    start: int
    end: int
    kind: Text


class Pattern(NamedTuple):
    """`prefix` and, right after it, `rest`; its group is the secret, or the whole without one.

    `context` says that only the words around it tell that the value is secret. With `detector`,
    the library decides, and says where the secret ends.
    """

    kind: Text
    prefix: str
    rest: str
    context: bool = False
    detector: str = ""


_ATLASSIAN = Text(en="Atlassian API token", ko="Atlassian API 토큰")
_BASIC = Text(en="API key or password", ko="API 키 또는 비밀번호")
_BEARER = Text(en="Bearer token", ko="Bearer 토큰")
_GITHUB = Text(en="GitHub token", ko="GitHub 토큰")
_HUBSPOT = Text(en="HubSpot token", ko="HubSpot 토큰")
_PASSWORD = Text(en="password", ko="비밀번호")
_SECRET = Text(en="secret value", ko="비밀")
_SHOPIFY = Text(en="Shopify token", ko="Shopify 토큰")
_SLACK = Text(en="Slack token", ko="Slack 토큰")

_LOOK = r"[\w.:/+=-]{12,200}"
# What it finds, how that starts and roughly goes on, by the library's name for it.
DETECTORS = {
    "AWS Access Key": (
        Text(en="AWS access key", ko="AWS 액세스 키"),
        ("AKIA", "ASIA", "ABIA", "ACCA"),
        _LOOK,
    ),
    "GitHub Token": (_GITHUB, ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"), _LOOK),
    "JSON Web Token": (
        Text(en="JSON Web Token", ko="JSON 웹 토큰"),
        ("eyJ",),
        r"[\w-]{10,}\.[\w-]{10,}\.[\w-]{20,}",
    ),
    "NPM tokens": (Text(en="npm token", ko="npm 토큰"), ("npm_",), r"[A-Za-z0-9]{36}"),
    "SendGrid API Key": (Text(en="SendGrid API key", ko="SendGrid API 키"), ("SG.",), _LOOK),
    "Slack Token": (
        _SLACK,
        (*(f"xox{letter}-" for letter in "abpors"), "https://hooks.slack.com/services/"),
        _LOOK,
    ),
    "Square OAuth Secret": (Text(en="Square secret", ko="Square 시크릿"), ("sq0csp-",), _LOOK),
    "Stripe Access Key": (
        Text(en="Stripe key", ko="Stripe 키"),
        ("sk_live_", "rk_live_"),
        _LOOK,
    ),
}
_BASE64 = r"[A-Za-z0-9+/=]"
_BREAK = r"(?:\\[nrt]|[\s>\"#*]){1,40}"  # a service account's JSON file has `\n` for line ends
_HEADER = r"(?:(?:Proc-Type|DEK-Info|Version|Comment):[^\n]{0,200}\n\s{0,40})"
_LOGIN = r"[\"']?[^\s:\"'<>{}$]{1,99}(?<!/token):([^\s\"'`<>{}$\\]{8,99})"
PATTERNS = (
    *(Pattern(_ATLASSIAN, prefix, r"[\w=-]{60,}") for prefix in ("ATATT3", "ATCTT3", "ATSTT3")),
    Pattern(Text(en="Bitbucket app password", ko="Bitbucket 앱 비밀번호"), "ATBB", r"\w{28,}"),
    Pattern(_GITHUB, "github_pat_", r"\w{60,}"),
    Pattern(Text(en="GitLab token", ko="GitLab 토큰"), "glpat-", r"[\w-]{20,}"),
    Pattern(Text(en="Google API key", ko="Google API 키"), "AIza", r"[\w-]{35}"),
    Pattern(
        Text(en="Google client secret", ko="Google 클라이언트 보안 비밀"), "GOCSPX-", r"[\w-]{28}"
    ),
    Pattern(Text(en="Google access token", ko="Google 액세스 토큰"), "ya29.", r"[\w-]{40,}"),
    Pattern(Text(en="Hugging Face token", ko="Hugging Face 토큰"), "hf_", r"[A-Za-z0-9]{34}"),
    *(
        Pattern(_HUBSPOT, f"pat-{region}", r"\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        for region in ("na", "eu", "ap")
    ),
    Pattern(Text(en="Intercom token", ko="Intercom 토큰"), "dG9rO", r"[\w+/]{40,}={0,2}"),
    Pattern(Text(en="Linear API key", ko="Linear API 키"), "lin_api_", r"[A-Za-z0-9]{40}"),
    Pattern(Text(en="Notion token", ko="Notion 토큰"), "ntn_", r"[A-Za-z0-9]{40,}"),
    Pattern(Text(en="OpenAI API key", ko="OpenAI API 키"), "sk-proj-", r"[\w-]{40,}"),
    Pattern(Text(en="Anthropic API key", ko="Anthropic API 키"), "sk-ant-", r"[\w-]{60,}"),
    Pattern(Text(en="PyPI token", ko="PyPI 토큰"), "pypi-AgEI", r"[\w-]{50,}"),
    *(Pattern(_SHOPIFY, prefix, r"[0-9a-fA-F]{32}") for prefix in ("shpat_", "shpss_")),
    Pattern(_SLACK, "xapp-", r"\d-[A-Z0-9]+-\d+-[a-z0-9]{20,}"),
    Pattern(_SLACK, "xoxe-", r"\d-[A-Za-z0-9]{40,}"),
    Pattern(_SLACK, "xoxe.", r"xox[bp]-\d-[A-Za-z0-9]{40,}"),
    # https://developer.zendesk.com/api-reference/introduction/security-and-auth/
    Pattern(Text(en="Zendesk API token", ko="Zendesk API 토큰"), "/token:", r"([A-Za-z0-9]{40})\b"),
    Pattern(
        Text(en="private key", ko="개인 키"),
        "PRIVATE KEY",
        rf"(?: BLOCK)?-----{_BREAK}{_HEADER}{{0,4}}(?:{_BREAK})?((?>{_BASE64}{{32,}}"
        rf"(?:{_BREAK}{_BASE64}{{16,}})*(?:{_BREAK}{_BASE64}{{1,15}}(?=\s|\\n))?))"
        rf"(?!(?:{_BREAK})?(?:\.{{3}}|…))",
    ),
    *(Pattern(_BEARER, prefix, r"([\w+/=.~-]{16,})", True) for prefix in ("Bearer ", "bearer ")),
    Pattern(_BASIC, "Basic ", r"([A-Za-z0-9+/]{16,}={0,2})", True),
    Pattern(Text(en="Kakao key", ko="Kakao 키"), "KakaoAK ", r"([0-9a-f]{32})\b", True),
    # https://developers.freshdesk.com/api/#authentication: the key, and X as the password
    Pattern(_BASIC, "-u ", r"[\"']?([\w-]{16,}):[Xx]\b", True),
    *(Pattern(_PASSWORD, prefix, _LOGIN, True) for prefix in ("-u ", "--user ")),
    Pattern(
        _PASSWORD,
        "://",
        r"[^\s/?#@:\"'<>`(){}$\[\]]{1,99}:([^\s/?#@:\"'<>`(){}$\[\]]{8,99})"
        r"@(?![\w.-]*\bexample\b)[\w-]+\.[\w.-]*[a-z]",
        True,
    ),
    *(
        Pattern(kind, prefix, look, detector=detector)
        for detector, (kind, prefixes, look) in DETECTORS.items()
        for prefix in prefixes
    ),
)
# What a value is called that follows `:` or `=`.
_NAME = lazy(
    r"(?:api[_-]?(?:key|token)|access[_-]?(?:key|secret|token)|auth[_-]?token|app[_-]?secret"
    r"|client[_-]?secret|private[_-]?token|refresh[_-]?token|secret[_-]?key|signing[_-]?secret"
    r"|passwd|password|(?<![a-z])(?:token|secret))[\"'`\])]{0,2}[ \t]?",
    re.ASCII | re.IGNORECASE,
)
_NAME_REACH = 24
_ASSIGNMENT = Pattern(
    _SECRET, "", r"[:=][ \t]?[\"'`]?([\w+/][\w+/=-]{19,199})(?![\w+/=.(\[-])", context=True
)
_ASSIGNED = r"(?=[ \t]?[\"'`]?[\w+/][\w+/=-]{19})"
_JOINED = re.compile(r"[\w-]", re.ASCII)
# Letters and signs as documentation has them, the commonest first.
_COMMON = " etornaislc\npdmhug-y.fb/vw:`,Tk_(x\"0SO#AC1*2PIER3}{ND>L'=M548"


def secrets(text: str, plausible: Plausible) -> Iterator[Secret]:
    """The secrets in a text by place; no two overlap. Takes time linear in the text.

    `plausible` is asked of a value, and of whether only its context tells that it is secret,
    whether it may be a real one.
    """
    hint, prefixes = _hints()
    taken = 0
    for found in hint.finditer(text):
        if found.lastindex is None:
            candidates = _assigned(text, found.start())
        else:
            offset, patterns = prefixes[found.lastindex - 1]
            candidates = _matches(text, found.start() - offset, patterns, plausible)
        for start, end, pattern in candidates if found.start() >= taken else ():
            real = plausible(text[start:end], pattern.context)
            if real or not pattern.context:
                taken = end  # of what is no secret as a whole, no part is one
            if real:
                yield Secret(start, end, pattern.kind)
                break


def _matches(
    text: str, at: int, patterns: list[Pattern], plausible: Plausible
) -> Iterator[tuple[int, int, Pattern]]:
    """Where patterns match whose prefix is at `at`."""
    if text[at] not in ":/" and at and _JOINED.match(text, at - 1):
        return
    for pattern in patterns:
        match = _compiled(pattern).match(text, at)
        if match and pattern.detector:
            match = _confirmed(text, match, pattern.detector, plausible)
        if match:
            group = 0 if pattern.detector else match.re.groups
            yield match.start(group), match.end(group), pattern


def _confirmed(
    text: str, look: re.Match[str], detector: str, plausible: Plausible
) -> re.Match[str] | None:
    """What the library finds where something has the look of it."""
    regexes = _library(detector) if plausible(look[0], False) else ()
    return next((found for one in regexes if (found := one.match(text, look.start()))), None)


def _assigned(text: str, at: int) -> Iterator[tuple[int, int, Pattern]]:
    """The value after the `:` or `=` at `at`, where its name says that it is secret."""
    before = text[max(0, at - _NAME_REACH) : at]
    match = _compiled(_ASSIGNMENT).match(text, at)
    if match and any(name.end() == len(before) for name in _NAME.finditer(before)):
        yield match.start(1), match.end(1), _ASSIGNMENT


@cache
def _compiled(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(re.escape(pattern.prefix) + pattern.rest, re.ASCII)


@cache
def _library(detector: str) -> tuple[re.Pattern[str], ...]:
    """The regular expressions of one of the library's detectors."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    found = get_mapping_from_secret_type_to_class()[detector]()
    return tuple(found.denylist) if isinstance(found, RegexBasedDetector) else ()


@cache
def _hints() -> tuple[re.Pattern[str], list[tuple[int, list[Pattern]]]]:
    """A regular expression for the rarest character of every prefix, so that it seldom stops.

    Its groups are prefixes; the list has, for each, how far in the character is, and the patterns.
    """
    groups: dict[str, list[Pattern]] = {}
    for pattern in PATTERNS:
        groups.setdefault(pattern.prefix, []).append(pattern)
    prefixes: list[tuple[int, list[Pattern]]] = []
    branches: dict[str, list[str]] = {}
    for prefix in sorted(groups, key=lambda one: one[_rarest(one)]):
        at = _rarest(prefix)
        prefixes.append((at, groups[prefix]))
        hint = f"(?<={re.escape(prefix[: at + 1])}){re.escape(prefix[at + 1 :])}()"
        branches.setdefault(prefix[at], []).append(hint)
    for sign in ":=":
        branches.setdefault(sign, []).append(_ASSIGNED)
    regex = "|".join(f"{re.escape(char)}(?:{'|'.join(one)})" for char, one in branches.items())
    return re.compile(regex, re.ASCII), prefixes


def _rarest(prefix: str) -> int:
    """Where in a prefix the character stands that text has least."""
    ranks = [_COMMON.find(char) % len(_COMMON + "?") for char in prefix]
    return ranks.index(max(ranks))
