"""The requirements pin every package that pip installs, at the version that the tests ran with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def pins(name: str) -> dict[str, str]:
    """The version of each package that a file pins, with those of the file that it includes."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= pins(line.removeprefix("-r "))
        elif line and not line.startswith(("#", "-e ")):
            package, equals, version = line.partition("==")
            assert equals, line
            found[canonicalize_name(package)] = version
    return found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_pins_are_complete(name: str) -> None:
    pinned = pins(name)
    assert pinned
    for package, version in pinned.items():
        try:
            installed = distribution(package)
        except PackageNotFoundError:
            continue  # a tool that this environment does without
        assert installed.version == version, package
        for needed in map(Requirement, installed.requires or ()):
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in pinned, f"{package} needs {needed}"


def test_plain_install_has_the_toolkit_and_all_that_the_site_needs() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "-e ." in lines
    needed = {"mkdocs", "mkdocs-material", "mkdocs-static-i18n", "markdown", "pymdown-extensions"}
    assert (
        needed | {"pyyaml", "markdown-it-py", "linkchecker", "pytest"}
        <= pins("requirements.txt").keys()
    )
