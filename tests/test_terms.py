"""Words of a glossary and labels of screens: how they are read, found, told of and shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.cli import main
from munjigi.config import load_config
from munjigi.digest import SIZE_LIMIT
from munjigi.engine import lint
from munjigi.glossaryhtml import with_tables, with_tips
from munjigi.loader import load_site
from munjigi.model import Span
from munjigi.rule import load_rules, unmark
from munjigi.rules.terms._labels import bolds
from munjigi.rules.terms._text import plural, replacing
from munjigi.settings import ConfigError
from munjigi.source import Source
from munjigi.termfiles import read_terms
from munjigi.terms import Term, Terms, Variant
from test_loader import write

ROOT = Path(__file__).parent.parent
CONFIG = """\
site_name: x
theme: {name: material, language: ko}
exclude_docs: _terms/
markdown_extensions: [attr_list, admonition]
plugins:
  - munjigi
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, name: 한국어, default: true}
        - {locale: en, name: English}
"""
GLOSSARY = """\
terms:
  - ko: 자격 증명
    en: credential
    about: {ko: 접속하는 값 & "열쇠"입니다., en: A value.}
    forbidden:
      ko: {크리덴셜: 뜻이 드러나지 않습니다., 자격증명: }
      en: {access key: }
"""
LABELS = """\
vendor: acme
name: Acme
vouched_by: vendor
screens:
  - ko: 관리 화면
    en: Admin
    labels:
      - {ko: 저장, en: Save}
      - {en: Open, ko: 열기, vouched_by: {en: partner, ko: none}, since: 2026-01}
"""


def glossary(*forms: str, part: str = "noun", locale: str = "ko") -> Terms:
    """A glossary in which each text is an entry of its own."""
    return Terms(tuple(Term({locale: form}, part=part) for form in forms))


def found(text: str, *forms: str, part: str = "noun", locale: str = "ko") -> list[str]:
    """The texts that are found."""
    uses = glossary(*forms, part=part, locale=locale).matcher(locale).find(text)
    return [text[use.start : use.end] for use in uses]


PARTICLES = (
    " 을 으로 으로는 에서 에서는 들 들을 들에게 만으로 뿐만 의 이다 입니다 이라는 이며 까지 처럼 "
    "마다 별 별로 용 용으로 당 API 2 (값)"
)


@pytest.mark.parametrize("after", PARTICLES.split(" "))
def test_a_korean_word_and_what_may_follow(after: str) -> None:
    assert found(f"이 토큰{after} 봅니다", "토큰") == ["토큰"]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("로그인과 로그인을", "로그"),
        ("플러그인은", "플러그"),
        ("전문가가", "전문"),
        ("개발자는", "개발"),
        ("인증서를", "인증"),
        ("자격증명서를", "자격증명"),
        ("결과와 경로, 회의", "결"),
        ("경로로", "경"),
        ("회의와", "회"),
        ("웹토큰을", "토큰"),
        ("토큰가", "토큰"),
    ],
)
def test_other_words_that_start_or_end_alike(text: str, form: str) -> None:
    assert found(text, form) == []


def test_a_change_of_script_ends_a_word() -> None:
    assert found("API키, 키API, 2키, 키3", "키") == ["키"] * 4
    assert found("API를 API2로 myAPI APIs", "API", part="name") == ["API", "API"]
    assert found("v2를 v20 2v2", "v2", part="name") == ["v2", "v2"]


def test_verbs() -> None:
    text = "비활성화합니다. 비활성화된 것을 비활성화하고 비활성화를, 비활성화면"
    assert len(found(text, "비활성화", part="verb")) == 4
    assert found("비활성화합니다", "비활성화") == []
    assert found("Sign in, signs in", "sign in", part="verb", locale="en") == ["Sign in"]


def test_english_words() -> None:
    text = "Access keys and an ACCESS\nKEY, access keyboards, boxes, access key_id, access key.id."
    assert found(text, "access key", "box", locale="en") == ["Access keys", "ACCESS\nKEY", "boxes"]


@pytest.mark.parametrize(
    "text",
    [
        "https://a.b/웹훅?x=웹훅",
        "webhook@example.com",
        "/api/webhook/",
        "./webhook",
        "webhook.md",
        "my_webhook",
        "webhook_url",
        "$webhook",
        "#webhook",
        "a.webhook.b",
    ],
)
def test_addresses_and_names_hold_no_words(text: str) -> None:
    assert found(f"Open {text} now", "웹훅", "webhook", locale="en") == []
    assert found(f"지금 {text}을 엽니다. webhook", "webhook") == ["webhook"]


def test_plurals_of_nouns_in_y() -> None:
    (use,) = glossary("request body", locale="en").matcher("en").find("Request bodies")
    assert (use.form.main, bool(use.plural)) == (True, True)
    assert found("keys, bodyies, bodys", "key", "body", locale="en") == ["keys", "bodys"]


def test_the_longest_form_counts() -> None:
    forms = ("API", "API 토큰", "토큰", "API 토큰 목록")
    text = "API 토큰 목록과 API 토큰을, API를, 토큰이, API 토큰목록"
    assert found(text, *forms) == ["API 토큰 목록", "API 토큰", "API", "토큰", "API"]


def test_capitals() -> None:
    name = Term({"en": "Freshchat"}, forbidden={"en": (Variant("FreshChat", ""),)}, part="name")
    uses = Terms((name,)).matcher("en").find("Freshchat FreshChat freshchat")
    assert [use.form.variant is not None for use in uses] == [False, True]
    term = Term({"en": "App ID"}, forbidden={"en": (Variant("App Id", ""),)})
    uses = Terms((term,)).matcher("en").find("App ID, App Id, app id")
    assert [use.form.variant is not None for use in uses] == [False, True]


def test_forms_that_several_entries_share() -> None:
    tokens = [Term({"en": f"{one} token"}, also={"en": ("token",)}) for one in ("API", "widget")]
    (use,) = Terms(tuple(tokens)).matcher("en").find("a token")
    assert [form.term for form in use.forms] == tokens


def test_locales() -> None:
    terms = Terms((Term({"ko": "앱", "en": "app"}),))
    assert [use.form.text for use in terms.matcher("").find("앱 app")] == ["앱", "app"]
    assert [use.form.text for use in terms.matcher("ko-KR").find("앱 app")] == ["앱"]
    assert list(terms.matcher("ja").find("앱 app")) == []


PARTS = st.text("가각나인 aB1을의.s", min_size=1, max_size=5).map(str.strip).filter(bool)


@given(
    st.lists(PARTS, min_size=1, max_size=6, unique_by=str.lower), st.text("가각나인 aB1을의.s(/_\n")
)
def test_uses_are_forms_in_order(forms: list[str], text: str) -> None:
    end = 0
    for use in glossary(*forms).matcher("ko").find(text):
        assert end <= use.start < use.end <= len(text)
        end = use.end
        written = " ".join(text[use.start : use.end].split(" "))
        written = re.sub(r"\s+", " ", written).lower()
        assert (
            written.removesuffix(use.plural.lower()) == re.sub(r"\s+", " ", use.form.text).lower()
        )


@given(st.lists(PARTS, min_size=1, max_size=6, unique_by=str.lower), st.data())
def test_a_form_alone_is_found(forms: list[str], data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(forms).filter(lambda one: re.fullmatch("[가-힣a-zA-Z]+", one)))
    text = f"( {form} )"
    uses = list(glossary(*forms).matcher("ko").find(text))
    assert [text[use.start : use.end] for use in uses] == [form]


@given(st.text(), st.lists(st.text(min_size=1, max_size=8).filter(lambda one: one.split() != [])))
def test_any_text(text: str, forms: list[str]) -> None:
    list(glossary(*forms).matcher("").find(text))


def test_linear() -> None:
    """2,000 forms that start alike, and texts that nearly match them."""
    matcher = glossary(*(f"가나다{chr(0xAC00 + n)} 라마" for n in range(2000))).matcher("ko")
    spans = []
    for size in (50_000, 200_000):
        text = "가나다힣  가나다가   라바 a.b/c " * (size // 25)
        started = time.process_time()
        assert list(matcher.find(text)) == []
        spans.append(time.process_time() - started)
    assert spans[1] < 10 * spans[0] + 0.1
    assert spans[1] < 2


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("⟦크리덴셜⟧을 씁니다", "자격 증명", "자격 증명을 씁니다"),
        ("⟦앱 아이디⟧를 씁니다", "앱 ID", "앱 ID를 씁니다"),
        ("⟦자격증명서⟧로 씁니다", "자격 증명", "자격 증명으로 씁니다"),
        ("⟦값⟧으로는 됩니다", "API 키", "API 키로는 됩니다"),
        ("**⟦크리덴셜 키⟧**를 씁니다", "자격 증명", "**자격 증명**을 씁니다"),
        ("[⟦링크⟧](a.md)가 됩니다", "값", "[값](a.md)이 됩니다"),
        ("`x` ⟦토큰⟧은 “⟦토큰⟧”이", "키", "`x` 키는 “키”가"),
        ("⟦값⟧이라는 이름", "키", "키이라는 이름"),
        ("⟦값⟧ 이 화면", "키", "키 이 화면"),
        ("⟦값⟧(값)을", "키", "키(값)를"),
        ("⟦값⟧을", "→", "→을"),
        ("an ⟦application id⟧ here", "credential", "a credential here"),
        ("A ⟦key⟧ here", "App ID", "An App ID here"),
        ("a ⟦user⟧ here", "API key", "an API key here"),
        ("an ⟦hour⟧ here", "app", "an app here"),
        ("a ⟦key⟧ here", "URL", "a URL here"),
    ],
)
def test_what_stands_around_a_new_word(before: str, new: str, after: str) -> None:
    text, spans = unmark(before)
    for start, end in reversed(spans):
        for edit in reversed(replacing(text, Span("a.md", start, end), new)):
            text = text[: edit.span.start] + str(edit.text) + text[edit.span.end :]
    assert text == after


def test_plurals() -> None:
    names = ("token", "box", "identity", "key", "switch")
    assert [*map(plural, names)] == ["tokens", "boxes", "identities", "keys", "switches"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", r"1:1: .*mapping"),
        ("a: [\n", r"\d:\d: is no valid YAML"),
        ("term: []\n", r"1:1: .*terms\?"),
        ("terms: x\n", r"1:8: terms must be a list"),
        ("terms:\n  - x\n", r"2:5: .*mapping"),
        ("terms:\n  - {part: noun}\n", r"2:5: this lacks ko, en"),
        ("terms:\n  - {ko: 값, prat: noun}\n", r"2:13: .*part\?"),
        ("terms:\n  - {ko: 값, part: nuon}\n", r"2:19: .*noun, verb, name"),
        ("terms:\n  - {ko: 값, compared: maybe}\n", r"2:23: .*true, false"),
        ("terms:\n  - {ko: [값]}\n", r"2:10: .*text"),
        ("terms:\n  - {ko: ''}\n", r"2:10: .*text"),
        ("terms:\n  - {ko: !ENV HOME}\n", r"2:10: .*text"),
        (f"terms:\n  - {{ko: {'값' * 101}}}\n", r"2:10: .*100 characters"),
        ("terms:\n  - {ko: 값, also: 나}\n", r"2:19: .*mapping"),
        ("terms:\n  - {ko: 값, also: {en: a}}\n", r"2:24: this lacks en"),
        ("terms:\n  - {ko: 값, about: {kor: a}}\n", r"2:21: .*kor"),
        ("terms:\n  - {ko: 값, forbidden: {ko: [나]}}\n", r"2:29: .*mapping"),
        ("terms:\n  - {ko: 값}\n  - {ko: 값}\n", r'3:5: "값" stands twice'),
        ("terms:\n  - {ko: 값, ko: 나}\n", r'2:13: "ko" stands twice'),
        ("terms:\n  - {ko: 값, forbidden: {ko: {값: }}}\n", r'2:5: .*"값"'),
        (
            "terms:\n  - {ko: 값, forbidden: {ko: {나: }}}\n  - {ko: 나}\n",
            r'3:5: .*"나"',
        ),
        ("screens: []\n", r"1:1: this lacks vendor"),
        ("vendor: a\nscreens:\n  - {labels: []}\n", r"3:5: this lacks ko, en"),
        ("vendor: a\nscreens:\n  - {en: S, label: []}\n", r"3:13: .*labels\?"),
        ("vendor: a\nscreens:\n  - {en: S, labels: [{en: A}]}\n", r"3:22: this lacks vouched_by"),
        (
            "vendor: a\nvouched_by: me\nscreens:\n  - {en: S, labels: [{en: A}]}\n",
            r"2:13: .*vendor, partner, none",
        ),
        (
            "vendor: a\nvouched_by: {en: vendor}\nscreens:\n  - {en: S, labels: [{ko: 가}]}\n",
            r"4:22: this lacks vouched_by",
        ),
        (
            "vendor: a\nvouched_by: none\nscreens:\n"
            "  - {en: S, labels: [{en: A, renamed_from: {en: B}}]}\n",
            r"4:49: this lacks en",
        ),
    ],
)
def test_what_cannot_be_used(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_terms({"t.yml": text})
    assert re.fullmatch(f"t.yml:{said}.*", caught.value.of("en")), caught.value.of("en")
    assert re.search("[가-힣]", caught.value.message.ko)
    assert caught.value.message.ko.endswith(("니다", "시오")) or ": " in caught.value.message.ko


def test_vendors_stand_once() -> None:
    with pytest.raises(ConfigError, match=r'b.yml:1:9: "acme" stands twice'):
        read_terms({"a.yml": LABELS, "b.yml": LABELS})


def test_what_files_say() -> None:
    terms = read_terms({"a.yml": GLOSSARY, "b.yml": LABELS, "c.yml": ""})
    (term,) = terms.terms
    assert (term.id, term.compared) == ("credential", True)
    assert term.forbidden["ko"] == (
        Variant("크리덴셜", "뜻이 드러나지 않습니다"),
        Variant("자격증명", ""),
    )
    save, other = terms.vendors[0].labels
    assert (save.shown, save.screen["en"]) == (("저장", "Save"), "Admin")
    assert (other.shown, other.since, other.vouched_by["ko"]) == (("Open",), "2026-01", "none")
    assert terms.groups == {"저장": "Save", "Save": "Save", "Open": "Open"}


def test_names_are_compared_only_where_that_is_said() -> None:
    terms = "terms: [{en: A, part: name}, {en: B, part: name, compared: true}, {en: C}]"
    assert [one.compared for one in read_terms({"a.yml": terms}).terms] == [False, True, True]


def project(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    return write(folder, {"mkdocs.yml": CONFIG, **{f"docs/{k}": v for k, v in files.items()}})


def said(folder: Path) -> list[tuple[str, str]]:
    """The rules that speak of terms, and the words that they tell of."""
    site = load_site(load_config(folder), jobs=1).site
    rules = {name: one for name, one in load_rules().items() if one.family == "terms"}
    return [
        (
            one.rule,
            Source(one.span.path, site.pages[one.span.path].text).text[
                one.span.start : one.span.end
            ],
        )
        for one in lint(site, rules, {})
    ]


def test_no_words_no_problems(tmp_path: Path) -> None:
    root = project(tmp_path, {"ko/a.md": "크리덴셜 **Save** →\n", "en/a.md": "A\n"})
    assert load_site(load_config(root)).site.pages["docs/ko/a.md"].terms is None
    assert said(root) == []
    write(root, {"docs/_terms/a.yml": ""})
    assert said(root) == []


def test_the_folder_is_a_setting(tmp_path: Path) -> None:
    root = project(tmp_path, {"ko/a.md": "크리덴셜\n", "_terms/a.yml": "terms: nonsense\n"})
    write(root, {"mkdocs.yml": CONFIG.replace("- munjigi", "- munjigi: {terms: words}")})
    with pytest.raises(ConfigError, match=r"^mkdocs.yml:6:22: .*words"):
        load_config(root)
    write(root, {"words/a.yml": GLOSSARY, "words/.b.yml": "x", "words/README.md": "x"})
    assert said(root) == [("forbidden-term", "크리덴셜")]


@pytest.mark.parametrize("data", [b"\xff", b"#" * (SIZE_LIMIT + 1)])
def test_files_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    root = project(tmp_path, {"ko/a.md": "A\n", "_terms/a.yml": data})
    with pytest.raises(ConfigError, match=r"^docs/_terms/a.yml: cannot be read"):
        load_site(load_config(root), jobs=1)


def test_what_readers_see_of_front_matter(tmp_path: Path) -> None:
    keys = "title: 크리덴셜 안내\ndescription: 자격증명\nsources: 크리덴셜"
    page = f"---\n{keys}\n---\n\n# 크리덴셜 {{#a}}\n"
    root = project(tmp_path, {"ko/a.md": page, "_terms/a.yml": GLOSSARY})
    assert said(root) == [("forbidden-term", one) for one in ("크리덴셜", "자격증명", "크리덴셜")]


def test_changed_words_check_pages_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("munjigi.loader.FRESH", -10_000_000_000)
    monkeypatch.setattr("munjigi.memo.FRESH", -10_000_000_000)
    files = {"ko/a.md": "크리덴셜과 열쇠\n", "en/a.md": "A credential\n"}
    root = project(tmp_path, {**files, "_terms/a.yml": GLOSSARY})
    monkeypatch.chdir(root)
    check = ["check", "--select", "terms", "--lang", "en"]

    def rules() -> list[str]:
        main(check)
        return re.findall(r"(?:warning|error) ([\w-]+):", capsys.readouterr().out)

    assert rules() == ["forbidden-term"]
    assert rules() == ["forbidden-term"]
    write(root, {"docs/_terms/a.yml": GLOSSARY.replace("크리덴셜", "열쇠")})
    assert rules() == ["forbidden-term"]
    write(root, {"docs/_terms/a.yml": "terms: [{ko: 열쇠, en: key}]\n"})
    assert rules() == ["glossary-pair-mismatch"]
    write(root, {"docs/_terms/b.yml": "terms: [{ko: 값, forbidden: {ko: {크리덴셜: }}}]\n"})
    assert sorted(rules()) == ["forbidden-term", "glossary-pair-mismatch"]
    write(root, {"docs/_terms/b.yml": "terms: 1\n"})
    assert main(check) == 2
    assert "docs/_terms/b.yml:1:8" in capsys.readouterr().err


def test_a_renamed_button_is_one_edit_and_a_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = {
        f"{lang}/acme/{name}.md": text
        for name in "abc"
        for lang, text in (
            ("ko", "# 가\n\n1. **저장**(Save)을 누릅니다.\n2. 다시 **저장**을, 저장, `저장`\n"),
            ("en", "# A\n\n1. Select **Save**.\n2. Again **Save**, save\n"),
        )
    }
    root = project(tmp_path, {**pages, "_terms/acme.yml": LABELS})
    assert said(root) == []
    changed = LABELS.replace(
        "{ko: 저장, en: Save}",
        "{ko: 게시하기, en: Publish, renamed_from: {ko: 저장, en: [Save, Keep]}}",
    )
    write(root, {"docs/_terms/acme.yml": changed})
    monkeypatch.chdir(root)
    assert main(["fix", "--select", "terms"]) == 0
    capsys.readouterr()
    for name in "abc":
        ko, en = (root / f"docs/{lang}/acme/{name}.md" for lang in ("ko", "en"))
        assert ko.read_text("utf-8") == (
            "# 가\n\n1. **게시하기**(Publish)를 누릅니다.\n2. 다시 **게시하기**를, 저장, `저장`\n"
        )
        assert (
            en.read_text("utf-8") == "# A\n\n1. Select **Publish**.\n2. Again **Publish**, save\n"
        )
    assert said(root) == []


RENAMED = {
    # label in the data: its new names, with another final sound and another first letter
    "{en: Secret, ko: 비밀키}": ("Access phrase", "열쇠말"),
    "{en: Identifier, ko: 고유 식별자}": ("Unique name", "고유 이름"),
    "{en: Add API token, ko: API 토큰 추가}": ("New API token", "새 API 토큰"),
    "{en: Deactivate, ko: 비활성화}": ("Turn off", "끄기 단추"),
}


@pytest.mark.untraced
def test_renamed_buttons_of_our_own_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One edit for each in the data and one fix: all pages of both languages, and no more."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "docs/_terms/zendesk.yml"
    text = data.read_text("utf-8")
    before = {path: path.read_text("utf-8") for path in sorted((tmp_path / "docs").rglob("*.md"))}
    for old, (english, korean) in RENAMED.items():
        names = dict(re.findall(r"(en|ko): ([^,{}]+)", old))
        assert old in text
        former = f"renamed_from: {{en: {names['en']}, ko: {names['ko']}}}"
        text = text.replace(old, f"{{en: {english}, ko: {korean}, {former}" + "}")
    data.write_text(text, "utf-8")
    assert main(["fix", "--select", "terms"]) == 0
    changed = {path: one for path, one in before.items() if path.read_text("utf-8") != one}
    assert {path.relative_to(tmp_path / "docs").parts[0] for path in changed} == {"ko", "en"}
    told: list[str] = []
    for path, old in changed.items():
        assert "zendesk" in path.as_posix()
        told += mended(old, path.read_text("utf-8"))
    assert len(told) >= 15, len(told)
    assert main(["translations", "sync"]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0


def mended(old: str, new: str) -> list[str]:
    """The lines that changed, each by names of buttons, articles and particles alone."""
    lines = []
    for one, other in zip(old.splitlines(), new.splitlines(), strict=True):
        if one != other:
            bare = [
                re.sub(r"\*\*[^*]+\*\*(\([^()]*\))?[가-힣]*|\ban?\b", "", said)
                for said in (one, other)
            ]
            assert bare[0] == bare[1], (one, other)
            lines.append(other)
    return lines


def test_names_that_another_screen_keeps_are_no_old_ones(tmp_path: Path) -> None:
    labels = LABELS.replace("{ko: 저장, en: Save}", "{en: Publish, renamed_from: {en: Save}}")
    other = LABELS.replace("acme", "other")
    files = {"ko/acme/a.md": "**Save** →\n", "_terms/a.yml": labels}
    assert said(project(tmp_path, files)) == [("unknown-ui-label", "Save")]
    write(tmp_path, {"docs/_terms/b.yml": other})
    assert said(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("**가**를 누릅니다. **나**를 봅니다.", "가"),
        ("**가**(나) → **다** > **라** › x", "가 다 라"),
        ("**가 → 나 > 다**로 이동합니다", "가 나 다"),
        ("**가** 화면의 **나**", "가"),
        ("Select **A** or *b*, then **B** button, in **C**", "A B"),
        ("In **A**, look. Select **every** one, **One** by one", "A"),
        ("**A**: select it. **B:** too. **3** → **A `b`** → [**C** →](a.md)", ""),
        ("Press **Enter**. **Ctrl + C** 키를 누릅니다. **[이름]** 화면, **Tab** → **B**", "B"),
        ("> **가**\n> **나** >\n", ""),
        ('Click __"New"__, not __Old__', "New"),
    ],
)
def test_bold_text_that_names_a_part_of_a_screen(text: str, labels: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"mkdocs.yml": "site_name: x\n", "docs/a.md": text})
    page = load_site(load_config(root)).site.pages["docs/a.md"]
    found = list(bolds(page))
    assert [one.words for one in found if one.pointed] == labels.split()
    for one in found:
        assert text[one.start : one.end] == one.words


HTML = (
    '<h2 id="a">자격 증명</h2><p><strong>자격 증명</strong> <a title="자격 증명">자격 증명</a> '
    "<code>자격 증명</code><!-- 자격 증명 --><script>자격 증명</script> "
    "크리덴셜 자격 증명을 자격 증명</p>"
)


def test_tooltips_at_the_first_use() -> None:
    terms = read_terms({"a.yml": GLOSSARY})
    tip = (
        '<abbr class="munjigi-term" title="접속하는 값 &amp; &quot;열쇠&quot;입니다." '
        'tabindex="0">자격 증명</abbr>을 자격 증명</p>'
    )
    assert with_tips(HTML, terms, "ko") == HTML.replace("자격 증명을 자격 증명</p>", tip)
    assert with_tips(HTML, terms, "en") == HTML
    assert with_tips("<p>a Credential", terms, "en").endswith(
        'title="A value." tabindex="0">Credential</abbr>'
    )


@given(st.text("<>/ab h1!-\"'=자격 증명"))
def test_tooltips_add_nothing_but_themselves(html: str) -> None:
    made = with_tips(html, read_terms({"a.yml": GLOSSARY}), "ko")
    assert re.sub(r'<abbr class="munjigi-term"[^>]*>(.*?)</abbr>', r"\1", made) == html


def test_tables() -> None:
    terms = read_terms({"a.yml": GLOSSARY, "b.yml": LABELS})
    assert with_tables("<p>no marker</p>", terms, "ko") is None
    html = with_tables("<!-- munjigi-glossary -->\n<!--munjigi-labels-->", terms, "ko")
    assert html is not None
    assert "<td><strong>자격 증명</strong></td><td>credential</td>" in html
    assert "<td>크리덴셜<br>자격증명</td>" in html
    assert "<caption>Acme</caption>" in html
    assert "<td>관리 화면</td><td>Open</td><td>열기</td>" in html
    assert "<td>영어: 협력사, 한국어: 저희의 풀이 (2026-01)</td>" in html
    assert "our own words" in str(with_tables("<!-- munjigi-labels -->", terms, "en"))


def build(root: Path) -> subprocess.CompletedProcess[str]:
    """Build the site strictly."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_the_site_shows_words(tmp_path: Path) -> None:
    pages = {
        "ko/index.md": "# 홈\n\n자격 증명과 자격 증명\n",
        "en/index.md": "# Home\n\nA credential\n",
        "ko/words.md": "# 용어집\n\n자격 증명\n\n<!-- munjigi-glossary -->\n",
        "en/words.md": "# Words\n\n<!-- munjigi-labels -->\n",
    }
    root = project(tmp_path, {**pages, "_terms/a.yml": GLOSSARY, "_terms/b.yml": LABELS})
    done = build(root)
    assert done.returncode == 0, done.stderr
    ko, en, words_ko, words_en = (
        (root / f"site/{name}index.html").read_text("utf-8")
        for name in ("", "en/", "words/", "en/words/")
    )
    assert ko.count("munjigi-term") == en.count("munjigi-term") == 1
    assert "munjigi-term" not in words_ko
    assert "<strong>자격 증명</strong>" in words_ko
    assert "<caption>Acme</caption>" in words_en
    assert not (root / "site/_terms").exists()
    write(root, {"docs/_terms/a.yml": "terms: 1\n"})
    done = build(root)
    assert done.returncode == 1
    assert "docs/_terms/a.yml:1:8: terms must be a list" in done.stderr


@pytest.fixture(scope="module")
def ours() -> Terms:
    """The words of our own site."""
    page = next(iter(load_site(load_config(ROOT)).site.pages.values()))
    assert page.terms is not None
    return page.terms


def test_our_words_are_in_both_languages(ours: Terms) -> None:
    for term in ours.terms:
        assert set(term.names) == {"ko", "en"}
        assert set(term.about) in (set(), {"ko", "en"})
        assert not term.about or term.about["ko"].endswith(".")
    assert {one.id for one in ours.vendors} == {
        "atlassian", "channel-talk", "freshchat", "freshdesk", "freshservice", "google-chat",
        "hubspot", "naver-works", "nexla", "slack", "zendesk",
    }  # fmt: skip
    for vendor in ours.vendors:
        for label in vendor.labels:
            assert set(label.screen) == {"ko", "en"}
            assert "en" in label.names


@pytest.mark.parametrize("locale", ["ko", "en"])
def test_the_guide_for_writers_shows_files_that_can_be_read(locale: str) -> None:
    text = (ROOT / f"docs/{locale}/project/writing.md").read_text("utf-8")
    shown = dict(re.findall(r'```yaml title="docs/_terms/(\w+\.yml)"\n(.*?)```', text, re.S))
    terms = read_terms(shown)
    assert [one.id for one in terms.terms] == ["credential"]
    publish, archive = terms.vendors[0].labels
    assert (publish.former["ko"], archive.shown) == (("저장",), ("Archive",))
