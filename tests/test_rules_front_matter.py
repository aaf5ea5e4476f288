"""Rules about front matter on pages that nobody should write."""

from __future__ import annotations

import os
from pathlib import Path

from munjigi.engine import lint
from munjigi.rule import load_rules
from test_loader import write
from test_page_types import load, page, project

DEEP_VALUES = f"---\na: {'[' * 300}{']' * 300}\n---\n"
ODD: dict[str, str | bytes] = {
    "aliases": "---\na: &x [1]\nb: *x\ntitle: 1\n---\n",
    "meta": "title: x\nb: 2\n\n# A\n",
    "deep": DEEP_VALUES,
    "folded": "---\ntitle: >-\n  a\n  b\nb: 1\n---\n\n# C\n",
    "flow": "---\n{title: a, b: 1}\n---\n\n# C, d\n",
    "keys": "---\nyes: 1\n2026-01-01: 2\n---\n",
    "bytes": "---\ntitle: !!binary aGk=\nb: !!set {x}\n---\n",
    "cr": "---\rtitle: a\rb: 1\r---\r\r# C\r",
    "empty": "",
    "broken": "---\ntitle: [\n---\n",
    "unreadable": b"\xff",
}


def test_odd_front_matter_is_told_inside_the_page(tmp_path: Path) -> None:
    """Every problem has a place on its page, and every fix leaves front matter that can be read."""
    files = {f"{name}.md": text for name, text in ODD.items()}
    strict = (
        '{"properties": {"title": {"type": "string", "maxLength": 0}, "a": {"maxItems": 0}},'
        ' "required": ["owner"], "additionalProperties": false}'
    )
    root = project(tmp_path, {**files, "t/common.schema.json": strict})
    rules = [one for one in load_rules() if load_rules([one])[one].family == "front_matter"]
    site = load(root).site
    told: dict[str, set[str]] = {}
    for one in lint(site, load_rules(rules), {}):
        name = os.path.basename(one.span.path).removesuffix(".md")
        told.setdefault(name, set()).add(one.rule)
        assert 0 <= one.span.start <= one.span.end <= len(site.text(one.span.path))
        for edit in one.fix.edits if one.fix else ():
            text = site.text(edit.span.path)
            made = text[: edit.span.start] + (edit.text or "") + text[edit.span.end :]
            write(root, {edit.span.path: made})
            assert not page(root, edit.span.path).front_matter.error
            write(root, {edit.span.path: text})
    both = {"front-matter-schema", "unknown-key"}
    titled = both | {"title-differs-from-heading"}
    assert told == {
        **dict.fromkeys(("aliases", "keys", "index"), both),
        **dict.fromkeys(("meta", "folded", "flow", "cr"), titled),
        "bytes": both,
        "deep": {"front-matter-schema"},
        "empty": {"missing-front-matter"},
        "broken": {"invalid-front-matter"},
    }
