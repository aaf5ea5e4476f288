"""A rule: one generator function with its explanation in two languages and its examples.

`@rule` turns the function into a `Rule` and checks it at once, so a rule that breaks the contract
cannot be imported. `rule_families` finds the rules without importing them; `load_rules` imports.
"""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from munjigi import rules as rules_package
from munjigi.model import Problem, Severity, Text

SCOPES = ("page", "site", "suppressions", "baseline")
REMOTE = "external"  # the family whose rules need the network: only `munjigi links` runs them
FIXES = (None, "safe", "unsafe")
OPEN, CLOSE = "⟦", "⟧"
Files = Mapping[str, str | bytes]
Gatherer = Callable[[Any], Any]
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class RuleError(TypeError):
    """A rule's file breaks the contract; the message names the rule and says what to change."""


class Example(NamedTuple):
    """Files by path in the docs folder, or one text, which then stands in `index.md`.

    `⟦…⟧` marks the span of a problem. `config` is the text of `mkdocs.yml`; without it the example
    has the extensions of our own site, and both languages where `ko/` and `en/` are folders of it.
    With files in `_templates/` it has page types, with files in `_terms/` a glossary and labels.
    `options` are the rule's options. Today is 2026-11-20. `web` says what addresses, as rendered,
    answer: a status, that of a redirect and where it leads, the `#anchors` of the page, `https` for
    a page that answers by https as well, or a `Reason` of `external.answers`. `sources` says what
    the documents of front matter said when the guide was checked, on 2026-11-01, "" where nobody
    recorded it, and what they say now, or the status that they answer.

    `fixed` is the text (or changed files) mended; `mkdocs.yml` in `fixed` is the configuration.
    `spans` adds places (path in the docs folder, start, end) in files that cannot hold marks.
    """

    text: str | Files
    config: str | None = None
    options: Mapping[str, Any] | None = None
    web: Mapping[str, str] = {}
    sources: Mapping[str, tuple[str, str]] = {}
    fixed: str | Files | None = None
    spans: tuple[tuple[str, int, int], ...] = ()

    @property
    def files(self) -> Files:
        """The files as written, marks included."""
        return {"index.md": self.text} if isinstance(self.text, str) else self.text

    @property
    def fixed_files(self) -> Files | None:
        """The files that the fix changes, or None where the example shows no fix."""
        return {"index.md": self.fixed} if isinstance(self.fixed, str) else self.fixed


class Good(Example):
    """What the rule says nothing about."""

    __slots__ = ()


class Bad(Example):
    """What the rule reports, exactly at the marks."""

    __slots__ = ()


class Rule(NamedTuple):
    """A loaded rule. `options` holds the defaults, `option_help` what each means.

    `fix` is None, "safe" or "unsafe". `deep` says that the rule reads `Page.detail`. `instead_of`
    names rules that keep silent at the places where this one speaks. `gathers` is what a rule about
    the site asks `Site.gathered` for: a function of a page whose value, JSON, the cache keeps.
    `watches` says that the rule is about the documents that guides rest on.
    """

    id: str
    family: str
    scope: str
    summary: Text
    why: Text
    message: Text
    examples: tuple[Example, ...]
    severity: Severity
    fix: str | None
    deep: bool
    options: Mapping[str, Any]
    option_help: Mapping[str, Text]
    instead_of: tuple[str, ...]
    gathers: Gatherer | None
    watches: bool
    check: Callable[..., Iterator[Problem]]


def rule(
    *,
    summary: Text,
    why: Text,
    message: Text,
    examples: tuple[Example, ...],
    severity: Severity = Severity.ERROR,
    fix: str | None = None,
    deep: bool = False,
    options: Mapping[str, Text] | None = None,
    instead_of: tuple[str, ...] = (),
    gathers: Gatherer | None = None,
    watches: bool = False,
) -> Callable[[Callable[..., Iterator[Problem]]], Rule]:
    """Make a rule of a generator function; raises `RuleError` where it breaks the contract.

    The function's name gives the id, its folder the family, its first parameter's name the scope
    (see `SCOPES`) and its keyword-only parameters the options, which `options` explains.
    """

    def make(function: Callable[..., Iterator[Problem]]) -> Rule:
        made = Rule(
            id=function.__name__.replace("_", "-"),
            family=function.__module__.split(".")[-2],
            scope=function.__code__.co_varnames[0] if function.__code__.co_argcount == 1 else "",
            summary=summary,
            why=why,
            message=message,
            examples=examples,
            severity=severity,
            fix=fix,
            deep=deep,
            options=function.__kwdefaults__ or {},
            option_help=options or {},
            instead_of=instead_of,
            gathers=gathers,
            watches=watches,
            check=function,
        )
        for complaint in _complaints(made):
            raise RuleError(f"{function.__module__}.{function.__name__}: {complaint}")
        return made

    return make


def _complaints(made: Rule) -> Iterator[str]:
    code = made.check.__code__
    if made.check.__module__.rpartition(".")[2] != made.check.__name__:
        yield "the function must have the file's name"
    if made.scope not in SCOPES:
        yield f"the one positional parameter must be named {', '.join(SCOPES[:-1])} or {SCOPES[-1]}"
    if code.co_kwonlyargcount != len(made.options):
        yield "each option needs a default"
    if set(made.options) != set(made.option_help):
        yield "options= must explain exactly the keyword-only parameters"
    if made.fix not in FIXES:
        yield 'fix must be None, "safe" or "unsafe"'
    if placeholders(made.message.en) != placeholders(made.message.ko):
        yield "the message needs the same placeholders in both languages"
    if {type(example) for example in made.examples} != {Bad, Good}:
        yield "examples need at least one Bad and one Good"
    if made.fix and not any(isinstance(e, Bad) and e.fixed is not None for e in made.examples):
        yield "a rule with a fix needs a Bad example with fixed="


def placeholders(template: str) -> frozenset[str]:
    """The names in braces of a message."""
    return frozenset(_PLACEHOLDER.findall(template))


def unmark(text: str) -> tuple[str, list[tuple[int, int]]]:
    """An example's text without its marks, and the marked spans in it (characters, in order)."""
    spans, parts = [], text.split(OPEN)
    plain = parts[0]
    for part in parts[1:]:
        marked, _, rest = part.partition(CLOSE)
        spans.append((len(plain), len(plain) + len(marked)))
        plain += marked + rest
    return plain, spans


@cache
def rule_families() -> Mapping[str, str]:
    """Every rule's id with its family, in order of family and id, without importing a rule."""
    found: dict[str, str] = {}
    for folder in rules_package.__path__:
        for family in sorted(
            name for name in os.listdir(folder) if name[0].isalpha() and "." not in name
        ):
            for name in sorted(os.listdir(os.path.join(folder, family))):
                if name.endswith(".py") and not name.startswith("_"):
                    found[name[:-3].replace("_", "-")] = family
    return found


def load_rules(ids: Iterable[str] | None = None) -> Mapping[str, Rule]:
    """The rules with these ids (all by default) by id, imported when first asked for.

    Raises `KeyError` for an id that no rule has, `RuleError` for a rule that breaks the contract.
    """
    families = rule_families()
    return {name: _import(families[name], name) for name in (families if ids is None else ids)}


def family_title(family: str) -> Text:
    """What a family's rules are about: `TITLE` in the `__init__.py` of its folder."""
    module = importlib.import_module(f"{rules_package.__name__}.{family}")
    return getattr(module, "TITLE", Text(en=family, ko=family))


@cache
def _import(family: str, name: str) -> Rule:
    function = name.replace("-", "_")
    module = importlib.import_module(f"{rules_package.__name__}.{family}.{function}")
    found = getattr(module, function, None)
    if not isinstance(found, Rule):
        raise RuleError(f"{module.__name__}: no rule named {function}")
    return found
