"""The rule reference in the nav: blocks of `mkdocs.yml` that `munjigi docs` keeps.

A block stands between two comments and is as deep as the first one; what else is in the file stays
as it is:

    # >>> munjigi docs: nav
    # <<< munjigi docs
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from munjigi.rule import family_title, rule_families
from munjigi.rulepages import TITLE

_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)# >>> munjigi docs: (?P<kind>nav|nav_translations)[ ]*\n"
    r"(?P<lines>(?:.*\n)*?)"
    r"(?P<end>[ ]*# <<< munjigi docs)",
    re.MULTILINE,
)
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.()/-]*[\w.)])?")
_WORDS_OF_YAML = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def with_nav(config: str, lang: str) -> str:
    """The text of `mkdocs.yml` with its blocks up to date; `lang` is the language of the nav."""

    def written(block: re.Match[str]) -> str:
        lines = _nav(lang) if block["kind"] == "nav" else _translations(lang)
        head, indent = block[0].partition("\n")[0], block["indent"]
        return "".join((head, "\n", *(f"{indent}{line}\n" for line in lines), block["end"]))

    return _BLOCK.sub(written, config)


def _nav(lang: str) -> Iterator[str]:
    yield f"- {_scalar(TITLE.of(lang))}:"
    yield "    - rules/index.md"
    for family, rules in _families().items():
        yield f"    - {_scalar(family_title(family).of(lang))}:"
        yield from (f"        - rules/{rule}.md" for rule in rules)


def _translations(lang: str) -> Iterator[str]:
    """The titles of the nav's sections in the other language."""
    other = "en" if lang == "ko" else "ko"
    for title in (TITLE, *map(family_title, _families())):
        yield f"{_scalar(title.of(lang))}: {_scalar(title.of(other))}"


def _families() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule, family in rule_families().items():
        found.setdefault(family, []).append(rule)
    return found


def _scalar(text: str) -> str:
    """A text as YAML reads it."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)
