"""Settings for every test: few generated inputs, always the same, or with `make fuzz` many new."""

import gc
import signal
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from browser import Browser, find_browser
from munjigi.cli import main
from website import REPO_URL, SITE_URL, SIZES, build_site, complaints, served

# A shell that starts us in the background makes us, and all that we start, deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

LONGEST = (
    "site_accessibility",  # builds the site; by the end of the next, it is there for all
    "conformance",
    "planted_faults",
    "site_browser",
    "parity",
    "structure",
    "links_network",
    "second_opinion",
    "new_planned",
    "rules_links",
)

TRACED: set[str] = set()  # the tests of which a case was seen by coverage

settings.register_profile("fuzz", max_examples=2_000, deadline=None, suppress_health_check=SLOW)
settings.register_profile("quick", settings.get_profile("fuzz"), max_examples=200, derandomize=True)
settings.load_profile("quick")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "untraced: coverage looks at the first case, if at all")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, so that no test process ends long after the others."""
    order = {f"test_{name}": number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Run what goes over the same code again and again without coverage's tracer.

    Up to Python 3.13 it makes all code three times as slow. The marker `no_cover` of pytest-cov
    does not help: in a test process there is a second tracer, which then goes on.
    """
    function, _, case = item.nodeid.partition("[")
    if not item.get_closest_marker("untraced") or (case and function not in TRACED):
        TRACED.add(function)
        return (yield)
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(tracer)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """Runs a command: its exit code, what it printed, and what it said."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    usual = gc.get_threshold()
    yield call
    gc.unfreeze()  # a command that asks servers keeps all that there is: its process soon ends
    gc.set_threshold(*usual)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """This repository's site, built strictly, once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    return build_site(folder / "built-site", SITE_URL=SITE_URL, REPO_URL=REPO_URL)


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Where the built site is served, with a `/` at the end."""
    with served(built) as place:
        yield place


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One browser for all tests of a process."""
    program = find_browser()
    if program is None:
        pytest.fail("no browser found: install Chromium (on Debian: apt-get install chromium)")
    with Browser(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(running: Browser) -> Iterator[Browser]:
    """The browser at a desk's size; a test fails where a page complained or fetched from afar."""
    running.size(*SIZES["desk"])
    running.scheme("light")
    running.events()
    yield running
    assert list(complaints(running)) == []
