"""JSON Schemas of front matter, checked by `jsonschema`.

A schema is one file beside the templates, `<type>.schema.json`; `$ref` reaches the other schemas of
the folder by their file names, and nothing else is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from math import inf
from typing import Any

from munjigi.model import Text
from munjigi.schemachecks import FORMATS, KEYWORDS
from munjigi.schemafile import LONGEST_VALUE, SchemaError, resource_of
from munjigi.schemafile import TOO_DEEP as _TOO_DEEP
from munjigi.template import SchemaFault

CLOSED = ("additionalProperties", "unevaluatedProperties")
LONGEST_NUMBER = 1000  # bits; Python does not write longer ones in decimals
TOO_DEEP = "depth"  # the keyword of a fault: values nest too deep to be checked
_LISTS = ("allOf", "anyOf", "oneOf")  # keywords whose schemas speak of the same value
_ALONE = ("if", "then", "else", "not")


class Schema:
    """The schema in the file at `path`; `files` holds the schemas of its folder by file name."""

    def __init__(self, path: str, files: Mapping[str, Any]) -> None:
        self.name = path.rpartition("/")[2]
        self.path = path
        self.files = files
        self._last: tuple[Mapping[str, Any], list[SchemaFault]] = ({}, [])

    def faults(self, data: Mapping[str, Any]) -> list[SchemaFault]:
        """What the schema says against front matter, in the order of the keys."""
        if self._last[0] is not data:  # several rules ask of each page in turn
            self._last = data, self._found(data)
        return self._last[1]

    def _found(self, data: Mapping[str, Any]) -> list[SchemaFault]:
        from jsonschema.exceptions import best_match

        found: list[SchemaFault] = []
        try:
            for error in self._validator.iter_errors(_plain(data)):
                deep = best_match([error]) if error.context else error
                found += [one for one in self._faults(deep or error) if one not in found]
        except RecursionError:
            return [SchemaFault((), TOO_DEEP, None)]
        return sorted(found, key=lambda fault: (list(map(str, fault.path)), fault.key))

    def check(self) -> None:
        """Raises `SchemaError` for a `$ref` that leads nowhere, to no schema, or to itself."""
        from referencing.exceptions import Unresolvable

        done: set[int] = set()
        try:
            for schema, resolver in self._parts(self.name):
                for inner in _in_place(schema, resolver, frozenset(), done):
                    if not isinstance(inner, Mapping | bool):
                        raise SchemaError(_NO_SCHEMA)
        except Unresolvable as error:
            raise SchemaError(_nowhere(str(error.ref))) from None
        except RecursionError:
            raise SchemaError(_TOO_DEEP) from None

    def _parts(self, name: str) -> Iterator[tuple[Any, Any]]:
        """The schema in a file and all that are inside, each with what resolves its references."""
        waiting = [(resource_of(self.files[name]), self._registry.resolver(base_uri=name))]
        while waiting:
            resource, above = waiting.pop()
            resolver = above.in_subresource(resource)
            yield resource.contents, resolver
            waiting += [(one, resolver) for one in resource.subresources()]

    @cached_property
    def _resolvers(self) -> Mapping[int, Any]:
        """What resolves the references of each schema of the folder, by the schema's `id`."""
        parts = (part for name in self.files for part in self._parts(name))
        return {id(schema): resolver for schema, resolver in parts}

    @cached_property
    def _registry(self) -> Any:
        from referencing import Registry

        made: Any = Registry()  # without a way to retrieve anything
        return made.with_resources([(name, resource_of(one)) for name, one in self.files.items()])

    @cached_property
    def _validator(self) -> Any:
        from jsonschema import Draft202012Validator, FormatChecker
        from jsonschema.validators import extend

        formats = FormatChecker()
        formats.checkers = {**Draft202012Validator.FORMAT_CHECKER.checkers, **FORMATS}
        schema = self.files[self.name]
        made: Any = extend(Draft202012Validator, KEYWORDS)
        return made(schema, registry=self._registry, format_checker=formats)

    def _faults(self, error: Any) -> Iterator[SchemaFault]:
        path = tuple(error.absolute_path)
        value = error.validator_value
        if error.validator in ("required", "dependentRequired"):
            yield from (SchemaFault(path, "required", None, one) for one in _missing(error))
        elif error.validator in CLOSED:
            yield from self._unknown(path, error)
        elif "propertyNames" in error.absolute_schema_path:
            yield SchemaFault((*path, error.instance), "propertyNames", value, error.instance)
        else:
            expected = tuple(value) if isinstance(value, list) else value
            yield SchemaFault(path, str(error.validator), expected)

    def _unknown(self, path: tuple[str | int, ...], error: Any) -> Iterator[SchemaFault]:
        """The keys that no part of a closed schema names.

        `jsonschema` also tells of keys that a part names which does not hold for another reason.
        """
        resolver = self._resolvers[id(error.schema)]
        parts = [
            one
            for one in _in_place(error.schema, resolver, frozenset(), set())
            if isinstance(one, Mapping)
        ]
        known = tuple(sorted({name for part in parts for name in part.get("properties", ())}))
        patterns = [one for part in parts for one in part.get("patternProperties", ())]
        for one in error.instance:
            fits = one in known or any(re.search(pattern, one) for pattern in patterns)
            if not fits and repr(one) in error.message:
                yield SchemaFault((*path, one), "unknown", None, one, known)


def _in_place(schema: Any, resolver: Any, above: frozenset[int], done: set[int]) -> Iterator[Any]:
    """A schema, and those that it holds or refers to for the same value. Raises `SchemaError`."""
    if id(schema) in above:
        raise SchemaError(_CIRCLE)
    if id(schema) in done:
        return
    yield schema
    if isinstance(schema, Mapping):
        below = above | {id(schema)}
        for inner, there in _beside(schema, resolver):
            yield from _in_place(inner, there, below, done)
    done.add(id(schema))


def _beside(schema: Mapping[str, Any], resolver: Any) -> Iterator[tuple[Any, Any]]:
    for keyword in ("$ref", "$dynamicRef"):
        if keyword in schema:
            found = resolver.lookup(schema[keyword])
            yield found.contents, found.resolver
    for keyword in _LISTS:
        yield from ((one, resolver) for one in schema.get(keyword, ()))
    yield from ((schema[keyword], resolver) for keyword in _ALONE if keyword in schema)
    for one in schema.get("dependentSchemas", {}).values():
        yield one, resolver


def _missing(error: Any) -> Iterator[str]:
    """The keys that an error of `required` or `dependentRequired` asks for."""
    value = error.validator_value
    asked = value if isinstance(value, list) else [one for many in value.values() for one in many]
    for one in dict.fromkeys(asked):
        if one not in error.instance and error.message.startswith(f"{one!r} is "):
            yield one


def _plain(value: Any) -> Any:
    """Front matter in JSON's types: dates as YAML wrote them."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        # Patterns are tried on keys, too: the length bounds the time.
        return {str(_plain(key))[:LONGEST_VALUE]: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, int) and value.bit_length() > LONGEST_NUMBER:
        return inf if value > 0 else -inf
    return value


def _nowhere(ref: str) -> Text:
    return Text(
        en=f'"{ref}" is nowhere in the schemas of the folder',
        ko=f'"{ref}" 참조가 가리키는 것이 폴더의 스키마에 없습니다',
    )


_NO_SCHEMA = Text(en="a $ref leads to what is no schema", ko="$ref가 스키마가 아닌 것을 가리킵니다")
_CIRCLE = Text(en="a $ref leads back to itself", ko="$ref가 자기 자신을 가리킵니다")
