"""The file of exceptions: addresses that need not be well, each with a reason and a day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from munjigi import fields
from munjigi.external.patterns import matcher
from munjigi.lazypattern import lazy
from munjigi.model import Diagnostic, Span, Text
from munjigi.source import Source
from munjigi.yamlfile import Tree, parse

_KEYS = ("address", "reason", "until")
_ENTRY = "- address: {address}\n  reason: {reason}\n  until: {until}\n"
_EXEMPTED = ("dead-link", "dead-remote-image", "missing-remote-anchor")
_PLAIN = lazy(r"https?://[!-~]*[!-9;-~]|\d* ?[A-Za-z가-힣][\w ,()-]*")
WHILE = 90  # days that a proposed entry holds
_NO_ANCHOR = Text(en="no such anchor", ko="없는 앵커")
_NOT_LISTED = Text(
    en="the file of exceptions must be a list of entries with address and reason",
    ko="예외 파일은 address, reason 항목이 있는 목록이어야 합니다",
)


class Exemption(NamedTuple):
    """An entry. In `pattern`, `*` stands for any characters; `until` is a day or ""."""

    span: Span
    pattern: str
    until: str
    about: Callable[[str], bool]

    def matches(self, target: str) -> bool:
        """Whether the entry is about this target, as rendered, with or without its fragment."""
        return any(map(self.about, (target, target.partition("#")[0])))

    def expired(self, today: str) -> bool:
        """Whether its day lies before `today` (YYYY-MM-DD)."""
        return bool(self.until) and self.until < today


def read_exemptions(path: str, text: str) -> tuple[Exemption, ...]:
    """The entries of a file; raises `ConfigError` at the place of what is none."""
    tree = parse(Source(path, text), {}) if text.strip() else None
    if tree is None:
        return ()
    if tree.kind != "sequence":
        raise tree.error(_NOT_LISTED)
    return tuple(map(_exemption, tree.elements()))


def proposed(found: Iterable[Diagnostic], today: date, lang: str) -> list[str]:
    """The entries, as text of the file, that would let dead addresses stand for a while."""
    until = (today + timedelta(days=WHILE)).isoformat()
    made = {}
    for one in found:
        address, why = one.values.get("address"), one.values.get("why", _NO_ANCHOR)
        if one.rule in _EXEMPTED and isinstance(address, str) and isinstance(why, Text):
            reason = _scalar(why.of(lang))
            made[address] = _ENTRY.format(address=_scalar(address), reason=reason, until=until)
    return [made[address] for address in sorted(made)]


def _scalar(text: str) -> str:
    """A text as YAML, in quotes where it would mean something else without."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _exemption(tree: Tree) -> Exemption:
    if tree.kind != "mapping":
        raise tree.error(_NOT_LISTED)
    for key, _ in tree.items():
        if key.node.value not in _KEYS:
            raise key.error(_unknown(str(key.node.value)))
    for name in _KEYS[:2]:
        if not fields.text(tree, name).strip():
            raise tree.error(_missing(name))
    place = tree.get("address")
    assert place is not None
    pattern = fields.text(tree, "address").strip()
    return Exemption(place.span, pattern, _day(tree), matcher([pattern]))


def _day(tree: Tree) -> str:
    child = tree.get("until")
    value = child.value() if child else None
    if child is None or value is None:
        return ""
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise fields.wrong_type(child, "until", "a day (YYYY-MM-DD)", "날짜(YYYY-MM-DD)") from None


def _unknown(name: str) -> Text:
    return Text(
        en=f'an exception has no key "{name}"; there are {", ".join(_KEYS)}',
        ko=f'예외에는 "{name}" 항목이 없습니다. 쓸 수 있는 이름: {", ".join(_KEYS)}',
    )


def _missing(name: str) -> Text:
    return Text(en=f'an exception needs "{name}"', ko=f'예외에는 "{name}" 항목이 필요합니다')
