"""Our own site is clean; with one fault planted, exactly its rule speaks, at exactly that place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from munjigi.config import load_config
from munjigi.engine import lint
from munjigi.loader import load_site
from munjigi.rule import load_rules, unmark

ROOT = Path(__file__).parent.parent
PAGE = "docs/ko/freshchat/index.md"
PICTURE = "../assets/nexla-add-credential.svg"


class Fault(NamedTuple):
    """`text` is put at the end of a file, or in the place of `instead`; `⟦⟧` marks what is told.

    `files` are written besides; without a mark the fault is told at the start of the last of them.
    """

    text: str = ""
    path: str = PAGE
    instead: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


NAV = "      - zendesk/api-tokens.md\n"
FAULTS = {
    "broken-anchor": Fault("[안내](index.md⟦#none⟧)"),
    "broken-link": Fault("[안내](⟦none.md⟧)"),
    "broken-snippet": Fault('⟦--8<-- "none.md"⟧'),
    "duplicate-anchor": Fault("## 다시 {#⟦guides⟧}"),
    "expired-suppression": Fault(
        "⟦<!-- munjigi: allow vague-link-text until=2020-01-01 곧 고칩니다 -->⟧\n\n본문입니다."
    ),
    "foreign-admonition": Fault("⟦:::info⟧"),
    "hotlinked-image": Fault("![콘솔 메뉴](⟦https://a.s3.amazonaws.com/b.png?X-Amz-Signature=1⟧)"),
    "image-type-mismatch": Fault(
        "![콘솔 메뉴](../assets/a.png)", files=(("docs/ko/assets/a.png", b"\xff\xd8\xffJFIF"),)
    ),
    "invalid-front-matter": Fault(
        "vendor: [freshchat\npage_type⟦⟧:", instead="vendor: freshchat\npage_type:"
    ),
    "link-text-differs-from-title": Fault(
        "## 관련 문서 {#related}\n\n- [⟦엉뚱한 제목⟧](app-id-and-widget-token.md)"
    ),
    "link-to-excluded-page": Fault(
        "[조각](⟦../_snippets/x.md⟧)", files=(("docs/ko/_snippets/x.md", b"# X\n"),)
    ),
    "link-without-source-path": Fault("[Nexla 안내서](⟦../nexla/⟧)"),
    "missing-alt-text": Fault(f"⟦![]({PICTURE})⟧"),
    "missing-image": Fault("![콘솔 메뉴](⟦none.svg⟧)"),
    "missing-nav-target": Fault(
        f"{NAV}      - ⟦zendesk/none.md⟧\n", path="mkdocs.yml", instead=NAV
    ),
    "nesting-too-deep": Fault(f"{'>' * 100}⟦⟧> 본문"),
    "oversized-image": Fault(
        "![콘솔 메뉴](⟦../assets/big.svg⟧)",
        files=(("docs/ko/assets/big.svg", b"<svg>" + bytes(2_000_000)),),
    ),
    "own-site-as-full-url": Fault("[홈 화면](⟦https://munjigi.example.org/nexla/⟧)"),
    "page-not-in-nav": Fault(files=(("docs/ko/freshchat/alone.md", "# 홀로\n".encode()),)),
    "page-removed-without-redirect": Fault(
        "plugins:\n  - redirects:\n      redirect_maps:\n        old.md: ⟦none.md⟧\n",
        path="mkdocs.yml",
        instead="plugins:\n",
    ),
    "picture-in-wrong-language": Fault("![콘솔 메뉴](⟦../../en/assets/nexla-add-credential.svg⟧)"),
    "poor-alt-text": Fault(f"![⟦그림⟧]({PICTURE})"),
    "positional-anchor": Fault("## ☎\n\n[전화](⟦#_1⟧)"),
    "stale-baseline": Fault(
        '⟦{"path": "docs/ko/index.md", "rule": "broken-link", "text": "⟪none.md⟫"}⟧',
        path="munjigi-baseline.jsonl",
    ),
    "suppression-without-reason": Fault(
        "⟦<!-- munjigi: allow vague-link-text -->⟧\n\n[여기](index.md)를 보십시오."
    ),
    "unclosed-block": Fault("⟦```bash⟧\ncurl https://example.com"),
    "undefined-reference": Fault("⟦[안내][없음]⟧를 보십시오."),
    "unindented-admonition-body": Fault("!!! note\n⟦밖에 있습니다.⟧"),
    "unreadable-file": Fault(files=(("docs/ko/assets/bad.css", b"a\xff"), (PAGE, b"\xff"))),
    "unrendered-markup": Fault("지금 ⟦** 저장**⟧ 단추를 누릅니다."),
    "unused-image": Fault(files=(("docs/ko/assets/old.svg", b"<svg></svg>"),)),
    "unused-suppression": Fault(
        "<!-- munjigi: allow ⟦broken-link⟧ 곧 생길 페이지 -->\n\n본문입니다."
    ),
    "vague-link-text": Fault("[⟦여기⟧](index.md)를 보십시오."),
    "wrong-language-link": Fault("[Nexla 안내서](⟦../../en/nexla/index.md⟧)"),
}


def found(root: Path) -> list[tuple[str, str, int, int]]:
    """What all rules say of the project."""
    site = load_site(load_config(root), jobs=1).site
    return [
        (each.rule, each.span.path, each.span.start, each.span.end)
        for each in lint(site, load_rules(), {})
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def test_our_site_is_clean(copy: Path) -> None:
    assert found(copy) == []


def test_every_rule_has_a_fault() -> None:
    assert sorted(FAULTS) == sorted(load_rules())


def plant(root: Path, fault: Fault) -> list[tuple[str, int, int]]:
    """Plant a fault; the places that its rule should tell."""
    path = root / fault.path
    before = path.read_text("utf-8") if path.exists() else ""
    marks: list[tuple[int, int]] = []
    if fault.text:
        made = (
            before.replace(fault.instead, fault.text, 1)
            if fault.instead
            else f"{before}\n{fault.text}\n"
        )
        text, marks = unmark(made)
        path.write_text(text, "utf-8")
    for name, data in fault.files:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    places = [(fault.path, start, end) for start, end in marks]
    return places or [(fault.files[-1][0], 0, 0)]


@pytest.mark.parametrize("rule", FAULTS)
def test_planted(rule: str, copy: Path) -> None:
    places = plant(copy, FAULTS[rule])
    assert found(copy) == [(rule, *place) for place in places]
