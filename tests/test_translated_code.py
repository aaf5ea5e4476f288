"""Words in code are translated; all else in it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples import fix, found, write
from munjigi.rule import Good, load_rules

ALIKE = [
    ('echo "토큰이 유효합니다"', 'echo "The token is valid"'),
    ("APP_ID=발급받은_ID", "APP_ID=your_app_ID"),
    (
        "curl -u <상담사 이메일>:x https://a.example/v1",
        "curl -u <agent-email>:x https://a.example/v1",
    ),
    ('echo "$STATUS 응답: 토큰을 확인하십시오"', 'echo "Check the token, the answer is $STATUS"'),
    ('-d \'{"text": "연결했습니다"}\'', '-d \'{"text": "It\'s connected"}\''.replace("'s", " is")),
    ("설정 → 앱 → API", "Settings → Apps → API"),
    ("├── 안내서.md", "├── guide.md"),
    ("https://help.a.example/hc/ko/articles/1", "https://help.a.example/hc/en-us/articles/1"),
    ("token: '앱 토큰'  # 앱", "token: 'app token'"),
    ("Zendesk에 접속합니다.", "Connect to Zendesk."),
    ("SELECT 이름 FROM 표", "SELECT name FROM table"),
    ('{"title": "예약 취소", "count": 3}', '{"title": "Cancellation", "count": 3}'),
]
APART = [
    ('echo "토큰이 유효합니다"', 'printf "The token is valid"'),
    ('curl -H "앱: $APP" -X POST', 'curl -H "App: $APP" -X GET'),
    ('echo "$STATUS 응답"', 'echo "The answer is $STATE"'),
    ('-d "text=안녕하세요&channel=C1"', '-d "text=Hello&room=C1"'),
    ('{"제목": "예약", "count": 3}', '{"title": "Booking", "count": 4}'),
    ("curl <앱>", "curl"),
    ("Zendesk에 접속합니다.", "Connect to Freshdesk."),
    ('a("가", "나")', 'a("b")'),
    ("30초 동안", "for 60 seconds"),
]
RULE = load_rules(["code-differs"])["code-differs"]


def pages(korean: str, english: str) -> dict[str, str]:
    return {
        "ko/a.md": f"# 가 {{#a}}\n\n```yaml\nfirst\n{korean}\nlast\n```\n",
        "en/a.md": f"# A {{#a}}\n\n```yaml\nfirst\n{english}\nlast\n```\n",
    }


@pytest.mark.parametrize(("korean", "english"), ALIKE)
def test_translated_words_are_no_difference(korean: str, english: str, tmp_path: Path) -> None:
    root = write(Good(pages(korean, english)), tmp_path).root
    assert [one.message.en for one in found(RULE, root, None)] == []


@pytest.mark.parametrize(("korean", "english"), APART)
def test_other_code_is_told_at_its_line(korean: str, english: str, tmp_path: Path) -> None:
    root = write(Good(pages(korean, english)), tmp_path).root
    problems = found(RULE, root, None)
    text = (root / "docs/en/a.md").read_text("utf-8")
    assert [text[one.span.start : one.span.end] for one in problems] == [english]
    assert problems[0].message.en == f'not the code of docs/ko/a.md:5, which has "{korean}"'
    assert fix(root, problems) == {}, "no Korean word comes into the English page"


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ('title: "예약"\nls', "ls"),
        ("ls -l  # 주석\nls", "ls"),
        ("ls", 'x "Two words"\nls'),
        ("ls", "echo hello\nls"),
        ("ls", 'title: "Settings"\nls'),
        ("ls", "x: <your token>\nls"),
    ],
)
def test_no_fix_moves_words_of_a_language(korean: str, english: str, tmp_path: Path) -> None:
    root = write(Good(pages(korean, english)), tmp_path).root
    fixed = fix(root, found(RULE, root, None))
    assert not any(word in str(fixed) for word in ("예약", "주석", "Two", "hello", "Settings"))
    assert "your" not in str(fixed)


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("ls\ncurl -s a", "curl -s b"),
        ("# 주석\nls -l", "ls"),
        ("ls", "ls\n# comment\nls -l"),
        ("curl -s a\ncurl -s b", "curl -s a"),
        ("x", 'curl -H "Authorization: Bearer $TOKEN"'),
        ("# 하나\nls", "# one\nls -l"),
    ],
)
def test_a_fix_brings_code(korean: str, english: str, tmp_path: Path) -> None:
    """A page that it changes keeps its own comments and gets none of the other language."""
    root = write(Good(pages(korean, english)), tmp_path).root
    problems = found(RULE, root, None)
    assert [one.fix and one.fix.safe for one in problems] == [False], "which side is right?"
    fix(root, problems)
    assert found(RULE, root, None) == []
    for name, comments in (("ko", korean), ("en", english)):
        text = (root / f"docs/{name}/a.md").read_text("utf-8")
        assert [one for one in text.splitlines()[2:] if one.startswith("# ")] == [
            one for one in comments.splitlines() if one.startswith("# ")
        ]


def test_code_behind_a_comment_is_compared(tmp_path: Path) -> None:
    root = write(Good(pages("# 하나\nls -a\nx", "# one\nls -b\nx")), tmp_path).root
    assert len(found(RULE, root, None)) == 1


def test_one_block_more_is_one_problem(tmp_path: Path) -> None:
    korean = "# 가 {#a}\n\n```sh\nls -1\n```\n\n```sh\necho '가'\n```\n\n```sh\necho '나'\n```\n"
    english = "# A {#a}\n\n```sh\necho 'one'\n```\n\n```sh\necho 'two'\n```\n"
    root = write(Good({"ko/a.md": korean, "en/a.md": english}), tmp_path).root
    assert [one.message.en for one in found(RULE, root, None)] == [
        'not the code of docs/ko/a.md:3, which has "ls -1"'
    ]
