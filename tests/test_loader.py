"""Pages are found and read whatever stands in the folder, alone or in parallel."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import munjigi.reader
from built_site import plain_facts
from munjigi import workers
from munjigi.cache import Cache
from munjigi.codec import PARTS, decode, encode
from munjigi.config import load_config
from munjigi.detail import Detail
from munjigi.digest import SIZE_LIMIT
from munjigi.discover import Where, scan
from munjigi.facts import (
    Anchor,
    Comment,
    Definition,
    Facts,
    Flaw,
    FrontMatter,
    Heading,
    Image,
    Include,
    Link,
    Reference,
)
from munjigi.keptfacts import KeptFacts
from munjigi.loader import Loaded, load_site
from munjigi.page import Page
from munjigi.reading import PageRead
from munjigi.snippets import Snippets
from munjigi.walk import VISITS


class Reading(NamedTuple):
    facts: Facts
    detail: Detail | None


def whole(facts: Facts | KeptFacts) -> Facts:
    """All the parts of facts."""
    return Facts(*(getattr(facts, name) for name in Facts._fields))


def never() -> Facts:
    """For facts that need not be read again."""
    raise AssertionError


class Reader:
    """A reader of simple Markdown that counts, and includes the file that `--8<-- name` names."""

    def __init__(self) -> None:
        self.read_paths: list[str] = []

    def __call__(
        self, text: str, *, path: str, dialect: object, open_snippet: Any, deep: bool = False
    ) -> Reading:
        self.read_paths.append(path)
        if "BOOM" in text:
            raise RuntimeError(path)
        if "DIE" in text and os.getpid() != PARENT:
            os.kill(os.getpid(), signal.SIGKILL)
        names = [line[7:] for line in text.splitlines() if line.startswith("--8<-- ")]
        opened = [open_snippet(name, []) for name in names]
        includes = tuple(
            Include(path, 0, 1, name, found[0] if found else None)
            for name, found in zip(names, opened, strict=True)
        )
        text += "".join(found[1] for found in opened if found)
        facts = plain_facts(text, path)._replace(includes=includes)
        return Reading(facts, Detail() if deep else None)


PARENT = os.getpid()


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(munjigi.reader, "read", made, raising=False)
    return made


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A project with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def load(folder: Path, **options: Any) -> Loaded:
    """The project loaded."""
    return load_site(load_config(folder), **options)


def notes(loaded: Loaded) -> dict[str, str]:
    """What cannot be read, by path."""
    every = [flaw for page in loaded.site.pages.values() for flaw in page.flaws]
    return {flaw.path: flaw.note for flaw in (*every, *loaded.site.flaws)}


@pytest.mark.usefixtures("reader")
def test_pages_come_in_mkdocs_order(tmp_path: Path) -> None:
    from mkdocs.config import load_config as mkdocs
    from mkdocs.structure.files import get_files

    names = ("b.md", "a.md", "README.md", "z/index.md", "z/a.md", "c/d/e.md", "c/x.png", "B.md")
    write(tmp_path, {"mkdocs.yml": "site_name: x", **{f"docs/{name}": "x" for name in names}})
    theirs = get_files(mkdocs(str(tmp_path / "mkdocs.yml")))
    assert list(load(tmp_path).site.files) == list(theirs.src_uris)


@pytest.mark.usefixtures("reader")
def test_what_cannot_be_read_is_a_flaw(tmp_path: Path) -> None:
    write(tmp_path, {"mkdocs.yml": "site_name: x", "docs/good.md": "[a](b.md)"})
    write(
        tmp_path, {"docs/bytes.md": b"a\n\xff", "docs/nul.md": b"a\0b", "docs/folder.md/in.md": "x"}
    )
    with open(tmp_path / "docs/large.md", "wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    write(tmp_path.parent, {"outside.md": "secret", "away/x.md": "secret"})
    docs = tmp_path / "docs"
    (docs / "out.md").symlink_to(tmp_path.parent / "outside.md")
    (docs / "out.png").symlink_to(tmp_path.parent / "outside.md")
    (docs / "away").symlink_to(tmp_path.parent / "away")
    (docs / "gone.md").symlink_to("nowhere.md")
    (docs / "loop.md").symlink_to("loop.md")
    (docs / "circle").symlink_to(docs)
    (docs / "inside.md").symlink_to("good.md")
    os.mkfifo(docs / "pipe.md")
    loaded = load(tmp_path)
    told = {path.removeprefix("docs/"): note for path, note in notes(loaded).items()}
    assert told == {
        "bytes.md": "line 2: byte 0xff is not UTF-8",
        "nul.md": "line 1: NUL character",
        "folder.md": "is a folder",
        "large.md": "is larger than 10 MB",
        "out.md": "is a symlink that leaves the project",
        "out.png": "is a symlink that leaves the project",
        "away": "is a symlink that leaves the project",
        "gone.md": "cannot be read: No such file or directory",
        "loop.md": "cannot be read: Too many levels of symbolic links",
        "circle": "is a symlink that leads in circles",
        "pipe.md": "is no regular file",
    }
    assert {"docs/folder.md/in.md", "docs/inside.md"} <= set(loaded.site.pages)
    assert loaded.site.pages["docs/inside.md"].links
    assert "out.png" in loaded.site.files
    assert loaded.site.head("out.png") == b""
    assert loaded.site.pages["docs/gone.md"].text == ""
    assert not any(path.startswith("docs/away/") for path in loaded.site.pages)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.usefixtures("reader")
def test_permissions_are_respected(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "x", "b/c.md": "x"})
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "b").chmod(0)
    told = notes(load(tmp_path))
    (tmp_path / "b").chmod(0o700)
    assert told == {"a.md": "Permission denied", "b": "cannot be read: Permission denied"}


@pytest.mark.usefixtures("reader")
def test_files_that_vanish_while_we_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": "x", "b/c.md": "x"})
    config = load_config(tmp_path)
    real = os.scandir

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if path.endswith("b"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("munjigi.walk.os.scandir", scandir)
    loaded = load_site(config)
    assert notes(loaded) == {"b": "cannot be read: Permission denied"}
    (tmp_path / "a.md").unlink()
    assert loaded.site.head("a.md") == b""
    assert loaded.site.pages["a.md"].text == ""
    assert loaded.site.text("a.md") == ""


def test_symlinks_between_folders_end(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"d{number}").mkdir()
    for number in range(11):
        for name in ("x", "y"):
            (tmp_path / f"d{number}" / name).symlink_to(tmp_path / f"d{number + 1}")
    write(tmp_path, {"d11/a.md": "x"})
    found = scan(Where.of(load_config(tmp_path)))
    assert 1 < len(found.files) < 12 * VISITS * 2
    assert {flaw.note for flaw in found.flaws} == {"is a symlink that leads in circles"}


@pytest.mark.usefixtures("reader")
def test_a_plain_folder_leaves_tools_out(tmp_path: Path) -> None:
    names = (
        "a.md",
        ".git/x.md",
        "node_modules/x.md",
        "venv/pyvenv.cfg",
        "venv/x.md",
        ".github/x.md",
    )
    write(tmp_path, dict.fromkeys(names, "x"))
    assert set(load(tmp_path).site.pages) == {"a.md"}


@pytest.mark.usefixtures("reader")
def test_hidden_folders_count_where_a_pattern_takes_them_in(tmp_path: Path) -> None:
    config = "exclude_docs: '!.well-known'"
    write(tmp_path, {"mkdocs.yml": config, "docs/.well-known/a.md": "x", "docs/.git/b.md": "x"})
    assert [page.path for page in load(tmp_path).site.views[0].pages] == ["docs/.well-known/a.md"]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("options", "left"),
    [
        ("glob: '**/part-*.md'", {"part-a.md", "sub/b.md"}),
        ("glob: [sub/*, '*.txt']", {"part-a.md"}),
        ("regex: 'sub/.*b'", {"part-a.md", "sub/part-a.md"}),
        ("{glob: 3, regex: ['(a+)+b', '(', part-]}", {"sub/part-a.md", "sub/b.md"}),
    ],
)
def test_mkdocs_exclude_takes_files_out(tmp_path: Path, options: str, left: set[str]) -> None:
    """As `Exclude.on_files` of mkdocs-exclude 1.0.2; a slow expression excludes nothing."""
    config = f"plugins: [exclude: {options if '{' in options else '{' + options + '}'}]"
    names = ("part-a.md", "sub/part-a.md", "sub/b.md")
    write(tmp_path, {"mkdocs.yml": config, **{f"docs/{name}": "x" for name in names}})
    assert {page.src for page in load(tmp_path).site.views[0].pages} == left


@pytest.mark.usefixtures("reader")
def test_the_theme_brings_files(tmp_path: Path) -> None:
    config = (
        "theme: {name: x, custom_dir: over}\nplugins: [i18n: {docs_structure: folder, languages: "
    )
    config += "[{locale: ko, default: true, name: x}, {locale: en, name: y}]}]"
    names = ("over/main.html", "over/img/x.svg", "over/notes.md", "over/shared.png", "over/main.py")
    docs = ("docs/ko/a.md", "docs/en/a.md", "docs/shared.png", "docs/style.css")
    write(tmp_path, {"mkdocs.yml": config, **dict.fromkeys((*names, *docs), "x")})
    site = load(tmp_path).site
    assert set(site.pages) == {"docs/ko/a.md", "docs/en/a.md"}
    assets = {src for src, file in site.files.items() if not file.markdown}
    assert assets == {"shared.png", "img/x.svg", "style.css"}
    assert site.files["shared.png"].path == "docs/shared.png"
    assert set(site.support) == {"docs/style.css", "over/main.html", "over/img/x.svg"}
    for view in site.views:
        found = view.resolve_target(site.pages["docs/en/a.md"], "/img/x.svg")
        assert (found.kind, found.form) == ("asset", "absolute")
    assert site.head("shared.png") == b"x"
    assert site.head("none.png") == b""


@pytest.mark.usefixtures("reader")
def test_text_stays_in_the_project(tmp_path: Path) -> None:
    write(tmp_path.parent, {"secret.txt": "x"})
    write(tmp_path, {"a.md": "x", "b.bin": b"\xff"})
    text = load(tmp_path).site.text
    assert [text(path) for path in ("a.md", "../secret.txt", "b.bin", "none")] == ["x", "", "", ""]


@pytest.mark.usefixtures("reader")
def test_pages_load_text_and_detail_when_asked(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "one", "bad.md": b"\xff"})
    pages = load(tmp_path).site.pages
    assert (pages["a.md"].text, pages["a.md"].detail) == ("one", Detail())
    assert (pages["bad.md"].text, pages["bad.md"].detail) == ("", Detail())


def many(folder: Path, count: int, text: str = "[a](page-{0}.md) # {0}\n") -> Path:
    """A folder with many pages."""
    files: dict[str, str | bytes] = {f"d/page-{n}.md": text.format(n) for n in range(count)}
    return write(folder, files)


def links_checked(page: Page) -> list[str]:
    return [link.href for link in page.links] + [page.text[:1]]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("jobs", [1, 2, 3, None])
def test_every_number_of_processes_finds_the_same(tmp_path: Path, jobs: int | None) -> None:
    many(tmp_path, 300)
    one, more = (
        load(tmp_path, jobs=1, check=links_checked),
        load(tmp_path, jobs=jobs, check=links_checked),
    )
    assert one.findings == more.findings
    assert [whole(page.facts) for page in one.site.pages.values()] == [
        whole(page.facts) for page in more.site.pages.values()
    ]
    assert more.findings["d/page-7.md"] == ["page-7.md", "["]
    assert more.read == 300


@pytest.mark.usefixtures("reader")
def test_a_worker_that_dies_loses_nothing(tmp_path: Path) -> None:
    many(tmp_path, 100, "DIE {0} [a](b.md)")
    loaded = load(tmp_path, jobs=3)
    assert all(page.links for page in loaded.site.pages.values())


@pytest.mark.usefixtures("reader")
def test_an_error_in_a_worker_is_raised_here(tmp_path: Path) -> None:
    many(tmp_path, 100, "BOOM {0}")
    with pytest.raises(RuntimeError):
        load(tmp_path, jobs=2)


def test_an_interrupt_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[int] = []
    real = os.fork

    def fork() -> int:
        pid = real()
        if pid:
            children.append(pid)
        return pid

    def work(number: int) -> bytes:
        if os.getpid() == PARENT and number:
            raise KeyboardInterrupt
        time.sleep(0.01)
        return b"x"

    monkeypatch.setattr("munjigi.workers.os.fork", fork)
    with pytest.raises(KeyboardInterrupt):
        list(workers.share(5000, work, 3))
    assert len(children) == 2
    for pid in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(pid, 0)


def test_systems_without_some_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("munjigi.workers.os.memfd_create")
    assert dict(workers.share(40, lambda number: b"%d" % number, 2))[39] == b"39"
    monkeypatch.delattr("munjigi.workers.os.sched_getaffinity")
    assert workers.cores() >= 1
    monkeypatch.delattr("munjigi.workers.os.fork")
    assert len(dict(workers.share(5, lambda _: b"", 4))) == 5


SNIPPETS = """
docs_dir: docs
markdown_extensions:
  - pymdownx.snippets: {base_path: [inc, one.md, !relative ], restrict_base_path: %s}
"""


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("restricted", ["true", "false"])
def test_snippets_stay_in_the_project(tmp_path: Path, restricted: str) -> None:
    write(tmp_path.parent, {"secret.md": "x", "inc/a.md": "x"})
    write(tmp_path, {"mkdocs.yml": SNIPPETS % restricted, "inc/a.md": "[a](b.md)", "one.md": "1"})
    write(tmp_path, {"inc/bad.md": b"\xff", "docs/own.md": "own", "two.md": "2"})
    with open(tmp_path / "inc/large.md", "wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    (tmp_path / "inc/link.md").symlink_to(tmp_path.parent / "secret.md")
    names = {
        "a.md": "inc/a.md", "../two.md": None if restricted == "true" else "two.md",
        "one.md": "one.md", "own.md": "docs/own.md", "bad.md": None, "large.md": None,
        "link.md": None,
        "none.md": None,
        "https://x.org/a.md": None, "../../secret.md": None, "/etc/hostname": None, "a\0b": None,
    }  # fmt: skip
    page = "".join(f"--8<-- {name}\n" for name in names)
    write(tmp_path, {"docs/p.md": page.replace("\0", "")})
    opener = Snippets(load_config(tmp_path)).opener("docs/p.md", {})
    assert {name: (opener(name) or (None,))[0] for name in names} == names
    loaded = load(tmp_path)
    assert loaded.site.pages["docs/p.md"].links
    assert loaded.snippets["inc/none.md"] == ""
    assert loaded.snippets["inc/a.md"] != ""


def test_a_snippet_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": "x"})
    snippets = Snippets(load_config(tmp_path))

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("munjigi.snippets.os.path.getsize", refused)
    assert snippets.hash("a.md") == ""


def test_nothing_is_read_twice(tmp_path: Path, reader: Reader) -> None:
    many(tmp_path, 50)
    load(tmp_path, cache=Cache(str(tmp_path)))
    load(tmp_path, cache=Cache(str(tmp_path)))
    assert len(reader.read_paths) == 50


FULL = Facts(
    FrontMatter(0, 9, {"a": 1}, "", -1),
    (
        Heading("p.md", 1, 2, 3, "id", -1, -1, "text", 1, 2),
        Heading("s.md", 1, 2, 3, "i", 1, 2, "t", 1, 2, 0),
    ),
    (Anchor("p.md", 1, 2, "id", "heading"), Anchor("s.md", 1, 2, "x", "unheard-of", 0)),
    (
        Link("p.md", 1, 2, "t", 3, 4, "t", "x", 5, 6),
        Link("s.md", 1, 2, "t", 3, 4, "h", "x", 5, 6, "html", "area", 0),
        Link("p.md", 1, 2, "", 3, 4, "", "x", 5, 6, "odd"),
    ),
    (Image("p.md", 1, 2, "t", 3, 4, "t", None, -1, -1),),
    (Image("p.md", 1, 2, "t", 3, 4, "u", None, -1, -1, "html", "iframe"),),
    (Definition("p.md", 1, 2, "l", "t", 3, 4),),
    (Reference("p.md", 1, 2, "l", "link"),),
    (Comment("p.md", 1, 2, " \u2028\ud800 한 "),),
    (Include("p.md", 1, 2, "t", None), Include("p.md", 1, 2, "t", "s.md", 0)),
    (Flaw("p.md", 1, 2, "too-deep"),),
)


def test_facts_survive_the_cache() -> None:
    line = encode(FULL, "p.md")
    assert b"\n" not in line
    kept = decode(line, "p.md", never)
    assert kept.written == FULL.written == 3
    assert whole(kept) == FULL
    assert whole(decode(encode(Facts(), "p.md"), "p.md", never)) == Facts()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates()
    | st.datetimes() | st.binary() | st.sets(st.integers()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers() | st.none(), inner)
    | st.tuples(inner) | st.dictionaries(st.tuples(st.integers()), inner),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(), values))
def test_front_matter_survives_the_cache(data: dict[str, Any]) -> None:
    facts = Facts(front_matter=FrontMatter(0, 1, data))
    assert whole(decode(encode(facts, "p"), "p", never)) == facts


def test_front_matter_that_is_too_large_is_left_out() -> None:
    bomb: list[Any] = ["x"] * 10
    for _ in range(20):
        bomb = [bomb] * 10
    bomb.append(object())
    facts = decode(encode(Facts(front_matter=FrontMatter(0, 1, {"a": bomb})), "p"), "p", never)
    assert (facts.front_matter.data, facts.front_matter.error) == (
        {},
        "too many or too deep values",
    )
    line = encode(Facts(front_matter=FrontMatter(0, 1, {"a": Path("x")})), "p")
    odd = decode(line, "p", never)
    assert odd.front_matter.data == {"a": "x"}


@pytest.mark.parametrize("line", [b"", b"[]", b"\t" * 10, b"\t" * 12, b"\xff"])
def test_other_lines_are_refused(line: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        decode(line, "p", never)


@pytest.mark.parametrize(
    "part", [b"[", b"7", b"{}x", b"[7]", b"[[]]", b'["x"]', b"\xff", b"[" * 9_999]
)
@pytest.mark.parametrize("name", PARTS)
def test_other_parts_are_read_again(name: str, part: bytes) -> None:
    line = b"\t".join(part if one == name else b"" for one in PARTS)
    if (name, part) != ("written", b"7"):
        assert getattr(decode(line, "p", lambda: FULL), name) == getattr(FULL, name)


def test_what_a_worker_does(monkeypatch: pytest.MonkeyPatch) -> None:
    statuses: list[int] = []
    monkeypatch.setattr("munjigi.workers.os.fork", lambda: 0)
    monkeypatch.setattr("munjigi.workers.os._exit", statuses.append)
    for number in (1, 5):  # the second piece is past the end
        queue, fill = os.pipe()
        os.write(fill, number.to_bytes(4, "little"))
        os.close(fill)
        out = workers._scratch()
        workers._child(queue, 2, 3, lambda one: b"%d" % one, out)
        os.close(queue)
        expected = [(1, b"1"), (2, b"2")] if number == 1 else []
        with out:
            assert list(workers._Results(out)) == expected
    with workers._scratch() as out:
        results = workers._Results(out)
        for written, expected in (b"\1\0\0\0\3\0\0\0cu", []), (b"t\2\0\0", [(1, b"cut")]):
            out.write(written)
            out.flush()
            assert list(results) == expected
    assert statuses == [0, 0]


def test_what_a_worker_sends() -> None:
    made = PageRead(FULL, [{"a": 1}], "hash", {"s.md": "x"}, b"")
    sent = PageRead.unpacked(made.packed(), "p.md", never)
    assert whole(sent.facts) == FULL
    assert sent._replace(facts=FULL) == made
    kept = made._replace(line=encode(FULL, "p.md"))
    sent = PageRead.unpacked(kept.packed(), "p.md", never)
    assert whole(sent.facts) == FULL
    assert sent._replace(facts=FULL) == kept


def test_the_own_process_number_decides_who_sends(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(tmp_path, 3)
    numbers = iter(range(1, 100))
    monkeypatch.setattr("munjigi.loader.os.getpid", lambda: next(numbers))
    loaded = load(tmp_path, jobs=1, check=links_checked)
    assert len(reader.read_paths) == 3
    assert loaded.site.pages["d/page-1.md"].links


def test_a_page_of_the_reader_has_its_text_and_detail(tmp_path: Path, reader: Reader) -> None:
    write(tmp_path, {"a.md": "one"})
    loaded = load(tmp_path, deep=True, check=lambda page: [page.text, page.detail == Detail()])
    assert loaded.findings == {"a.md": ["one", True]}
    assert len(reader.read_paths) == 1


def test_work_beside_other_work(monkeypatch: pytest.MonkeyPatch) -> None:
    here = str(os.getpid()).encode()
    monkeypatch.setattr(workers, "active_count", lambda: 1)

    def work(give: Callable[[bytes], object]) -> None:
        give(str(os.getpid()).encode())

    def only_here(give: Callable[[bytes], object]) -> None:
        give(b"first")
        if str(os.getpid()).encode() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        give(b"last")

    def long(give: Callable[[bytes], object]) -> None:
        give(b"first")
        time.sleep(60)

    def made(work: workers.Giving) -> list[bytes]:
        with closing(workers.Beside(work)) as beside:
            assert beside.done(wait=True)
            return [*beside.pieces(), *beside.pieces()]

    assert made(work) not in ([here], [])
    assert made(only_here) == [b"first", b"first", b"last"]
    started = time.monotonic()
    with closing(workers.Beside(long)) as beside:  # what is not asked for is ended
        pieces: list[bytes] = []
        while not pieces:
            assert not beside.done()
            pieces += beside.pieces()
    assert time.monotonic() - started < 30
    assert pieces == [b"first"]
    monkeypatch.setattr(workers, "active_count", lambda: 2)
    assert made(work) == [here]
