"""Pages beside their templates: our own guides, and a page in the shape of older portals."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from munjigi.config import load_config
from munjigi.engine import lint
from munjigi.fixes import apply_fixes
from munjigi.loader import load_site
from munjigi.model import Diagnostic
from munjigi.outline import match_children, outline
from munjigi.page import Page
from munjigi.rule import load_rules, rule_families
from munjigi.site import Site

ROOT = Path(__file__).parent.parent
TYPES = ROOT / "docs" / "_templates"
FAMILIES = ("structure", "front_matter")
RULES = [name for name, family in rule_families().items() if family in FAMILIES]
CONFIG = """\
site_name: Example
exclude_docs: _templates/
plugins:
  - munjigi
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, name: 한국어, default: true, build: true}
        - {locale: en, name: English, build: true}
markdown_extensions: [admonition, attr_list, tables, pymdownx.superfences]
"""
LABELS = "증상|원인|해결|목표|방법|결과|Symptom|Cause|Fix|Goal|How|Result"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "docs" / "_templates").mkdir(parents=True)
    for path in TYPES.iterdir():
        (folder / "docs" / "_templates" / path.name).write_bytes(path.read_bytes())
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder


def put(root: Path, texts: Mapping[str, str]) -> tuple[Site, dict[str, list[Diagnostic]]]:
    """The pages with these texts, and what the rules about structure say of each."""
    for name, text in texts.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    site = load_site(load_config(root), jobs=1).site
    told: dict[str, list[Diagnostic]] = {f"docs/{name}": [] for name in texts}
    for one in lint(site, load_rules(RULES), {}):
        if one.span.path in told:
            told[one.span.path].append(one)
    return site, told


class Loss(NamedTuple):
    """A page's text with a part taken away, and the rule that has to miss it."""

    what: str
    text: str
    rule: str


def required_keys(name: str) -> set[str]:
    """The keys that a schema of ours and those that it is made of require."""
    schema = json.loads((ROOT / "docs/_templates" / name).read_text("utf-8"))
    parts = (required_keys(one["$ref"]) for one in schema.get("allOf", ()))
    return set(schema.get("required", ())).union(*parts)


def losses(page: Page) -> Iterator[Loss]:
    """The page without each of its required sections, labels and front matter keys."""
    found = outline(page)
    assert found is not None
    text = page.text
    for match in found.matches:
        alone = match.wanted is not None and len(found.of(match.wanted)) == 1
        if match.wanted is not None and not match.wanted.optional and alone:
            section = match.section
            without = text[: section.start] + text[section.end :]
            yield Loss(section.heading.text, without, "missing-section")
    for label in re.finditer(rf"^- \*\*(?:{LABELS})\*\*:.*\n(?: {{4}}.*\n)*", text, re.M):
        yield Loss(label[0], text[: label.start()] + text[label.end() :], "incomplete-entry")
    assert page.type is not None
    required = required_keys(f"{page.type.name}.schema.json")
    for entry in re.finditer(r"^(\w+):.*\n(?:  .*\n)*", text[: page.front_matter.end], re.M):
        if entry[1] in required:
            without = text[: entry.start()] + text[entry.end() :]
            yield Loss(entry[1], without, "front-matter-schema")


GUIDES = [
    path.relative_to(ROOT / "docs").as_posix()
    for path in sorted((ROOT / "docs").glob("*/*/*.md"))
    if re.match(r"---\n(?:(?!---).*\n)*page_type: (?!page\b)", path.read_text(encoding="utf-8"))
]


@pytest.mark.untraced
@pytest.mark.parametrize("name", GUIDES)
def test_nothing_required_can_go_missing(root: Path, name: str) -> None:
    site, before = put(root, {name: (ROOT / "docs" / name).read_text(encoding="utf-8")})
    assert not before[f"docs/{name}"]
    lost = list(losses(site.pages[f"docs/{name}"]))
    folder = name.partition("/")[0]
    texts = {f"{folder}/loss-{number}.md": loss.text for number, loss in enumerate(lost)}
    _, told = put(root, texts)
    mended: dict[str, str] = {}
    for loss, (path, found) in zip(lost, list(told.items())[-len(lost) :], strict=True):
        assert [one.rule for one in found] == [loss.rule], loss.what
        fix = found[0].fix
        if fix is not None:
            changed = apply_fixes({path: loss.text}, [fix])[path]
            assert changed is not None
            mended[path.removeprefix("docs/")] = changed
    _, left = put(root, mended)
    rules = {one.rule for path in mended for one in left[f"docs/{path}"]}
    assert rules <= {"leftover-placeholder"}


OLD_SHAPE = """\
---
sidebar_position: 3
---

# 위젯 토큰 확인

토큰을 확인합니다.

:::info 통합 전 준비사항
관리자 권한이 필요합니다.
:::

## 토큰 확인 방법

### 1단계: 관리자 화면 열기
1. **Admin** 선택

### 2단계: 값 복사
1. **Token** 복사

## 실무 활용 예시

### 상황 1: 처음 연결
**목표**: 연결
**방법**:
1. 값 입력
2. 시험

**결과**: 연결됨

### 상황 2: 다시 연결
**목표**: 복구
**방법**: 값 교체

## 문제 해결

### 자주 발생하는 문제

#### 문제: 값이 보이지 않음
**원인**: 권한 부족
**해결**:
1. 권한 확인

#### 문제: 오류가 남
**원인**: 복사 오류

## 관련 문서

<!-- 최종 작업 시 추가:
- [연결하기](./connect)
-->
"""


def test_pages_in_the_shape_of_older_portals_are_understood(root: Path) -> None:
    config = (root / "mkdocs.yml").read_text(encoding="utf-8")
    settings = "  - munjigi: {page_types: {find-value: '*'}}\n"
    (root / "mkdocs.yml").write_text(config.replace("  - munjigi\n", settings), encoding="utf-8")
    site, each = put(root, {"ko/old.md": OLD_SHAPE})
    page, told = site.pages["docs/ko/old.md"], each["docs/ko/old.md"]
    found = outline(page)
    assert found is not None
    ids = [one.wanted.id if one.wanted else "" for one in found.matches]
    assert ids == ["steps", "scenarios", "troubleshooting", "related"]
    steps = found.matches[0]
    assert steps.wanted is not None
    inner = match_children(page, steps.section, steps.wanted)
    assert [one.wanted.id if one.wanted else "" for one in inner] == ["step-1", "step-1"]
    entries = [one.values for one in told if one.rule == "incomplete-entry"]
    assert entries == [
        {"entry": "상황 2: 다시 연결", "labels": "결과"},
        {"entry": "문제: 오류가 남", "labels": "해결"},
    ]
    missing = {one.values["section"] for one in told if one.rule == "missing-section"}
    assert missing == {
        *("시작하기 전에", "값 구분하기", "화면이 다를 때", "확인하기", "보안", "출처와 확인일")
    }


STRANGER = {
    "mkdocs.yml": """\
site_name: 例
exclude_docs: kinds/
plugins:
  - munjigi:
      templates: content/kinds
      type_key: kind
      page_types: {note: "notes/*"}
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: ko, name: 한국어, default: true, build: true}
        - {locale: ja, name: 日本語, build: true}
docs_dir: content
markdown_extensions: [attr_list]
""",
    "content/kinds/howto.ko.md": "# TODO(제목)\n\n## 준비 {#ready}\n\n## 순서 {#order}\n",
    "content/kinds/howto.ja.md": "# TODO(題)\n\n## 準備 {#ready}\n\n## 手順 {#order}\n",
    "content/kinds/note.md": "# TODO(제목)\n\n<!-- template: text; other sections -->\n",
    "content/kinds/howto.schema.json": '{"required": ["kind", "owner"], "type": "object"}',
    "content/a.ko.md": "---\nkind: howto\nowner: x\n---\n\n# 가\n\n## 준비\n\n글\n\n## 순서\n\n글",
    "content/a.ja.md": "---\nkind: howto\n---\n\n# あ\n\n## 準備\n\n文\n\n## 순서\n\n文\n",
}


def test_a_stranger_brings_own_types_and_languages(tmp_path: Path) -> None:
    for name, text in STRANGER.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    site = load_site(load_config(tmp_path), jobs=1).site
    told = lint(site, load_rules(RULES), {})
    assert [(one.span.path, one.rule) for one in told] == [
        ("content/a.ja.md", "front-matter-schema"),
        ("content/a.ja.md", "section-in-wrong-language"),
    ]
    assert told[1].fix is not None
    assert told[1].fix.edits[0].text == "手順"
