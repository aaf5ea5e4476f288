"""What a source says: its main text, sentences, prints, and what became of them."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from munjigi.external.answers import Answer, Hop, Reason
from munjigi.usage import UsageError
from munjigi.watch.maintext import asks_for_password, main_text
from munjigi.watch.prints import (
    FACTS,
    HASH,
    PRINT,
    bag,
    difference,
    fingerprint,
    likeness,
    renamed,
)
from munjigi.watch.reading import read_answer
from munjigi.watch.sentences import facts, sentences, steps
from munjigi.watch.sourcelock import Vouched, read_sources_lock, write_sources_lock
from munjigi.watch.title import title_of
from munjigi.watched import Change, Moved, Standing

HELP = """<!doctype html><html lang="en"><head><title>Tokens</title></head><body>
<div id="onetrust-banner-sdk" class="cookie-consent" role="dialog"><p>COOKIE We use cookies and
similar technologies to improve your experience and to measure how our website is used.</p></div>
<header><nav><ul><li><a href="/1">NAV Home</a></li><li><a href="/2">NAV Guides</a></li></ul></nav>
</header><main><article><h1>Managing API tokens</h1>
<div class="meta">Edited <time>3 days ago</time></div><p>Last updated on November 18, 2026</p>
<div class="article-body">
<p>API tokens are passwords that are made for you. You can use 200 of them in one account.</p>
<ol><li>In Admin Center, click <strong>Apps and integrations</strong>.</li>
<li>Click <strong>Add API token</strong>.</li></ol>
<table><tr><th>Plan</th><th>Limit</th></tr><tr><td>Team</td><td>200 per minute</td></tr></table>
<pre><code>curl https://api.example.com/v2/users.json</code></pre></div>
<section class="comments" id="comments"><h2>COMMENTS</h2><p>COMMENT This did not work for me at all
and the token was rejected with status 401 by the server.</p></section></article></main>
<footer><p>FOOT © 2026 Vendor Inc. All rights reserved.</p></footer></body></html>"""
KOREAN = """<!doctype html><html lang="ko"><body><div id="lnb"><ul>
<li><a href="/1">NAV 콘솔</a></li>
<li><a href="/2">NAV 공지 사항</a></li></ul></div><div class="content"><h2>서비스 계정 만들기</h2>
<p class="date">최종 수정일: 2026-11-18 | 조회수 1,234</p>
<p>서비스 계정은 프로그램이 API를 호출할 때 사용하는 계정입니다. 앱마다 하나만 만들 수 있습니다.</p>
<ol><li>콘솔에 로그인합니다.</li><li><b>발급</b>을 누릅니다.</li></ol>
<table><tr><th>항목</th><th>제한</th></tr><tr><td>앱 수</td><td>최대 30개</td></tr></table>
<p>비밀 키는 한 번만 볼 수 있으므로 안전한 곳에 보관하십시오.</p></div>
<div id="footer"><p>FOOT 회사명 | 사업자등록번호 000-00-00000</p></div></body></html>"""


def test_main_text_is_the_article_alone() -> None:
    text = main_text(HELP.encode())
    assert not re.search("NAV|COOKIE|COMMENT|FOOT|ago|updated", text)
    assert sentences(text) == [
        "API tokens are passwords that are made for you.",
        "You can use 200 of them in one account.",
        "In Admin Center, click **Apps and integrations**.",
        "Click **Add API token**.",
        "| Plan | Limit |",
        "| Team | 200 per minute |",
        "`curl https://api.example.com/v2/users.json`",
    ]


def test_main_text_of_a_korean_page() -> None:
    assert sentences(main_text(KOREAN.encode())) == [
        "서비스 계정 만들기",
        "서비스 계정은 프로그램이 API를 호출할 때 사용하는 계정입니다.",
        "앱마다 하나만 만들 수 있습니다.",
        "콘솔에 로그인합니다.",
        "**발급**을 누릅니다.",
        "| 항목 | 제한 |",
        "| 앱 수 | 최대 30개 |",
        "비밀 키는 한 번만 볼 수 있으므로 안전한 곳에 보관하십시오.",
    ]


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-8"])
def test_main_text_in_an_older_encoding(encoding: str) -> None:
    page = KOREAN.replace("<body>", f'<head><meta charset="{encoding}"></head><body>')
    assert "한 번만 볼 수 있으므로" in main_text(page.encode(encoding))


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\xff\x00", b"<script>run()</script>"])
def test_no_main_text(body: bytes) -> None:
    assert main_text(body) == ""


def test_password_field() -> None:
    assert asks_for_password(b'<form><input name=p type="password"></form>')
    assert not asks_for_password(b'<input type="text"> password')


@pytest.mark.parametrize(
    "line",
    [
        "Last updated on Nov 18, 2026 by Bob",
        "Updated 3 days ago",
        "November 18, 2026",
        "2026년 11월 18일",
        "2026. 11. 18. 14:05",
        "최종 수정일: 2026-11-18 | 조회수 1,234",
        "마지막 업데이트: 3일 전",
        "12 out of 40 found this helpful",
        "Was this article helpful?",
        "이 문서가 도움이 되었습니까?",
    ],
)
def test_lines_about_the_page_are_left_out(line: str) -> None:
    page = HELP.replace("<p>Last updated on November 18, 2026</p>", f"<p>{line}</p>")
    assert main_text(page.encode()) == main_text(HELP.encode())


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Use e.g. Slack. It works.", ["Use e.g. Slack.", "It works."]),
        (
            "버전 2.0을 씁니다. 그다음 “저장”을 누릅니다.",
            ["버전 2.0을 씁니다.", '그다음 "저장"을 누릅니다.'],
        ),
        ("3. > - Press **Save**.", ["Press **Save**."]),
        ("|---|:-:|\n\n---\n", []),
        ("```\na = 1. B\n\n  c\n```\nEnd", ["`a = 1. B`", "`c`", "End"]),
        ("한\u00a0글\u200b  값", ["한 글 값"]),
        ("\u1112\u1161\u11ab글", ["한글"]),
    ],
)
def test_sentences(text: str, made: list[str]) -> None:
    assert sentences(text) == made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You may send 200 requests.", "You may send 250 requests."),
        ("It ends on March 3.", "It ends on April 3."),
        ("Send two requests.", "Send three requests."),
        ("You can make tokens here.", "You cannot make tokens here."),
        ("You can make tokens here.", "You can no longer make tokens here."),
        ("Click **Apps** to open it.", "Click **Products** to open it."),
        ("Call `users.list` first.", "Call `users.get` first."),
        ("Call /v2/users first.", "Call /v3/users first."),
        ("Set the header X-Api-Key now.", "Set the header now."),
        ("토큰을 만들 수 있습니다.", "토큰을 만들 수 없습니다."),
        ("최대 30개를 만듭니다.", "최대 50개를 만듭니다."),
        ("이 기능을 씁니다.", "이 기능은 종료됩니다."),
        ("API를 호출합니다.", "SDK를 호출합니다."),
    ],
)
def test_facts_differ(one: str, other: str) -> None:
    assert facts(one) != facts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You may send 200 requests per minute.", "You can send 200 requests per minute."),
        ("Click **Save** to store it.", "Click **Save** to keep it."),
        ("토큰은 화면에서 만듭니다.", "토큰은 이 화면에서 만듭니다."),
    ],
)
def test_facts_are_the_same(one: str, other: str) -> None:
    assert facts(one) == facts(other)
    assert fingerprint(one) != fingerprint(other)
    assert likeness(fingerprint(one), fingerprint(other)) > 0.7


URL = "https://help.hanbitlog.co.kr/hc/articles/123"
DOCUMENT = Answer(URL, URL, 200, {"content-type": "text/html"}, HELP.encode())


def led(to: str, body: str = HELP) -> Answer:
    """The answer at the end of a redirect."""
    return DOCUMENT._replace(final=to, hops=(Hop(302, to),), body=body.encode())


@pytest.mark.parametrize(
    ("answer", "standing", "lasting"),
    [
        (DOCUMENT, Standing.SAME, False),
        (led(f"{URL}-migrating-to-oauth-and-sso-login-tokens"), Standing.SAME, False),
        (led("https://help.hanbitlog.co.kr/hc/ko/articles/123"), Standing.SAME, False),
        (led("https://help.hanbitlog.co.kr/"), Standing.GONE, False),
        (led("https://login.hanbitlog.co.kr/realms/a"), Standing.UNREAD, True),
        (led("https://help.hanbitlog.co.kr/users/sign_in?to=1"), Standing.UNREAD, True),
        (led("https://help.hanbitlog.co.kr/oauth2/authorize"), Standing.UNREAD, True),
        (led("https://help.hanbitlog.co.kr/Login.aspx"), Standing.UNREAD, True),
        (DOCUMENT._replace(body=b"<p>Loading</p>"), Standing.UNREAD, True),
        (DOCUMENT._replace(headers={"content-type": "image/png"}), Standing.UNREAD, True),
        (DOCUMENT._replace(headers={"content-type": "text/markdown"}), Standing.SAME, False),
        (DOCUMENT._replace(headers={}), Standing.SAME, False),
        (Answer(URL, URL, 404), Standing.GONE, False),
        (Answer(URL, URL, reason=Reason.UNKNOWN_NAME), Standing.GONE, False),
        (Answer(URL, URL, reason=Reason.TIMEOUT, text="timed out"), Standing.UNREAD, False),
        (Answer(URL, URL, 200, reason=Reason.CUT), Standing.UNREAD, False),
        (Answer(URL, URL, reason=Reason.CERTIFICATE), Standing.UNREAD, False),
        (Answer(URL, URL, reason=Reason.ROBOTS), Standing.UNREAD, True),
        (Answer(URL, URL, 200, reason=Reason.TOO_LARGE), Standing.UNREAD, True),
        (Answer(URL, URL, 429), Standing.UNREAD, False),
        (Answer(URL, URL, 500), Standing.UNREAD, False),
        (Answer(URL, URL, 403), Standing.UNREAD, True),
    ],
)
def test_answers(answer: Answer, standing: Standing, *, lasting: bool) -> None:
    made = read_answer(answer)
    assert (made.standing, made.lasting) == (standing, lasting)
    assert bool(made.sentences) is (standing is Standing.SAME)
    assert bool(made.why.en) is bool(made.why.ko) is (standing is not Standing.SAME)


THEN = ["The limit is 200 requests per minute.", "Press **Save**.", "Tokens last one year."]


def known(texts: list[str]) -> dict[str, str]:
    return {fingerprint(one)[:HASH]: one for one in texts}


def changed(now: list[str], texts: list[str] | None = None) -> Change:
    return difference([*map(fingerprint, THEN)], now, known(texts or []))


def test_nothing_changed_wherever_the_sentences_stand() -> None:
    assert changed(THEN[::-1]) == Change()


def test_sentences_come_and_go() -> None:
    now = [*THEN[:2], "Passwords are gone for good."]
    assert changed(now, THEN) == Change((now[2],), (THEN[2],), ())
    assert changed(now) == Change((now[2],), ("",), ())


def test_a_fact_changes() -> None:
    now = ["The limit is 100 requests per minute.", *THEN[1:]]
    (one,) = changed(now, THEN).reworded
    assert (one.before, one.after, one.facts) == (THEN[0], now[0], True)
    (one,) = changed(now).reworded
    assert (one.before, one.new, one.gone, one.facts) == ("", ("100",), 1, True)
    assert changed(now).beyond(1.0) == changed(now)


def test_small_rewording_is_small() -> None:
    now = ["The limit is now 200 requests per minute.", *THEN[1:]]
    change = changed(now)
    assert [one.facts for one in change.reworded] == [False]
    assert change.beyond(0.3) == Change()
    assert change.beyond(0.01) == change


def test_a_sentence_that_stands_twice_counts_twice() -> None:
    assert changed([*THEN, THEN[0]]) == Change((THEN[0],), (), ())


@pytest.mark.parametrize(
    "line",
    [
        "By default, tokens end after 30 days.",
        "Views let you group tickets.",
        "Updated tokens work at once.",
        "Published apps cannot be changed.",
        "Created on demand, a token lasts one year.",
        "On November 18, 2026 the old tokens end, and every request with one of them is refused.",
        "2026년 11월 18일에 예전 토큰이 종료되며, 그 뒤의 모든 요청은 상태 코드 401을 받습니다.",
        "2026-10-26부터 기존 앱을 새로 만들 수 없습니다.",
        "May 2027 is the last month.",
        "수정한 값은 바로 적용됩니다.",
        "작성자 권한이 필요합니다.",
    ],
)
def test_lines_about_the_subject_stay(line: str) -> None:
    page = HELP.replace("</ol>", f"</ol><p>{line}</p>")
    assert line in main_text(page.encode())


TEXTS = st.text(st.sampled_from("abc 12.가나다 없`*\n"), max_size=40)


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_differences_account_for_every_sentence(then: list[str], now: list[str]) -> None:
    change = difference([*map(fingerprint, then)], now, known(then))
    kept = len(now) - len(change.came) - len(change.reworded)
    assert kept == len(then) - len(change.went) - len(change.reworded)
    assert kept >= 0


@given(TEXTS)
def test_a_print_holds_no_text(text: str) -> None:
    made = fingerprint(text)
    assert PRINT.fullmatch(made)
    assert list(bag(made)) == sorted(bag(made))
    assert len(made) == HASH + FACTS + 2 * len(bag(made))
    assert base64.urlsafe_b64decode(made[:HASH])


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (HELP, "Managing API tokens"),
        (KOREAN, ""),
        ("<title>Tokens | Vendor</title><header><h1>Vendor</h1></header><h1>Tokens</h1>", "Tokens"),
        (
            "<title>Vendor &gt; Tokens</title><h1>Vendor</h1><main><h1>Tokens ¶</h1></main>",
            "Tokens",
        ),
        ("<title>(12) Tokens – Vendor</title><p>Text</p>", "Tokens"),
        (
            "<title>개발자 센터 > 서비스 계정</title><h2>목차</h2><h2>서비스 계정</h2>",
            "서비스 계정",
        ),
        ('<meta property="og:title" content="Tokens"><title>Vendor</title>', "Tokens"),
        (
            "<title>Vendor</title><main><article><h1>Tokens</h1><h1>More</h1></article></main>",
            "Tokens",
        ),
        ("<title>Vendor</title><h1>Tokens [3]</h1>", "Tokens"),
        ("<title>Vendor</title><h1>One</h1><h1>Two</h1>", "Vendor"),
        ("<title> | </title>", ""),
        ("<p>Text</p>", ""),
        ("", ""),
    ],
)
def test_title(page: str, title: str) -> None:
    assert title_of(f"{page}<p>One.</p><p>Two.</p>".encode() if page else b"") == title


def test_a_title_in_an_older_encoding() -> None:
    page = "<meta charset=euc-kr><title>서비스 계정 | 회사</title><p>글</p>"
    assert title_of(page.encode("euc-kr")) == "서비스 계정"
    assert title_of(b"\xff\x00<") == ""


def test_renamed() -> None:
    def became(now: str) -> bool:
        return bool(renamed(fingerprint("Managing API tokens"), now, {}))

    assert became("Managing access tokens")
    assert became("Managing API tokens (legacy)")
    assert not became("Managing API Tokens.")
    assert not became("")
    assert not renamed("", "Managing API tokens", {})


def numbered(text: str) -> list[list[str]]:
    """The steps of each list, each by its first sentence."""
    made = sentences(text)
    return [[made[at] for at in one] for one in steps(text)]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("1. Be. See.\n2. E\n\n1. F\n2. G", [["Be.", "E"], ["F", "G"]]),
        ("1. A\n  - b\n\nNote.\n\n2. C", [["A", "C"]]),
        ("1. A\n  1. b\n  2. c\n2. D\n  1. e\n  2. f", [["A", "D"], ["b", "c"], ["e", "f"]]),
        ("- A\n- B\n1. Alone", []),
        ("3) A\n4) B", [["A", "B"]]),
        ("```\n1. a\n2. b\n```", []),
        ("11. 18. 배포\n2026. 11. 19. 배포", []),
    ],
)
def test_steps(text: str, lists: list[list[str]]) -> None:
    assert numbered(text) == lists


LIST = ["Sign in.", "Open **Apps**.", "Click **Add**.", "Copy the token.", "Press **Save**."]


def reordered(now: list[str], then: list[str] = LIST) -> list[tuple[int, int]]:
    """Which steps moved, by their numbers."""
    pages = ["\n".join(f"{n}. {one}" for n, one in enumerate(text, 1)) for text in (then, now)]
    before, after = map(sentences, pages)
    both = steps(pages[0]), steps(pages[1])
    change = difference([*map(fingerprint, before)], after, {}, both)
    assert all(after[both[1][0][one.after - 1]] == one.text for one in change.moved)
    return [one[:2] for one in change.moved]


def test_steps_in_another_order() -> None:
    a, b, c, d, e = LIST
    assert reordered(LIST) == []
    assert reordered([a, c, b, d, e]) == [(2, 3)]
    assert reordered([b, c, d, e, a]) == [(1, 5)]
    assert reordered([e, a, b, c, d]) == [(5, 1)]
    assert reordered([a, "A new one.", b, c, "And another.", d, e]) == []
    assert reordered([a, c, e]) == []
    assert reordered([a, c.replace("Click", "Now click"), b, d, e]) == [(2, 3)]
    assert reordered([a, e, b, e, c], [a, e, b, c, e]) == [(4, 5)]
    assert reordered([d, c, b, a]) in ([(2, 3), (3, 2), (4, 1)], [(1, 4), (2, 3), (3, 2)])


def test_lists_that_change_places_or_lose_their_numbers() -> None:
    one, two = "1. Sign in.\n2. Open **Apps**.\n", "1. Copy it.\n2. Press **Save**.\n"
    then = [fingerprint(text) for text in sentences(one + two)]

    def change(text: str) -> Change:
        return difference(then, sentences(text), {}, (steps(one + two), steps(text)))

    assert not any(change(two + one))
    assert not any(change("- Open **Apps**.\n- Sign in.\n" + two))
    assert change("1. Open **Apps**.\n2. Sign in.\n" + two).moved == (Moved(1, 2, "Sign in."),)


@given(st.permutations(LIST))
def test_few_steps_move_and_the_others_stay_in_order(now: list[str]) -> None:
    moved = reordered(now)
    stay = [one for n, one in enumerate(LIST, 1) if n not in {before for before, _ in moved}]
    assert [one for one in now if one in stay] == stay


RECORD = Vouched("a/b.md", "https://a.kr/", "2026-11-20", (fingerprint("One."),))


def test_lock_round_trip() -> None:
    other = Vouched("a/b.md", "https://b.kr/", "2026-11-21", (), "it asks to log in")
    third = RECORD._replace(url="https://c.kr/", title=fingerprint("T"), steps=((0,),))
    text = write_sources_lock([other, RECORD, third])
    assert text.split("\n\n")[0].startswith('{"page": "a/b.md", "source": "https://a.kr/"')
    assert list(read_sources_lock("x", text).values()) == [RECORD, other, third]
    assert read_sources_lock("x", "\n\n") == {}


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "[]",
        "{}",
        RECORD.line().replace("2026-11-20", "yesterday"),
        RECORD.line().replace('"a/b.md"', "7"),
        RECORD.line().replace('["', '["!'),
        RECORD._replace(prints=()).line(),
        RECORD._replace(title="Managing tokens").line(),
        RECORD._replace(steps=((0, 1),)).line(),
        RECORD._replace(steps=((-1,),)).line(),
        RECORD.line().replace("]}", '], "steps": [["a"]]}'),
        RECORD.line().replace("]}", '], "steps": 7}'),
        f"{RECORD.line()}\n{RECORD.line()}",
        "[" * 100_000,
    ],
)
def test_bad_lines_of_the_lock_are_told(line: str) -> None:
    with pytest.raises(UsageError, match=r"docs/sources.lock:\d: this line is no record"):
        read_sources_lock("docs/sources.lock", line)
