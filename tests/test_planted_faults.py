"""Our own site is clean; with one fault planted, exactly its rule speaks, at exactly that place."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from munjigi.cache import Cache
from munjigi.config import load_config
from munjigi.detail import Detail
from munjigi.engine import lint
from munjigi.meaning import meaning, whole
from munjigi.page import Page
from munjigi.reader import read
from munjigi.rule import REMOTE, rule_families, unmark
from munjigi.run import load
from munjigi.selection import Selection
from munjigi.shape import parts, shape
from munjigi.sources import Sources

ROOT = Path(__file__).parent.parent
PAGE = "docs/ko/freshchat/index.md"
TODAY = date(2026, 11, 21)
PICTURE = "../assets/nexla-add-credential.svg"


class Fault(NamedTuple):
    """`text` is put at the end of a file, or in the place of `instead`; `⟦⟧` marks what is told.

    `files` are written besides; without a mark the fault is told at the start of the last of them,
    or wherever `everywhere` matches in the pages, or at the words `lacking` of `PAGE`.
    """

    text: str = ""
    path: str = PAGE
    instead: str = ""
    files: tuple[tuple[str, bytes], ...] = ()
    lacking: str = ""
    everywhere: str = ""


TITLE = "title: Freshchat 안내서 모음"
CHECKED = "checked_on: 2026-11-20"
BLOCK = f"---\n{TITLE}\nvendor: freshchat\npage_type: index\n{CHECKED}\n---\n\n"
ALONE = "---\ntitle: 홀로\npage_type: page\n---\n\n# 홀로\n\n본문입니다.\n"
NAV = "      - zendesk/api-tokens.md\n"
LEAD = "Freshchat은 Freshworks의 채팅 상담 제품입니다."
ASKING = (
    (ROOT / "docs/_templates/index.ko.md")
    .read_text("utf-8")
    .replace(
        "<!-- template: optional; also: 참고 문서",
        "<!-- template: optional; opens: info; also: 참고 문서",
    )
)
TRANSLATION = "translation"
PAIRED = {"glossary-pair-mismatch", "labels-differ"}
LOCKED = {
    "false-translation-record",
    "invalid-translation-record",
    "stale-translation",
    "unrecorded-translation",
}
ENGLISH = "docs/en/freshchat/index.md"
CREDENTIAL = "docs/ko/nexla/freshchat-credential.md"
LACKING = "먼저 알아 둘 것"
KNOW = "## Good to know first {#know-first}"
LOCK = "docs/translations.lock"
BLIND = (ROOT / ENGLISH).read_text("utf-8").replace(KNOW, f"{KNOW}\n\n1. One\n2. Two")
RECORD = next(
    line
    for line in (ROOT / LOCK).read_text("utf-8").split("\n")
    if '"freshchat/index.md", "section": "know-first"' in line
)
UNRECORDED = (ROOT / LOCK).read_text("utf-8").replace(f"{RECORD}\n\n", "")


def bumped() -> str:
    """The record with the hash that the section has in `BLIND`."""
    dialect = load_config(ROOT).dialect
    made = read(BLIND, path=ENGLISH, dialect=dialect, open_snippet=lambda *_: None, deep=True)
    page = Page(ENGLISH, ENGLISH, made.facts, lambda: (BLIND, made.detail or Detail()))
    every = zip(parts(shape(page)), meaning(page), strict=True)
    hashes = {part.id: whole(one, frozenset()) for part, one in every}
    return re.sub('(?<="en": ")[^"]*', hashes["know-first"], RECORD)


FAULTS = {
    "admonitions-differ": Fault(
        '⟦!!! tip "The API token is a password"⟧',
        path="docs/en/nexla/freshchat-credential.md",
        instead='!!! danger "The API token is a password"',
    ),
    "broken-anchor": Fault("[안내](index.md⟦#none⟧)"),
    "broken-link": Fault("[안내](⟦none.md⟧)"),
    "broken-snippet": Fault('⟦--8<-- "none.md"⟧'),
    "code-differs": Fault(
        '    ```bash\n    ⟦--8<-- "zendesk-verify-token.sh"⟧\n    ```',
        path="docs/en/nexla/freshchat-credential.md",
        instead='    ```bash\n    --8<-- "freshchat-verify.sh"\n    ```',
    ),
    "credential": Fault("`Authorization: Bearer ⟦3f9Kx81QmZ7vTn2LdR60wYbE⟧`"),
    "duplicate-anchor": Fault("### 다시 {#⟦guides⟧}\n\n본문입니다."),
    "emphasis-not-rendered": Fault("⟦**마크다운(Markdown)**⟧을 씁니다."),
    "empty-related-section": Fault("## ⟦관련 문서⟧ {#related}"),
    "empty-section": Fault("### ⟦비어 있음⟧ {#empty}"),
    "expired-suppression": Fault(
        "⟦<!-- munjigi: allow vague-link-text until=2020-01-01 곧 고칩니다 -->⟧\n\n본문입니다."
    ),
    "false-translation-record": Fault(
        f"⟦{bumped()}⟧", path=LOCK, instead=RECORD, files=((ENGLISH, BLIND.encode()),)
    ),
    "flattened-sublist": Fault("- 관리자\n  ⟦-⟧ 소유자"),
    "forbidden-term": Fault("⟦크리덴셜⟧을 씁니다."),
    "foreign-admonition": Fault("⟦:::info⟧"),
    "front-matter-schema": Fault("checked_on: ⟦어제⟧", instead=CHECKED),
    "glossary-pair-mismatch": Fault(
        "Keep it in an environment variable.", path=ENGLISH, lacking=LACKING
    ),
    "heading-ids-differ": Fault("## Good to know first {#⟦know⟧}", path=ENGLISH, instead=KNOW),
    "heading-levels-differ": Fault(
        "### ⟦Good to know first⟧ {#know-first}", path=ENGLISH, instead=KNOW
    ),
    "hotlinked-image": Fault("![콘솔 메뉴](⟦https://a.s3.amazonaws.com/b.png?X-Amz-Signature=1⟧)"),
    "image-type-mismatch": Fault(
        "![콘솔 메뉴](../assets/a.png)", files=(("docs/ko/assets/a.png", b"\xff\xd8\xffJFIF"),)
    ),
    "images-differ": Fault(
        "![Console menu](../assets/nexla-add-credential.svg)", path=ENGLISH, lacking=LACKING
    ),
    "incomplete-entry": Fault(
        "## 문제 해결 {#troubleshooting}\n\n### ⟦꺼집니다⟧ {#trouble-off}\n\n"
        "- **증상**: 꺼집니다.\n- **해결**: 켭니다."
    ),
    "invalid-front-matter": Fault(
        "vendor: [freshchat\npage_type⟦⟧:", instead="vendor: freshchat\npage_type:"
    ),
    "josa-choice-left": Fault("API⟦을(를)⟧ 엽니다."),
    "invalid-translation-record": Fault(f"⟦{RECORD.replace('know-first', 'none')}⟧", path=LOCK),
    "labels-differ": Fault("Select **Delete**.", path=ENGLISH, lacking=LACKING),
    "leftover-placeholder": Fault("이유: ⟦TODO(이유)⟧"),
    "link-text-differs-from-title": Fault(
        "## 관련 문서 {#related}\n\n- [⟦엉뚱한 제목⟧](app-id-and-widget-token.md)"
    ),
    "link-to-excluded-page": Fault(
        "[조각](⟦../_snippets/x.md⟧)", files=(("docs/ko/_snippets/x.md", b"# X\n"),)
    ),
    "link-without-source-path": Fault("[Nexla 안내서](⟦../nexla/⟧)"),
    "links-differ": Fault("[More guides](../zendesk/index.md)", path=ENGLISH, lacking=LACKING),
    "live-link-to-planned-page": Fault("[문제 해결](⟦integration-troubleshooting.md⟧)"),
    "malformed-planned-link": Fault("<!-- planned\n- ⟦나중에 쓸 문서⟧\n-->"),
    "missing-admonition": Fault(
        "## ⟦관련 문서⟧ {#related}\n\n- [Nexla 안내서 모음](../nexla/index.md)",
        files=(("docs/_templates/index.ko.md", ASKING.encode()),),
    ),
    "missing-alt-text": Fault(f"⟦![]({PICTURE})⟧"),
    "missing-front-matter": Fault("⟦⟧", instead=BLOCK),
    "missing-heading-id": Fault("## ⟦Good to know first⟧", path=ENGLISH, instead=KNOW),
    "missing-image": Fault("![콘솔 메뉴](⟦none.svg⟧)"),
    "missing-nav-target": Fault(
        f"{NAV}      - ⟦zendesk/none.md⟧\n", path="mkdocs.yml", instead=NAV
    ),
    "missing-section": Fault(
        f"# ⟦Freshchat 안내서 모음⟧ {{#freshchat}}\n\n{LEAD}\n",
        instead="# Freshchat 안내서 모음 {#freshchat}\n\n"
        f"{LEAD} 다른 제품과 연결할 때 필요한 값을 다룹니다.\n\n## 안내서 {{#guides}}\n",
    ),
    "mixed-speech-level": Fault("이제 다 ⟦됐어요⟧."),
    "near-miss-planned-target": Fault("<!-- planned\n- [토큰](⟦../zendesk/api-token⟧)\n-->"),
    "nesting-too-deep": Fault(f"{'>' * 100}⟦⟧> 본문"),
    "note-without-planned-links": Fault(
        "## 관련 문서 {#related}\n\n- [Nexla 안내서](../nexla/index.md)\n\n⟦더 준비하고 있습니다.⟧"
    ),
    "numbers-differ": Fault("Wait 45 seconds.", path=ENGLISH, lacking=LACKING),
    "overdue-planned-link": Fault(
        "(integration-troubleshooting.md) ⟦due=2020-01-31⟧\n",
        path="docs/ko/freshchat/app-id-and-widget-token.md",
        instead="(integration-troubleshooting.md)\n",
    ),
    "overdue-review": Fault("checked_on: ⟦2020-01-01⟧", instead=CHECKED),
    "oversized-image": Fault(
        "![콘솔 메뉴](⟦../assets/big.svg⟧)",
        files=(("docs/ko/assets/big.svg", b"<svg>" + bytes(2_000_000)),),
    ),
    "own-site-as-full-url": Fault("[홈 화면](⟦https://munjigi.example.org/nexla/⟧)"),
    "page-not-in-nav": Fault(files=(("docs/ko/freshchat/alone.md", ALONE.encode()),)),
    "page-removed-without-redirect": Fault(
        "plugins:\n  - redirects:\n      redirect_maps:\n        old.md: ⟦none.md⟧\n",
        path="mkdocs.yml",
        instead="plugins:\n",
    ),
    "picture-in-wrong-language": Fault("![콘솔 메뉴](⟦../../en/assets/nexla-add-credential.svg⟧)"),
    "planned-in-one-language": Fault("<!-- planned\n- [새 안내서](⟦new.md⟧)\n-->"),
    "planned-page-exists": Fault("<!-- planned\n- [앱 ID](⟦app-id-and-widget-token⟧)\n-->"),
    "planned-without-note": Fault(
        "  - munjigi:\n      rules: {planned-without-note: {plugins: []}}\n",
        path="mkdocs.yml",
        instead="  - munjigi:\n",
        everywhere=r"<!-- planned[^>]*-->(?=\n\Z)",
    ),
    "poor-alt-text": Fault(f"![⟦그림⟧]({PICTURE})"),
    "positional-anchor": Fault("### ☎\n\n[전화](⟦#_1⟧)"),
    "real-tenant": Fault("`https://⟦hanbitlog.freshchat.com⟧/v2/agents`"),
    "restarted-list": Fault("글입니다.\n\n⟦2.⟧ 단추를 누릅니다."),
    "section-in-wrong-language": Fault("## ⟦Troubleshooting⟧ {#troubleshooting}\n\n본문입니다."),
    "section-out-of-order": Fault(
        "## ⟦관련 문서⟧ {#related}\n\n- [Nexla 안내서 모음](../nexla/index.md)\n\n"
        "## 문제 해결 {#troubleshooting}\n\n본문입니다."
    ),
    "sections-differ": Fault("### More to know {#more}\n\nText.", path=ENGLISH, lacking=LACKING),
    "skipped-heading-level": Fault("#### ⟦더 볼 것⟧ {#more}\n\n본문입니다."),
    "space-before-josa": Fault("API⟦ 를⟧ 엽니다."),
    "stale-baseline": Fault(
        '⟦{"path": "docs/ko/index.md", "rule": "broken-link", "text": "⟪none.md⟫"}⟧',
        path="munjigi-baseline.jsonl",
    ),
    "stale-translation": Fault(
        f"{KNOW}\n\nA fact that is new.", path=ENGLISH, instead=KNOW, lacking=LACKING
    ),
    "steps-differ": Fault("Text.\n\n1. One\n2. Two", path=ENGLISH, lacking=LACKING),
    "suppression-without-reason": Fault(
        "⟦<!-- munjigi: allow vague-link-text -->⟧\n\n[여기](index.md)를 보십시오."
    ),
    "table-shape-differs": Fault("| A |\n| --- |\n| B |", path=ENGLISH, lacking=LACKING),
    "title-differs-from-heading": Fault("title: ⟦다른 제목⟧", instead=TITLE),
    "unclosed-block": Fault("⟦```bash⟧\ncurl https://example.com"),
    "undefined-reference": Fault("⟦[안내][없음]⟧ 페이지를 보십시오."),
    "unindented-admonition-body": Fault("!!! note\n⟦밖에 있습니다.⟧"),
    "unknown-fence-option": Fault("```yaml ⟦title=config.yml⟧\na: b\n```"),
    "unknown-ui-label": Fault("**⟦Integration Setings⟧**를 누릅니다."),
    "unknown-key": Fault(f"⟦vendors⟧: freshchat\n{CHECKED}", instead=CHECKED),
    "unknown-section": Fault("## ⟦부록⟧ {#appendix}\n\n본문입니다."),
    "unreadable-file": Fault(files=(("docs/ko/assets/bad.css", b"a\xff"), (PAGE, b"\xff"))),
    "unrendered-markup": Fault("지금 ⟦** 저장**⟧ 단추를 누릅니다."),
    "unrecorded-translation": Fault(
        KNOW.replace("Good to know first", "⟦Good to know first⟧"),
        path=ENGLISH,
        instead=KNOW,
        files=((LOCK, UNRECORDED.encode()),),
    ),
    "untranslated-nav-entry": Fault(
        "  - ⟦새 이름⟧: index.md", path="mkdocs.yml", instead="  - 홈: index.md"
    ),
    "untranslated-page": Fault(
        "strict: true\nnot_in_nav: alone.md\n",
        path="mkdocs.yml",
        instead="strict: true\n",
        files=(("docs/ko/zendesk/alone.md", ALONE.encode()),),
    ),
    "untranslated-text": Fault("⟦These guides cover the values that other products need.⟧"),
    "unused-image": Fault(files=(("docs/ko/assets/old.svg", b"<svg></svg>"),)),
    "unused-suppression": Fault(
        "<!-- munjigi: allow ⟦broken-link⟧ 곧 생길 페이지 -->\n\n본문입니다."
    ),
    "vague-link-text": Fault("[⟦여기⟧](index.md)를 보십시오."),
    "wrong-josa": Fault("API⟦을⟧ 엽니다."),
    "wrong-language-link": Fault("[Nexla 안내서](⟦../../en/nexla/index.md⟧)"),
}


def found(root: Path) -> list[tuple[str, str, int, int]]:
    """What all rules say of the project."""
    config = load_config(root)
    selection = Selection(config, (), (), Sources(config.root, config.bounds))
    loaded = load(config, selection, Cache(config.root), jobs=1)
    diagnostics = lint(loaded.site, selection.rules(), selection.options, found=loaded.findings)
    return [(one.rule, one.span.path, one.span.start, one.span.end) for one in diagnostics]


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our own site, with a cache of what was found on its pages."""
    root = tmp_path_factory.mktemp("ours")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    # The address is given when the site is published; two rules need one.
    given = settings.replace('!ENV [SITE_URL, ""]', "https://munjigi.example.org/", 1)
    assert given != settings
    (root / "mkdocs.yml").write_text(given, "utf-8")
    found(root)
    return root


@pytest.fixture
def copy(ours: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ours, tmp_path / "copy"))


@pytest.mark.untraced
def test_our_site_is_clean(copy: Path) -> None:
    assert found(copy) == []


def test_every_rule_has_a_fault() -> None:
    """But those that ask outside of the site, which have servers of their own in other tests."""
    families = rule_families()
    assert sorted(FAULTS) == sorted(one for one in families if families[one] != REMOTE)


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
    if fault.lacking:
        at = (root / PAGE).read_text("utf-8").index(fault.lacking)
        places.append((PAGE, at, at + len(fault.lacking)))
    for page in sorted((root / "docs").rglob("*.md")) if fault.everywhere else ():
        found = re.finditer(fault.everywhere, page.read_text("utf-8"))
        places += [(page.relative_to(root).as_posix(), *match.span()) for match in found]
    return places or [(fault.files[-1][0], 0, 0)]


def _is_paired(rule: str) -> bool:
    """Whether the rule compares the languages of a page."""
    return rule_families()[rule] == TRANSLATION or rule in PAIRED


@pytest.mark.untraced
@pytest.mark.parametrize("rule", FAULTS)
def test_planted(rule: str, copy: Path) -> None:
    """Rules about translations tell of every fault that one language alone has: they come last,
    and those about the lock after them.
    """
    places = plant(copy, FAULTS[rule])
    told = [
        one
        for one in found(copy)
        if (_is_paired(rule) or not _is_paired(one[0])) and (rule in LOCKED) is (one[0] in LOCKED)
    ]
    assert told == [(rule, *place) for place in places]
