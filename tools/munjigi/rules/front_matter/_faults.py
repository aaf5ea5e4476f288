"""What a schema's faults say to a writer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from munjigi.model import Text
from munjigi.nearest import nearest

if TYPE_CHECKING:
    from munjigi.template import SchemaFault

MOST = 12  # values that a message lists
TYPES = {
    "string": Text(en="a text", ko="문자열"),
    "number": Text(en="a number", ko="숫자"),
    "integer": Text(en="a whole number", ko="정수"),
    "boolean": Text(en="true or false", ko="참·거짓(true, false)"),
    "array": Text(en="a list", ko="목록"),
    "object": Text(en="a mapping of keys to values", ko="키와 값의 묶음"),
    "null": Text(en="empty", ko="빈 값"),
}
FORMATS = {
    "date": Text(en="a date such as 2026-11-20", ko="2026-11-20 같은 날짜"),
    "date-time": Text(
        en="a time such as 2026-11-20T09:00:00Z", ko="2026-11-20T09:00:00Z 같은 시각"
    ),
    "email": Text(en="an email address", ko="이메일 주소"),
    "uri": Text(en="a full URL", ko="전체 URL"),
    "uuid": Text(en="a UUID", ko="UUID"),
}
NOT_EMPTY = Text(en="must not be empty", ko="비어 있지 않아야")
NOT_GIVEN = Text(en="must not be given", ko="쓰지 않아야")
NO_NAME = Text(en="is no name that a key may have here", ko="키의 이름은 정해진 형식에 맞아야")
# What must be, of a value: in Korean the words before 합니다.
NEEDS: Mapping[str, Text] = {
    "minLength": Text(en="must have {n} or more characters", ko="{n}자 이상이어야"),
    "maxLength": Text(en="must have {n} or fewer characters", ko="{n}자 이하여야"),
    "pattern": Text(en="must match the pattern {n}", ko="정규식 {n} 형식에 맞아야"),
    "minItems": Text(en="must hold {n} or more items", ko="항목이 {n}개 이상이어야"),
    "maxItems": Text(en="must hold {n} or fewer items", ko="항목이 {n}개 이하여야"),
    "uniqueItems": Text(en="must not hold an item twice", ko="항목이 서로 달라야"),
    "items": Text(en="must not hold so many items", ko="항목이 더 적어야"),
    "unevaluatedItems": Text(en="must not hold so many items", ko="항목이 더 적어야"),
    "contains": Text(en="lacks an item that must be in it", ko="꼭 필요한 항목이 들어 있어야"),
    "minContains": Text(
        en="must hold {n} or more of the items that it needs", ko="필요한 항목이 {n}개 이상이어야"
    ),
    "maxContains": Text(
        en="must hold {n} or fewer of certain items", ko="정해진 항목이 {n}개 이하여야"
    ),
    "minimum": Text(en="must be {n} or more", ko="{n} 이상이어야"),
    "maximum": Text(en="must be {n} or less", ko="{n} 이하여야"),
    "exclusiveMinimum": Text(en="must be more than {n}", ko="{n} 값보다 커야"),
    "exclusiveMaximum": Text(en="must be less than {n}", ko="{n} 값보다 작아야"),
    "multipleOf": Text(en="must be a multiple of {n}", ko="{n}의 배수여야"),
    "minProperties": Text(en="must hold {n} or more keys", ko="키가 {n}개 이상이어야"),
    "maxProperties": Text(en="must hold {n} or fewer keys", ko="키가 {n}개 이하여야"),
    "anyOf": Text(en="has none of the allowed forms", ko="허용된 형식 가운데 하나에 맞아야"),
    "oneOf": Text(
        en="must have exactly one of the allowed forms", ko="허용된 형식 가운데 하나에만 맞아야"
    ),
    "not": Text(en="has a form that is not allowed", ko="금지된 형식이 아니어야"),
    "None": NOT_GIVEN,
    "depth": Text(en="nests too deep to be checked", ko="확인할 수 있을 만큼만 겹쳐야"),
}
OTHER = Text(en="does not keep to {name} of its schema", ko="스키마의 {name} 조건에 맞아야")
SPECIAL = {("minLength", "1"): NOT_EMPTY, ("minItems", "1"): NOT_EMPTY, ("not", "{}"): NOT_GIVEN}


def words(fault: SchemaFault, value: Any) -> Text:
    """What is wrong with a value; the Korean goes on with 합니다."""
    if fault.keyword == "required":
        return _missing(fault.path, f'"{fault.key}"', one=True)
    keys = [one for many in _alternatives(fault, "required") for one in many]
    if keys and not (isinstance(value, Mapping) and set(keys) & value.keys()):
        return _missing(fault.path, ", ".join(f'"{one}"' for one in keys), one=False)
    if fault.keyword == "propertyNames":
        return Text(en=f'"{fault.key}" {NO_NAME.en}', ko=f'"{fault.key}" {NO_NAME.ko}')
    need = _need(fault, value)
    if not fault.path:
        return Text(en=f"the whole {need.en}", ko=f"전체 값은 {need.ko}")
    name = _name(fault.path)
    return Text(en=f"{name.en} {need.en}", ko=f"{name.ko} 값은 {need.ko}")


def _need(fault: SchemaFault, value: Any) -> Text:
    expected = fault.expected
    types, values = _alternatives(fault, "type"), _alternatives(fault, "const")
    if fault.keyword == "type":
        return _typed((expected,) if isinstance(expected, str) else expected)
    if types and all(isinstance(one, str) for one in types):
        return _typed(types)
    if fault.keyword in ("enum", "const") or values:
        return _listed(values or (expected if fault.keyword == "enum" else (expected,)), value)
    if fault.keyword == "format":
        return _formatted(expected)
    special = SPECIAL.get((fault.keyword, _written(expected)))
    need = special or NEEDS.get(fault.keyword, OTHER)
    fill = {"n": expected, "name": fault.keyword}
    return Text(en=need.en.format_map(fill), ko=need.ko.format_map(fill))


def _alternatives(fault: SchemaFault, keyword: str) -> tuple[Any, ...]:
    """The values of the keyword, where nothing else tells a fault's alternatives apart."""
    if fault.keyword not in ("anyOf", "oneOf"):
        return ()
    notes = ("title", "description", "$comment")
    parts = [one if isinstance(one, Mapping) else {} for one in fault.expected]
    alike = all([name for name in one if name not in notes] == [keyword] for one in parts)
    return tuple(one[keyword] for one in parts) if alike else ()


def _typed(names: tuple[str, ...]) -> Text:
    known = [TYPES[one] for one in names]
    if len(known) == 1:
        return Text(en=f"must be {known[0].en}", ko=f"{known[0].ko} 형식이어야")
    return Text(
        en=f"must be {' or '.join(one.en for one in known)}",
        ko=f"{', '.join(one.ko for one in known)} 가운데 한 형식이어야",
    )


def _listed(values: tuple[Any, ...], value: Any) -> Text:
    written = [_written(one) for one in values]
    if len(written) == 1:
        return Text(en=f"must be {written[0]}", ko=f"{written[0]} 값이어야")
    names = [one for one in values if isinstance(one, str)]
    near = nearest(value, names) if isinstance(value, str) else ""
    if near:
        return Text(
            en=f'must be one of {_few(written)}; did you mean "{near}"?',
            ko=f'{_few(written)} 가운데 하나(가장 가까운 값: "{near}")여야',
        )
    return Text(en=f"must be one of {_few(written)}", ko=f"{_few(written)} 가운데 하나여야")


def _few(written: list[str]) -> str:
    return ", ".join(written[:MOST]) + (", …" if len(written) > MOST else "")


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _formatted(name: str) -> Text:
    if name in FORMATS:
        return Text(en=f"must be {FORMATS[name].en}", ko=f"{FORMATS[name].ko} 형식이어야")
    return Text(en=f"must have the format {name}", ko=f"{name} 형식이어야")


def _missing(path: tuple[str | int, ...], keys: str, *, one: bool) -> Text:
    where = _name(path) if path else None
    en = f"the key {keys} is missing" if one else f"one of the keys {keys} is missing"
    ko = f"{keys} 키가 있어야" if one else f"{keys} 키 가운데 하나가 있어야"
    if where is None:
        return Text(en, ko)
    return Text(f"{en} in {where.en}", f"{where.ko} 값에 {ko}")


def _name(path: tuple[str | int, ...]) -> Text:
    """The name of a value: its key, or its number in a list, from 1."""
    names = [one for one in path if isinstance(one, str)]
    key = names[-1] if names else ""
    if isinstance(path[-1], int):
        return Text(en=f'item {path[-1] + 1} of "{key}"', ko=f'"{key}" {path[-1] + 1}번 항목의')
    return Text(en=f'"{key}"', ko=f'"{key}"')
