"""`munjigi links` on networks that are down, shut, or lead elsewhere, each in a namespace."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import networks
from munjigi.external import network
from munjigi.external.answers import Answer, Hop, Reason
from munjigi.external.network import Network
from munjigi.model import Text
from networks import Ran

MUNJIGI = str(Path(sys.executable).with_name("munjigi"))
NAMES = {f"{name}.kr": f"93.184.1.{number}" for number, name in enumerate("abcd", 1)}
UP, DOWN = (dict.fromkeys(NAMES.values(), kind) for kind in ("ok", "closed"))
THREE = "[a](https://a.kr/) [b](https://b.kr/) [c](https://c.kr/)\n"
needs_namespaces = pytest.mark.skipif(not networks.possible(), reason="no namespaces here")


def links(folder: Path, text: str, *options: str, **played: Any) -> Ran:
    """Run the command on a project whose one page says this."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs/index.md").write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Test\n", encoding="utf-8")
    return networks.run(folder, [MUNJIGI, "links", *options], **played)


DEAD_NETWORKS: dict[str, tuple[str, dict[str, Any], Text]] = {
    "no-route": (THREE, {"dns": "refuses", "route": False}, network.NO_ROUTE),
    "no-route-for-one-host": ("[a](https://a.kr/)", {"route": False}, network.NO_ROUTE),
    "no-name-server": (THREE, {"dns": "refuses"}, network.NO_NAMES),
    "only-its-own-names": ("[a](https://a.kr/)", {"dns": "internal"}, network.NO_NAMES),
    "refused-everywhere": (THREE, {"names": NAMES, "hosts": DOWN}, network.SILENT),
    "dropped-everywhere": (THREE, {"names": NAMES}, network.SILENT),
    "captive-portal": (
        f"{THREE} [d](http://d.kr/)",
        {"names": dict.fromkeys(NAMES, "93.184.1.1"), "hosts": {"93.184.1.1": "portal"}},
        network.UNTRUSTED,
    ),
}


@needs_namespaces
@pytest.mark.parametrize("case", DEAD_NETWORKS)
def test_a_network_that_is_down_is_told_soon(tmp_path: Path, case: str) -> None:
    text, played, fault = DEAD_NETWORKS[case]
    ran = links(tmp_path, text, "--timeout", "1", **played)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"munjigi: nothing was checked: {fault.en}\n"
    assert ran.seconds < 6


@needs_namespaces
def test_hosts_that_are_down_are_not_the_network(tmp_path: Path) -> None:
    """A host that was well tells; where nobody can, nothing was checked."""
    whole = f"{THREE} [d](https://d.kr/)"
    assert links(tmp_path, whole, names=NAMES, hosts=UP).code == 0
    played: dict[str, Any] = {"names": NAMES, "hosts": {**DOWN, NAMES["d.kr"]: "ok"}}
    ran = links(tmp_path, THREE.replace("/)", "/new)"), **played)
    assert (ran.code, "3 unreachable just now" in ran.err) == (0, True)
    (tmp_path / ".cache/munjigi/links.db").unlink()
    assert links(tmp_path, THREE, **played).code == 2
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"{config.read_text()}repo_url: https://d.kr/a/b\n")
    again = [MUNJIGI, "links", "--timeout", "1", "--no-cache"]
    ran = networks.run(tmp_path, again, **played)
    assert (ran.code, "3 unreachable just now" in ran.err) == (0, True)
    assert all(one.startswith(("a.", "b.", "c.", "d.")) for one in ran.lookups)


@needs_namespaces
def test_names_that_are_gone_are_dead_on_the_first_run(tmp_path: Path) -> None:
    ran = links(tmp_path, THREE)
    assert (ran.code, "3 dead" in ran.err) == (1, True)
    assert ran.out.count("there is no such name") == 3


@needs_namespaces
def test_ipv6_alone(tmp_path: Path) -> None:
    six = "2606:2800:1::1"
    played: dict[str, Any] = {"route": False, "route6": True, "hosts": {six: "ok"}}
    names = {"a.kr": six, "b.kr": NAMES["b.kr"]}
    ran = links(tmp_path, "[a](https://a.kr/) [b](https://b.kr/)", names=names, **played)
    assert (ran.code, "1 ok, 1 not checked" in ran.err) == (0, True)
    assert "this machine has no way to it, by IPv6 or by IPv4 alone" in ran.out


@needs_namespaces
def test_a_host_that_only_ipv6_leads_to(tmp_path: Path) -> None:
    names = {"a.kr": "2606:2800:1::1", "b.kr": NAMES["b.kr"]}
    played: dict[str, Any] = {"names": names, "hosts": {NAMES["b.kr"]: "ok"}}
    ran = links(tmp_path, "[a](https://a.kr/) [b](https://b.kr/)", **played)
    assert (ran.code, "1 ok, 1 not checked" in ran.err) == (0, True)
    assert ran.seconds < 5  # tried once


def watched(
    answers: dict[str, Answer],
    reasons: Mapping[str, Reason | None],
    *,
    names: bool = True,
    **more: Any,
) -> Any:
    """What a run over these makes of its network; `names` says whether any name is found."""

    async def connect(url: str, _: float) -> Reason | None:
        return reasons[url]

    async def exists(_: str, __: float) -> bool:
        return names

    async def run() -> Any:
        made = Network([*answers], connect, secure=True, known=[*reasons], **more)

        async def work() -> None:
            for host, answer in answers.items():
                made.note(answer._replace(url=answer.url or f"https://{host}/"))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(network, "exists", exists)
            patch.setattr(network, "has_route", lambda: True)
            return await made.watch(work())

    return asyncio.run(run())


REFUSED = Answer("", "", reason=Reason.CONNECT)
UNTRUSTED = Answer("", "", reason=Reason.CERTIFICATE)
PLAIN = Answer("http://p.kr/", "", 200)


def test_what_is_wrong() -> None:
    three = {"a.kr": REFUSED, "b.kr": REFUSED, "c.kr": REFUSED}
    assert watched(three, {}) is network.SILENT
    assert watched({**three, "p.kr": PLAIN}, {}) is None
    assert watched({**three, "p.kr": PLAIN._replace(status=511)}, {}) is network.SILENT
    assert watched({"a.kr": REFUSED, "b.kr": REFUSED}, {}) is None
    bad = {f"https://{name}.kr/": Reason.CONNECT for name in "xy"}
    assert watched({"a.kr": REFUSED}, bad) is network.SILENT
    assert watched({"a.kr": REFUSED}, {**bad, "https://z.kr/": None}) is None
    gone = Answer("", "", reason=Reason.UNKNOWN_NAME)
    assert watched(dict.fromkeys(three, gone), {}) is None
    assert watched(dict.fromkeys(three, gone), {}, names=False) is network.NO_NAMES
    assert watched({"1.2.3.4": REFUSED}, {}, names=False) is None
    assert watched(three, {}, names=False) is network.SILENT  # their names were found


def test_who_reads_along() -> None:
    three = dict.fromkeys(("a.kr", "b.kr", "c.kr"), UNTRUSTED)
    assert watched(three, {}) is network.UNTRUSTED
    assert watched({**three, "p.kr": PLAIN}, {}) is network.UNTRUSTED
    assert watched({"a.kr": UNTRUSTED, "p.kr": PLAIN}, {}) is None
    bad = {f"https://{name}.kr/": Reason.CERTIFICATE for name in "xy"}
    assert watched({"a.kr": UNTRUSTED, "p.kr": PLAIN}, bad) is network.UNTRUSTED
    listens: dict[str, Reason | None] = {"http://z.kr/": None}  # as one that wants a sign-in does
    assert watched({**three, "p.kr": PLAIN}, listens) is network.UNTRUSTED
    wall = Answer("", "http://login.kr/", 0, hops=(Hop(302, "http://login.kr/"),))
    assert watched({**three, "d.kr": wall}, {}) is None  # d.kr itself answered, by https


def test_silence_is_looked_at_before_all_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "SILENCE", 0.01)
    monkeypatch.setattr(network, "has_route", lambda: True)
    asked: list[str] = []

    async def connect(url: str, _: float) -> Reason | None:
        asked.append(url)
        return Reason.TIMEOUT

    async def exists(_: str, __: float) -> bool:
        return found

    async def run(known: list[str], seconds: float) -> Any:
        made = Network(["a.kr"], connect, secure=True, known=known)

        async def work() -> None:
            await asyncio.sleep(seconds)
            made.note(Answer("https://a.kr/", "", 200))

        return await asyncio.wait_for(made.watch(work()), 5)

    monkeypatch.setattr(network, "exists", exists)
    found = False
    assert asyncio.run(run([], 60)) is network.NO_NAMES
    found = True
    three = [f"https://{name}.kr/" for name in "xyz"]
    assert asyncio.run(run(three, 60)) is network.SILENT
    assert asked == three
    assert asyncio.run(run(three[:2], 0.1)) is None  # it was only slow


def test_a_run_that_is_stopped_leaves_nothing_behind() -> None:
    async def connect(_: str, __: float) -> Reason | None:
        return None

    async def run() -> None:
        made = Network(["a.kr"], connect, secure=True)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(made.watch(asyncio.sleep(60)), 0.05)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(run())
