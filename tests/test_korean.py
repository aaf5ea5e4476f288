"""Particles and the sounds before them; Korean sentences, right ones and ones with faults."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from korean_sentences import check, fixed
from munjigi.josa import PAIRS, Final, Josa, Pair, final_of, read_josa
from munjigi.readings import finals, names_of
from munjigi.rules.korean._flanking import closes, opens

SYLLABLES = st.integers(ord("가"), ord("힣")).map(chr)
STRICT = [pair for pair in PAIRS if pair.strict and pair.long != "아"]
PLAIN = [pair for pair in STRICT if pair.long in ("은", "을", "으로")]


SOUNDS = {
    Final.VOWEL: """\
        API UI ID Zendesk GitHub Docker server user page database service code OAuth webhooks key
        query React JavaScript client object network framework path graph feature store issue v2
        2 4 5 9 12 50% 5KB 3MB AWS iOS SDK JWT HTTP HTTPS GPT-4 Salesforce Teams index.js
        useState getUserId foo() {id} <div> Jira(지라) Foo(푸) README cache IDC KPI""",
    Final.RIEUL: """\
        URL SQL HTML SSL Gmail email Google Apple table file rule title module config.yaml null
        1 7 8 11 127.0.0.1 1.8 Excel Mixpanel PR QR <br> shell console profile example Drupal""",
    Final.CONSONANT: """\
        Slack Freshchat(프레시챗) Freshchat app web token JSON npm Amazon Notion Telegram
        webhook(웹훅) bot widget ticket setting session login domain admin name home time
        machine phone topic Elastic block facebook step drop column VPN LLM iPhone PIN GET
        3 6 10 100 1,000 10,000 2.0 30 Combat(컴뱃) token() 'main' spring Chrome""",
}
WORDS = [(final, word) for final, words in SOUNDS.items() for word in words.split()]
NAMES = [one for one in WORDS if not set("<{(%'") & set(one[1])]


@pytest.mark.parametrize(("final", "word"), WORDS)
def test_last_sound(final: Final, word: str) -> None:
    assert finals(word) == {final}


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("S3", {Final.VOWEL}),
        ("10px", {Final.RIEUL, Final.VOWEL}),
        ("px", {Final.RIEUL, Final.VOWEL}),
        ("C++", {Final.RIEUL, Final.VOWEL}),
        ("v1", {Final.RIEUL, Final.CONSONANT}),
        ("Python 3.12", {Final.VOWEL}),
        ("Windows 11", {Final.CONSONANT, Final.RIEUL}),
        ("iPhone 14", {Final.VOWEL, Final.CONSONANT}),
        ("item 20", {Final.VOWEL, Final.CONSONANT}),
        ("item 25", {Final.VOWEL}),
        ("1000000000000", {Final.VOWEL}),
        ("100000000", {Final.CONSONANT}),
        ("파일(File)", {Final.RIEUL}),
        ("값 (File)", {Final.CONSONANT, Final.RIEUL}),
        ("Xyzzyq(지지)", {Final.VOWEL}),
        ("Xyzzyq(두 낱말)", set()),
        ("(1)", set()),
        ("((1))", set()),
        ("ALB", {Final.VOWEL}),
        ("ACID", {Final.VOWEL}),
        ("HOME", {Final.VOWEL, Final.CONSONANT}),
        ("x", {Final.VOWEL}),
        ("attr", {Final.VOWEL, Final.RIEUL}),
        ("React 18", {Final.RIEUL, Final.CONSONANT}),
        ("UTF-8", {Final.RIEUL, Final.VOWEL}),
        ("LDAP", {Final.CONSONANT, Final.VOWEL}),
        ("edit", {Final.CONSONANT, Final.VOWEL}),
        ("URL(주소)", {Final.RIEUL, Final.VOWEL}),
        ("1/2", set()),
        ("12:30", set()),
        ("$18", set()),
        ("Vec<T>", {Final.CONSONANT, Final.VOWEL}),
        ("Rc<T>", {Final.VOWEL}),
        ("x: 6", {Final.CONSONANT, Final.VOWEL}),
        ("=>", set()),
        ("{a+b}", set()),
        ("hdr", set()),
        ("", set()),
        ("漢字", set()),
    ],
)
def test_sounds(word: str, sounds: set[Final]) -> None:
    assert finals(word) == sounds


def test_own_names() -> None:
    names = names_of(["Acme Hub=애크미 허브", "Xyzzyq=지크/지지", " TOKEN = 토크나이 "])
    assert finals("the Acme Hub", names) == {Final.VOWEL}
    assert finals("xyzzyq", names) == {Final.VOWEL}
    assert finals("`Token`", names) == {Final.VOWEL}
    assert finals("myToken", names) == {Final.VOWEL}


@given(SYLLABLES)
def test_final_as_unicode_decomposes_it(syllable: str) -> None:
    parts = unicodedata.normalize("NFD", syllable)
    last = parts[2] if len(parts) > 2 else ""
    wanted = {"": Final.VOWEL, "\u11af": Final.RIEUL}.get(last, Final.CONSONANT)
    assert final_of(f"값{syllable}") is wanted


@given(st.text())
def test_finals_take_any_text(text: str) -> None:
    assert finals(text) <= set(Final)


@given(st.sampled_from(PAIRS), st.sampled_from(Final))
def test_one_form_fits(pair: Pair, final: Final) -> None:
    fitting = [form for form in (pair.long, pair.short) if _josa(form).fits(final)]
    assert pair.fitting(final) in fitting
    assert len(fitting) == 1 or not pair.strict


def _josa(form: str) -> Josa:
    josa = read_josa(form) or read_josa(form + "다")
    assert josa is not None
    return josa


@given(SYLLABLES, st.sampled_from(STRICT))
def test_words_in_bold(syllable: str, pair: Pair) -> None:
    """Behind bold text only the one form is right, and the fix makes it."""
    final = final_of(syllable)
    assert final is not None
    right = f"**굵은{syllable}**{pair.fitting(final)} 씁니다.\n"
    wrong = right.replace(pair.fitting(final) + " ", _other(pair, final) + " ")
    assert check(right) == []
    assert fixed(wrong, "wrong-josa") == right


def _other(pair: Pair, final: Final) -> str:
    return pair.long if pair.fitting(final) == pair.short else pair.short


SHAPES = ("{}", "`{}`", "**{}**", "[{}](a.md)", '"{}"', "“{}”")


@pytest.mark.parametrize(("shape", "pair"), [*product(SHAPES, PLAIN)])
def test_names_in_markup(shape: str, pair: Pair) -> None:
    """All names at once: the right particles pass, and each wrong one is found and mended."""
    lines = [(shape.format(word), final) for final, word in NAMES]
    right = "\n".join(f"값 {word}{pair.fitting(final)} 씁니다.\n" for word, final in lines)
    wrong = "\n".join(f"값 {word}{_other(pair, final)} 씁니다.\n" for word, final in lines)
    assert check(right, "wrong-josa") == []
    assert len(check(wrong, "wrong-josa")) == len(lines)
    assert fixed(wrong, "wrong-josa") == right


@pytest.mark.parametrize(("shape", "pair"), [*product(SHAPES, PLAIN)])
def test_names_with_both_particles(shape: str, pair: Pair) -> None:
    both = (
        f"({pair.long[:-1]}){pair.short}" if pair.long == "으로" else f"{pair.long}({pair.short})"
    )
    lines = [(shape.format(word), final) for final, word in NAMES]
    wrong = "\n".join(f"값 {word}{both} 씁니다.\n" for word, _ in lines)
    right = "\n".join(f"값 {word}{pair.fitting(final)} 씁니다.\n" for word, final in lines)
    assert len(check(wrong)) == len(lines)
    assert fixed(wrong) == right


@pytest.mark.parametrize(("shape", "josa"), [*product(SHAPES, ("에서", "까지", "처럼", "에게"))])
def test_names_with_a_space(shape: str, josa: str) -> None:
    right = "\n".join(f"값 {shape.format(word)}{josa} 씁니다.\n" for _, word in NAMES)
    wrong = right.replace(f"{josa} ", f" {josa} ")
    assert check(right) == []
    assert len(check(wrong)) == len(NAMES)
    assert fixed(wrong) == right


RIGHT = """\
사과와 효과, 결과와 학과, 초과와 통과를 국가와 작가, 전문가가 평가하고 추가합니다.
종이와 나이, 차이와 사이, 오이와 아이가 이야기를 나누는 마을에 가을이 옵니다.
하나나 둘이나 셋, 나라나 도시나 자료가 있습니다. 도로와 경로, 통로와 산책로로 갑니다.
별로, 새로, 서로, 바로, 따로, 스스로, 억지로, 저절로, 함부로, 실제로, 홀로 합니다.
지은 이름과 나은 방법, 이은 끈과 부은 물, 모은 값과 모을 값, 지을 집과 나을 병을 봅니다.
결론지을 때와 마무리지은 뒤, 뒤이은 일, 퍼부은 비, 앞으로도 앞으로의 일로 옮깁니다.
김지은 씨와 이하은 씨, 보은 사람, 수은 온도계, 은 그릇, 들를 곳을 적습니다.
테헤란로 152와 세종대로 110, 진입로와 등산로, 용광로와 송전선로를 봅니다.
읽는 이가 찾는 곳은 없는 것과 같은 값이 아니고, 있는 그대로입니다.
API를 씁니다. URL을 씁니다. ID로 찾고 SQL로 묻고 Slack으로 알립니다.
제1과와 제 2과를 배웁니다. 3가지 값과 2가 지역, 5이상과 4가량의 값입니다.
`id`라는 이름과 `name`이라는 이름, API이며 URL이고 SDK이든 JSON이든 됩니다.
"저장"을 누르면 '확인'이라는 단추가 나오고 “완료”로 바뀝니다. '이 값'과 "그 값"입니다.
API(에이피아이)는, Slack(슬랙)은, 머신러닝(ML)은, 앱(app)을, 서버(server)를 씁니다.
중요한 것은 **굵은 글씨**와 *기울인 글씨*를, [링크](a.md)로, `코드`를 나누는 것입니다.
값이 있**는** 곳과 **안**전한 곳, 가**장** 좋은 곳입니다. A4나 B5로, 3으로, 10으로 합니다.
이 은행은 종로와 을지로 사이에 있고, 사고와 보고, 창고와 광고를 다룹니다.
한 시간과 두 시간, 1월과 3월, 2일과 5일, 100%와 50%, 10px과 5px로 잽니다.
90 도, 10 만 원, 값 이 두 가지, `id` 이 값, 2 은 그릇, 조사 을 씁니다.
조사 '을/를'과 '은(는)' 가운데 고르고, 종이/가위와 국가/이름을 씁니다.
{name}을(를) 찾을 수 없다는 말과 %s은(는) 없다는 말입니다.
**굵은 글씨**(bold)와 **키(key)** 값, **`코드`** 값, (**괄호**)를 씁니다.
**설정**&#x200B;을 열고 **(필수)**&#x200B;는 둡니다. 이름 + 은/는, 조사 을/를/이/가를 봅니다.
$18를 내고 $3을 받으며, 특정지을 수 없는 값입니다.
Starlette는 여러 가지로 읽고, await을 쓰든 await를 쓰든 됩니다.
"""


@pytest.mark.parametrize("line", RIGHT.splitlines())
def test_right_sentences(line: str) -> None:
    assert check(f"{line}\n") == []


def test_no_korean_page() -> None:
    words = "This page speaks of many things in English and quotes one word. "
    assert check(f"{words * 3}API을 엽니다. 파일를 됐어요.\n") == []
    assert check("```\nAPI을\n```\n\nText.\n") == []


WRONG = {
    "wrong-josa": (
        ("파일를 서버으로 옮깁니다.", "파일을 서버로 옮깁니다."),
        ("사용자이 버튼를 누르면 화면가 바뀝니다.", "사용자가 버튼을 누르면 화면이 바뀝니다."),
        ("서버과 클라이언트은 메시지을 씁니다.", "서버와 클라이언트는 메시지를 씁니다."),
        ("파일으로부터 읽고 값로서 씁니다.", "파일로부터 읽고 값으로서 씁니다."),
        ("**API 키**을 `id`와 `token`와 씁니다.", "**API 키**를 `id`와 `token`과 씁니다."),
        ("URL라는 말과 `json`라고 쓴 값이라도", "URL이라는 말과 `json`이라고 쓴 값이라도"),
        ("10로 나눈 `3`와 5KB을 더합니다.", "10으로 나눈 `3`과 5KB를 더합니다."),
        ("[URL](a.md)며 Slack든 됩니다.", "[URL](a.md)이며 Slack이든 됩니다."),
        (
            "JSON였습니다. Slack야, API아, PDF이나 씁니다.",
            "JSON이었습니다. Slack아, API야, PDF나 씁니다.",
        ),
        (
            "이것은 URL야. 저것은 관리자(admin)은 됩니다.",
            "이것은 URL이야. 저것은 관리자(admin)는 됩니다.",
        ),
    ),
    "josa-choice-left": (
        ("API을(를) 엽니다.", "API를 엽니다."),
        ("파일은(는) `id`이(가) 됩니다.", "파일은 `id`가 됩니다."),
        ("**서버**(으)로 가는 값(이)라고 합니다.", "**서버**로 가는 값이라고 합니다."),
        ("앱와/과 [웹](a.md)을/를 씁니다.", "앱과 [웹](a.md)을 씁니다."),
        ("50%을(를) 줄입니다.", "50%를 줄입니다."),
        ("**설정**&#x200B;(으)로 갑니다.", "**설정**&#x200B;으로 갑니다."),
    ),
    "space-before-josa": (
        ("API 를 **저장** 하고 `id` 는 씁니다.", "API를 **저장** 하고 `id`는 씁니다."),
        ("파일 을 서버 에서 사용자 에게 줍니다.", "파일을 서버에서 사용자에게 줍니다."),
        ("**저장** 과 [설정](a.md) 의 값 입니다.", "**저장**과 [설정](a.md)의 값입니다."),
        ('"확인" 이라는 단추와 Slack 만 씁니다.', '"확인"이라는 단추와 Slack만 씁니다.'),
        ("`id` 가 없으면 3 을 씁니다.", "`id`가 없으면 3을 씁니다."),
        ("주소는 https://a.com/b 를 봅니다.", "주소는 https://a.com/b 를 봅니다."),
        ("**키(key)** 를 봅니다.", "**키(key)** 를 봅니다."),
    ),
    "emphasis-not-rendered": (
        ("**마크다운(Markdown)**을 씁니다.", "<strong>마크다운(Markdown)</strong>을 씁니다."),
        ("***아주(very)***를 씁니다.", "***아주(very)***를 씁니다."),
        ("**`id`**는 값입니다.", "<strong>`id`</strong>는 값입니다."),
        ("값**(선택)**입니다.", "값<strong>(선택)</strong>입니다."),
        ("*“인용”*이라고 합니다.", "<em>“인용”</em>이라고 합니다."),
        ("**[안내](a.md)**를 봅니다.", "<strong>[안내](a.md)</strong>를 봅니다."),
    ),
}
FAULTY = [(rule, *pair) for rule, pairs in WRONG.items() for pair in pairs]


@pytest.mark.parametrize(("rule", "wrong", "right"), FAULTY)
def test_wrong_sentences(rule: str, wrong: str, right: str) -> None:
    assert {name for name, _ in check(wrong, rule)} == {rule}
    assert fixed(wrong, rule) in (right, fixed(right, rule))


def test_speech_levels() -> None:
    formal = "값을 넣습니다. 무엇입니까? 누르십시오. 갑시다. 왜 그럴까요? 확인하세요."
    polite = "값을 넣어요. 그래요? 값이에요. 그렇죠. 누르면 돼요."
    assert check(f"{formal}\n", "mixed-speech-level") == []
    assert check(f"{polite}\n", "mixed-speech-level") == []
    told = [one.values["written"] for _, one in check(f"{formal}\n\n{polite}\n")]
    assert told == ["넣습니다", "무엇입니까", "누르십시오", "갑시다"]
    apart = "# 왜 하나요?\n\n> 됐어요.\n\n| 왜요? |\n|---|\n| a |\n\n“됐어요.” **됐어요.** 필요.\n"
    assert check(f"{apart}\n값을 넣습니다.\n") == []


COMMONMARK = MarkdownIt("commonmark")
TEXT = st.text(alphabet="가을 a.(“é", min_size=1, max_size=4)


@given(TEXT, TEXT, TEXT, st.sampled_from(["*", "**", "_", "__"]))
def test_flanking_as_commonmark_has_it(before: str, inner: str, after: str, sign: str) -> None:
    """Where our rule says that signs can open and close, CommonMark makes emphasis of them."""
    if inner != inner.strip():
        return
    text = f"x{before}{sign}{inner}{sign}{after}x"
    start = 1 + len(before)
    end = start + len(sign) + len(inner)
    ours = opens(text, start, start + len(sign)) and closes(text, end, end + len(sign))
    assert ours is (sign not in COMMONMARK.renderInline(text))
