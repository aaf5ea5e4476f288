"""From what an address came to, to what a reader of the site should know of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from munjigi.external.address import Address, MalformedError, address_of
from munjigi.external.anchors import FOUND, UNKNOWN
from munjigi.external.answers import Reason
from munjigi.external.records import Record
from munjigi.model import Text
from munjigi.remote import State, Verdict

GONE = frozenset({404, 410})
REFUSED = frozenset({401, 403, 407, 429, 451, 999})  # 999: LinkedIn's, to robots
PERMANENT = frozenset({301, 308})
_SURE = frozenset({Reason.UNKNOWN_NAME, Reason.MALFORMED})
_WHOLE = frozenset({None, Reason.CUT, Reason.TOO_LARGE})  # the status came all the same
_NO_FAILURE = frozenset(
    {Reason.ROBOTS, Reason.WAIT, Reason.PRIVATE, Reason.CREDENTIALS, Reason.UNROUTED}
)
_LOGIN = re.compile(
    r"https?://(?:[^/]*\.)?(?:login|signin|accounts?|auth|sso|consent)\.[^/]*/"
    r"|https?://[^?#]*/(?:log|sign)[-_]?(?:in|on)\b|https?://[^?#]*/(?:sso|oauth2?|consent)\b",
    re.IGNORECASE,
)
MALFORMED = Text(en="it is no valid address", ko="올바르지 않은 주소")
_WORDS = {
    Reason.UNKNOWN_NAME: Text(en="there is no such name", ko="없는 이름"),
    Reason.RESOLVE: Text(en="its name cannot be looked up", ko="이름 조회 실패"),
    Reason.CONNECT: Text(en="no connection", ko="연결 실패"),
    Reason.UNROUTED: Text(
        en="this machine has no way to it, by IPv6 or by IPv4 alone",
        ko="이 컴퓨터에서 갈 수 없는 IPv6 또는 IPv4 전용 주소",
    ),
    Reason.TIMEOUT: Text(en="no answer in time", ko="응답 시간 초과"),
    Reason.CERTIFICATE: Text(en="its certificate is not to be trusted", ko="믿을 수 없는 인증서"),
    Reason.TLS: Text(en="no secure connection", ko="보안 연결 실패"),
    Reason.BROKEN: Text(en="the connection broke", ko="도중에 끊어진 연결"),
    Reason.LOOP: Text(en="its redirects lead nowhere", ko="끝나지 않는 리디렉션"),
    Reason.PRIVATE: Text(
        en="it leads into a private network, which is not asked",
        ko="요청하지 않는 사설망 주소",
    ),
    Reason.SCHEME: Text(
        en="it redirects to something that is no web page",
        ko="웹 페이지가 아닌 곳으로 가는 리디렉션",
    ),
    Reason.MALFORMED: MALFORMED,
    Reason.ROBOTS: Text(en="robots.txt keeps robots out", ko="robots.txt 파일의 제한"),
    Reason.WAIT: Text(
        en="the host asks to be left alone for a while",
        ko="한동안 요청하지 말라는 호스트의 응답",
    ),
    Reason.CREDENTIALS: Text(
        en="it redirects to an address with a name or password",
        ko="이름이나 비밀번호가 든 주소로 가는 리디렉션",
    ),
}
_SINCE = Text(en="{}, since {}", ko="{}({} 이후 계속)")
_SCRIPT = Text(
    en="whether the page has this anchor cannot be told",
    ko="앵커가 있는지 알 수 없는 페이지",
)


_OK = Verdict(State.OK)


def never(_: str) -> bool:
    """No address at all."""
    return False


# The page may be there all the same.
_STATES = {
    Reason.PRIVATE: State.UNCHECKED,
    Reason.WAIT: State.UNREACHABLE,
    Reason.ROBOTS: State.REFUSED,
    Reason.CREDENTIALS: State.UNCHECKED,
    Reason.UNROUTED: State.UNCHECKED,
    **dict.fromkeys(_WHOLE, State.REFUSED),
}


class Judge(NamedTuple):
    """What verdicts rest on besides records: the day (YYYY-MM-DD), failures and patterns.

    `failures` holds by address the first day on which it failed. `logins` knows pages that
    ask to sign in, besides those that our own pattern knows.
    """

    today: str
    failures: Mapping[str, str]
    logins: Callable[[str], bool] = never

    def verdict(self, address: Address, record: Record | None) -> Verdict:
        """What a reader should know of an address."""
        if record is None:
            return Verdict(State.UNASKED)
        if is_well(record):
            plain = not (record.hops or record.secure or address.fragment)  # as most are
            return _OK if plain else self._well(address, record)
        if is_failure(record):
            return self._failure(address, record)
        quiet = not record.hops and _is_literal(address.host)
        if record.reason is Reason.PRIVATE and quiet:
            return Verdict(State.EXCEPTED)
        return Verdict(State.DEAD if is_gone(record) else _STATES[record.reason], words(record))

    def _failure(self, address: Address, record: Record) -> Verdict:
        first = self.failures.get(address.url, self.today)
        if first >= self.today:
            return Verdict(State.UNREACHABLE, words(record))
        why = words(record)
        return Verdict(
            State.DEAD,
            Text(_SINCE.en.format(why.en, first), _SINCE.ko.format(why.ko, first)),
        )

    def _well(self, address: Address, record: Record) -> Verdict:
        if any(self._asks_to_sign_in(hop.url) for hop in record.hops):
            return Verdict(State.OK)
        anchor = record.anchors.get(address.fragment, UNKNOWN) if address.fragment else FOUND
        if anchor not in (FOUND, UNKNOWN):
            return Verdict(State.NO_ANCHOR, near=anchor)
        to = _moved(record)
        if to:
            return _to(address, to)
        if record.secure:
            return Verdict(State.INSECURE, to=_with_fragment(record.secure, address))
        return Verdict(State.UNCHECKED, _SCRIPT) if anchor == UNKNOWN else Verdict(State.OK)

    def _asks_to_sign_in(self, url: str) -> bool:
        return bool(_LOGIN.match(url) or self.logins(url))


def is_gone(record: Record) -> bool:
    """Whether the name or the page is surely gone."""
    return record.reason in _SURE or (record.reason in _WHOLE and record.status in GONE)


def is_refused(record: Record) -> bool:
    """Whether the page is there, or may be, and not for us."""
    return record.reason in _WHOLE and record.status in REFUSED


def is_failure(record: Record) -> bool:
    """Whether the page could not be had, for a reason that may pass."""
    if record.reason in _NO_FAILURE or is_gone(record):
        return False
    return not is_well(record) and not is_refused(record)


def is_well(record: Record) -> bool:
    """Whether the page came."""
    return record.reason in _WHOLE and 200 <= record.status < 300  # noqa: PLR2004


def words(record: Record) -> Text:
    """What happened, in words."""
    if record.reason in _WHOLE:
        from http import HTTPStatus

        try:
            phrase = f"{record.status} {HTTPStatus(record.status).phrase}"
        except ValueError:
            phrase = str(record.status)
        return Text(phrase, phrase)
    assert record.reason is not None
    return _WORDS[record.reason]


def _moved(record: Record) -> str:
    """Where the permanent redirects at the start lead, or ""."""
    to = ""
    for hop in record.hops:
        if hop.status not in PERMANENT:
            break
        to = hop.url
    return to


def _to(address: Address, to: str) -> Verdict:
    try:
        new = address_of(to)
    except MalformedError:
        return Verdict(State.OK)
    full = _with_fragment(to, address)
    if _is_front(new) and not _is_front(address):
        return Verdict(State.MOVED)  # a deep link would lose its meaning
    if new.url == f"https://{address.url.removeprefix('http://')}":
        return Verdict(State.INSECURE, to=full)
    return Verdict(State.OK) if new.url == address.url else Verdict(State.MOVED, to=full)


def _is_front(address: Address) -> bool:
    return address.url.count("/") == 3 and address.url.endswith("/")  # noqa: PLR2004


def _with_fragment(to: str, address: Address) -> str:
    return to if "#" in to or not address.fragment else f"{to}#{address.fragment}"


def _is_literal(host: str) -> bool:
    """Whether a host is written as an IP address: its writer knows where that leads."""
    return ":" in host or host.replace(".", "").isdigit()
