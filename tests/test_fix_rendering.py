"""What readers see before and after each rule's fix, as MkDocs builds both."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin

import pytest
import yaml

import built_site
import examples
from munjigi.config import load_config
from munjigi.guard import Guard
from munjigi.loader import load_site
from munjigi.model import Diagnostic, Edit, Fix, Span
from munjigi.rule import Bad, Rule, load_rules
from munjigi.shadow import Shadow
from munjigi.source import decode

FIXED = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in load_rules().values()
    for number, example in enumerate(rule.examples)
    if isinstance(example, Bad) and example.fixed is not None
]
HOME = "https://example.com/"
# Elements that say what their words are; a box (div, blockquote, details) around them is layout.
MEANING = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd"),
    *("pre", "code", "a", "em", "strong", "del"),
}
WITHOUT_END = {"img", "br", "hr", "input", "link", "meta", "source"}
# Rules whose fixes change nothing at all that a reader sees.
INVISIBLE = {
    "link-without-source-path", "own-site-as-full-url", "stale-baseline", "unused-suppression",
}  # fmt: skip
TEXTS = {".md", ".yml", ".jsonl", ".txt"}
_WORD = re.compile(r"[^\W_]+")


class Shown(NamedTuple):
    """Multisets of what a page shows: words with the elements around them, links, pictures."""

    words: Counter[tuple[str, tuple[str, ...]]]
    links: Counter[str]
    pictures: Counter[tuple[str, str]]
    ids: Counter[str]


class _Page(HTMLParser):
    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self.url = url
        self.open: list[str] = []
        self.shown = Shown(Counter(), Counter(), Counter(), Counter())
        self.hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        permalink = "headerlink" in given.get("class", "")
        if given.get("id"):
            self.shown.ids[given["id"]] += 1
        if tag == "img":
            source = _address(urljoin(self.url, given.get("src", "")))
            self.shown.pictures[source, given.get("alt", "")] += 1
        if "href" in given and tag == "a" and not permalink:
            self.shown.links[_address(urljoin(self.url, given["href"]))] += 1
        if tag not in WITHOUT_END:
            self.open.append("script" if permalink else tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in WITHOUT_END:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            around = tuple(tag for tag in self.open if tag in MEANING)
            self.shown.words.update((word, around) for word in _WORD.findall(data))


def _address(url: str) -> str:
    """One name for all by which a web server knows a page."""
    page, mark, fragment = unquote(url).partition("#")
    path, query, rest = page.partition("?")
    return path.removesuffix("index.html").rstrip("/") + query + rest + mark + fragment


def built(root: Path, folder: Path) -> Mapping[str, Shown]:
    """What MkDocs makes of each page of the project."""
    shutil.copytree(root, folder)
    path = folder / "mkdocs.yml"
    config = path.read_text("utf-8")
    plugins = re.search(r"(?ms)^plugins:.*?(?=^\w|\Z)", config)
    if plugins and "i18n" not in plugins[0]:  # others may not be installed, and make no content
        config = config.replace(plugins[0], "")
    if "site_url" not in config:
        config += f"\nsite_url: {HOME}\n"
    path.write_text(config + "\ntheme: {name: null, custom_dir: theme}\n", "utf-8")
    (folder / "theme").mkdir()
    (folder / "theme/main.html").write_text(built_site.TEMPLATE, "utf-8")
    out = built_site.build(folder).out
    home = yaml.load(config, _Loose)["site_url"]
    return {
        name: _Page(urljoin(home, name), page.read_text("utf-8")).shown
        for page in sorted(out.rglob("*.html"))
        for name in [page.relative_to(out).as_posix().removesuffix("index.html")]
    }


class _Loose(yaml.SafeLoader):
    """Takes any tag."""


_Loose.add_multi_constructor("", lambda *_: None)


def bag(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _WORD.findall(text))


def touched(diagnostics: list[Diagnostic], root: Path) -> tuple[Counter[str], Counter[str]]:
    """The words that the edits, and the places of the problems, have before and afterwards."""
    before, after = Counter[str](), Counter[str]()
    edits = {edit for one in diagnostics if one.fix for edit in one.fix.edits}

    def words_at(span: Span, text: str | None = None) -> Counter[str]:
        """With the rest of the words that the place cuts; with `text` in its place."""
        path = root / span.path
        whole = decode(path.read_bytes()) if path.suffix in TEXTS and path.exists() else ""
        head = re.split(r"\s", whole[: span.start])[-1]
        tail = re.split(r"\s", whole[span.end :])[0]
        return bag(head + (whole[span.start : span.end] if text is None else text) + tail)

    for one in diagnostics:
        before += words_at(one.span)
        after += words_at(one.span)
    for edit in edits:
        before += words_at(edit.span)
        after += words_at(edit.span, edit.text or "")
    return before, after


@pytest.mark.parametrize(("rule", "example"), FIXED)
def test_a_fix_changes_nothing_beside_its_purpose(rule: Rule, example: Bad, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    root = examples.write(example, tmp_path / "p").root
    before = built(root, tmp_path / "before")
    diagnostics = examples.found(rule, root, example.options)
    lost, made = touched(diagnostics, root)
    examples.fix(root, diagnostics)
    after = built(root, tmp_path / "after")
    if rule.id in INVISIBLE:
        assert after == before
        return
    edits = {edit for one in diagnostics if one.fix for edit in one.fix.edits}
    for page in before.keys() & after.keys():
        old, new = before[page], after[page]
        assert {word.casefold() for word, _ in old.words - new.words} <= lost.keys()
        assert {word.casefold() for word, _ in new.words - old.words} <= made.keys()
        written = sum((edit.text or "").count("](") for edit in edits)
        assert max((old.links - new.links).total(), (old.pictures - new.pictures).total()) <= len(
            edits
        )
        gained = (new.links - old.links).total() + (new.pictures - old.pictures).total()
        assert gained <= max(len(edits), written)
        for ids, words in ((old.ids - new.ids, lost), (new.ids - old.ids, made)):
            named = {word for each in ids for word in bag(each) if not re.fullmatch(r"_\d+", each)}
            assert rule.fix == "unsafe" or named <= words.keys()
    assert before.keys() <= after.keys()


@pytest.mark.parametrize(("rule", "example"), FIXED)
def test_the_guard_lets_every_rule_fix_its_examples(
    rule: Rule, example: Bad, tmp_path: Path
) -> None:
    for name in ("p", "shadow"):
        (tmp_path / name).mkdir()
    root = examples.write(example, tmp_path / "p").root
    loaded = load_site(load_config(root), jobs=1)
    guard = Guard(loaded.site, Shadow(loaded, str(tmp_path / "shadow"), cache=False))
    for one in examples.found(rule, root, example.options):
        if one.fix is not None:
            assert guard.objection([one.fix], [one.span]) is None


CONFIG = """\
site_name: A
markdown_extensions: [admonition, attr_list, tables, pymdownx.superfences]
"""


def harm(tmp_path: Path, text: str, safe: bool = True) -> str:
    """What the guard says of edits in a text, `[-old→new-]`, with `⟦⟧` around what is told."""
    edits, told, parts, at = [], [], [], 0
    for one in re.finditer(r"\[-(.*?)→(.*?)-\]|[⟦⟧]", text, re.DOTALL):
        parts.append(text[at : one.start()])
        start = len("".join(parts))
        at = one.end()
        if one[1] is None:
            told.append(start)
        else:
            parts.append(one[1])
            edits.append(Edit(Span("docs/index.md", start, start + len(one[1])), one[2]))
    for name in ("p/docs", "shadow"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "p/mkdocs.yml").write_text(CONFIG, "utf-8")
    (tmp_path / "p/docs/index.md").write_bytes("".join((*parts, text[at:])).encode())
    loaded = load_site(load_config(tmp_path / "p"), jobs=1)
    guard = Guard(loaded.site, Shadow(loaded, str(tmp_path / "shadow"), cache=False))
    spans = [Span("docs/index.md", *told)] if told else []
    found = guard.objection([Fix(tuple(edits), safe)], spans)
    return found.en.removesuffix(" in docs/index.md").partition("also change ")[2] if found else ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# A\n\n[-x→y-] [a](b.md)\n", ""),
        ("# A[-→ {#b}-]\n", ""),
        ("[a](⟦[-x→b.md-]⟧)\n", ""),
        ("[a][r]\n\n[r]: [-x→b.md-]\n", ""),
        ("# [-A→B-]\n\n# B\n", 'the heading "# B"'),
        ("x [-y→-]\n\n[-→    -]# A\n", 'the heading "# A"'),
        ("x\n\n[-→    -][a](b.md) text\n", 'the link "[a](b.md)"'),
        ("x\n\n[-→    -]plain text\n", 'how this is laid out: "plain text"'),
        ("x\n\n[-→    -]![a](b.png)\n", 'the picture "![a](b.png)"'),
        ("- a\n\n[-x\n\n→-]- b\n", 'how this is laid out: "a"'),
        ("[-→```\n-]x\n\n[a](b.md)\n\n```\ny\n", 'the link "[a](b.md)"'),
        ("| a |\n[-| - |\n→-]| b |\n", 'the text "| a |"'),
        ("x [-→`-]and *more* y` z\n", 'the text "and *more* y` z"'),
        ("[-→x\n-]---\ntitle: a\n---\n\n# A\n", 'the heading "title: a"'),
        ("[-→\n-]title: a\n\n# A\n", 'how this is laid out: "title: a"'),
        ("[-→[b]: x.md\n\n-][a][b]\n", 'the reference "[a][b]"'),
        ("[-→[b]: x.md\n\n-]⟦[a][b]⟧\n", ""),
    ],
)
def test_side_effects_are_seen(text: str, wanted: str, tmp_path: Path) -> None:
    assert harm(tmp_path, text) == wanted


def test_headings_that_only_count_may_be_counted_anew(tmp_path: Path) -> None:
    text = "# ☎[-→ {#phone}-]\n\n# ☏\n"
    assert harm(tmp_path / "a", text) == 'the heading "# ☏"'
    assert harm(tmp_path / "b", text, safe=False) == ""
