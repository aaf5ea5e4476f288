"""What schemas say against front matter, and how it is told."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest

from munjigi.rules.front_matter._faults import words
from munjigi.schema import Schema
from munjigi.schemafile import SchemaError, parse_schema
from munjigi.template import SchemaFault


def schema(text: str, **others: str) -> Schema:
    """A schema that is checked; `others` are files of its folder, by name before `.schema.json`."""
    files = {f"{name}.schema.json": parse_schema(one) for name, one in others.items()}
    made = Schema("t/x.schema.json", {"x.schema.json": parse_schema(text), **files})
    made.check()
    return made


SAID = [
    ('{"type": "string"}', 1, '"a" must be a text', '"a" 값은 문자열 형식이어야'),
    ('{"type": "boolean"}', "x", '"a" must be true or false', "참·거짓(true, false) 형식이어야"),
    ('{"type": ["string", "null"]}', 1, "must be a text or empty", "문자열, 빈 값 가운데 한 형식"),
    ('{"enum": ["free", "pro"]}', "fre", 'did you mean "free"?', '"free", "pro" 가운데 하나('),
    ('{"enum": ["free", 2]}', 3, 'must be one of "free", 2', '"free", 2 가운데 하나여야'),
    ('{"enum": ["only"]}', 3, 'must be "only"', '"only" 값이어야'),
    ('{"const": "x"}', "y", '"a" must be "x"', '"a" 값은 "x" 값이어야'),
    ('{"const": {"b": 1}}', "y", '"a" must be {"b": 1}', '{"b": 1} 값이어야'),
    ('{"format": "date"}', "2026-13-01", "must be a date such as", "2026-11-20 같은 날짜 형식"),
    ('{"format": "date"}', "20261101", "must be a date such as", "같은 날짜 형식이어야"),
    ('{"format": "uri"}', "a b", "must be a full URL", "전체 URL 형식이어야"),
    ('{"format": "date-time"}', "2026-11-20T99:00:00", "a time such as", "같은 시각 형식"),
    ('{"format": "date-time"}', "2026-11-20", "a time such as", "같은 시각 형식"),
    ('{"format": "ipv4"}', "x", "must have the format ipv4", "ipv4 형식이어야"),
    ('{"pattern": "^[a-z]+$"}', "A", "must match the pattern ^[a-z]+$", "정규식 ^[a-z]+$ 형식에"),
    ('{"minLength": 1}', "", '"a" must not be empty', '"a" 값은 비어 있지 않아야'),
    ('{"minLength": 3}', "ab", "must have 3 or more characters", "3자 이상이어야"),
    ('{"maxLength": 1}', "ab", "must have 1 or fewer characters", "1자 이하여야"),
    ('{"minItems": 1}', [], "must not be empty", "비어 있지 않아야"),
    ('{"minItems": 2}', [1], "must hold 2 or more items", "항목이 2개 이상이어야"),
    ('{"maxItems": 1}', [1, 2], "must hold 1 or fewer items", "항목이 1개 이하여야"),
    ('{"uniqueItems": true}', [1, 1], "must not hold an item twice", "항목이 서로 달라야"),
    ('{"items": {"type": "string"}}', ["x", 1], 'item 2 of "a" must be', '"a" 2번 항목의 값은'),
    ('{"prefixItems": [{}], "items": false}', [1, 2], "so many items", "항목이 더 적어야"),
    ('{"unevaluatedItems": false}', [1, 2], "so many items", "항목이 더 적어야"),
    ('{"contains": {"const": 1}}', [2], "lacks an item", "꼭 필요한 항목이"),
    ('{"contains": {"const": 1}, "minContains": 2}', [1], "2 or more of the items", "2개 이상"),
    ('{"contains": {"const": 1}, "maxContains": 1}', [1, 1], "1 or fewer of", "1개 이하여야"),
    ('{"minimum": 1}', 0, "must be 1 or more", "1 이상이어야"),
    ('{"maximum": 1}', 2, "must be 1 or less", "1 이하여야"),
    ('{"exclusiveMinimum": 1}', 1, "must be more than 1", "1 값보다 커야"),
    ('{"exclusiveMaximum": 1}', 1, "must be less than 1", "1 값보다 작아야"),
    ('{"multipleOf": 2}', 1, "must be a multiple of 2", "2의 배수여야"),
    ('{"minProperties": 1}', {}, "must hold 1 or more keys", "키가 1개 이상이어야"),
    ('{"maxProperties": 0}', {"b": 1}, "must hold 0 or fewer keys", "키가 0개 이하여야"),
    ('{"propertyNames": {"maxLength": 1}}', {"bc": 1}, '"bc" is no name', '"bc" 키의 이름은'),
    ('{"required": ["b"]}', {}, 'the key "b" is missing in "a"', '"a" 값에 "b" 키가 있어야'),
    ('{"items": {"required": ["b"]}}', [{}], 'item 1 of "a"', '1번 항목의 값에 "b" 키가'),
    ('{"dependentRequired": {"b": ["c"]}}', {"b": 1}, 'the key "c" is missing', '"c" 키가 있어야'),
    ('{"not": {"const": 1}}', 1, "has a form that is not allowed", "금지된 형식이 아니어야"),
    ("false", 1, '"a" must not be given', '"a" 값은 쓰지 않아야'),
    ('{"anyOf": [{"required": ["b"]}, {"required": ["c"]}]}', {}, "one of the keys", "하나가"),
    ('{"oneOf": [{"required": ["b"]}, {"required": ["b"]}]}', {"b": 1}, "exactly one", "하나에만"),
    ('{"anyOf": [{"type": "string"}, {"type": "null"}]}', 1, "a text or empty", "한 형식이어야"),
    ('{"oneOf": [{"const": 1, "title": "A"}, {"const": 2}]}', 3, "be one of 1, 2", "1, 2 가운데"),
    ('{"anyOf": [{"minimum": 5}, {"maximum": 1}]}', 3, "none of the allowed", "허용된 형식"),
    ('{"anyOf": [false, false]}', 3, "none of the allowed forms", "허용된 형식"),
    ('{"if": {"const": 1}, "then": {"maximum": 0}}', 1, "must be 0 or less", "0 이하여야"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "en", "ko"), SAID, ids=[one[0] for one in SAID])
def test_what_is_said_of_each_keyword(text: str, value: Any, en: str, ko: str) -> None:
    data = {"a": value}
    (fault,) = schema(f'{{"properties": {{"a": {text}}}}}').faults(data)
    at: Any = data
    for one in fault.path:
        at = at[one] if fault.keyword != "propertyNames" or one in at else None
    said = words(fault, at)
    assert en in said.en
    assert ko in said.ko
    assert said.ko.endswith("야")
    assert "{" not in said.en.replace('{"b": 1}', "")


@pytest.mark.parametrize("value", [True, False])
def test_schemas_that_are_true_or_false(value: bool) -> None:
    said = [words(one, None).en for one in schema(json.dumps(value)).faults({"a": 1})]
    assert said == ([] if value else ["the whole must not be given"])


def test_what_is_said_of_the_whole_and_of_other_keywords() -> None:
    (fault,) = schema('{"minProperties": 2}').faults({"a": 1})
    assert words(fault, None).en == "the whole must hold 2 or more keys"
    assert words(fault, None).ko == "전체 값은 키가 2개 이상이어야"
    (fault,) = schema('{"required": ["b"]}').faults({"a": 1})
    assert words(fault, None).en == 'the key "b" is missing'
    other = words(SchemaFault(("a",), "contentEncoding", "base64"), "x")
    assert other.en == '"a" does not keep to contentEncoding of its schema'
    many = words(SchemaFault(("a",), "enum", tuple(range(20))), "x")
    assert many.en.endswith("10, 11, …")


def test_values_that_are_right() -> None:
    made = schema(
        '{"properties": {"day": {"format": "date"}, "url": {"format": "uri"},'
        ' "at": {"format": "date-time"}, "n": {"format": "uri"}, "t": {"format": "date-time"}}}'
    )
    data = {"day": "2026-11-20", "url": "https://예.example/가", "at": "2026-11-20T09:00:00+09:00"}
    assert made.faults({**data, "n": 1, "t": 1}) == []


@pytest.mark.parametrize(
    ("text", "others", "known"),
    [
        ('{"properties": {"a": {}, "b": {}}, "additionalProperties": false}', {}, ("a", "b")),
        ('{"patternProperties": {"^a": {}, "^b": {}}, "additionalProperties": false}', {}, ()),
        (
            '{"allOf": [{"$ref": "y.schema.json"}], "properties": {"b": {"$ref": "#/$defs/n"}},'
            ' "$defs": {"n": {}}, "unevaluatedProperties": false}',
            {"y": '{"properties": {"a": {"maximum": 0}}}'},
            ("a", "b"),
        ),
        (
            '{"$ref": "y.schema.json#/$defs/z", "if": {"properties": {"b": {}}},'
            ' "unevaluatedProperties": false}',
            {"y": '{"$id": "https://example.com/y", "$defs": {"z": {"properties": {"a": {}}}}}'},
            ("a", "b"),
        ),
        (
            '{"dependentSchemas": {"b": {"properties": {"a": {}, "b": {}}}},'
            ' "unevaluatedProperties": false}',
            {},
            ("a", "b"),
        ),
    ],
)
def test_unknown_keys(text: str, others: dict[str, str], known: tuple[str, ...]) -> None:
    """A key is known if any part of the schema names it, whatever else is wrong with its value."""
    faults = schema(text, **others).faults({"a": 1, "b": 2, "c": 3})
    unknown = [one for one in faults if one.keyword == "unknown"]
    assert [(one.path, one.key, one.known) for one in unknown] == [(("c",), "c", known)]


def test_unknown_keys_inside() -> None:
    made = schema(
        '{"properties": {"s": {"items": {"$ref": "y.schema.json#/$defs/source"}}}}',
        y='{"$defs": {"name": {"properties": {"name": {}}}, "source":'
        ' {"allOf": [{"$ref": "#/$defs/name"}], "unevaluatedProperties": false}}}',
    )
    faults = made.faults({"s": [{"name": 1}, {"nam": 2}]})
    assert faults == [SchemaFault(("s", 1, "nam"), "unknown", None, "nam", ("name",))]


def test_what_nests_too_deep_is_told() -> None:
    made = schema('{"properties": {"a": {"$ref": "#"}}, "items": {"$ref": "#"}}')
    value: Any = 1
    for _ in range(400):
        value = [value]
    (fault,) = made.faults({"a": value})
    assert words(fault, None).en == "the whole nests too deep to be checked"


def test_a_schema_that_nests_too_deep() -> None:
    deep = '{"not": ' * 700 + "{}" + "}" * 700
    with pytest.raises(SchemaError, match=r"nests too deep|is no JSON that can be read"):
        schema(deep)


def test_references_that_nest_too_deep() -> None:
    links = [f'"{n}": {{"$ref": "#/$defs/{n + 1}"}}' for n in range(1200)]
    text = f'{{"$ref": "#/$defs/0", "$defs": {{{", ".join(links)}, "1200": {{}}}}}}'
    with pytest.raises(SchemaError, match="nests too deep"):
        schema(text)


def test_a_text_that_is_too_long_for_its_pattern() -> None:
    made = schema('{"properties": {"a": {"pattern": "^.*foo.*bar$"}}}')
    assert made.faults({"a": "foo bar"}) == []
    assert [one.keyword for one in made.faults({"a": "foo bar" * 200})] == ["pattern"]


def test_a_key_that_is_too_long_for_a_pattern() -> None:
    made = schema('{"patternProperties": {"^a*a*a*c$": {}}, "additionalProperties": false}')
    started = time.process_time()
    assert [one.keyword for one in made.faults({"a" * 20_000: 1})] == ["unknown"]
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "value", ["a{99999999999999999999}", "(" * 400 + ")" * 400, "a" * 501, "("]
)
def test_texts_that_are_no_expression(value: str) -> None:
    made = schema('{"properties": {"a": {"format": "regex"}}}')
    assert [one.keyword for one in made.faults({"a": value})] == ["format"]
    assert made.faults({"a": "^a+$"}) == []


def test_items_are_compared_in_linear_time() -> None:
    made = schema('{"properties": {"a": {"uniqueItems": true}}}')
    items = [
        1,
        True,
        "1",
        [1],
        {"b": [1]},
        {"b": [True]},
        *({"k": number} for number in range(9999)),
    ]
    started = time.process_time()
    assert made.faults({"a": items}) == []
    assert time.process_time() - started < 2
    for twice in (1.0, [1], {"b": [1]}, {"k": 7}):
        assert [one.keyword for one in made.faults({"a": [*items, twice]})] == ["uniqueItems"]
    assert made.faults({"a": "text"}) == []


def test_numbers_without_measure() -> None:
    huge, small = 16**5000, -(16**5000)
    for step in ("0.5", "3"):
        made = schema(f'{{"properties": {{"a": {{"multipleOf": {step}, "minimum": 0}}}}}}')
        for value, told in (
            *((6, []), (6.0, []), (True, []), ("x", []), (0.25, ["multipleOf"])),
            *((huge, ["multipleOf"]), (float("inf"), ["multipleOf"])),
            (small, ["minimum", "multipleOf"]),
        ):
            assert sorted(one.keyword for one in made.faults({"a": value})) == told, (step, value)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "1",
        '{"type": "strin"}',
        '{"pattern": "("}',
        '{"$ref": "none"}',
        '{"$ref": "#"}',
        '{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}',
        '{"properties": {"a": {"$ref": "#/title"}}, "title": "x"}',
    ],
)
def test_reasons_are_korean_in_korean(text: str) -> None:
    with pytest.raises(SchemaError) as caught:
        schema(text)
    reason = caught.value.reason
    assert re.search("니다$", reason.ko)
    assert not re.search(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}", reason.ko)
    assert not re.search("[가-힣]", reason.en)
