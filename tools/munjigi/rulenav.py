"""The rule reference in the nav: blocks of `mkdocs.yml` that `munjigi docs` keeps.

A block stands between two comments and is as deep as the first one; what else is in the file stays
as it is:

    # >>> munjigi docs: nav
    # <<< munjigi docs
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from munjigi.rule import family_title, rule_families
from munjigi.rulepages import TITLE
from munjigi.scalars import scalar

_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)# >>> munjigi docs: (?P<kind>nav|nav_translations)[ ]*\n"
    r"(?P<lines>(?:.*\n)*?)"
    r"(?P<end>[ ]*# <<< munjigi docs)",
    re.MULTILINE,
)


def with_nav(config: str, lang: str) -> str:
    """The text of `mkdocs.yml` with its blocks up to date; `lang` is the language of the nav."""

    def written(block: re.Match[str]) -> str:
        lines = _nav(lang) if block["kind"] == "nav" else _translations(lang)
        head, indent = block[0].partition("\n")[0], block["indent"]
        return "".join((head, "\n", *(f"{indent}{line}\n" for line in lines), block["end"]))

    return _BLOCK.sub(written, config)


def past_block(config: str, at: int) -> int:
    """The end of the block that a place in the text of `mkdocs.yml` lies in, else the place.

    Places count in characters; the end is that of the block's last line.
    """
    for block in _BLOCK.finditer(config):
        if block.start() < at <= block.end():
            end = config.find("\n", block.end())
            return end + 1 if end >= 0 else len(config)
    return at


def _nav(lang: str) -> Iterator[str]:
    yield f"- {scalar(TITLE.of(lang))}:"
    yield "    - rules/index.md"
    for family, rules in _families().items():
        yield f"    - {scalar(family_title(family).of(lang))}:"
        yield from (f"        - rules/{rule}.md" for rule in rules)


def _translations(lang: str) -> Iterator[str]:
    """The titles of the nav's sections in the other language."""
    other = "en" if lang == "ko" else "ko"
    for title in (TITLE, *map(family_title, _families())):
        yield f"{scalar(title.of(lang))}: {scalar(title.of(other))}"


def _families() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for rule, family in rule_families().items():
        found.setdefault(family, []).append(rule)
    return found
