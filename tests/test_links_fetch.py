"""The web at its best and worst, played by servers on loopback: each outcome, and nothing hangs."""

from __future__ import annotations

import asyncio
import select
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import pycurl
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from munjigi.external import network, transport
from munjigi.external.address import (
    MalformedError,
    address_of,
    decoded,
    has_credentials,
    is_web,
    taken_apart,
)
from munjigi.external.anchors import FOUND, UNKNOWN, look_up
from munjigi.external.answers import Answer, Reason
from munjigi.external.fetch import Fetcher
from munjigi.external.gates import Slots
from munjigi.external.manners import ANYWHERE, Manners
from munjigi.external.retryafter import retry_after
from munjigi.external.robots import Robots, rules_of
from webserver import Server, bomb, redirect, serving

Value = TypeVar("Value")
QUICK = Manners(
    allowed=ANYWHERE, pause=0.02, timeout=1.0, connect=1.0, patience=2.0, tries=2, body=200_000
)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server("127.0.0.1")
    with serving(made):
        yield made


def within(work: Callable[[Fetcher], Awaitable[Value]], manners: Manners = QUICK) -> Value:
    """What comes of using a fetcher, in little time."""

    async def run() -> Value:
        async with Fetcher(manners) as fetcher:
            return await asyncio.wait_for(work(fetcher), 10)

    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(run())


def get(url: str, manners: Manners = QUICK, *, body: bool = False) -> Answer:
    return within(lambda fetcher: fetcher.get(url, body=body), manners)


@pytest.mark.parametrize("status", [200, 204, 401, 403, 404, 410, 418, 451, 999])
def test_statuses(server: Server, status: int) -> None:
    answer = get(f"{server.url}/{status}")
    assert (answer.status, answer.reason) == (status, None)
    assert answer.ok is (status < 300)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(server: Server, status: int) -> None:
    answer = get(f"{server.url}/to/{status}/to/302/200")
    assert [(one.status, one.url) for one in answer.hops] == [
        (status, f"{server.url}/to/302/200"),
        (302, f"{server.url}/200"),
    ]
    assert (answer.status, answer.final) == (200, f"{server.url}/200")


@pytest.mark.parametrize("system", [select, SimpleNamespace()], ids=["epoll", "other"])
def test_many_at_once_and_a_stop_in_between(
    server: Server, system: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "select", system)

    async def all_of(fetcher: Fetcher) -> list[Answer]:
        given_up = asyncio.create_task(fetcher.get(f"{server.url}/slow-body", body=True))
        first = await asyncio.gather(*(fetcher.get(f"{server.url}/200?{n}") for n in range(20)))
        given_up.cancel()
        nowhere = await fetcher.get("http://127.0.0.1:1/", tries=1)
        return [*first, nowhere, await fetcher.get(f"{server.url}/404")]

    *first, nowhere, last = within(all_of)
    assert {one.status for one in first} == {200}
    assert (nowhere.reason, last.status) == (Reason.CONNECT, 404)


def test_slots_are_handed_on() -> None:
    async def run() -> None:
        slots = Slots(1)
        assert slots.take()
        assert not slots.take()
        waiting = [asyncio.create_task(slots.wait()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()  # before its turn
        await asyncio.sleep(0)
        slots.give()
        waiting[1].cancel()  # handed on to it, which it does not know yet
        await asyncio.wait_for(waiting[2], 1)
        slots.give()
        assert slots.take()

    asyncio.run(run())


def test_libcurl_in_disorder_ends_what_runs(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(pycurl.CurlMulti):  # type: ignore[misc]
        def socket_action(self, *_: int) -> tuple[int, int]:
            raise pycurl.error(pycurl.E_OUT_OF_MEMORY, "no memory")

    monkeypatch.setattr("munjigi.external.multi.pycurl.CurlMulti", Broken)
    answer = get(f"{server.url}/200")
    assert (answer.reason, answer.text) == (Reason.BROKEN, "no memory")


def test_redirect_without_target_is_an_answer(server: Server) -> None:
    answer = get(f"{server.url}/301")
    assert (answer.status, answer.hops) == (301, ())


def test_redirects_that_lead_nowhere(server: Server) -> None:
    assert get(f"{server.url}/loop/a").reason is Reason.LOOP
    deep = get(f"{server.url}/deep/")
    assert deep.reason is Reason.LOOP
    assert len(deep.hops) == QUICK.redirects + 1


def test_cookies_live_as_long_as_an_address(server: Server) -> None:
    async def both(fetcher: Fetcher) -> list[Answer]:
        return [await fetcher.get(f"{server.url}/{path}") for path in ("cookie", "200")]

    first, _ = within(both)
    assert (first.status, len(first.hops)) == (200, 1)
    assert ["cookie" in one.headers for one in server.requests[1:]] == [False, True, False]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("ftp://127.0.0.1/", Reason.SCHEME),
        ("file:///etc/passwd", Reason.SCHEME),
        ("javascript:alert(1)", Reason.SCHEME),
        ("http://[::1", Reason.SCHEME),
        ("http://kim:pass@127.0.0.1/", Reason.CREDENTIALS),
    ],
)
def test_redirects_that_are_not_followed(server: Server, target: str, reason: Reason) -> None:
    server.answers["/out"] = redirect(302, target)
    answer = get(f"{server.url}/out")
    assert answer.reason is reason
    assert len(answer.hops) == 1


@pytest.mark.parametrize("kind", ["1", "date"])
def test_retry_after_is_waited_for_by_the_whole_host(server: Server, kind: str) -> None:
    async def both(fetcher: Fetcher) -> list[Answer]:
        first = asyncio.create_task(fetcher.get(f"{server.url}/busy/{kind}"))
        while not server.paths():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        return [await fetcher.get(f"{server.url}/200"), await first]

    answers = within(both)
    assert [one.status for one in answers] == [200, 200]
    asked, *later = (one.at for one in server.requests if one.path != "/robots.txt")
    assert min(later) - asked > (0.95 if kind == "1" else 0.0)
    assert server.counts()[f"/busy/{kind}"] == 2


def test_long_retry_after_ends_the_hosts_run(server: Server) -> None:
    async def both(fetcher: Fetcher) -> list[Answer]:
        return [await fetcher.get(f"{server.url}/{path}") for path in ("busy/3600", "200")]

    busy, other = within(both)
    assert (busy.status, busy.tries) == (429, 1)
    assert other.reason is Reason.WAIT
    assert server.paths() == ["/busy/3600"]


def test_fault_then_well(server: Server) -> None:
    answer = get(f"{server.url}/fault")
    assert (answer.status, answer.tries) == (200, 2)


def test_pauses_grow(server: Server) -> None:
    get(f"{server.url}/500", QUICK._replace(tries=4, pause=0.1))
    starts = [one.at for one in server.requests if one.method == "HEAD"]
    pauses = [after - before for before, after in pairwise(starts)]
    assert len(pauses) == 3
    assert pauses[0] >= 0.1
    assert pauses[1] >= 0.2
    assert pauses[2] >= 0.4


@pytest.mark.parametrize("status", [400, 403, 404, 405, 501, 503])
def test_head_refused_get_asked(server: Server, status: int) -> None:
    answer = get(f"{server.url}/no-head/{status}")
    assert answer.status == 200
    assert [one.method for one in server.requests[1:]] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("path", "body", "status", "reason"),
    [
        ("slow-header", False, 0, Reason.TIMEOUT),
        ("slow-header", True, 0, Reason.TIMEOUT),
        ("slow-body", False, 200, None),
        ("slow-body", True, 200, Reason.CUT),
        ("endless", False, 200, None),
        ("endless", True, 200, Reason.TOO_LARGE),
        ("bomb", False, 200, None),
        ("bomb", True, 200, Reason.TOO_LARGE),
        ("too-long", False, 200, None),
        ("too-long", True, 200, Reason.CUT),
        ("too-short", True, 200, None),
        ("reset", False, 0, Reason.BROKEN),
        ("reset", True, 0, Reason.BROKEN),
        ("garbage", False, 0, Reason.BROKEN),
    ],
)
def test_bad_servers(
    server: Server, path: str, body: bool, status: int, reason: Reason | None
) -> None:
    bomb()  # made before it is asked for: that takes longer than the answer may
    started = time.monotonic()
    answer = get(f"{server.url}/{path}", QUICK._replace(timeout=0.4), body=body)
    assert (answer.status, answer.reason) == (status, reason)
    assert len(answer.body) <= QUICK.body
    assert time.monotonic() - started < 3


def test_nobody_listens() -> None:
    closed = Server("127.0.0.1")
    closed.socket.close()
    answer = get(f"{closed.url}/")
    assert (answer.status, answer.reason, answer.tries) == (0, Reason.CONNECT, 2)


def test_certificates_are_checked(tmp_path: Path) -> None:
    authority, other = trustme.CA(), trustme.CA()
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(str(roots))
    manners = QUICK._replace(roots=str(roots))
    for issuer, name, reason in (
        (authority, "127.0.0.1", None),
        (authority, "docs.hanbitlog.co.kr", Reason.CERTIFICATE),  # another name
        (other, "127.0.0.1", Reason.CERTIFICATE),  # signed by nobody we know
    ):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issuer.issue_cert(name).configure_cert(context)
        made = Server("127.0.0.1")
        with serving(made, context=context):
            answer = get(f"https://127.0.0.1:{made.port}/200", manners)
        assert answer.reason is reason
        assert bool(made.paths()) is (reason is None)


def test_name_is_kept_where_the_address_is_fixed(tmp_path: Path) -> None:
    authority = trustme.CA()
    roots = tmp_path / "roots.pem"
    authority.cert_pem.write_to_path(str(roots))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("docs.hanbitlog.co.kr").configure_cert(context)
    names: list[str | None] = []
    context.sni_callback = lambda _, name, __: names.append(name)
    made = Server("127.0.0.1")
    with serving(made, context=context):
        place = f"docs.hanbitlog.co.kr:{made.port}"
        answer = get(
            f"https://{place}/200",
            QUICK._replace(roots=str(roots), resolve=(f"{place}:127.0.0.1",)),
        )
    assert answer.ok
    assert set(names) == {"docs.hanbitlog.co.kr"}
    assert made.requests[-1].headers["host"] == place


def test_http_where_tls_was_meant(server: Server) -> None:
    answer = get(f"https://127.0.0.1:{server.port}/", QUICK._replace(tries=1))
    assert answer.reason is Reason.TLS


def test_ipv6_only() -> None:
    made = Server("::1")
    with serving(made):
        assert get(f"{made.url}/200").ok
        place = f"six.hanbitlog.co.kr:{made.port}"
        assert get(f"http://{place}/200", QUICK._replace(resolve=(f"{place}:[::1]",))).ok


def test_names_that_do_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    async def told(host: str, _: float) -> bool | None:
        return whole if host == network.NAME else said

    monkeypatch.setattr("munjigi.external.fetch.exists", told)
    said: bool | None = False
    whole: bool | None = True
    gone = get("http://no-such-name.invalid/")
    assert (gone.reason, gone.tries) == (Reason.UNKNOWN_NAME, 1)
    whole = False  # a network that knows no names but its own
    assert get("http://no-such-name.invalid/").reason is Reason.RESOLVE
    said = None
    assert get("http://no-such-name.invalid/").reason is Reason.RESOLVE


def test_whether_a_name_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    errors: dict[str, Exception | None] = {
        "gone.kr": socket.gaierror(socket.EAI_NONAME, ""),
        "later.kr": socket.gaierror(socket.EAI_AGAIN, ""),
        "odd.kr": UnicodeError(),
        "here.kr": None,
    }

    def look(host: str, *_: Any, **__: Any) -> list[Any]:
        error = errors[host]
        if error:
            raise error
        return []

    monkeypatch.setattr(socket, "getaddrinfo", look)
    found = {host: asyncio.run(network.exists(host, 1.0)) for host in errors}
    assert found == {"gone.kr": False, "later.kr": None, "odd.kr": None, "here.kr": True}


def test_private_addresses_are_never_asked(server: Server) -> None:
    port = server.port
    hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]")
    for host in (*hosts, "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "0.0.0.0", "0"):
        answer = get(f"http://{host}:{port}/200", QUICK._replace(allowed=(), tries=1))
        assert answer.reason is Reason.PRIVATE, host
    assert server.requests == []


def test_redirect_to_a_private_address(server: Server) -> None:
    inner = Server("127.0.0.2")
    only = QUICK._replace(allowed=(ip_network("127.0.0.1/32"),))
    with serving(inner):
        for target in (f"{inner.url}/200", "http://169.254.169.254/latest/", "http://[fd00::1]/"):
            server.answers["/in"] = redirect(302, target)
            answer = get(f"{server.url}/in", only)
            assert (answer.reason, len(answer.hops)) == (Reason.PRIVATE, 1)
    assert inner.requests == []


def test_name_with_a_private_address_among_others(server: Server) -> None:
    """Each connection goes to the address that was looked at, whatever the name says next."""
    inner = Server("127.0.0.2", server.port)
    only = QUICK._replace(allowed=(ip_network("127.0.0.1/32"),), tries=1)
    place = f"two.hanbitlog.co.kr:{server.port}"
    with serving(inner):
        both = only._replace(resolve=(f"{place}:127.0.0.2,127.0.0.1",))
        assert get(f"http://{place}/200", both).ok
        assert inner.requests == []
        changed = only._replace(resolve=(f"{place}:127.0.0.2",))
        assert get(f"http://{place}/200", changed).reason is Reason.PRIVATE
    assert inner.requests == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("172.20.0.1", False),
        ("192.168.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("::", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b::808:808", True),
        ("64:ff9b:1::808:808", False),
        ("2002:a00:1::", False),
        ("/run/a.socket", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert Manners().may_ask(address) is public


def test_robots(server: Server) -> None:
    server.robots = b"User-agent: munjigi\nDisallow: /private\nUser-agent: *\nDisallow: /\n"
    assert get(f"{server.url}/200").ok
    assert get(f"{server.url}/private/x").reason is Reason.ROBOTS
    assert "/private/x" not in server.paths()


def test_robots_is_asked_once_a_run_and_its_delay_is_kept(server: Server) -> None:
    server.robots = b"User-agent: *\nCrawl-delay: 0.2\n"

    async def three(fetcher: Fetcher) -> None:
        await asyncio.gather(*(fetcher.get(f"{server.url}/200?{n}") for n in range(3)))

    within(three)
    starts = [one.at for one in server.requests if one.path != "/robots.txt"]
    assert [one.path for one in server.requests].count("/robots.txt") == 1
    assert min(b - a for a, b in pairwise(starts)) > 0.18


def test_robots_is_read_before_anything_is_asked(server: Server) -> None:
    server.robots = b"User-agent: *\nDisallow: /private\n"

    async def prepared(fetcher: Fetcher) -> tuple[int, Answer]:
        for path in ("/200", "/private"):
            fetcher.prepare(address_of(server.url + path))
        while not server.requests:
            await asyncio.sleep(0.01)
        return fetcher.requests, await fetcher.get(f"{server.url}/private")

    asked, answer = within(prepared)
    assert (asked, answer.reason) == (1, Reason.ROBOTS)
    assert [one.path for one in server.requests] == ["/robots.txt"]


def test_a_run_that_ends_waits_for_no_robots(server: Server) -> None:
    server.latency = 0.5

    async def prepared(fetcher: Fetcher) -> Fetcher:
        fetcher.prepare(address_of(f"{server.url}/200"))
        while not server.requests:
            await asyncio.sleep(0.01)
        return fetcher

    assert not within(prepared).robots


def test_what_robots_means() -> None:
    told = Answer("u", "u")
    assert rules_of(told._replace(status=404)) == ""
    assert not Robots(rules_of(told._replace(status=503))).allows("https://a.kr/")
    assert rules_of(told._replace(reason=Reason.CONNECT)) == ""
    assert Robots(rules_of(told._replace(status=200, body=b"\xef\xbb\xbf"))).allows("https://a.kr/")
    assert Robots("User-agent: *\nCrawl-delay: 900\n").delay() == 10.0


def test_few_at_once_and_a_delay(server: Server) -> None:
    server.latency = 0.05

    async def many(fetcher: Fetcher) -> None:
        await asyncio.gather(*(fetcher.get(f"{server.url}/200?{n}") for n in range(12)))

    within(many, QUICK._replace(per_host=3))
    assert server.most == 3
    server.requests.clear()
    within(many, QUICK._replace(delay=0.05))
    starts = [one.at for one in server.requests if one.path != "/robots.txt"]
    assert min(b - a for a, b in pairwise(starts)) > 0.04


def test_who_asks(server: Server) -> None:
    get(f"{server.url}/200", QUICK._replace(contact="https://hanbitlog.co.kr/\r\nX: 1"))
    assert server.requests
    for one in server.requests:
        agent = one.headers["user-agent"]
        assert agent.startswith("munjigi/")
        assert agent.endswith("(link checker; +https://hanbitlog.co.kr/x: 1)")
        assert "x" not in one.headers
        assert "cookie" not in one.headers
        assert "authorization" not in one.headers


def test_credentials_are_never_sent(server: Server) -> None:
    answer = get(server.url.replace("//", "//kim:pass@") + "/200")
    assert answer.reason is Reason.CREDENTIALS
    assert server.requests == []


def test_proxies_of_the_environment_are_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    assert get(f"{server.url}/200").ok


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("Setup", FOUND),
        ("setup", "Setup"),
        ("old-name", FOUND),
        ("usage", FOUND),  # GitHub's prefix
        ("설정 방법", FOUND),
        ("%EC%84%A4%EC%A0%95%20%EB%B0%A9%EB%B2%95", FOUND),
        ("권한", FOUND),  # decomposed, as macOS writes file names
        ("%E1%84%80%E1%85%AF%E1%86%AB%E1%84%92%E1%85%A1%E1%86%AB", FOUND),
        ("cafe\N{COMBINING ACUTE ACCENT}", FOUND),
        ("top", FOUND),
        ("", FOUND),
        ("field", ""),
        ("in-script", ""),
        ("in-comment", ""),
        ("Setups", "Setup"),
        ("%FF", ""),
    ],
)
def test_anchors(server: Server, fragment: str, found: str) -> None:
    answer = get(f"{server.url}/anchors", body=True)
    assert look_up([fragment], answer.headers, answer.body, whole=True) == {fragment: found}


def test_anchors_that_cannot_be_told(server: Server) -> None:
    for path, fragment, found in (
        ("script", "a", UNKNOWN),
        ("script", "app", FOUND),
        ("pdf", "page=2", UNKNOWN),
        ("korean", "설정", FOUND),
        ("korean", "없음", ""),
    ):
        answer = get(f"{server.url}/{path}", body=True)
        assert look_up([fragment], answer.headers, answer.body, whole=True) == {fragment: found}
    cut = get(f"{server.url}/too-long", body=True)
    seen = look_up(["a", "b"], cut.headers, cut.body, whole=False)
    assert seen == {"a": FOUND, "b": UNKNOWN}
    odd = {"content-type": "text/html; charset=no-such-thing"}
    assert look_up(["a"], odd, b"<h1 id=a>", whole=True) == {"a": FOUND}


def test_retry_after() -> None:
    now = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    assert retry_after("120") == 120
    assert retry_after("Sat, 21 Nov 2026 12:00:30 GMT", now) == 30
    assert retry_after("Sat, 21 Nov 2026 12:00:30 -0000", now) == 30
    assert retry_after("Sat, 21 Nov 2020 12:00:30 GMT", now) == 0
    for odd in ("", "soon", "-5", "１２", "1e9"):
        assert retry_after(odd) is None


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://hanbitlog.co.kr", "https://hanbitlog.co.kr/"),
        ("HTTPS://Hanbitlog.CO.KR:443/a/../b/./c", "https://hanbitlog.co.kr/b/c"),
        ("http://hanbitlog.co.kr:8080?q=1", "http://hanbitlog.co.kr:8080/?q=1"),
        ("//hanbitlog.co.kr/a b", "https://hanbitlog.co.kr/a%20b"),
        ("https://한글.한국/설정#절", "https://xn--bj0bj06e.xn--3e0b707e/%EC%84%A4%EC%A0%95"),
        ("https://a.kr/%ec%84%a4%7e%2f", "https://a.kr/%EC%84%A4~%2F"),
        ("https://a.kr/100%", "https://a.kr/100%"),
        ("https://a.kr/a(b)?x=[1]&y={2}", "https://a.kr/a(b)?x=[1]&y=%7B2%7D"),
        ("https://[2606:4700::1111]/a", "https://[2606:4700::1111]/a"),
        (" https://a.kr/a\n/b\t", "https://a.kr/a/b"),
        ("https://a.kr/\ud800", "https://a.kr/%ED%A0%80"),
    ],
)
def test_addresses(target: str, url: str) -> None:
    assert address_of(target).url == url


@pytest.mark.parametrize(
    "target",
    ["https://", "https://[::1", "https://a b.kr/", "https://a.kr:99999/", "https://a..kr␀/", "//"],
)
def test_addresses_that_are_none(target: str) -> None:
    with pytest.raises(MalformedError):
        address_of(target)


def test_fragments_of_addresses() -> None:
    assert address_of("https://a.kr/#b").fragment == "b"
    assert address_of("https://a.kr/#:~:text=x").fragment == ""
    assert address_of("https://a.kr/#b:~:text=x").fragment == "b"
    assert decoded("%EA%B6%8C") == "권"


def test_credentials_are_seen() -> None:
    for target in ("https://kim:pass@a.kr/x?y#z", "//kim@a.kr", "http://a@b@c.kr/"):
        assert has_credentials(target)
    assert not has_credentials("https://a.kr/@37.5,127.0?to=kim@a.kr")
    assert is_web("//a.kr/")
    assert not is_web("mailto:kim@a.kr")


HOSTS = st.sampled_from(["a.kr", "한글.한국", "A.Example.ORG", "bücher.de", "[::1]", "1.2.3.4"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="#?"), max_size=12)


@given(HOSTS, TEXTS, TEXTS, TEXTS)
def test_normal_addresses_stay_as_they_are(host: str, path: str, query: str, end: str) -> None:
    try:
        address = address_of(f"https://{host}/{path}?{query}#{end}")
    except MalformedError:
        return
    assert address.url.isascii()
    assert " " not in address.url
    again = address_of(address.url)
    assert again.url == address.url
    assert again.host == address.host


NORMAL = (
    r"https?://[a-z0-9][a-z0-9.-]{0,9}(:[0-9]{1,6})?/[a-z%/.]{0,9}([?][a-z=.]{0,5})?(#[a-z]{0,3})?"
)


@given(st.from_regex(NORMAL, fullmatch=True))
def test_short_way_is_the_long_way(target: str) -> None:
    try:
        address = taken_apart(target)
    except MalformedError:
        with pytest.raises(MalformedError):
            address_of(target)
    else:
        assert address_of(target) == address


@given(st.text(max_size=40), st.sampled_from(["https://", "http://", "//", "", "https:"]))
def test_no_text_does_harm_to_addresses(text: str, start: str) -> None:
    target = start + text
    has_credentials(target)
    is_web(target)
    try:
        address = address_of(target)
    except MalformedError:
        return
    assert address.scheme in ("http", "https")
    assert address_of(address.url) == address._replace(fragment="")


@given(st.binary(max_size=300), st.text(max_size=10), st.text(max_size=10))
def test_no_page_does_harm(body: bytes, kind: str, fragment: str) -> None:
    found = look_up([fragment], {"content-type": f"text/html; {kind}"}, body, whole=True)
    assert list(found) == [fragment]
