"""Settings for every test: few examples, or many with `--hypothesis-profile=long`."""

import signal
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from munjigi.cli import main

# A shell that starts us in the background makes us, and all that we start, deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

settings.register_profile("quick", max_examples=200, deadline=None, suppress_health_check=SLOW)
settings.register_profile("long", max_examples=20_000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("quick")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command: its exit code, what it printed, and what it said."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capfd.readouterr()
        return code, out, err

    return call
