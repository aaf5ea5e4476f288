"""JSON Schemas of front matter, checked by `jsonschema`.

A schema is one file beside the templates, `<type>.schema.json`; `$ref` reaches the other schemas of
the folder by their file names, and nothing else is ever opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from munjigi.template import SchemaFault

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CLOSED = ("additionalProperties", "unevaluatedProperties")


class SchemaError(ValueError):
    """A schema that cannot be used; the message says why, in English."""


class Schema:
    """The schema in the file at `path`; `files` holds the schemas of its folder by file name."""

    def __init__(self, path: str, files: Mapping[str, Any]) -> None:
        self.path = path
        self.files = files

    def faults(self, data: Mapping[str, Any]) -> list[SchemaFault]:
        """What the schema says against front matter, in the order of the keys."""
        from jsonschema.exceptions import best_match

        found: list[SchemaFault] = []
        for error in self._validator.iter_errors(_plain(data)):
            deep = best_match([error]) if error.context else error
            found += self._faults(deep or error)
        return sorted(set(found), key=lambda fault: (list(map(str, fault.path)), fault.key))

    def check(self) -> None:
        """Raises `SchemaError` where the schema is none, or refers to what is not there."""
        from jsonschema.exceptions import SchemaError as Broken
        from referencing.exceptions import Unresolvable

        try:
            self._validator.check_schema(self._schema)
            list(self._validator.iter_errors({}))
        except Broken as error:
            raise SchemaError(error.message.splitlines()[0]) from None
        except Unresolvable as error:
            raise SchemaError(f"there is no {error.ref}") from None

    @property
    def _schema(self) -> Any:
        return self.files[self.path.rpartition("/")[2]]

    @cached_property
    def _validator(self) -> Any:
        from jsonschema import Draft202012Validator
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        made = [(name, DRAFT202012.create_resource(one)) for name, one in self.files.items()]
        registry: Any = Registry().with_resources(made)
        return Draft202012Validator(
            self._schema,
            registry=registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )

    def _faults(self, error: Any) -> Iterator[SchemaFault]:
        path = tuple(error.absolute_path)
        if error.validator == "required":
            missing = [one for one in error.validator_value if one not in error.instance]
            named = [one for one in missing if repr(one) in error.message]
            yield from (SchemaFault(path, "required", None, one) for one in named)
        elif error.validator in CLOSED:
            known = sorted(self._known(error.schema))
            for one in error.instance:
                if one not in known:
                    yield SchemaFault((*path, one), "unknown", None, one, tuple(known))
        else:
            value = error.validator_value
            expected = tuple(value) if isinstance(value, list) else value
            yield SchemaFault(path, str(error.validator), expected)

    def _known(self, schema: Any) -> Iterator[str]:
        """The keys that a schema names, through `$ref` and `allOf`."""
        if not isinstance(schema, Mapping):
            return
        yield from schema.get("properties", ())
        yield from self._known(self.files.get(schema.get("$ref", "")))
        for one in schema.get("allOf", ()):
            yield from self._known(one)


def parse_schema(text: str) -> Any:
    """A schema's JSON. Raises `SchemaError`."""
    try:
        made = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SchemaError(f"is no JSON: {error}") from None
    if not isinstance(made, dict | bool):
        raise SchemaError("is no JSON Schema")
    return made


def _plain(value: Any) -> Any:
    """Front matter in JSON's types: dates as YAML wrote them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
