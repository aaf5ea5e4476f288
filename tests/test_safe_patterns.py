"""Patterns that could hang a check are refused; those that projects write are not."""

from __future__ import annotations

import re
import time

import pytest

from munjigi.safepattern import is_slow
from munjigi.schemafile import LONGEST_VALUE, SchemaError, parse_schema

SLOW = [
    "(a+)+$",
    "^(a+)+$",
    "^(a|aa)+$",
    "(.*a){20}",
    r"^(\w+\s?)*$",
    "^([a-zA-Z]+)*$",
    ".*.*.*.*x",
    "^(?:(a+)b?)+$",
    "(x+x+)+y",
    "^(?=(a+)+$)",
    "^(a?){30}a{30}$",
    r"^(\d+,?)+$",
    "(?i)^(a+|A+)+$",
    r"^(a+)\1*(b|a)*.*a*$",
    r"^(?:[a-z]{2}|[a-z]{3})+$",
]
QUICK = [
    "^[a-z0-9]+(-[a-z0-9]+)*$",
    r"^\d{4}-\d{2}-\d{2}$",
    "^(ko|en)(,(ko|en))*$",
    "^https://[^/]+/.*$",
    r"^\d+\.\d+\.\d+$",
    r"^v?\d+(\.\d+)*$",
    "^.*foo.*bar$",
    "[A-Z][a-z]+",
    r"^(\s*,\s*\w+)*$",
    "^[가-힣 ]+$",
    r"\S",
    "^(?!TODO).*$",
    r"^[a-z]+(/[a-z0-9_-]+)*\.md$",
    r"^[\w.+-]+@[\w-]+\.[\w.-]+$",
    "^([^,]*,){0,200}[^,]*;$",
    "(a{1,3}){1,3}",
    "^x-",
    "",
]


@pytest.mark.parametrize("pattern", SLOW)
def test_slow_patterns_are_refused(pattern: str) -> None:
    assert is_slow(pattern)
    for text in ('{"properties": {"a": {"pattern": %s}}}', '{"patternProperties": {%s: {}}}'):
        with pytest.raises(SchemaError, match="can take for ever") as caught:
            parse_schema(text % _json(pattern))
        assert "끝없이 걸릴 수 있습니다" in caught.value.reason.ko


@pytest.mark.parametrize("pattern", QUICK)
def test_quick_patterns_are_quick(pattern: str) -> None:
    """On texts of the length that a pattern is tried on."""
    assert not is_slow(pattern)
    parse_schema(f'{{"pattern": {_json(pattern)}}}')
    start = time.process_time()
    for unit in ("a", "1", " ", "a-", "1.", "a,", "foo", "가", "a/", "a@", "A", "ko,"):
        re.search(pattern, (unit * LONGEST_VALUE)[:LONGEST_VALUE] + "!")
    assert time.process_time() - start < 1


def test_what_is_no_pattern_is_told() -> None:
    with pytest.raises(SchemaError, match="repeats something too often"):
        parse_schema('{"pattern": "a{99999999999}"}')
    with pytest.raises(SchemaError, match="is not a 'regex'"):
        parse_schema('{"pattern": "("}')


def _json(text: str) -> str:
    return '"' + text.replace("\\", "\\\\") + '"'
