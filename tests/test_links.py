"""`munjigi links` on projects whose links lead to servers on loopback."""

from __future__ import annotations

import asyncio
import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from munjigi.commands import links_run as links
from munjigi.external import asked, network, store
from munjigi.external.address import address_of
from munjigi.external.answers import Answer, Hop, Reason
from munjigi.external.checking import Checking
from munjigi.external.fetch import Fetcher
from munjigi.external.gather import Gathering
from munjigi.external.judge import Judge
from munjigi.external.manners import ANYWHERE, Manners
from munjigi.external.meter import Meter
from munjigi.external.records import Record, unpack
from munjigi.external.store import Store
from munjigi.external.wanted import fresh, is_fresh, wanted
from munjigi.remote import State
from munjigi.settings import Config, ConfigError, LinkSettings
from munjigi.workers import Beside
from webserver import Server, redirect, reply, serving

Run = Callable[..., tuple[int, str, str]]
CONFIG = "site_name: Test\nsite_url: https://docs.hanbitlog.co.kr/\nplugins:\n  - munjigi:\n"
LIMITS = "      links:\n        timeout: 1\n"
BILINGUAL = """\
site_name: Test
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, name: 한국어, default: true}
        - {locale: en, name: English}
  - munjigi
"""
MUNJIGI = str(Path(sys.executable).with_name("munjigi"))


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short pauses between tries."""
    usual = asked.manners_of
    monkeypatch.setattr(
        links,
        "manners_of",
        lambda args, config: usual(args, config)._replace(pause=0.01, tries=2),
    )


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server("127.0.0.1")
    with serving(made):
        yield made


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a project and goes there."""

    def make(files: dict[str, str] | str, config: str = CONFIG) -> Path:
        texts = {"index.md": files} if isinstance(files, str) else files
        for name, text in {"../mkdocs.yml": config, **texts}.items():
            path = tmp_path / "docs" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


Make = Callable[..., Path]
ALLOW = ("links", "--allow-private")


def problems(out: str) -> list[tuple[str, str, int]]:
    """Rule, file and line of each problem in a JSON report."""
    return [(one["rule"], one["path"], one["line"]) for one in json.loads(out)["problems"]]


def test_each_outcome(server: Server, project: Make, run: Run) -> None:
    url = server.url
    server.answers["/login-wall"] = redirect(301, f"{url}/login?to=x")
    server.answers["/login?to=x"] = redirect(302, "/200")
    server.answers["/front"] = redirect(301, "/")
    server.answers["/"] = server.answers["/login"] = b"HTTP/1.1 204 OK\r\n\r\n"
    lines = [
        "# 제목",  # 1
        f"[ok]({url}/200)",
        f"[dead]({url}/404)",
        f"[gone]({url}/410)",
        f"[moved]({url}/to/301/200)",
        f"[temporary]({url}/to/302/200)",  # 6
        f"[login]({url}/login-wall)",
        f"[just now]({url}/500)",
        f"[refused]({url}/403)",
        f"[linkedin]({url}/999)",
        f"[anchor]({url}/anchors#nowhere)",  # 11
        f"[korean]({url}/anchors#%EC%84%A4%EC%A0%95%20%EB%B0%A9%EB%B2%95)",
        f"[text]({url}/anchors#:~:text=nowhere)",
        f"[secret](http://kim:k7Qp2v@127.0.0.1:{server.port}/200)",
        f"![picture]({url}/404/a.png)",
        f"[front]({url}/front)",  # 16
        "[example](https://example.com/) [mail](mailto:kim@hanbitlog.co.kr)",
        "[own](https://docs.hanbitlog.co.kr/nowhere/)",
        f"[script]({url}/script#part)",
        "`https://code.hanbitlog.co.kr/`",
    ]
    project("\n\n".join(lines), CONFIG + LIMITS)
    code, out, err = run(*ALLOW, "--format", "json")
    assert code == 1
    assert [(rule, (line + 1) // 2) for rule, _, line in problems(out)] == [
        ("dead-link", 3),
        ("dead-link", 4),
        ("moved-link", 5),
        ("unconfirmed-link", 8),
        ("unconfirmed-link", 9),
        ("unconfirmed-link", 10),
        ("missing-remote-anchor", 11),
        ("link-with-credentials", 14),
        ("dead-remote-image", 15),
        ("moved-link", 16),
        ("unconfirmed-link", 19),
    ]
    assert "17 link targets: 5 ok, 3 dead, 1 without the anchor, 2 moved" in err
    assert "k7Qp" not in out + err


def test_only_dead_ones_fail(server: Server, project: Make, run: Run) -> None:
    project(f"[a]({server.url}/500) [b]({server.url}/403) [c]({server.url}/to/301/200)")
    code, out, _ = run(*ALLOW)
    assert code == 0
    assert "3 infos" in out or "3 info" in out


def test_each_address_is_asked_once_and_told_everywhere(
    server: Server, project: Make, run: Run
) -> None:
    text = f"[a]({server.url}/404) ![b]({server.url}/404#c)\n"
    project({"ko/index.md": text, "en/index.md": text, "ko/more.md": text}, BILINGUAL)
    code, out, _ = run(*ALLOW, "--format", "json")
    assert code == 1
    found = json.loads(out)["problems"]
    assert len(found) == 6
    views = {(one["path"], tuple(one["views"])) for one in found}
    assert views == {
        ("docs/en/index.md", ("en",)),
        ("docs/ko/index.md", ("ko",)),
        ("docs/ko/more.md", ("ko", "en")),  # shown in English too
    }
    assert server.counts() == {"/404": 1}


def test_links_of_nav_and_snippets(server: Server, project: Make, run: Run) -> None:
    config = f"{CONFIG}nav:\n  - index.md\n  - Vendor: {server.url}/410\n"
    config += "markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [snippets]\n"
    root = project('--8<-- "a.md"\n', config)
    (root / "snippets").mkdir()
    (root / "snippets/a.md").write_text(f"[a]({server.url}/404)\n")
    code, out, _ = run(*ALLOW, "--format", "json")
    assert code == 1
    assert {path for _, path, _ in problems(out)} == {
        "mkdocs.yml",
        "docs/index.md",
        "snippets/a.md",
    }


def test_warm_cache_asks_nothing(server: Server, project: Make, run: Run) -> None:
    root = project(
        f"[a]({server.url}/200) [b]({server.url}/404) [c]({server.url}/anchors#Setup)"
        f" [d]({server.url}/500)",
    )
    first = run(*ALLOW)
    asked = len(server.requests)
    assert run(*ALLOW)[:2] == first[:2]
    assert len(server.requests) == asked
    page = root / "docs/index.md"
    page.write_text(f"{page.read_text()} [e]({server.url}/anchors#nowhere) [f]({server.url}/204)\n")
    run(*ALLOW)
    assert server.paths()[-2:] == ["/anchors", "/204"] or server.paths()[-2:] == [
        "/204",
        "/anchors",
    ]
    assert run(*ALLOW, "--no-cache")[0] == 1
    assert len(server.requests) > asked + 4
    assert list((root / ".cache/munjigi").glob("*.tmp")) == []


def test_what_is_kept_grows_old(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = LinkSettings()
    day, hour = 86_400.0, 3_600.0
    monkeypatch.setattr(time, "time", lambda: 100 * day)

    def fresh(age: float, status: int = 200, fragments: str = "", **more: Any) -> bool:
        record = Record(100 * day - age, "u", status)._replace(**more)
        return is_fresh("u", record, frozenset(fragments), rules)

    assert fresh(5 * day)
    assert not fresh(8 * day)
    assert not fresh(-hour)
    assert fresh(5 * hour, 404)
    assert not fresh(7 * hour, 404)
    assert not fresh(0, 429)
    assert not fresh(hour, fragments="a")
    assert fresh(hour, fragments="a", anchors={"a": "="})
    ages = [
        next(
            n
            for n in range(200)
            if not is_fresh(f"u{k}", Record(100 * day - n * hour, "u", 200), frozenset(), rules)
        )
        for k in range(40)
    ]
    assert max(ages) - min(ages) > 20  # not all on one day


def judged(record: Record, target: str = "https://a.kr/x#y", *, day: str = "") -> tuple[State, str]:
    judge = Judge("2026-11-21", {"https://a.kr/x": day} if day else {})
    verdict = judge.verdict(address_of(target), record)
    return verdict.state, verdict.to


def test_dead_after_two_days() -> None:
    for reason in (Reason.CONNECT, Reason.TIMEOUT, Reason.CERTIFICATE, Reason.RESOLVE, Reason.LOOP):
        record = Record(0, "u", reason=reason)
        assert judged(record)[0] is State.UNREACHABLE
        assert judged(record, day="2026-11-21")[0] is State.UNREACHABLE
        assert judged(record, day="2026-11-20")[0] is State.DEAD
    assert judged(Record(0, "u", 500), day="2026-11-14")[0] is State.DEAD
    assert judged(Record(0, "u", 418))[0] is State.UNREACHABLE
    for gone in (
        Record(0, "u", 404),
        Record(0, "u", 410),
        Record(0, "u", reason=Reason.UNKNOWN_NAME),
    ):
        assert judged(gone)[0] is State.DEAD
    for refused in (401, 403, 407, 429, 451, 999):
        assert judged(Record(0, "u", refused), day="2026-11-14")[0] is State.REFUSED
    for patient in (Reason.WAIT,):
        assert judged(Record(0, "u", reason=patient), day="2026-11-14")[0] is State.UNREACHABLE
    assert judged(Record(0, "u", reason=Reason.PRIVATE))[0] is State.UNCHECKED
    assert judged(Record(0, "u", reason=Reason.PRIVATE), "http://10.0.0.1/")[0] is State.EXCEPTED


def test_moved_and_insecure() -> None:
    def moved(*hops: Hop, target: str = "http://a.kr/x#y") -> tuple[State, str]:
        return judged(Record(0, hops[-1].url, 200, hops=hops, anchors={"y": "="}), target)

    assert moved(Hop(301, "https://b.kr/z")) == (State.MOVED, "https://b.kr/z#y")
    assert moved(Hop(308, "https://b.kr/z#w")) == (State.MOVED, "https://b.kr/z#w")
    assert moved(Hop(301, "https://a.kr/x")) == (State.INSECURE, "https://a.kr/x#y")
    assert moved(Hop(301, "https://a.kr/x"), Hop(301, "https://a.kr/w")) == (
        State.MOVED,
        "https://a.kr/w#y",
    )
    assert moved(Hop(301, "https://b.kr/z"), Hop(302, "https://b.kr/w")) == (
        State.MOVED,
        "https://b.kr/z#y",
    )
    assert moved(Hop(302, "https://b.kr/z"), Hop(301, "https://b.kr/w")) == (State.OK, "")
    for login in (
        "https://b.kr/login?to=x",
        "https://login.b.kr/",
        "https://accounts.b.com/v3",
        "https://b.kr/ko/sign_in",
        "https://b.kr/consent/x",
        "https://b.kr/oauth2/authorize",
    ):
        assert moved(Hop(301, login)) == (State.OK, "")
    assert moved(Hop(301, "https://b.kr/blogin")) == (State.MOVED, "https://b.kr/blogin#y")
    assert moved(Hop(301, "https://b.kr/")) == (State.MOVED, "")
    same = judged(Record(0, "u", 200, secure="https://a.kr/x"), "http://a.kr/x")
    assert same == (State.INSECURE, "https://a.kr/x")


def test_https_is_tried_where_http_answers(
    monkeypatch: pytest.MonkeyPatch, server: Server, tmp_path: Path
) -> None:
    """Only on the usual port, and once for a host that has no https."""
    checked = check([f"{server.url}/200"])
    assert next(iter(checked.records.values())).secure is None
    names = [f"http://plain.hanbitlog.co.kr/{n}" for n in range(3)]
    resolve = ("plain.hanbitlog.co.kr:443:127.0.0.1",)
    probed: list[str] = []
    usual = Fetcher.get

    async def get(self: Fetcher, url: str, **more: Any) -> Answer:
        if url.startswith("https"):
            probed.append(url)
        other = url.replace("http://plain.hanbitlog.co.kr", server.url + "/200")
        return await usual(self, other, **more)

    monkeypatch.setattr(Fetcher, "get", get)
    checked = check(names, resolve=resolve, per_host=1)
    assert [one.secure for one in checked.records.values()] == ["", None, None]
    assert len(probed) == 1


def check(
    urls: list[str], known: dict[str, Record] | None = None, own: Sequence[str] = (), **manners: Any
) -> Checking:
    """A run over addresses without a project."""
    base = Manners(allowed=ANYWHERE, pause=0.01, timeout=1.0, tries=1)._replace(**manners)
    asked = wanted(map(address_of, urls))
    held = fresh(asked, known or {}, LinkSettings())

    async def run() -> Checking:
        async with Fetcher(base) as fetcher:
            made = Checking(
                asked,
                held,
                known or {},
                fetcher,
                Store(None),
                LinkSettings(),
                "2026-11-21",
                own=own,
            )
            await made.run()
        return made

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(run())


def test_failures_are_counted_by_day(server: Server, project: Make, run: Run) -> None:
    root = project(f"[a]({server.url}/500) [b]({server.url}/200)")
    assert run(*ALLOW)[0] == 0
    assert run(*ALLOW, "--no-cache")[0] == 0
    with closing(sqlite3.connect(root / ".cache/munjigi/links.db")) as base:
        ((url, first, last),) = base.execute("select * from failures")
        assert (url, first) == (f"{server.url}/500", last)
        base.execute("update failures set first = '2026-01-01'")
        base.commit()
    code, out, _ = run(*ALLOW)
    assert code == 1
    assert f'"{server.url}/500" is dead: 500 Internal Server Error, since 2026-01-01' in out
    server.answers["/500"] = b"HTTP/1.1 204 OK\r\n\r\n"
    with closing(sqlite3.connect(root / ".cache/munjigi/links.db")) as base:
        base.execute("update answers set at = 0")
        base.commit()
    assert run(*ALLOW)[0] == 0
    with closing(sqlite3.connect(root / ".cache/munjigi/links.db")) as base:
        assert base.execute("select count(*) from failures").fetchone() == (0,)


def closed() -> Server:
    """An address where nobody listens."""
    made = Server("127.0.0.1")
    made.socket.close()
    return made


def test_offline(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project("".join(f"[a](http://127.0.0.{n}:{closed().port}/)\n" for n in range(2, 6)))
    code, out, err = run(*ALLOW)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "nothing was checked: no host answers; this machine seems to be offline" in err
    with closing(sqlite3.connect(root / ".cache/munjigi/links.db")) as base:
        assert base.execute("select count(*) from failures").fetchone() == (0,)
        assert base.execute("select count(*) from answers").fetchone() == (0,)


def test_one_server_that_is_down_is_not_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"{closed().url}/"
    monkeypatch.setattr(network, "has_route", lambda: True)
    made = check([url], tries=2)
    assert made.fault is None
    assert made.fetcher.requests == 5  # of robots.txt and the page, in haste and then with patience
    monkeypatch.setattr(network, "has_route", lambda: False)
    made = check([url], tries=2)
    assert (made.fault, made.fetcher.requests) == (network.NO_ROUTE, 1)


def test_servers_that_were_well_tell_whether_we_are_offline(server: Server) -> None:
    urls = [f"http://127.0.0.{n}:{closed().port}/" for n in range(2, 6)]
    well = {f"{server.url}/200": Record(0, f"{server.url}/200", 200)}
    assert check(urls).fault is network.SILENT
    assert check(urls, well).fault is None
    assert check(urls, own=[server.url]).fault is None
    assert server.requests == []  # a connection is enough


def test_exceptions(server: Server, project: Make, run: Run) -> None:
    root = project(f"[a]({server.url}/404/a) [b]({server.url}/404/b) [c]({server.url}/404/c#d)")
    (root / "munjigi-links.yml").write_text(
        f"- address: {server.url}/404/a\n  reason: back in spring\n"
        f"- address: {server.url}/*/c\n  reason: 공급사 점검\n  until: 2999-01-01\n"
        f"- address: {server.url}/404/b\n  reason: old\n  until: 2020-01-01\n"
        "- address: https://nowhere.hanbitlog.co.kr/\n  reason: gone\n"
    )
    code, out, _ = run(*ALLOW, "--format", "json")
    assert code == 1
    assert problems(out) == [
        ("dead-link", "docs/index.md", 1),
        ("expired-link-exception", "munjigi-links.yml", 6),
        ("unused-link-exception", "munjigi-links.yml", 9),
    ]
    assert server.counts() == {"/404/b": 2}  # HEAD, and GET to be sure
    code, out, _ = run(*ALLOW, "--format", "json", "docs/index.md")
    assert problems(out) == [("dead-link", "docs/index.md", 1)]


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_exceptions_for_all_that_is_dead(
    server: Server, project: Make, run: Run, lang: str
) -> None:
    """What the command prints, put into the file, is all that it takes."""
    server.answers["/404/%EA%B0%80:"] = reply("404 No")
    url = server.url
    root = project(
        f"[a]({url}/404/b?c=1&d=2) ![b]({url}/410/e.png) [c]({url}/anchors#no-such)\n\n"
        f"[d]({url}/404/가:) [e]({url}/500) [f]({url}/200) <a href='{url}/404/x &quot;y'>g</a>\n\n"
        f"[h]({url}/404/h) <!-- munjigi: allow dead-link back in spring -->\n"
    )
    code, out, err = run(*ALLOW, "--lang", lang)
    assert code == 1
    assert "munjigi links --exceptions >> munjigi-links.yml" in err
    code, out, err = run(*ALLOW, "--exceptions", "--lang", lang)
    assert (code, ">>" in err) == (0, False)
    assert f"- address: {url}/404/b?c=1&d=2\n  reason: 404 Not Found\n  until: 20" in out
    assert out.count("- address: ") == 5
    assert f"{url}/404/h" not in out
    (root / "munjigi-links.yml").write_text(out, "utf-8")
    code, out, err = run(*ALLOW, "--format", "json")
    assert (code, {rule for rule, *_ in problems(out)}) == (0, {"unconfirmed-link"})
    assert run(*ALLOW, "--exceptions")[:2] == (0, "")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a: b\n", "1:1: the file of exceptions must be a list"),
        ("- a\n", "1:3: the file of exceptions must be a list"),
        ("- address: https://a.kr/\n", '1:3: an exception needs "reason"'),
        ("- reason: x\n", '1:3: an exception needs "address"'),
        ("- {address: a, reason: b, till: c}\n", '1:27: an exception has no key "till"'),
        ("- {address: a, reason: b, until: soon}\n", "1:34: until must be a day"),
        ("- [\n", "munjigi-links.yml:2:1: "),
    ],
)
def test_exceptions_that_are_none(project: Make, run: Run, text: str, complaint: str) -> None:
    (project("[a](https://a.kr/)") / "munjigi-links.yml").write_text(text)
    code, _, err = run("links", "--dry-run")
    assert code == 2
    assert complaint in err
    assert err.count("\n") == 1


def test_targets_that_are_not_asked() -> None:
    settings = LinkSettings(scripted=("https://a.kr/x#*",))
    gathering = Gathering(settings, "links.yml", "", "2026-11-21")
    new = gathering.add(
        [
            "https://example.com/",
            "http://shop.example/",
            "http://localhost:8000/",
            "https://a.test/",
            "https://kim@a.kr/",
            "https://[::1",
            "https://a.kr/#b",
            "https://github.com/a/b/blob/main/c.py#L3-L9",
            "https://a.kr/app#/route",
            "https://a.kr/x#y",
        ]
    )
    found = gathering.gathered()
    assert new == [*found.asked.values()]
    assert gathering.add(["https://a.kr/#b", "https://a.test/"]) == []
    assert {key: one.state.value for key, one in found.settled.items()} == {
        **dict.fromkeys(
            (
                "https://example.com/",
                "http://shop.example/",
                "http://localhost:8000/",
                "https://a.test/",
            ),
            "excepted",
        ),
        "https://kim@a.kr/": "credentials",
        "https://[::1": "dead",
    }
    assert [(one.url, one.fragment) for one in found.asked.values()] == [
        ("https://a.kr/", "b"),
        ("https://github.com/a/b/blob/main/c.py", ""),
        ("https://a.kr/app", ""),
        ("https://a.kr/x", ""),
    ]


def test_dry_run_lists_in_the_order_of_the_site(project: Make, run: Run) -> None:
    addresses = [f"https://host{n}.kr/" for n in range(100, 400)]
    project({f"{url[8:-1]}.md": f"[a]({url})\n" * (1 + int(url[12:15]) % 7) for url in addresses})
    for jobs in ("1", "2", "3"):
        out = run("links", "--dry-run", "--no-cache", "--jobs", jobs)[1]
        assert out.split() == addresses


def test_dry_run_asks_nothing(server: Server, project: Make, run: Run) -> None:
    project(f"[a]({server.url}/200#b) [c]({server.url}/200) [d](https://kim:pass@a.kr/)")
    assert run("links", "--dry-run") == (0, f"{server.url}/200\n", "")
    assert server.requests == []


def test_fix(server: Server, project: Make, run: Run) -> None:
    server.answers["/odd"] = redirect(308, '/200?a=(1)&b="2"')
    text = (
        f"[a]({server.url}/to/301/200#top-of-it) <{server.url}/to/308/200>"
        f" [c]({server.url}/to/302/200)\n\n"
        f'| t |\n| --- |\n| [e][1] [d]({server.url}/odd "제목") |\n\n[1]: {server.url}/to/301/204\n'
    )
    project({"ko/index.md": text, "en/index.md": text}, BILINGUAL)
    assert "+[a](" in run(*ALLOW, "--fix", "--diff")[1]
    code, out, _ = run(*ALLOW, "--fix")
    assert code == 0
    assert "Fixed 8 problems (2 files)" in out
    for name in ("ko", "en"):
        assert Path(f"docs/{name}/index.md").read_text() == (
            f"[a]({server.url}/200#top-of-it) <{server.url}/200> [c]({server.url}/to/302/200)\n\n"
            f'| t |\n| --- |\n| [e][1] [d]({server.url}/200?a=%281%29&b=%222%22 "제목") |\n\n'
            f"[1]: {server.url}/204\n"
        )
    assert run(*ALLOW)[0] == 0


def git(*arguments: str) -> None:
    options = ("-c", "user.name=kim", "-c", "user.email=kim@hanbitlog.co.kr")
    subprocess.run(["git", *options, *arguments], check=True, capture_output=True)


def test_since_asks_only_what_a_change_adds(server: Server, project: Make, run: Run) -> None:
    root = project(f"[a]({server.url}/404) [b]({server.url}/200)\n")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        git(*command)
    page = root / "docs/index.md"
    page.write_text(f"{page.read_text()}\n[c]({server.url}/410) [a]({server.url}/404)\n")
    (root / "docs/new.md").write_text(f"[d]({server.url}/204)\n")
    code, out, _ = run(*ALLOW, "--since", "HEAD", "--format", "json")
    assert code == 1
    assert problems(out) == [("dead-link", "docs/index.md", 3)]
    assert sorted(server.paths()) == ["/204", "/410"]
    assert "no-such-ref" in run(*ALLOW, "--since", "no-such-ref")[2]


def test_formats_and_languages(server: Server, project: Make, run: Run) -> None:
    project(f"[a]({server.url}/404)\n")
    for form, words in (
        ("text", "docs/index.md:1:5: error dead-link"),
        ("github", "::error file=docs/index.md,line=1"),
        ("sarif", '"ruleId": "dead-link"'),
        ("junit", "<testsuite"),
    ):
        code, out, _ = run(*ALLOW, "--format", form)
        assert code == 1
        assert words in out
    code, out, err = run(*ALLOW, "--lang", "ko")
    assert f'404 Not Found: "{server.url}/404" 주소가 끊겼습니다' in out
    assert "링크 주소 1개 - 1 끊김(요청 0개" in err
    assert run(*ALLOW, "--output", "report.txt")[1] == ""
    assert "dead-link" in Path("report.txt").read_text()


def test_suppressions_and_baseline(server: Server, project: Make, run: Run) -> None:
    project(
        f"[a]({server.url}/404/a) <!-- munjigi: allow dead-link back in spring -->\n\n"
        f"[b]({server.url}/404/b)\n"
    )
    assert problems(run(*ALLOW, "--format", "json")[1]) == [("dead-link", "docs/index.md", 3)]
    assert run("check")[0] == 0  # which does not know whether it is used


UNUSED = "unused-suppression"


def test_suppressions_that_hide_nothing_are_told(server: Server, project: Make, run: Run) -> None:
    root = project(
        f"[a]({server.url}/404) <!-- munjigi: allow dead-link back in spring -->\n\n"
        f"[b]({server.url}/200) <!-- munjigi: allow dead-link back in spring -->\n\n"
        f"[c]({server.url}/500) <!-- munjigi: allow dead-link back in spring -->\n\n"
        f"[d]({server.url}/403) <!-- munjigi: allow dead-link, unconfirmed-link robots -->\n\n"
        f"[e]({server.url}/204) <!-- munjigi: allow dead-lnik, broken-link, gone-source x -->\n\n"
        "No link. <!-- munjigi: allow moved-link x --> <!-- munjigi: ignore this -->\n\n"
        f"<!-- munjigi: allow dead-remote-image, dead-link x -->\n![f]({server.url}/404)\n"
    )
    code, out, _ = run(*ALLOW, "--format", "json")
    assert code == 1
    assert problems(out) == [
        (UNUSED, "docs/index.md", 3),
        ("unconfirmed-link", "docs/index.md", 5),
        (UNUSED, "docs/index.md", 11),
        (UNUSED, "docs/index.md", 13),
    ]
    assert '"dead-link" suppresses nothing here' in run(*ALLOW)[1]
    told = {
        (one["rule"], one["line"])
        for one in json.loads(run("check", "--format", "json")[1])["problems"]
    }
    assert (UNUSED, 3) not in told
    assert (UNUSED, 9) in told
    assert run(*ALLOW, "--fix")[0] == 0
    text = (root / "docs/index.md").read_text()
    assert f"[b]({server.url}/200)\n" in text
    assert f"<!-- munjigi: allow dead-remote-image x -->\n![f]({server.url}/404)\n" in text
    assert text.count("allow") == 5


def test_no_suppression_is_judged_where_not_all_is_known(
    server: Server, project: Make, run: Run
) -> None:
    root = project(
        f"[a]({server.url}/200) <!-- munjigi: allow dead-link back in spring -->\n\n"
        f"[b]({server.url}/left-out) <!-- munjigi: allow dead-link back in spring -->\n"
    )
    (root / "munjigi-links.yml").write_text(f"- {{address: '{server.url}/left*', reason: x}}\n")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        git(*command)
    assert run(*ALLOW)[0] == 1
    for partial in (["--since", "HEAD"], ["docs/index.md"], ["--ignore", UNUSED]):
        assert run(*ALLOW, *partial, "--format", "json")[0] == 0
    slow = f"[c]({server.url}/slow-header)\n"
    (root / "docs/more.md").write_text(slow)
    code, _, err = run(*ALLOW, "--deadline", "0.3")
    assert (code, "1 not asked" in err) == (0, True)


def test_suppressions_in_snippets_are_judged_where_they_hide(
    server: Server, project: Make, run: Run
) -> None:
    config = f"{CONFIG}markdown_extensions:\n  - pymdownx.snippets:\n      base_path: [snippets]\n"
    comment = "<!-- munjigi: allow dead-link back in spring -->"
    root = project({"index.md": f'{comment}\n--8<-- "a.md"\n', "b.md": '--8<-- "b.md"\n'}, config)
    (root / "snippets").mkdir()
    (root / "snippets/a.md").write_text(f"[a]({server.url}/404)\n")
    (root / "snippets/b.md").write_text(f"[a]({server.url}/200) {comment}\n")
    _, out, _ = run(*ALLOW, "--format", "json")
    assert problems(out) == [(UNUSED, "snippets/b.md", 1)]


@pytest.mark.parametrize("select", ["links, hygiene", "external, unused-suppression", "hygiene"])
def test_selected_families(server: Server, project: Make, run: Run, select: str) -> None:
    text = f"[a]({server.url}/404)\n\nb <!-- munjigi: allow dead-link x -->\n"
    project(text, f"{CONFIG}      select: [{select}]\n")
    _, out, _ = run(*ALLOW, "--format", "json")
    assert problems(out) == [("dead-link", "docs/index.md", 1), (UNUSED, "docs/index.md", 3)]


def test_check_leaves_the_family_out(project: Make, run: Run) -> None:
    project("[a](https://a.kr/)\n")
    code, _, err = run("check", "--select", "dead-link")
    assert code == 2
    assert "are for munjigi links" in err
    code, _, err = run("links", "--select", "broken-link", "--dry-run")
    assert code == 0


def test_selection(server: Server, project: Make, run: Run) -> None:
    project(f"[a]({server.url}/404) [b]({server.url}/500)\n", CONFIG + "      select: [links]\n")
    code, out, _ = run(*ALLOW, "--format", "json", "--ignore", "dead-link")
    assert (code, problems(out)) == (0, [("unconfirmed-link", "docs/index.md", 1)])
    code, out, _ = run(*ALLOW, "--format", "json", "--select", "dead-link")
    assert (code, problems(out)) == (1, [("dead-link", "docs/index.md", 1)])


def test_deadline(server: Server, project: Make, run: Run) -> None:
    slow = "".join(f"[a]({server.url}/slow-header/{n})\n" for n in range(8))
    project(f"[a]({server.url}/404)\n{slow}", CONFIG + LIMITS)
    started = time.monotonic()
    code, out, err = run(*ALLOW, "--deadline", "0.5", "--format", "json")
    assert time.monotonic() - started < 3
    assert code == 1
    assert "the deadline has passed" in err
    assert problems(out) == [("dead-link", "docs/index.md", 1)]
    assert "1 dead, 8 not asked" in err


def test_interrupted(server: Server, project: Make) -> None:
    slow = "".join(f"[a]({server.url}/slow-header/{n})\n" for n in range(8))
    project(f"[a]({server.url}/404)\n{slow}")
    child = subprocess.Popen([MUNJIGI, *ALLOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(100):
        time.sleep(0.05)
        if len(server.paths()) > 4:
            break
    time.sleep(0.2)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=10)
    assert child.returncode == 130
    assert b"interrupted; this is what is known so far" in err
    assert b'/404" is dead' in out
    assert b"1 dead, 8 not asked" in err
    assert b"1 problem: 1 error" in out


def test_deadline_while_links_are_found(server: Server, project: Make, run: Run) -> None:
    project(f"[a]({server.url}/404)")
    code, out, err = run(*ALLOW, "--deadline", "0.000001", "--format", "json")
    assert (code, problems(out)) == (0, [])
    assert "the deadline has passed" in err
    assert "1 link target: 1 not asked (0 requests" in err


def test_interrupted_while_links_are_found(
    project: Make, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> bool:
        raise KeyboardInterrupt

    project("[a](https://a.kr/)")
    monkeypatch.setattr(Beside, "done", interrupted)
    assert run("links") == (130, "", "munjigi: interrupted\n")


def test_an_error_where_links_are_found_is_told_once(project: Make) -> None:
    project("a\n")
    done = subprocess.run([MUNJIGI, "links", "--since", "x"], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.count(b"\n") == 1


def test_killed_at_any_moment_the_next_run_goes_on(server: Server, project: Make) -> None:
    server.latency = 0.01
    root = project("".join(f"[a]({server.url}/200/{n})\n" for n in range(300)))
    dice = random.Random(6)
    arguments = [MUNJIGI, *ALLOW, "--per-host", "8"]
    for _ in range(6):
        child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.3, 1.2))
        child.kill()
        child.wait()
    done = subprocess.run(arguments, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"300 ok" in done.stderr
    with closing(sqlite3.connect(root / ".cache/munjigi/links.db")) as base:
        assert base.execute("pragma integrity_check").fetchone() == ("ok",)
        assert base.execute("select count(*) from answers").fetchone() == (300,)


def test_two_runs_at_once(server: Server, project: Make) -> None:
    server.latency = 0.01
    root = project("".join(f"[a]({server.url}/200/{n})\n" for n in range(200)))
    children = [
        subprocess.Popen([MUNJIGI, *ALLOW], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for child in children:
        _, err = child.communicate(timeout=30)
        assert child.returncode == 0
        assert b"200 ok" in err
        assert err.count(b"\n") == 1  # no complaint about the cache
    with closing(sqlite3.connect(root / ".cache/munjigi/links.db")) as base:
        assert base.execute("select count(*) from answers").fetchone() == (200,)


@pytest.mark.parametrize(
    "damage", [b"", b"no database", b"SQLite format 3\0" + bytes(200), None, "version"]
)
def test_damaged_cache(server: Server, project: Make, run: Run, damage: bytes | str | None) -> None:
    root = project(f"[a]({server.url}/200)\n")
    run(*ALLOW)
    path = root / ".cache/munjigi/links.db"
    if damage is None:
        data = bytearray(path.read_bytes())
        data[4096:8192] = bytes(4096)
        path.write_bytes(data)
    elif damage == "version":
        with closing(sqlite3.connect(path)) as base:
            base.execute("pragma user_version = 99")
    else:
        assert isinstance(damage, bytes)
        path.write_bytes(damage)
    assert run(*ALLOW)[0] == 0
    asked = len(server.requests)
    assert run(*ALLOW)[0] == 0
    assert len(server.requests) == asked


def test_cache_that_cannot_be_written(server: Server, project: Make, run: Run) -> None:
    root = project(f"[a]({server.url}/404)\n")
    (root / ".cache").write_text("a file")
    code, _, err = run(*ALLOW)
    assert code == 1
    assert "answers cannot be kept" in err


def test_records_survive_their_keeping(tmp_path: Path) -> None:
    record = Record(5.0, "u", 200, Reason.CUT, "가", (Hop(301, "v"),), {"a": "="}, "https://a.kr/")
    assert unpack(5.0, record.pack()) == record
    made = Store(str(tmp_path))
    made.keep([("u", record), ("v", Record(1.0, "v"))])
    made.robots(0.0)["https://a.kr:443"] = "x"
    made.close()
    made = Store(str(tmp_path))
    assert made.records() == {"u": record, "v": Record(1.0, "v")}
    robots = made.robots(10.0)
    assert dict(robots) == {"https://a.kr:443": "x"}
    assert dict(made.robots(store.DAY * 2)) == {}
    made.forget(3.0)
    assert list(made.records()) == ["u"]
    del robots["https://a.kr:443"]
    assert len(robots) == 0
    made.close()


def test_answers_that_a_repository_brings_along_are_not_believed(tmp_path: Path) -> None:
    made = Store(str(tmp_path))
    made.keep([("u", Record(5.0, "u", 200))])
    made.close()
    for command in (["init", "-q"], ["add", "-f", ".cache/munjigi/links.db"]):
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    brought = Store(str(tmp_path))
    assert brought.records() == {}
    assert brought.warning is not None
    assert "Git tracks files there" in brought.warning.en
    brought.close()


def test_the_cache_leads_nowhere_else(tmp_path: Path) -> None:
    folder, kept = tmp_path / "p/.cache/munjigi", tmp_path / "kept"
    folder.mkdir(parents=True)
    kept.write_text("kept", encoding="utf-8")
    for ending in ("", "-wal", "-shm", "-journal"):
        (folder / f"links.db{ending}").symlink_to(kept)
    made = Store(str(tmp_path / "p"))
    made.keep([("u", Record(5.0, "u", 200))])
    made.close()
    assert made.warning is None
    assert kept.read_text(encoding="utf-8") == "kept"
    other = tmp_path / "q"
    other.mkdir()
    (other / ".cache").symlink_to(tmp_path / "p/.cache")
    refused = Store(str(other))
    assert refused.records() == {}
    assert refused.warning is not None
    refused.close()


def test_settings(project: Make, run: Run) -> None:
    for line, complaint in (
        ("per_host: 0", "per_host must be a number from 1 on"),
        ("per_host: many", "per_host must be a number"),
        ("never_keep: [a]", "never_keep must be a list of HTTP statuses"),
        ("dely: 1", 'links has no setting "dely"; did you mean delay?'),
        ("timeout: .nan", "timeout must be a number"),
    ):
        project("[a](https://a.kr/)\n", f"{CONFIG}      links:\n        {line}\n")
        code, _, err = run("links", "--dry-run")
        assert code == 2
        assert complaint in err
    project("a\n", CONFIG + "      links: 4\n")
    assert "links must be a mapping" in run("check")[2]


def test_manners_come_from_settings_and_options(
    server: Server, project: Make, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Manners] = []
    usual = asked.manners_of

    def note(args: Namespace, config: Config) -> Manners:
        seen.append(usual(args, config))
        return seen[-1]

    monkeypatch.setattr(links, "manners_of", note)
    settings = "delay: 0.01\n        per_host: 2\n        contact: kim@hanbitlog.co.kr"
    project(f"[a]({server.url}/200)\n", f"{CONFIG}      links:\n        {settings}\n")
    run(*ALLOW)
    run("links", "--per-host", "7", "--delay", "0", "--timeout", "3")
    first, second = seen
    assert (first.per_host, first.delay, first.timeout) == (2, 0.01, 20)
    assert "kim@hanbitlog.co.kr" in first.agent
    assert (second.per_host, second.delay, second.timeout, second.connect) == (7, 0, 3, 3)
    assert (first.allowed, second.allowed) == (ANYWHERE, ())
    assert "kim@hanbitlog.co.kr" in server.requests[0].headers["user-agent"]
    for wrong in ("-1", "soon", "inf", "nan"):
        code, _, err = run("links", "--delay", wrong)
        assert code == 2
        assert "needs a number of seconds" in err or "expected one argument" in err


def test_packages_that_are_missing(
    project: Make, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    project("[a](https://a.kr/)\n")
    monkeypatch.setattr(asked, "find_spec", lambda name: None if name == "pycurl" else name)
    code, out, err = run("links")
    assert (code, out) == (2, "")
    assert 'not installed (pycurl): pip install "munjigi[links]"' in err
    assert run("check")[0] == 0


def test_check_imports_none_of_it(project: Make) -> None:
    project("[a](https://a.kr/)\n")
    code = (
        "import sys; from munjigi.cli import main; main(['check', '--no-cache']);"
        "print([m for m in sys.modules if m.startswith(('munjigi.external',"
        " 'munjigi.rules.external', 'pycurl', 'asyncio', 'protego', 'tenacity', 'sqlite3'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_proxies_are_told_of(
    server: Server, project: Make, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9/")
    project(f"[a]({server.url}/200)\n")
    code, _, err = run(*ALLOW)
    assert code == 0
    assert "HTTPS_PROXY is not used" in err


def test_meter(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    made = Meter(200, 100, "en")
    assert re.fullmatch(r"━{18}─{6} 150/200  10/s  0:05 left", made.line(150, 5.0))
    assert Meter(200, 0, "ko").line(0, 0.0).endswith("0/200  초당 0개  0:00 남음")
    made(150)
    made.end()
    assert capfd.readouterr().err == ""  # no terminal
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    shown = Meter(4, 0, "en")
    shown._told -= 1
    shown(2)
    shown.end()
    assert "2/4" in capfd.readouterr().err


def test_nothing_to_ask(project: Make, run: Run) -> None:
    project("No links.\n")
    code, out, err = run("links")
    assert code == 0
    assert "No problems" in out
    assert "0 link targets" in err


def test_no_page(project: Make, run: Run) -> None:
    project({"a.txt": "x"})
    assert run("links")[0] == 2


def test_error_in_exceptions_is_a_config_error() -> None:
    with pytest.raises(ConfigError):
        Gathering(LinkSettings(), "links.yml", "a: b", "2026-11-21")


def test_the_repository_is_whom_to_ask_where_nobody_else_is_named(
    server: Server, project: Make, run: Run
) -> None:
    repo = "https://github.com/kim/guides"
    project(f"[a]({server.url}/200)\n", f"site_name: Test\nrepo_url: {repo}\n")
    assert run(*ALLOW)[0] == 0
    assert f"+{repo})" in server.requests[0].headers["user-agent"]
