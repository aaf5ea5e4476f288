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


def told(root: Path, rule: str) -> list[tuple[str, str, str]]:
    """What a rule says of the project's pages: the marked text, and both messages."""
    site = load(root).site
    return [
        (site.text(one.span.path)[one.span.start : one.span.end], one.message.en, one.message.ko)
        for one in lint(site, load_rules([rule]), {})
    ]


def test_what_is_told_of_unknown_keys(tmp_path: Path) -> None:
    text = "---\nname: A\n---\n"
    root = project(tmp_path, {"index.md": text, "t/common.schema.json": "{}"})
    closed = '"additionalProperties": false'
    path = "docs/_templates/common.schema.json"
    said = []
    for keys in ("", '"properties": {"vendor": {}, "url": {}}, ', '"properties": {"names": {}}, '):
        write(root, {path: f"{{{keys}{closed}}}"})
        said += told(root, "unknown-key")
    start = 'front matter of this page type has no key "name"; '
    assert [one[1].removeprefix(start) for one in said] == [
        "it has none",
        "it has url, vendor",
        'did you mean "names"?',
    ]
    start = '이 페이지 유형의 앞머리 설정에는 "name" 키가 없습니다. '
    assert [one[2].removeprefix(start) for one in said] == [
        "다른 키도 쓸 수 없게 되어 있습니다",
        "쓸 수 있는 키로 url, vendor 키가 있습니다",
        '가까운 이름으로 "names" 키가 있습니다',
    ]


def test_what_is_told_of_values(tmp_path: Path) -> None:
    text = "---\ntitle: [1,\n  2]\nBig: 1\nkind: x\nlinks: {to: [1]}\nsub: {}\n---\n"
    schema = """{
      "propertyNames": {"pattern": "^[a-z]+$"},
      "properties": {
        "title": {"type": "string"}, "kind": {"enum": ["y"]}, "sub": {"required": ["a"]},
        "links": {"properties": {"to": {"items": {"type": "string"}}}}
      }
    }"""
    root = project(tmp_path, {"index.md": text, "t/common.schema.json": schema})
    assert told(root, "front-matter-schema") == [
        (
            "title",
            'front matter: "title" must be a text',
            '앞머리 설정에서 "title" 값은 문자열 형식이어야 합니다',
        ),
        (
            "Big",
            'front matter: "Big" is no name that a key may have here',
            '앞머리 설정에서 "Big" 키의 이름은 정해진 형식에 맞아야 합니다',
        ),
        (
            "x",
            'front matter: "kind" must be "y"',
            '앞머리 설정에서 "kind" 값은 "y" 값이어야 합니다',
        ),
        (
            "1",
            'front matter: item 1 of "to" must be a text',
            '앞머리 설정에서 "to" 1번 항목의 값은 문자열 형식이어야 합니다',
        ),
        (
            "{}",
            'front matter: the key "a" is missing in "sub"',
            '앞머리 설정에서 "sub" 값에 "a" 키가 있어야 합니다',
        ),
    ]


def test_an_unknown_type_is_told_once(tmp_path: Path) -> None:
    schema = '{"properties": {"page_type": {"enum": ["guide"]}}}'
    text = "---\npage_type: gudie\n---\n"
    files = {"index.md": text, "t/guide.md": "# G\n", "t/common.schema.json": schema}
    root = project(tmp_path, files)
    assert told(root, "front-matter-schema") == [
        (
            "gudie",
            'front matter: there is no page type "gudie"; did you mean guide?',
            '앞머리 설정에서 "gudie" 값은 페이지 유형(guide) 가운데 하나여야 합니다',
        )
    ]
    write(root, {"docs/index.md": text.replace("gudie", "[guide]")})
    assert [one[0] for one in told(root, "front-matter-schema")] == ["[guide]"]


def test_a_place_that_waits_for_its_writer_is_left_to_another_rule(tmp_path: Path) -> None:
    schema = (
        '{"properties": {"day": {"format": "date"}, "roles": {"items": {"pattern": "^[a-z]+$"}}}}'
    )
    text = "---\nday: TODO(date)\nroles: [TODO(role), B]\npage_type: TODO(type)\n---\n"
    files = {"index.md": text, "t/guide.md": "# G\n", "t/common.schema.json": schema}
    root = project(tmp_path, files)
    assert [one[0] for one in told(root, "front-matter-schema")] == ["B"]
