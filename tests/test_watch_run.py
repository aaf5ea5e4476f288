"""`munjigi links --sources` on a real server on this machine."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from munjigi.external import network
from munjigi.external.asked import manners_of

Run = Callable[..., tuple[int, str, str]]
TODAY = date.today().isoformat()
CONFIG = """
site_name: x
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: ko, default: true, name: 한국어, build: true}
        - {locale: en, name: English, build: true}
"""
GUIDE = "---\ntitle: T\nchecked_on: '2026-11-01'\nsources:\n{}---\n\n# T {{#t}}\n\n본문\n"
ARTICLE = """<article><h1>Tokens</h1>
<p>You may send 200 requests per minute to this address. Tokens last one year and can be renewed
at any time.</p><ol><li>Click <b>Apps</b> and then <b>Tokens</b>.</li></ol></article>"""
PAGE = "<html><body><nav><a href=/>{nav}</a></nav><main>{main}</main></body></html>"
LOGIN = '<form action="/login"><h1>Sign in</h1><input type="password" name="p"></form>'
SCRIPT = '<div id="root"></div><script src="app.js"></script>'


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # none of them outlives a test

    def handle_error(self, *_: Any) -> None:
        """A client that did not wait for its answer is no fault."""


class Web(NamedTuple):
    """A server: what it answers by path, as status, headers and body."""

    address: str
    answers: dict[str, tuple[int, dict[str, str], str]]
    slow: list[float]

    def say(self, path: str, main: str, status: int = 200, nav: str = "Home", **more: str) -> None:
        """Let a page say this."""
        headers = {"Content-Type": "text/html; charset=utf-8"} | {
            name.replace("_", "-"): value for name, value in more.items()
        }
        self.answers[path] = status, headers, PAGE.format(nav=nav, main=main)


@pytest.fixture
def web() -> Iterator[Web]:
    answers: dict[str, tuple[int, dict[str, str], str]] = {}

    slow: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(sum(slow))
            missing: tuple[int, dict[str, str], str] = (404, {}, "")
            status, headers, body = answers.get(self.path, missing)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    with _Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Web(f"http://127.0.0.1:{server.server_port}", answers, slow)
        server.shutdown()
        thread.join()


class Project(NamedTuple):
    """A site whose one guide rests on `/tokens`, in two languages."""

    root: Path
    web: Web
    run: Run

    def links(self, *more: str) -> tuple[int, str, str]:
        """Run the command."""
        return self.run("links", "--sources", "--allow-private", "--lang", "en", *more)

    def told(self, *more: str) -> set[tuple[str, str]]:
        """The rules that speak, and of which path on the server."""
        _, out, _ = self.links("--format", "json", *more)
        return {
            (one["rule"], (one["target"] or "").removeprefix(self.web.address))
            for one in json.loads(out)["problems"]
        }

    def lock(self) -> str:
        return (self.root / "docs/sources.lock").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path, web: Web, run: Run, monkeypatch: pytest.MonkeyPatch) -> Project:
    root = tmp_path / "project"
    made = Project(root, web, run)
    root.mkdir()
    (root / "mkdocs.yml").write_text(CONFIG, "utf-8")
    monkeypatch.chdir(root)
    web.say("/tokens", ARTICLE)
    guide(made, "/tokens")
    return made


def guide(project: Project, *paths: str) -> None:
    """Let the guide rest on these."""
    listed = "".join(f"  - name: N\n    url: {project.web.address}{path}\n" for path in paths)
    for lang in ("ko", "en"):
        page = project.root / f"docs/{lang}/tokens.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(GUIDE.format(f"{listed}  - name: Book\n    reference: paper\n"), "utf-8")


@pytest.fixture
def vouched(project: Project) -> Project:
    """The guide has been compared with its source."""
    assert project.links("--accept", "tokens")[0] == 0
    return project


def test_nothing_is_recorded_before_somebody_vouches(project: Project) -> None:
    assert project.told() == {("unrecorded-source", "/tokens")}
    code, out, err = project.links()
    assert code == 0
    assert out.count("unrecorded-source: what this source said") == 2
    assert err == "munjigi: 1 source: 1 not recorded yet\n"
    assert not (project.root / "docs/sources.lock").exists()


def test_accept_records_and_moves_the_day_in_both_languages(project: Project) -> None:
    code, out, err = project.links("--accept", "docs/en/tokens.md")
    assert (code, err) == (0, "")
    assert out == (
        "docs/sources.lock: 1 source of docs/ko/tokens.md, docs/en/tokens.md recorded as they are "
        f"on {TODAY}\n"
    )
    for lang in ("ko", "en"):
        assert f"\nchecked_on: '{TODAY}'\n" in (project.root / f"docs/{lang}/tokens.md").read_text()
    record = json.loads(project.lock())
    assert (record["page"], record["checked_on"]) == ("tokens.md", TODAY)
    assert len(record["sentences"]) == 3
    assert record["title"] not in record["sentences"]
    assert "requests" not in project.lock()


def test_unchanged(vouched: Project) -> None:
    assert vouched.told() == set()
    assert vouched.links()[2] == "munjigi: 1 source: 1 as when the guide was checked\n"


def test_a_memory_that_cannot_be_used_is_told(vouched: Project) -> None:
    (vouched.root / ".cache/munjigi/links.db").unlink()
    (vouched.root / ".cache/munjigi/links.db").mkdir()
    code, _, err = vouched.links()
    assert code == 0
    assert err.startswith("munjigi: answers cannot be kept in ")


def test_navigation_only(vouched: Project) -> None:
    cookies = '<div class="cookie-consent" role="dialog"><p>We use 27 cookies now.</p></div>'
    dated = f"{cookies}<p>Last updated on November 21, 2026</p>{ARTICLE}"
    vouched.web.say("/tokens", dated, nav="New products for 2027")
    assert vouched.told() == set()


def test_frame_and_order_that_say_nothing(vouched: Project) -> None:
    """The site's name, a counter, other links, and sentences that stand elsewhere."""
    pages = []
    for site, count, plans in (("Help", "3", ("Team", "Suite")), ("Docs", "12", ("Suite", "Team"))):
        listed = "".join(f"<li>The plan {plan} has all of this.</li>" for plan in plans)
        pages.append(
            f"<html><head><title>({count}) Managing tokens | {site}</title></head><body>"
            f"<header><h1>{site}</h1><a href=/>Products {count}</a></header><main><article>"
            f"<h1>Managing tokens <a href=#x>¶</a></h1>{ARTICLE}<ul>{listed}</ul></article></main>"
            f"<aside><h2>Related</h2><a href=/{count}>Article {count}</a></aside></body></html>"
        )
    vouched.web.answers["/tokens"] = 200, {"Content-Type": "text/html; charset=utf-8"}, pages[0]
    assert vouched.links("--accept", "tokens")[0] == 0
    vouched.web.answers["/tokens"] = 200, {"Content-Type": "text/html; charset=utf-8"}, pages[1]
    assert vouched.told() == set()


def test_another_title(vouched: Project) -> None:
    vouched.web.say("/tokens", ARTICLE.replace("<h1>Tokens", "<h1>Tokens (legacy)"))
    code, out, _ = vouched.links()
    assert code == 1
    assert f"changed since {TODAY} (another title); look at the guide again" in out
    assert "= # Tokens {+(legacy)+}\n" in out
    vouched.web.say("/tokens", ARTICLE.replace("<h1>Tokens", "<h1>API keys").replace("200", "250"))
    out = vouched.run("links", "--sources", "--allow-private", "--lang", "ko")[1]
    assert "(문장 1개 수정, 제목 바뀜)" in out


def test_steps_in_another_order(vouched: Project) -> None:
    first, second = "<li>Sign in as the owner.</li>", "<li>Turn the tokens on.</li>"
    vouched.web.say("/tokens", ARTICLE.replace("<ol>", f"<ol>{first}{second}"))
    assert vouched.links("--accept", "tokens")[0] == 0
    vouched.web.say("/tokens", ARTICLE.replace("<ol>", f"<ol>{second}{first}"))
    code, out, _ = vouched.links()
    assert code == 1
    assert "(steps in another order)" in out
    assert "= ↕ step 1 is step 2 now: Sign in as the owner.\n" in out
    vouched.web.say("/tokens", ARTICLE.replace("<ol>", f"<ol>{first}<li>New.</li>{second}"))
    assert "another order" not in vouched.links()[1]


def test_a_record_without_title_and_steps_still_holds(vouched: Project) -> None:
    record = json.loads(vouched.lock())
    del record["title"]
    (vouched.root / "docs/sources.lock").write_text(json.dumps(record), "utf-8")
    vouched.web.say("/tokens", ARTICLE.replace("<h1>Tokens", "<h1>Keys"))
    assert vouched.told() == set()


def test_small_rewording(vouched: Project) -> None:
    vouched.web.say("/tokens", ARTICLE.replace("one year and can be", "one year but can be"))
    assert vouched.told() == set()


def test_small_rewording_where_every_word_counts(vouched: Project) -> None:
    strict = f"{CONFIG}  - munjigi:\n      rules: {{changed-source: {{reworded: 0.0}}}}\n"
    (vouched.root / "mkdocs.yml").write_text(strict, "utf-8")
    vouched.web.say("/tokens", ARTICLE.replace("one year and can be", "one year but can be"))
    assert vouched.told() == {("changed-source", "/tokens")}


def test_one_fact(vouched: Project) -> None:
    vouched.web.say("/tokens", ARTICLE.replace("200", "250"))
    code, out, err = vouched.links()
    assert code == 1
    assert err == "munjigi: 1 source: 1 changed\n"
    places = [line for line in out.splitlines() if "changed-source: " in line]
    assert [one.partition(":")[0] for one in places] == ["docs/en/tokens.md", "docs/ko/tokens.md"]
    assert f"changed since {TODAY} (1 sentence changed); look at the guide again" in out
    diff = "= ~ You may send [-200-] {+250+} requests per minute to this address.\n"
    assert out.count(diff) == 1


def test_one_fact_where_the_old_text_is_known_by_its_print_alone(vouched: Project) -> None:
    (vouched.root / ".cache/munjigi/sentences.json").unlink()
    vouched.web.say("/tokens", ARTICLE.replace("200", "250").replace("Tokens last", "Keys"))
    out = vouched.links()[1]
    told = "address. {+250+} [-words that are not known any more: 1-]\n"
    assert f"= ~ You may send 250 requests per minute to this {told}" in out


@pytest.mark.parametrize("memory", ["", "[]", '{"abcdefgh": "no such sentence"}', '{"a": 1}'])
def test_a_damaged_memory_is_none(vouched: Project, memory: str) -> None:
    (vouched.root / ".cache/munjigi/sentences.json").write_text(memory, "utf-8")
    vouched.web.say("/tokens", ARTICLE.replace("200", "250"))
    assert vouched.told() == {("changed-source", "/tokens")}


def test_sentences_come_and_go(vouched: Project) -> None:
    new = "<p>API tokens end on 30 April 2027.</p></article>"
    made = ARTICLE.replace("<b>Apps</b> and then <b>Tokens</b>", "the gear").replace(
        "</article>", new
    )
    vouched.web.say("/tokens", made)
    out = vouched.links()[1]
    assert "(2 sentences came, 1 went)" in out
    assert "= - Click **Apps** and then **Tokens**.\n" in out
    assert "= + API tokens end on 30 April 2027.\n" in out


def test_a_new_review_settles_it(vouched: Project) -> None:
    vouched.web.say("/tokens", ARTICLE.replace("200", "250"))
    assert vouched.links("--accept", "tokens.md")[0] == 0
    assert vouched.told() == set()


@pytest.mark.parametrize(
    ("status", "main", "headers", "why"),
    [
        (200, LOGIN, {}, "it asks to log in"),
        (401, "", {}, "it answers with 401"),
        (403, "", {}, "it answers with 403"),
        (200, SCRIPT, {}, "it has no text without its scripts"),
        (200, ARTICLE, {"Content-Type": "application/pdf"}, "it is no page (application/pdf)"),
        (302, "", {"Location": "/users/sign_in?to=tokens"}, "it asks to log in"),
    ],
)
def test_a_wall_is_never_taken_for_unchanged(
    vouched: Project, status: int, main: str, headers: dict[str, str], why: str
) -> None:
    vouched.web.say("/users/sign_in?to=tokens", LOGIN)
    vouched.web.say("/tokens", main, status, **headers)
    assert vouched.told() == {("unreadable-source", "/tokens")}
    assert f"it may have changed: {why}\n" in vouched.links()[1]
    code, _, err = vouched.links("--accept", "tokens")
    assert code == 0
    assert f"recorded as read by you alone, because {why}; no run will notice its changes" in err
    assert json.loads(vouched.lock())["unread"] == why
    assert vouched.told() == {("unreadable-source", "/tokens")}
    vouched.web.say("/tokens", ARTICLE)
    assert vouched.told() == {("unrecorded-source", "/tokens")}


def test_robots_are_kept_out(vouched: Project) -> None:
    rules = "User-agent: *\nDisallow: /tokens\n"
    vouched.web.answers["/robots.txt"] = 200, {"Content-Type": "text/plain"}, rules
    assert vouched.told("--no-cache") == {("unreadable-source", "/tokens")}


@pytest.mark.parametrize(("status", "headers"), [(404, {}), (410, {}), (301, {"Location": "/"})])
def test_a_page_that_is_gone(vouched: Project, status: int, headers: dict[str, str]) -> None:
    vouched.web.say("/", "<p>Welcome to the help of our product, find answers here.</p>")
    vouched.web.say("/tokens", "", status, **headers)
    before = vouched.lock()
    assert vouched.told() == {("gone-source", "/tokens")}
    assert vouched.links()[0] == 1
    code, out, err = vouched.links("--accept", "tokens")
    assert (code, out) == (1, "")
    assert "nothing is recorded, because nobody can vouch for" in err
    assert vouched.lock() == before


def test_a_server_that_fails_just_now(vouched: Project) -> None:
    vouched.web.say("/tokens", "", 503, Retry_After="0")
    assert vouched.told() == {("unreadable-source", "/tokens")}
    assert vouched.links("--accept", "tokens")[0] == 1


def test_what_the_deadline_leaves_out_is_told(vouched: Project) -> None:
    vouched.web.slow.append(1.0)
    code, out, err = vouched.links("--deadline", "0.2")
    assert (code, "there was no time to ask for it" in out) == (0, True)
    assert "the deadline has passed" in err
    assert vouched.links("--deadline", "0.2", "--accept", "tokens")[0] == 1


def test_accept_is_all_or_nothing(vouched: Project) -> None:
    page = vouched.root / "docs/en/tokens.md"
    page.write_text(page.read_text("utf-8").replace("checked_on: ", "checked: "), "utf-8")
    other = (vouched.root / "docs/ko/tokens.md").read_text("utf-8")
    before = vouched.lock()
    vouched.web.say("/tokens", ARTICLE.replace("200", "250"))
    code, _, err = vouched.links("--accept", "tokens")
    assert code == 2
    assert (
        err == "munjigi: docs/en/tokens.md: front matter needs checked_on with a day (YYYY-MM-DD)\n"
    )
    assert (vouched.root / "docs/ko/tokens.md").read_text("utf-8") == other
    assert vouched.lock() == before


def test_sources_that_no_guide_names_any_more_leave_the_lock(vouched: Project) -> None:
    vouched.web.say("/other", ARTICLE)
    guide(vouched, "/other")
    assert vouched.links("--accept", "tokens")[0] == 0
    assert json.loads(vouched.lock())["source"].endswith("/other")


def test_a_page_that_does_not_exist(project: Project) -> None:
    code, _, err = project.links("--accept", "token")
    assert code == 2
    assert 'no page with sources is named "token"; did you mean "tokens.md"?' in err


def test_a_machine_without_a_network_checks_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = "munjigi.commands.links_sources.manners_of"
    monkeypatch.setattr(quick, lambda *args: manners_of(*args)._replace(pause=0.0, tries=1))
    monkeypatch.setattr(network, "MANY", 1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # and nobody listens
        web = project.web._replace(address=f"http://127.0.0.1:{free.getsockname()[1]}")
        guide(project._replace(web=web), "/tokens")
        code, out, err = project.links()
    assert (code, out) == (2, "")
    assert err == f"munjigi: nothing was checked: {network.SILENT.en}\n"


@pytest.mark.parametrize("option", [["--since", "HEAD"], ["--fix"], ["--exceptions"]])
def test_options_that_mean_nothing_here(project: Project, option: list[str]) -> None:
    code, out, err = project.links(*option)
    assert (code, out) == (2, "")
    assert "leave out --since, --fix and --exceptions" in err


def test_only_the_pages_that_are_asked_for(project: Project) -> None:
    (project.root / "docs/ko/other.md").write_text("# O\n", "utf-8")
    assert project.links("--dry-run")[1] == f"{project.web.address}/tokens\n"
    assert project.links("--dry-run", "docs/ko/other.md")[1] == ""


def test_a_bad_lock_is_told(project: Project) -> None:
    (project.root / "docs/sources.lock").write_text("<<<<<<< HEAD\n", "utf-8")
    code, _, err = project.links()
    assert code == 2
    assert err.startswith("munjigi: docs/sources.lock:1: this line is no record of a source")


def test_suppressions_cover_front_matter(vouched: Project) -> None:
    vouched.web.say("/tokens", "", 403)
    for lang in ("ko", "en"):
        page = vouched.root / f"docs/{lang}/tokens.md"
        comment = "\n<!-- munjigi: allow-page unreadable-source read by hand each quarter -->\n"
        page.write_text(page.read_text("utf-8") + comment, "utf-8")
    assert vouched.told() == set()
    vouched.web.say("/tokens", ARTICLE)
    code, out, _ = vouched.links("--format", "json")
    told = [(one["rule"], one["path"]) for one in json.loads(out)["problems"]]
    pages = ["docs/en/tokens.md", "docs/ko/tokens.md"]
    assert (code, told) == (1, [("unused-suppression", page) for page in pages])
    assert vouched.links(pages[0])[0] == 0
    assert "unused-suppression" not in vouched.run("links", "--allow-private", "--no-cache")[1]


def test_a_suppression_of_what_nobody_could_read_is_not_judged(vouched: Project) -> None:
    page = vouched.root / "docs/en/tokens.md"
    comment = "\n<!-- munjigi: allow-page changed-source every release changes it -->\n"
    page.write_text(page.read_text("utf-8") + comment, "utf-8")
    vouched.web.say("/tokens", "", 403)
    assert {rule for rule, _ in vouched.told()} == {"unreadable-source"}
    vouched.web.say("/tokens", ARTICLE.replace("200", "250"))
    places = json.loads(vouched.links("--format", "json")[1])["problems"]
    assert [(one["rule"], one["path"]) for one in places] == [
        ("changed-source", "docs/ko/tokens.md")
    ]
    vouched.web.say("/tokens", ARTICLE)
    assert [rule for rule, _ in vouched.told()] == ["unused-suppression"]


def test_korean(vouched: Project) -> None:
    vouched.web.say("/tokens", ARTICLE.replace("200", "250"))
    _, out, err = vouched.run("links", "--sources", "--allow-private", "--lang", "ko")
    assert "이후 이 출처가 바뀌었으므로(문장 1개 수정) 안내서를 다시 확인해야 합니다" in out
    assert err == "munjigi: 출처 1개 - 1 바뀜\n"


def test_the_lock_is_no_part_of_the_site(vouched: Project) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    (vouched.root / "mkdocs.yml").write_text("site_name: x\nplugins: [munjigi]\n", "utf-8")
    build(load_config(str(vouched.root / "mkdocs.yml")))
    assert not (vouched.root / "site/sources.lock").exists()
