"""JSON Schemas as files: their JSON, and what in them would make no sense or take for ever."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from munjigi.model import Text
from munjigi.safepattern import is_slow

LONGEST = 200  # characters of a reason, which may quote half a schema
LONGEST_VALUE = 500  # characters of a text that a `pattern` is tried on: it bounds the time


class SchemaError(ValueError):
    """A schema that cannot be used.

    `reason` says why; `line` and `column` count from 1, 0 where no place is known.
    """

    def __init__(self, reason: Text, line: int = 0, column: int = 0) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.line = line
        self.column = column


def parse_schema(text: str) -> Any:
    """A schema's JSON. Raises `SchemaError`."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError as Broken

    try:
        made = json.loads(text)
    except json.JSONDecodeError as error:
        reason = Text(en=f"is no JSON: {error.msg}", ko="JSON 형식에 어긋납니다")
        raise SchemaError(reason, error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        reason = Text(en=f"is no JSON that can be read: {error}", ko="JSON으로 읽을 수 없습니다")
        raise SchemaError(reason) from None
    if not isinstance(made, dict | bool):
        raise SchemaError(_NO_SCHEMA)
    try:
        Draft202012Validator.check_schema(made)
    except Broken as error:
        where = error.json_path.removeprefix("$").lstrip(".")
        raise SchemaError(_broken(where, error.message)) from None
    except OverflowError:
        raise SchemaError(_TOO_OFTEN) from None
    except RecursionError:
        raise SchemaError(TOO_DEEP) from None
    for inner in _inside(made):
        _name_forbidden(inner)
        _refuse_slow(inner)
    return made


def _inside(schema: Any) -> Iterator[dict[str, Any]]:
    """The schema and those in it."""
    waiting = [resource_of(schema)]
    while waiting:
        resource = waiting.pop()
        waiting += resource.subresources()
        if isinstance(resource.contents, dict):
            yield resource.contents


def _name_forbidden(schema: dict[str, Any]) -> None:
    """Write `false` as `{"not": {}}` where it forbids a key.

    `jsonschema` (4.26) does not say which key it was that `false` forbids.
    """
    keys: dict[str, Any] = schema.get("properties", {})
    keys.update({name: {"not": {}} for name, one in keys.items() if one is False})


def _refuse_slow(schema: dict[str, Any]) -> None:
    patterns = [schema["pattern"]] if "pattern" in schema else []
    for pattern in (*patterns, *schema.get("patternProperties", ())):
        if is_slow(pattern):
            raise SchemaError(_slow(pattern))


def resource_of(schema: Any) -> Any:
    """A schema as `referencing` holds it."""
    from referencing.jsonschema import DRAFT202012

    return DRAFT202012.create_resource(schema)


def _broken(where: str, message: str) -> Text:
    en = f"{where}: {message}" if where else message
    ko = f"{where} 값이 JSON Schema 규격에 맞지 않습니다" if where else str(_NO_SCHEMA.ko)
    return Text(en=en.splitlines()[0][:LONGEST], ko=ko.splitlines()[0][:LONGEST])


def _slow(pattern: str) -> Text:
    shown = pattern[:LONGEST]
    return Text(
        en=f'the pattern "{shown}" can take for ever: put a character between the rounds of a '
        "repeat that is nowhere else in it, or repeat less",
        ko=f'"{shown}" 패턴은 끝없이 걸릴 수 있습니다. 되풀이하는 부분마다 다른 곳에 없는 글자를 '
        "구분자로 넣거나 반복을 줄이십시오",
    )


TOO_DEEP = Text(en="nests too deep", ko="너무 깊이 중첩되어 있습니다")
_TOO_OFTEN = Text(
    en="a pattern repeats something too often", ko="패턴에 적은 반복 횟수가 너무 큽니다"
)
_NO_SCHEMA = Text(en="is no JSON Schema", ko="JSON Schema가 아닙니다")
