"""Secrets are found in every form our vendors give them, and no report repeats one."""

from __future__ import annotations

import base64
import json
import random
import string
import uuid
from collections.abc import Callable

import pytest

from munjigi.baseline import compare
from munjigi.conceal import concealed, hidden, without_secrets
from munjigi.engine import check_page
from munjigi.facts import Facts
from munjigi.model import Diagnostic, Edit, Fix, Severity, Span, Text
from munjigi.page import Page
from munjigi.reporters import FORMATS, Counts, Report, report
from munjigi.rule import load_rules
from munjigi.secretpatterns import DETECTORS, PATTERNS, secrets
from munjigi.secretvalues import masked, plausible
from munjigi.source import Source

CHANCE = random.Random(20261121)
ALNUM = string.ascii_letters + string.digits
UPPER = string.ascii_uppercase + string.digits
HEX = "0123456789abcdef"
TIMES = 40  # values of each kind
MISSED = 0.1  # share of values that may look like words by chance


def chars(count: int, of: str = ALNUM) -> str:
    return "".join(CHANCE.choice(of) for _ in range(count))


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def safe(count: int) -> str:
    return base64.urlsafe_b64encode(CHANCE.randbytes(count)).decode().rstrip("=")


def jwt() -> str:
    parts = (b'{"alg":"HS512"}', json.dumps({"sub": chars(8), "iss": "fc"}).encode())
    made = [base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts]
    return ".".join((*made, safe(64)))


def key(line_end: str, header: str = "") -> str:
    lines = [coded(CHANCE.randbytes(48)) for _ in range(20)] + [coded(CHANCE.randbytes(20))]
    return (
        f"-----BEGIN PRIVATE KEY-----{line_end}{header}⟦{line_end.join(lines)}⟧{line_end}-----END"
    )


FORMS: dict[str, Callable[[], str]] = {
    "AWS": lambda: f"⟦AKIA{chars(16, UPPER)}⟧",
    "GitHub": lambda: f"⟦ghp_{chars(36)}⟧",
    "GitHub, fine-grained": lambda: f"⟦github_pat_{chars(22)}_{chars(59)}⟧",
    "GitLab": lambda: f"⟦glpat-{safe(15)}⟧",
    "JWT": lambda: f"⟦{jwt()}⟧",
    "npm": lambda: f"⟦npm_{chars(36)}⟧",
    "SendGrid": lambda: f"⟦SG.{safe(16)}.{safe(32)}⟧",
    "Slack": lambda: f"⟦xoxb-{chars(12, '13579')}-{chars(13, '24680')}-{chars(24)}⟧",
    "Slack, app": lambda: f"⟦xapp-1-A{chars(10, UPPER)}-{chars(13, '13579')}-{chars(64, HEX)}⟧",
    "Slack, webhook": lambda: (
        f"⟦https://hooks.slack.com/services/T{chars(10, UPPER)}/B{chars(10, UPPER)}/{chars(24)}⟧"
    ),
    "Stripe": lambda: f"⟦sk_live_{chars(24)}⟧",
    "Atlassian": lambda: f"⟦ATATT3xFfGF0{safe(135)}={chars(8, '0123456789ABCDEF')}⟧",
    "HubSpot": lambda: f"⟦pat-na1-{uuid.UUID(bytes=CHANCE.randbytes(16))}⟧",
    "Google": lambda: f"⟦AIza{safe(30)[:35]}⟧",
    "Google, client": lambda: f"⟦GOCSPX-{safe(21)}⟧",
    "Google, service account": lambda: '"private_key": "' + key("\\n"),
    "Intercom": lambda: (
        f"⟦{coded(f'tok:{chars(8, HEX)}_{chars(4, HEX)}_{chars(20, HEX)}:1:0'.encode())}⟧"
    ),
    "NAVER WORKS": lambda: key("\n"),
    "private key in a list": lambda: key("\n    "),
    "private key of Windows": lambda: key("\r\n"),
    "private key, encrypted": lambda: key("\n", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES,0A\n\n"),
    "Zendesk": lambda: f"-u me@hanbitlog.co.kr/token:⟦{chars(40)}⟧",
    "Zendesk, OAuth": lambda: f"Authorization: Bearer ⟦{chars(64, HEX)}⟧",
    "Zendesk, header": lambda: f"Basic ⟦{coded(f'me@hanbitlog.co.kr/token:{chars(40)}'.encode())}⟧",
    "Freshdesk": lambda: f"curl -u '⟦{chars(20)}⟧:X' https://example.com",
    "Freshservice": lambda: f"FRESHSERVICE_API_KEY=⟦{chars(20)}⟧",
    "Freshdesk, header": lambda: f"Authorization: Basic ⟦{coded(f'{chars(20)}:X'.encode())}⟧",
    "Nexla": lambda: f'"access_token": "⟦{chars(32, HEX)}⟧"',
    "Channel Talk": lambda: f"x-access-secret: ⟦{chars(32, HEX)}⟧",
    "Kakao": lambda: f"KakaoAK ⟦{chars(32, HEX)}⟧",
    "login": lambda: f"curl --user admin:⟦{chars(20)}⟧ https://example.com",
    "address": lambda: f"https://admin:⟦{chars(16)}⟧@db.hanbitlog.co.kr/x",
}


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str) -> None:
    right = 0
    for _ in range(TIMES):
        before, value, after = f"앞 `{FORMS[form]()}`를 쓴다.\n".replace("⟧", "⟦").split("⟦")
        found = list(secrets(before + value + after, plausible))
        right += [(one.start, one.end) for one in found] == [(len(before), len(before + value))]
    assert right >= TIMES * (1 - MISSED)


def test_library_knows_our_names() -> None:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

    assert set(DETECTORS) <= set(get_mapping_from_secret_type_to_class())


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer <token> $TOKEN ${API_TOKEN} {{ token }} YOUR_API_KEY",
        "Authorization: Bearer YOUR_FRESHCHAT_API_TOKEN_1",
        "api_key=your-freshservice-api-key-1234",
        "api_key: xxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "client_secret=1234567890abcdef1234567890abcdef",
        "token: 00000000-0000-0000-0000-000000000000",
        "token: 3f2c9a41-7be0-4d15-9c68-aa07f3b1d2e4",  # a widget's token, no secret
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "commit 4a7eccf2b1d09e8f7a6b5c4d3e2f1a0b9c8d7e6f",
        "secret: q7Wd9zRkq7Wd9zRkq7Wd9zRk",  # repeats itself
        "secret: GhijkLmnopQrstuvWx98",  # counts up
        "secret: projects/my-project/secrets/database2",
        "password: kubernetes-secret-name-01",
        "token = get_token_from_environment_2()",
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ== Basic dXNlcjpwYXNzd29yZA==",
        "Basic authentication2024guidelines",
        "postgres://user:password@localhost/db mysql://root:changeme12@db.example.com/x",
        "http://user:p4ssw0rd9@example.com https://user:$PASSWORD1@db.hanbitlog.co.kr",
        "curl -u admin:admin1234 -u $KEY:X -u YOUR_API_KEY_HERE:X",
        "AKIAIOSFODNN7EXAMPLE ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx xoxb-your-token",
        "xoxb-123456789012-123456789012-abcdefghijklmnopqrstuvwx",
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI"
        "iwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC...\n-----END",
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ\n…\n---",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzb21lIjoicGF5bG9hZCJ9.4twFt5NiznN84AWoo1d7KO1T_yo",
        "https://help.example.org/inline?token=eyJhbGciOi.eyJpZCI6.x",
        "me@example.com/token:your_api_token",
        "npm_config_min_release_age hf_transfer sk-proj-name task-list",
    ],
)
def test_no_secret(text: str) -> None:
    assert [text[one.start : one.end] for one in secrets(text, plausible)] == []


def test_prefixes_stand_at_the_start_of_a_word() -> None:
    assert list(secrets(f"x{FORMS['GitHub']().strip('⟦⟧')}", plausible)) == []


def test_every_pattern_is_for_a_prefix() -> None:
    assert all(pattern.prefix and pattern.rest for pattern in PATTERNS)


TOKEN = "3f9Kx81QmZ7vTn2LdR60wYbE"
PAGE = f"# 설정\n\n`Bearer {TOKEN}` [여기](https://x.kr/?key={TOKEN})\n\n끝\n"


def diagnostics() -> list[Diagnostic]:
    page = Page("a.md", "a.md", Facts(), load_text=lambda: PAGE)
    rule = load_rules(["credential"])["credential"]
    (packed,) = check_page(page, {rule.id: rule}, {})
    start = PAGE.index(TOKEN)
    assert TOKEN not in str(packed)
    values = {"kind": Text("Bearer token", "Bearer 토큰"), "masked": masked(TOKEN), "length": 24}
    found = Diagnostic(
        Span("a.md", start, start + len(TOKEN)),
        "credential",
        Severity.ERROR,
        Text("this Bearer token looks real", "실제 값으로 보입니다"),
        values,
    )
    link = PAGE.index("https")
    url = f"https://x.kr/?key={TOKEN}"
    other = Diagnostic(
        Span("a.md", link, link + len(url)),
        "broken-link",
        Severity.ERROR,
        Text(f'"{url}" leads nowhere', f'"{url}" 링크가 가리키는 곳이 없습니다'),
        {"suggestion": url + "/", "why": Text(url, url)},
        url,
        ("ko",),
        Fix((Edit(Span("a.md", link, link + 5), f"{url}/"),)),
    )
    return [found, other]


def source(path: str) -> Source:
    return Source(path, PAGE if path == "a.md" else "")


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_repeats_a_secret(form: str) -> None:
    made = Report(diagnostics(), Counts(1, 1, 0), source, str)
    for lang in ("ko", "en"):
        text = report(form, made, lang)
        assert TOKEN not in text
        assert TOKEN[5:] not in text
        assert "credential" in text


def test_frame_shows_what_is_around_the_secret() -> None:
    text = report("text", Report(diagnostics()[:1], Counts(1, 1, 0), source, str), "ko")
    assert f"`Bearer 3f9K{'*' * 20}` [여기](" in text


def test_fix_of_another_problem_keeps_the_secret_until_it_is_reported() -> None:
    found = diagnostics()
    assert TOKEN in str(found[1].fix)
    shown = without_secrets(found, source)[1].fix
    assert shown is not None
    assert shown.edits[0].text == "https://x.kr/?key=3f9K…/"


def test_nothing_is_copied_where_there_is_no_secret() -> None:
    def blank(path: str) -> Source:
        return Source(path, "# 설정\n\n`Bearer $API_TOKEN`\n")

    found = diagnostics()[1:]
    assert without_secrets(found, blank) is found
    assert concealed(found, blank) is blank


@pytest.mark.parametrize("form", FORMATS)
def test_no_report_repeats_a_secret_that_no_rule_was_asked_for(form: str) -> None:
    text = report(form, Report(diagnostics()[1:], Counts(1, 1, 0), source, str), "en")
    assert TOKEN[5:] not in text
    assert "broken-link" in text


def test_diff_hides_secrets() -> None:
    data = b"\xff" + PAGE.encode()
    assert TOKEN[5:].encode() not in hidden(data)
    assert hidden(data).count(b"\n") == data.count(b"\n")
    assert len(hidden(data)) == len(data)
    assert hidden(b"\xff none") == b"\xff none"


def test_secret_that_has_gone_since() -> None:
    found = diagnostics()
    gone = without_secrets(found, lambda path: Source(path, ""))
    assert gone == found


def test_key_keeps_its_lines() -> None:
    text = "abcd\r\nefgh\n"
    one = Diagnostic(
        Span("a.md", 0, 10), "credential", Severity.ERROR, Text("", ""), {"masked": "ab…"}
    )
    read = concealed([one], lambda path: Source(path, text))
    assert read("a.md").text == "ab**\r\n****\n"
    assert read("b.md").text == text


def test_baseline_holds_no_secret() -> None:
    left, baseline = compare("known.jsonl", "{}\n", diagnostics(), source, lambda rule: True)
    assert len(left) == 2
    assert TOKEN not in str(baseline)


@pytest.mark.parametrize(("value", "shown"), [("k7Qp2vRz9", "k7…"), (TOKEN, "3f9K…")])
def test_masked(value: str, shown: str) -> None:
    assert masked(value) == shown
