"""The cache saves work and never changes what is found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import munjigi.reader
from munjigi import cache as cache_module
from munjigi.cache import RULESETS, Cache
from munjigi.cachefolder import write_private
from munjigi.config import load_config
from munjigi.loader import Loaded, load_site
from munjigi.memo import KEPT, Memo
from munjigi.page import Page
from test_loader import Reader, many, whole, write

PAST = 1_700_000_000


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(munjigi.reader, "read", made, raising=False)
    return made


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as old as soon as they are written."""
    monkeypatch.setattr("munjigi.loader.FRESH", -10_000_000_000)
    monkeypatch.setattr("munjigi.memo.FRESH", -10_000_000_000)


def load(folder: Path, **options: Any) -> Loaded:
    """The project loaded with its cache."""
    return load_site(load_config(folder), cache=Cache(str(folder)), jobs=1, **options)


def facts(loaded: Loaded) -> list[object]:
    return [whole(page.facts) for page in loaded.site.pages.values()]


@pytest.fixture
def site(tmp_path: Path, reader: Reader) -> Path:
    """Three pages, read once."""
    many(tmp_path, 3)
    load(tmp_path)
    reader.read_paths.clear()
    return tmp_path


def test_nothing_is_read_twice(site: Path, reader: Reader) -> None:
    first = load_site(load_config(site), jobs=1)
    reader.read_paths.clear()
    again = load(site)
    assert (reader.read_paths, again.read) == ([], 0)
    assert facts(again) == facts(first)
    assert (site / ".cache/munjigi/.gitignore").read_text(encoding="utf-8") == "*\n"
    assert sorted(os.listdir(site / ".cache/munjigi")) == [".gitignore", "pages"]


def test_what_changed_is_read(site: Path, reader: Reader) -> None:
    (site / "d/page-1.md").write_text("[new](x.md)", encoding="utf-8")
    (site / "d/page-0.md").unlink()
    write(site, {"d/more.md": "m"})
    loaded = load(site)
    assert sorted(reader.read_paths) == ["d/more.md", "d/page-1.md"]
    assert loaded.site.pages["d/page-1.md"].links[0].href == "x.md"
    assert "d/page-0.md" not in loaded.site.pages
    assert load(site).read == 0


def test_the_same_length_and_time_deceive_nobody(site: Path, reader: Reader) -> None:
    path = site / "d/page-1.md"
    info, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("page-1", "page-2"), encoding="utf-8")
    os.utime(path, ns=(info.st_atime_ns, info.st_mtime_ns))
    assert load(site).site.pages["d/page-1.md"].links[0].href == "page-2.md"


def test_the_content_decides_where_times_differ(site: Path, reader: Reader) -> None:
    os.utime(site / "d/page-1.md", (PAST, PAST))
    loaded = load(site)
    assert (reader.read_paths, loaded.read) == ([], 1)
    assert load(site).read == 0


def test_fresh_files_are_read_again(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("munjigi.loader.FRESH", 10**12)
    many(tmp_path, 2)
    assert load(tmp_path).fresh
    assert load(tmp_path).read == 2
    assert len(reader.read_paths) == 2


def test_settings_that_matter_discard_all(site: Path) -> None:
    write(site, {"mkdocs.yml": "docs_dir: d\nmarkdown_extensions: [abbr]"})
    assert load(site).read == 3
    write(site, {"mkdocs.yml": "docs_dir: d\nmarkdown_extensions: [abbr]\nsite_name: other"})
    assert load(site).read == 0


def keep(path: Path, data: bytes) -> None:
    """Write a file of the cache as we write it."""
    assert write_private(str(path.parent), path.name, [data]) is None


def spoil(path: Path, how: str) -> None:
    """Damage the cache."""
    data = path.read_bytes().partition(b"\n")[2]
    head, _, body = data.partition(b"\n")
    foreign = json.loads(head)
    foreign[2] = "0.0.0-other"
    keep(
        path,
        {
            "cut": data[: len(data) // 2],
            "bit": data[:-5] + bytes([data[-5] ^ 1]) + data[-4:],
            "empty": b"",
            "noise": os.urandom(500),
            "version": json.dumps(foreign).encode() + b"\n" + body,
            "deep": b"[" * 100_000,
            "other": b'{"a": 1}\n',
        }[how],
    )


@pytest.mark.parametrize("how", ["cut", "bit", "empty", "noise", "version", "deep", "other"])
def test_damage_is_mended_silently(site: Path, how: str) -> None:
    before = facts(load(site))
    spoil(site / ".cache/munjigi/pages", how)
    cache = Cache(str(site))
    again = load_site(load_config(site), cache=cache)
    assert (again.read, cache.warning) == (3, None)
    assert facts(again) == before
    assert load(site).read == 0


def forge(site: Path, old: bytes, new: bytes) -> None:
    """Change the cache and give it a checksum that fits."""
    path = site / ".cache/munjigi/pages"
    _, head, body = path.read_bytes().split(b"\n", 2)
    assert old in body
    body = body.replace(old, new)
    digest = json.loads(head)[3]
    head = json.dumps(cache_module._header(digest, zlib.crc32(body))).encode()
    keep(path, head + b"\n" + body)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\n\t\t\t", b'\n[-1,-1,{"":"exec","v":"x"},"",-1]\t\t\t'),
        (b"\n\t\t\t", b"\n[[\t\t\t"),
        (b"\n\t\t\t", b"\n\t\t"),
        (b'[[], [["d/page-0.md"', b'[[], [["d/page-9.md"], ["d/page-0.md"'),
        (b'[[], [["d/page-0.md"', b'["nothing", 7, ["'),
    ],
)
def test_forged_entries_are_no_more_than_data(site: Path, old: bytes, new: bytes) -> None:
    before = facts(load(site))
    forge(site, old, new)
    assert facts(load(site)) == before


def count_links(page: Page) -> int:
    return len(page.links) + len(page.text)


def test_findings_are_kept_for_each_set_of_rules(site: Path, reader: Reader) -> None:
    first = load(site, check=count_links, ruleset="a")
    assert (first.read, reader.read_paths) == (3, [])
    assert first.findings == load(site, check=count_links, ruleset="a").findings
    for ruleset in "bcd"[:RULESETS]:
        assert load(site, check=count_links, ruleset=ruleset).findings == first.findings
    assert load(site, check=count_links, ruleset="d").read == 0
    assert load(site, check=count_links, ruleset="a").read == 3
    assert load(site).findings == {}


def test_a_forged_finding_is_made_again(site: Path) -> None:
    load(site, check=count_links, ruleset="rules-of-mine")
    right = load(site, check=count_links, ruleset="rules-of-mine")
    lines = (site / ".cache/munjigi/pages").read_bytes().split(b"\n")
    forge(site, b"\n" + lines[4] + b"\n", b"\n{\n")
    assert load(site, check=count_links, ruleset="rules-of-mine").findings == right.findings


SNIPPETS = "docs_dir: docs\nmarkdown_extensions: [pymdownx.snippets: {base_path: [inc, docs]}]"


def test_pages_depend_on_their_snippets(tmp_path: Path, reader: Reader) -> None:
    write(tmp_path, {"mkdocs.yml": SNIPPETS, "docs/a.md": "--8<-- s.txt\n", "docs/b.md": "b"})
    write(tmp_path, {"docs/s.txt": "[one](1.md)"})
    hrefs = [link.href for link in load(tmp_path).site.pages["docs/a.md"].links]
    write(tmp_path, {"docs/s.txt": "[two](2.md)"})
    hrefs += [link.href for link in load(tmp_path).site.pages["docs/a.md"].links]
    write(tmp_path, {"inc/s.txt": "[three](3.md)"})  # now found before the other
    hrefs += [link.href for link in load(tmp_path).site.pages["docs/a.md"].links]
    os.utime(tmp_path / "inc/s.txt", (PAST, PAST))
    assert load(tmp_path).read == 0
    (tmp_path / "inc/s.txt").unlink()
    hrefs += [link.href for link in load(tmp_path).site.pages["docs/a.md"].links]
    assert hrefs == ["1.md", "2.md", "3.md", "2.md"]
    assert reader.read_paths.count("docs/b.md") == 1


def test_a_folder_that_cannot_be_written_is_one_warning(site: Path) -> None:
    (site / ".cache/munjigi/pages").unlink()
    (site / ".cache/munjigi/.gitignore").unlink()
    (site / ".cache/munjigi").rmdir()
    (site / ".cache/munjigi").write_text("", encoding="utf-8")
    cache = Cache(str(site))
    assert load_site(load_config(site), cache=cache).read == 3
    assert cache.warning is not None
    assert "File exists" in cache.warning.en
    assert "\n" not in cache.warning.en + cache.warning.ko
    cache.save("x", {})
    Memo(str(site)).put("x", load(site), time.time_ns(), "out")


def test_a_failed_write_leaves_the_old_cache(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (site / ".cache/munjigi/pages").read_bytes()
    monkeypatch.setattr("munjigi.cache.os.replace", full)
    write(site, {"d/new.md": "x"})
    load(site)
    assert (site / ".cache/munjigi/pages").read_bytes() == before
    assert sorted(os.listdir(site / ".cache/munjigi")) == [".gitignore", "pages"]


def test_two_runs_at_once_break_nothing(site: Path) -> None:
    config, failures = load_config(site), []

    def run() -> None:
        for _ in range(15):
            cache = Cache(str(site))
            entries = cache.load(config.digest)
            if len(entries) != 3:
                failures.append(len(entries))
            cache.save(config.digest, entries)

    script = f"import sys; sys.path.insert(0, {str(Path(cache_module.__file__).parents[1])!r})\n"
    script += (
        f"from munjigi.cache import Cache\nfor _ in range(40):\n cache = Cache({str(site)!r})\n"
    )
    script += f" entries = cache.load({config.digest!r})\n assert len(entries) == 3\n"
    script += f" cache.save({config.digest!r}, entries)\n assert cache.warning is None\n"
    others = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(2)]
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert [other.wait() for other in others] == [0, 0]
    assert failures == []


@pytest.fixture
def remembered(tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose last run is remembered."""
    monkeypatch.setenv("SOME_NAME", "one")
    write(tmp_path, {"mkdocs.yml": f"site_name: !ENV SOME_NAME\n{SNIPPETS}\nINHERIT: base.yml"})
    write(tmp_path, {"base.yml": "strict: true", "docs/a.md": "--8<-- s.txt", "inc/s.txt": "s"})
    Memo(str(tmp_path)).put("check", load(tmp_path), time.time_ns(), "outcome 결과")
    assert outcome(tmp_path) == "outcome 결과"
    return tmp_path


def outcome(folder: Path, options: str = "check") -> str | None:
    """What is remembered, if it holds."""
    run = Memo(str(folder)).get(options)
    return None if run is None else run[0]


CHANGES: dict[str, Callable[[Path], object]] = {
    "page": lambda folder: write(folder, {"docs/a.md": "new"}),
    "new page": lambda folder: write(folder, {"docs/b.md": "new"}),
    "asset": lambda folder: write(folder, {"docs/b.png": "new"}),
    "removed": lambda folder: (folder / "docs/a.md").unlink(),
    "renamed": lambda folder: (folder / "docs/a.md").rename(folder / "docs/c.md"),
    "snippet": lambda folder: write(folder, {"inc/s.txt": "t"}),
    "snippet removed": lambda folder: (folder / "inc/s.txt").unlink(),
    "configuration": lambda folder: write(folder, {"mkdocs.yml": SNIPPETS}),
    "inherited": lambda folder: write(folder, {"base.yml": "strict: false"}),
    "no configuration": lambda folder: (folder / "mkdocs.yml").unlink(),
    "touched": lambda folder: os.utime(folder / "docs/a.md", (PAST, PAST)),
    "damage": lambda folder: keep(folder / ".cache/munjigi/runs", b"[]\n[]"),
    "noise": lambda folder: keep(folder / ".cache/munjigi/runs", b"\xff"),
    "another's": lambda folder: os.utime(folder / ".cache/munjigi/runs"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_forgets_the_run(remembered: Path, change: str) -> None:
    CHANGES[change](remembered)
    assert Memo(str(remembered)).get("check") is None


def test_what_else_decides_a_run(remembered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memo = Memo(str(remembered))
    assert memo.get("check --select links") is None
    with monkeypatch.context() as patch:
        patch.setenv("SOME_NAME", "two")
        assert memo.get("check") is None
    with monkeypatch.context() as patch:
        patch.setattr("munjigi.inputs.time.strftime", lambda _: "2999-01-01")
        assert memo.get("check") is None
    with monkeypatch.context() as patch:
        patch.setattr("munjigi.memo.__version__", "0.0.0-other")
        assert memo.get("check") is None
    assert memo.get("check") is not None
    loaded = load(remembered)
    for number in range(KEPT):
        memo.put(f"run {number}", loaded, time.time_ns(), str(number))
    assert memo.get("check") is None
    assert outcome(remembered, f"run {KEPT - 1}") == str(KEPT - 1)


def test_a_run_record_of_another_shape_is_none(remembered: Path) -> None:
    from munjigi import memo as memo_module

    for body in (b"[1]", b'{"check": {}}', b'{"check": 7}', b'{"check": {"inputs": []}}'):
        head = json.dumps(memo_module._header(body)).encode()
        keep(remembered / ".cache/munjigi/runs", head + b"\n" + body)
        assert Memo(str(remembered)).get("check") is None


def test_fresh_files_are_not_trusted(remembered: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = load(remembered)
    monkeypatch.setattr("munjigi.memo.FRESH", 10**12)
    memo = Memo(str(remembered))
    memo.put("fresh", loaded, time.time_ns(), "x")
    assert memo.get("fresh") is None
    monkeypatch.setattr("munjigi.memo.FRESH", -(10**12))
    memo.put("fresh", loaded._replace(fresh=True), time.time_ns(), "x")
    assert memo.get("fresh") is None


def outside(site: Path) -> Path:
    """A file that is none of the project's."""
    path = site.parent / f"{site.name}-outside"
    path.mkdir()
    (path / "kept").write_text("kept", encoding="utf-8")
    return path


@pytest.mark.parametrize("link", [".cache", ".cache/munjigi"])
def test_a_cache_that_is_elsewhere_is_neither_read_nor_written(site: Path, link: str) -> None:
    other = outside(site)
    shutil.copytree(site / link, other, dirs_exist_ok=True)
    before = {path: path.read_bytes() for path in other.rglob("*") if path.is_file()}
    shutil.rmtree(site / link)
    (site / link).symlink_to(other)
    cache = Cache(str(site))
    assert load_site(load_config(site), cache=cache).read == 3
    assert cache.warning is not None
    assert "symlink" in cache.warning.en
    assert {path: path.read_bytes() for path in other.rglob("*") if path.is_file()} == before


def test_symlinks_in_the_cache_lead_nowhere(site: Path) -> None:
    folder, other = site / ".cache/munjigi", outside(site)
    for name in (".gitignore", "pages", f"pages.{os.getpid()}.tmp", f"runs.{os.getpid()}.tmp"):
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(other / ("new" if name == ".gitignore" else "kept"))
    loaded = load(site)
    Memo(str(site)).put("x", loaded, time.time_ns(), "out")
    assert (loaded.read, load(site).read) == (3, 0)
    assert outcome(site, "x") == "out"
    assert [path.read_text(encoding="utf-8") for path in other.iterdir()] == ["kept"]


def test_a_pipe_in_the_cache_keeps_nobody_waiting(site: Path) -> None:
    (site / ".cache/munjigi/pages").unlink()
    os.mkfifo(site / ".cache/munjigi/pages")
    assert load(site).read == 3


@pytest.mark.parametrize("name", ["pages", "runs"])
def test_a_cache_from_elsewhere_is_not_believed(site: Path, name: str) -> None:
    Memo(str(site)).put("x", load(site), time.time_ns(), "out")
    path = site / ".cache/munjigi" / name
    copy = path.read_bytes()
    path.unlink()
    path.write_bytes(copy)  # as a checkout writes it
    assert (load(site).read, outcome(site, "x")) == ((3, "out") if name == "pages" else (0, None))
