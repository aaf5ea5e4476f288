"""Whatever is edited, a run with the cache says what a run without one says."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from munjigi.walk import Walk
from test_loader import write

CONFIG = """\
site_name: Site
site_url: https://example.org/guide/
use_directory_urls: true
exclude_docs: drafts/
markdown_extensions:
  - attr_list
  - footnotes
  - toc: {permalink: true}
  - pymdownx.snippets: {base_path: [inc]}
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: true
      languages:
        - {locale: ko, name: 한국어, default: true}
        - {locale: en, name: English}
nav:
  - index.md
  - a.md
  - sub/b.md
"""
FILES: dict[str, str | bytes] = {
    "mkdocs.yml": CONFIG,
    "inc/note.md": "## 준비 {#ready}\n\n[가](a.md#first)와 ![그림](pic.png)\n",
    "docs/ko/index.md": "# 처음\n\n[가](a.md#first), [나](sub/b.md#한-절), [밖](/en/a/#first)\n",
    "docs/ko/a.md": '# 가\n\n## 첫째 {#first}\n\n[처음](index.md#_1)\n\n--8<-- "note.md"\n',
    "docs/ko/sub/b.md": "---\ntitle: 나\n---\n\n# 나\n\n## 관련 문서\n\n- [가](../a.md)\n",
    "docs/ko/only.md": "# 하나\n\n![가](pic.png) [^1] [없음][x]\n\n[^1]: [가](a.md#둘째)\n",
    "docs/en/index.md": '# Home\n\n[A](a.md#first), <a href="../a/#first">가</a> [B](sub/b.md)\n',
    "docs/en/a.md": "# A\n\n## First {#first}\n\n[own](https://example.org/guide/en/sub/b/)\n",
    "docs/en/sub/b.md": "# B\n\n## Related pages\n\n- [Old name](../a.md)\n\n[a]: ../a.md\n",
    "docs/drafts/d.md": "# Draft\n\n[a](../ko/a.md)\n",
    "docs/ko/pic.png": b"\x89PNG\r\n\x1a\n",
}
LINES = (
    "[가](a.md#first)\n", "[나](sub/b.md#new)\n", "[없음](none.md)\n", "![그림](pic.png)\n",
    "![그림](other.png)\n", "[위](#_1)\n", "[절](only.md#둘째)\n", "[a](/a/)\n", "[글][a]\n",
    '<a href="a/#first" id="new">x</a>\n', '--8<-- "note.md"\n', '--8<-- "new.md"\n',
    "## 둘째\n", "## New {#new}\n", "## 관련 문서\n\n- [옛 이름](a.md)\n", "[d](../drafts/d.md)\n",
    "<!-- munjigi: allow broken-link for now -->\n", "\n", "글입니다.\n", "[A](../en/a.md#first)\n",
)  # fmt: skip
HEADING = re.compile(r"^## .*", re.MULTILINE)
LINK = re.compile(r"\]\([^)]*\)")
Edit = Callable[[random.Random, Path], object]


def pages(root: Path) -> list[Path]:
    return sorted((root / "docs").rglob("*.md"))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def line_added(chance: random.Random, root: Path) -> None:
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        lines.insert(chance.randrange(len(lines) + 1), chance.choice(LINES))
        return "".join(lines)

    rewrite(chance.choice(pages(root)), change)


def line_removed(chance: random.Random, root: Path) -> None:
    def change(text: str) -> str:
        lines = text.splitlines(keepends=True) or [""]
        del lines[chance.randrange(len(lines))]
        return "".join(lines)

    rewrite(chance.choice(pages(root)), change)


def heading_renamed(chance: random.Random, root: Path) -> None:
    name = f"절 {chance.randrange(4)}"
    rewrite(chance.choice(pages(root)), lambda text: HEADING.sub(f"## {name}", text, count=1))


def anchor_renamed(chance: random.Random, root: Path) -> None:
    new = chance.choice(("first", "other", "new"))
    rewrite(chance.choice(pages(root)), lambda text: re.sub(r"\{#\w+", f"{{#{new}", text))


def link_changed(chance: random.Random, root: Path) -> None:
    new = chance.choice(("a.md", "sub/b.md#new", "../a.md#first", "only.md", "x.md", "pic.png"))
    rewrite(chance.choice(pages(root)), lambda text: LINK.sub(f"]({new})", text, count=1))


def page_removed(chance: random.Random, root: Path) -> None:
    if len(pages(root)) > 3:
        chance.choice(pages(root)).unlink()


def page_added(chance: random.Random, root: Path) -> None:
    path = chance.choice(sorted(set(FILES) - {"mkdocs.yml"}))
    write(root, {path: FILES[path]})


def page_moved(chance: random.Random, root: Path) -> None:
    path = chance.choice(pages(root))
    path.rename(path.with_name(chance.choice(("a.md", "moved.md", "README.md", "index.md"))))


def picture_changed(chance: random.Random, root: Path) -> None:
    path = root / "docs/ko" / chance.choice(("pic.png", "other.png"))
    path.write_bytes(chance.choice((b"\x89PNG\r\n\x1a\n", b"GIF89a", b"")))


def snippet_changed(chance: random.Random, root: Path) -> None:
    name = chance.choice(("note.md", "new.md"))
    write(root, {f"inc/{name}": "".join(chance.choices(LINES, k=2))})


def nav_changed(chance: random.Random, root: Path) -> None:
    named = chance.sample(("index.md", "a.md", "sub/b.md", "only.md", "x.md"), 3)
    nav = "".join(f"  - {name}\n" for name in named)
    rewrite(root / "mkdocs.yml", lambda text: text[: text.index("nav:")] + "nav:\n" + nav)


def settings_changed(chance: random.Random, root: Path) -> None:
    old, new = chance.choice(
        (
            ("directory_urls: true", "directory_urls: false"),
            ("example.org/guide/", "example.org/"),
            ("example.org", "example.net"),
            ("exclude_docs: drafts/", "exclude_docs: sub/"),
            ("to_default: true", "to_default: false"),
            ("- attr_list", "- admonition"),
        )
    )
    if chance.random() < 0.5:
        old, new = new, old
    rewrite(root / "mkdocs.yml", lambda text: text.replace(old, new))


EDITS: tuple[Edit, ...] = (
    *(line_added, line_added, line_removed, heading_renamed, anchor_renamed, link_changed),
    *(page_removed, page_added, page_moved, picture_changed, snippet_changed, nav_changed),
    *(settings_changed, settings_changed),
)


@pytest.mark.parametrize("seed", range(8))
def test_the_cache_changes_nothing(
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    run: Callable[..., tuple[int, str, str]],
) -> None:
    monkeypatch.setattr("munjigi.loader.FRESH", -10_000_000_000)
    monkeypatch.setattr("munjigi.memo.FRESH", -10_000_000_000)
    chance = random.Random(seed)
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    check = ("check", "--format", "json")
    assert run(*check) == run(*check, "--no-cache")
    for number in range(12):
        done = chance.choices(EDITS, k=chance.randrange(1, 3))
        for edit in done:
            edit(chance, tmp_path)
        expected = run(*check, "--no-cache")
        assert run(*check) == expected, (number, done)
        if chance.random() < 0.3:
            assert run(*check) == expected, (number, done)
    kept = {path.name.partition("-")[0] for path in (tmp_path / ".cache/munjigi").iterdir()}
    assert kept == {".gitignore", "pages", "runs", "report"}


def test_a_folder_is_walked_once_in_a_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., tuple[int, str, str]]
) -> None:
    walked: list[str] = []
    files = Walk.files

    def counted(walk: Walk) -> object:
        walked.append(walk.top)
        return files(walk)

    monkeypatch.setattr("munjigi.loader.FRESH", -10_000_000_000)
    monkeypatch.setattr("munjigi.memo.FRESH", -10_000_000_000)
    monkeypatch.setattr(Walk, "files", counted)
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    for text in ("# 처음\n", "# 끝\n", "# 끝\n"):
        write(tmp_path, {"docs/ko/index.md": text})
        run("check")
        assert walked == [str(tmp_path / "docs")]
        walked.clear()
