"""An answer of a source as its sentences, or why they cannot be known."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from munjigi.external.answers import Answer, Reason
from munjigi.model import Text
from munjigi.watch.maintext import asks_for_password, main_text
from munjigi.watch.sentences import sentences, steps, words
from munjigi.watch.title import title_of
from munjigi.watched import Standing

# Whole parts of an address: an article about signing in has more words in its own.
_LOGIN_HOST = re.compile(r"(?:login|signin|sso|accounts?|auth|idp?|consent)\..*", re.IGNORECASE)
_LOGIN_PATH = re.compile(
    r"(?:.*/)?(?:log[-_]?in|sign[-_]?in|sso|saml2?|authori[sz]e|authenticate)(?:\.\w+)?(?:/.*)?",
    re.IGNORECASE,
)
_HTML = ("text/html", "application/xhtml+xml")
_TEXT = ("text/plain", "text/markdown", "text/x-markdown")
_FEW = 5  # words; fewer are no document
_FEW_BESIDE_A_LOGIN = 80
_GONE = (404, 410)
_REFUSED = (401, 402, 403, 407, 451, 999)


class Reading(NamedTuple):
    """What a source says: its sentences, or why not. `standing` is SAME, GONE or UNREAD here.

    `title` is "" where it has none; `steps` is as in `sentences`.
    """

    standing: Standing
    sentences: tuple[str, ...] = ()
    why: Text = Text("", "")
    lasting: bool = False
    title: str = ""
    steps: tuple[tuple[int, ...], ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is said: title and sentences."""
        return (self.title, *self.sentences) if self.title else self.sentences


_NOT_ASKED = Text(en="there was no time to ask for it", ko="시간이 없어 읽지 못했습니다")
UNASKED = Reading(Standing.UNREAD, why=_NOT_ASKED)


def read_answer(answer: Answer) -> Reading:
    """What a source says by its answer."""
    if answer.status in _GONE or answer.reason is Reason.UNKNOWN_NAME:
        return Reading(Standing.GONE, why=_gone(answer))
    if answer.reason is not None:
        why = _REASONS.get(answer.reason) or _failed(answer)
        return _unread(why, lasting=answer.reason in _LASTING)
    if not answer.ok:
        return _unread(_status(answer.status), lasting=answer.status in _REFUSED)
    return _led_away(answer) or _read_body(answer)


def _led_away(answer: Answer) -> Reading | None:
    """What is to be said of redirects to where no document is."""
    if not answer.hops:
        return None
    asked, final = urlsplit(answer.url), urlsplit(answer.final)
    if _asks_to_log_in(final) and not _asks_to_log_in(asked):
        return _unread(_WALL, lasting=True)
    if final.path in ("", "/") and asked.path not in ("", "/"):
        return Reading(Standing.GONE, why=_HOME)
    return None


def _asks_to_log_in(url: SplitResult) -> bool:
    host = _LOGIN_HOST.fullmatch(url.hostname or "")
    return host is not None or _LOGIN_PATH.fullmatch(url.path) is not None


def _read_body(answer: Answer) -> Reading:
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in (*_HTML, *_TEXT):
        return _unread(_other(kind), lasting=True)
    plain = kind in _TEXT
    text = answer.body.decode("utf-8", "replace") if plain else main_text(answer.body)
    title = "" if plain else title_of(answer.body)
    text = _without(title, text) if title else text
    made = sentences(text)
    count = sum(len(words(one)) for one in made)
    if not plain and count < _FEW_BESIDE_A_LOGIN and asks_for_password(answer.body):
        return _unread(_WALL, lasting=True)
    if count < _FEW:
        return _unread(_EMPTY, lasting=True)
    return Reading(Standing.SAME, tuple(made), title=title, steps=steps(text))


def _without(title: str, text: str) -> str:
    """A text in Markdown without the headings that are its title."""
    same = words(title)
    lines = text.split("\n")
    return "\n".join(one for one in lines if one[:1] != "#" or words(one) != same)


def _other(kind: str) -> Text:
    return Text(en=f"it is no page ({kind})", ko=f"웹 페이지가 아닙니다({kind})")


def _unread(why: Text, *, lasting: bool) -> Reading:
    return Reading(Standing.UNREAD, why=why, lasting=lasting)


def _gone(answer: Answer) -> Text:
    if answer.status in _GONE:
        return _status(answer.status)
    return Text(en="the host's name does not exist", ko="없는 호스트 이름입니다")


def _status(status: int) -> Text:
    return Text(en=f"it answers with {status}", ko=f"응답 상태가 {status}입니다")


def _failed(answer: Answer) -> Text:
    reason = answer.reason.value if answer.reason else ""
    said = answer.text or reason
    return Text(en=f"it cannot be reached ({said})", ko=f"연결할 수 없습니다({said})")


_LASTING = frozenset(
    {Reason.ROBOTS, Reason.TOO_LARGE, Reason.PRIVATE, Reason.SCHEME, Reason.CREDENTIALS,
     Reason.MALFORMED, Reason.LOOP}
)  # fmt: skip
_REASONS = {
    Reason.ROBOTS: Text(
        en="robots.txt asks programs to stay away", ko="robots.txt가 프로그램의 접근을 막았습니다"
    ),
    Reason.TOO_LARGE: Text(en="it is too large", ko="너무 큽니다"),
    Reason.PRIVATE: Text(
        en="it is inside a private network", ko="공개되지 않은 네트워크의 주소입니다"
    ),
    Reason.LOOP: Text(en="its redirects go in a circle", ko="리디렉션이 끝나지 않습니다"),
}
_WALL = Text(en="it asks to log in", ko="로그인을 요구합니다")
_HOME = Text(en="it leads to the home page", ko="홈 화면으로 이동합니다")
_EMPTY = Text(
    en="it has no text without its scripts", ko="스크립트를 실행하지 않으면 글이 없습니다"
)
