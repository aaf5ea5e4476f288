"""The Python objects that a `mkdocs.yml` may name, known by name and never imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from munjigi.model import Text
from munjigi.reader.dialect import Named
from munjigi.reader.slugs import KNOWN as SLUGIFY
from munjigi.yamlfile import Tree

EMOJI = (
    "material.extensions.emoji.twemoji",
    "material.extensions.emoji.to_svg",
    "materialx.emoji.twemoji",
    "materialx.emoji.to_svg",
    "zensical.extensions.emoji.twemoji",
    "zensical.extensions.emoji.to_svg",
    *(
        f"pymdownx.emoji.{name}"
        for name in (
            "emojione",
            "gemoji",
            "twemoji",
            "to_alt",
            "to_png",
            "to_png_sprite",
            "to_svg",
            "to_svg_sprite",
        )
    ),
)
KNOWN = frozenset((*SLUGIFY, *EMOJI))

# Options whose objects write raw HTML from code, which no rule reads.
_HARMLESS = frozenset({"custom_fences", "custom_inline"})


def known_objects(value: Any, aliases: Mapping[str, str], tree: Tree) -> Any:
    """An extension's options with every `Named` made one that munjigi knows.

    `aliases` is what `plugins: munjigi: objects:` says: a name, and the known one it acts like.
    Raises `ConfigError` for a name that is neither, except where it changes no link, id or image.
    """
    if isinstance(value, Named):
        name = aliases.get(value.name, value.name)
        if name not in KNOWN:
            raise tree.error(_unknown(value.name))
        return Named(name, value.kwargs)
    if isinstance(value, Mapping):
        return {
            key: one if key in _HARMLESS else known_objects(one, aliases, _part(tree, key))
            for key, one in value.items()
        }
    if isinstance(value, list):
        return [known_objects(one, aliases, tree) for one in value]
    return value


def _part(tree: Tree, key: object) -> Tree:
    return (tree.get(key) if isinstance(key, str) else None) or tree


def _unknown(name: str) -> Text:
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(KNOWN), 1, 0)[0]
    setting = f"plugins: munjigi: objects: {{{name}: {near}}}"
    return Text(
        en=f'names the Python object "{name}", which munjigi neither knows nor imports; '
        f"if it acts like a known one, say so: {setting}",
        ko=f'munjigi가 모르는 Python 객체 "{name}" 이름이 있습니다. munjigi는 가져오지 않으니, '
        f"아는 객체처럼 동작한다면 이렇게 알려 주십시오: {setting}",
    )
