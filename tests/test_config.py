"""`mkdocs.yml` means to us what it means to MkDocs, and is never more than data."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from munjigi import gitignore
from munjigi.config import load_config
from munjigi.gitignore import PatternError, excluder, matcher
from munjigi.reader.dialect import DEFAULT, Named
from munjigi.settings import Config, ConfigError, walk_nav


def project(folder: Path, config: str, name: str = "mkdocs.yml") -> Path:
    """A folder with `mkdocs.yml` and `docs`."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / name).write_text(config, encoding="utf-8")
    return folder


def load(folder: Path, config: str) -> Config:
    """The configuration that this text makes."""
    return load_config(project(folder, config))


def test_defaults_are_those_of_mkdocs(tmp_path: Path) -> None:
    from mkdocs.config import load_config as mkdocs

    ours = load(tmp_path, "site_name: x")
    theirs = mkdocs(str(tmp_path / "mkdocs.yml"))
    assert tmp_path / ours.docs_dir == Path(theirs.docs_dir)
    assert ours.use_directory_urls == theirs.use_directory_urls
    assert list(ours.dialect.order) == theirs.markdown_extensions
    assert (ours.nav, ours.structure, ours.languages) == (None, None, ())
    assert (ours.file, ours.inputs, ours.site_name) == ("mkdocs.yml", ("mkdocs.yml",), "x")


def test_a_folder_without_mkdocs_yml(tmp_path: Path) -> None:
    config = load_config(tmp_path)
    assert (config.file, config.docs_dir, config.dialect) == (None, ".", DEFAULT)
    with pytest.raises(ConfigError, match="no such folder"):
        load_config(tmp_path / "none")


def test_a_configuration_file_of_another_name(tmp_path: Path) -> None:
    project(tmp_path, "site_name: other", "other.yml")
    assert load_config(tmp_path / "other.yml").site_name == "other"
    project(tmp_path, "site_name: yaml", "mkdocs.yaml")
    assert load_config(str(tmp_path)).site_name == "yaml"


EXTENSIONS = """
markdown_extensions:
  - toc:
      permalink: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
  - markdown.extensions.footnotes
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}
  - pymdownx.superfences:
      custom_fences: [{name: x, class: x, format: !!python/name:unheard.of.fence ''}]
  - pymdownx.snippets:
      base_path: [!relative , !relative $config_dir/inc, !relative $docs_dir, parts, one.md]
  - tables:
theme: {name: material, x: !!python/name:any.thing '', custom_dir: overrides, logo: a.svg}
plugins:
  - search
  - mkdocstrings: {handlers: !!python/name:some.thing ''}
"""


def test_python_objects_are_names(tmp_path: Path) -> None:
    (tmp_path / "overrides").mkdir()
    config = load(tmp_path, EXTENSIONS)
    slugify = config.dialect.option("toc", "slugify")
    assert slugify == Named("pymdownx.slugs.slugify", {"case": "lower"})
    assert config.dialect.has("footnotes")
    assert config.snippet_bases == ("", "inc", "docs", "parts", "one.md")
    assert config.theme.custom_dir == "overrides"
    assert set(config.plugins) == {"search", "mkdocstrings"}


def test_extensions_and_plugins_may_be_mappings(tmp_path: Path) -> None:
    text = "markdown_extensions: {toc: {permalink: true}, abbr: }\n"
    config = load(tmp_path, text + "plugins: {search: {enabled: false}, x: }")
    assert config.dialect.option("toc", "permalink") is True
    assert config.dialect.has("abbr")
    assert set(config.plugins) == {"x"}
    assert load(tmp_path, "plugins:\nmarkdown_extensions:\ntheme:").plugins == {}


def test_an_unknown_object_may_act_like_a_known_one(tmp_path: Path) -> None:
    text = "markdown_extensions: [toc: {slugify: !!python/name:my.slug ''}]\n"
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith('mkdocs.yml:1:38: names the Python object "my.slug"')
    assert "objects: {my.slug: " in str(caught.value)
    config = load(tmp_path, text + "plugins: [munjigi: {objects: {my.slug: pymdownx.slugs.gfm}}]")
    assert config.dialect.option("toc", "slugify") == Named("pymdownx.slugs.gfm")


def test_values_with_python_tags(tmp_path: Path) -> None:
    text = """
site_name: !!python/unicode x
strict: !!python/bool yes
validation: !!python/dict {absolute_links: warn, x: !!python/tuple [a, !!python/str b]}
markdown_extensions: [x: {a: !!python/object/apply:os.system [ls], b: !!python/list [1]}]
"""
    with pytest.raises(ConfigError, match=r"os\.system"):
        load(tmp_path, text)
    config = load(tmp_path, text[: text.index("markdown_ext")])
    assert (config.site_name, config.strict) == ("x", True)
    assert config.validation == {"absolute_links": "warn", "x": ["a", "b"]}


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("!ENV ONE", "first"),
        ("!ENV NONE", None),
        ("!ENV [NONE, ONE, x]", "first"),
        ("!ENV [NONE, 7]", 7),
        ("!ENV [ONE, 7]", "first"),
        ("!ENV [ONE]", "first"),
        ("!ENV TRUE", True),
        ("!ENV [NONE, NIL, [a, b]]", ["a", "b"]),
        ("!ENV EMPTY", None),
    ],
)
def test_environment_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str, value: object
) -> None:
    from mkdocs.utils.yaml import yaml_load

    for name, set_to in (("ONE", "first"), ("TRUE", "true"), ("EMPTY", "")):
        monkeypatch.setenv(name, set_to)
    text = f"extra:\nplugins: [munjigi: {{rules: {{r: {{o: {tag}}}}}}}]"
    config = load(tmp_path, text)
    assert config.settings.rules["r"]["o"] == value
    theirs: Any = yaml_load(text)
    assert theirs["plugins"][0]["munjigi"]["rules"]["r"]["o"] == value
    assert set(config.env) <= {"ONE", "TRUE", "EMPTY", "NONE", "NIL"}
    assert config.env.get("ONE", "first") == "first"


def test_inherit_merges_as_mkdocs_does(tmp_path: Path) -> None:
    from mkdocs.config import load_config as mkdocs

    (tmp_path / ".git").mkdir()
    site = tmp_path / "site"
    site.mkdir()
    project(
        tmp_path,
        "site_name: base\nnav: [a.md]\nextra: {a: 1, b: {c: 2}}\nINHERIT: more/deep.yml",
        "base.yml",
    )
    (tmp_path / "more").mkdir()
    project(
        tmp_path / "more", "strict: true\nsite_url: https://deep.org/\nextra: {z: 0}", "deep.yml"
    )
    text = (
        "INHERIT: ../base.yml\nnav: [b.md]\nvalidation: {absolute_links: warn}\nextra: {b: {d: 3}}"
    )
    config = load(site, text)
    theirs = mkdocs(str(site / "mkdocs.yml"))
    assert config.inputs == ("mkdocs.yml", "../base.yml", "../more/deep.yml")
    assert (config.site_name, config.strict) == (theirs.site_name, theirs.strict) == ("base", True)
    assert config.site_url == theirs.site_url
    assert config.nav is not None
    assert [entry.target for entry in config.nav] == theirs.nav == ["b.md"]
    project(site, "INHERIT: ../base.yml")
    nav = load_config(site).nav
    assert nav is not None
    assert nav[0].target_span.path == "../base.yml"


NAV = """
nav:
  - index.md
  - "제목": "a b.md"
  - Part:
      - x.md
      - Y: y.md
  - {A: a.md, B: [c.md]}
"""


def test_nav_entries_know_their_places(tmp_path: Path) -> None:
    config = load(tmp_path, NAV)
    assert config.nav is not None
    entries = list(walk_nav(config.nav))
    told = [(entry.title, entry.target) for entry in entries]
    assert told == [
        (None, "index.md"), ("제목", "a b.md"), ("Part", None), (None, "x.md"), ("Y", "y.md"),
        ("A", "a.md"), ("B", None), (None, "c.md"),
    ]  # fmt: skip
    for entry in entries:
        if entry.target:
            assert NAV[entry.target_span.start : entry.target_span.end] == entry.target
        if entry.title:
            assert NAV[entry.title_span.start : entry.title_span.end] == entry.title


I18N = """
plugins:
  - i18n:
      docs_structure: suffix
      build_only_locale: %s
      languages:
        - {locale: ko, default: true, name: 한국어, nav: [a.md], nav_translations: {A: 가}}
        - {locale: en, name: English, site_url: https://en.org/}
        - {locale: "null", name: More}
"""


def test_languages(tmp_path: Path) -> None:
    config = load(tmp_path, I18N % '""')
    korean, english, more = config.languages
    assert (config.structure, config.fallback_to_default) == ("suffix", True)
    assert (korean.link, english.link) == ("/", "/en/")
    assert korean.nav is not None
    assert korean.nav_translations == {"A": "가"}
    assert (english.site_url, english.nav, more.build) == ("https://en.org/", None, False)
    assert config.default_language == korean
    assert config.built_languages == (korean, english)
    only = load(tmp_path, I18N % "en")
    assert [one.locale for one in only.built_languages] == ["en"]
    assert only.default_language == only.built_languages[0]
    assert load(tmp_path, "plugins: [i18n]").structure is None


def test_our_own_settings(tmp_path: Path) -> None:
    text = """
plugins:
  - munjigi:
      select: [links, "poor-alt-text"]
      ignore: broken-link
      rules:
        vague-link-text: {words: [here]}
        other:
"""
    settings = load(tmp_path, text).settings
    assert settings.select is not None
    assert [name for name, _ in settings.select] == ["links", "poor-alt-text"]
    assert [text[span.start : span.end] for _, span in settings.select] == [
        "links",
        "poor-alt-text",
    ]
    assert [name for name, _ in settings.ignore] == ["broken-link"]
    assert settings.rules == {"vague-link-text": {"words": ["here"]}, "other": {}}
    place = settings.places["vague-link-text", "words", "value"]
    assert text[place.start : place.end] == "[here]"
    name = settings.places[("other",)]
    assert text[name.start : name.end] == "other"
    assert load(tmp_path, "plugins: [munjigi]").settings.select is None


def test_a_key_given_twice_is_noted(tmp_path: Path) -> None:
    config = load(
        tmp_path, "site_name: a\nsite_name: b\ntheme: &t {name: x}\nextra: {<<: *t, <<: *t}\n"
    )
    odd = load(tmp_path, "extra: {? [a] : 1, ? [b] : 2}\nsite_name: b")
    assert config.site_name == odd.site_name == "b"
    assert [(note.span.start, note.message.en) for note in config.notes] == [
        (13, 'the key "site_name" stands twice; MkDocs takes the last one')
    ]


DEEP = "".join(" " * depth + "a:\n" for depth in range(1200))
BROKEN = {
    "a: [1,\nb: 2": (2, 5, "is no valid YAML"),
    "docs_dir: 2021-13-45": (1, 11, "month must be in"),
    "a: &a [*a]\nvalidation: &b {x: *b}": (2, 13, "recursive"),
    "plugins: [munjigi: {rules: {a: {b: [x, 2021-13-45]}}}]": (1, 40, "month must be in"),
    "docs_dir: !foo x": (1, 11, "tag '!foo'"),
    "\x07": (1, 1, "control characters"),
    "docs_dir: !ENV {a: b}": (1, 11, "a name or a list"),
    "[" * 2000: (1, 501, "nested too deeply"),
    "- " * 2000: (1, 1, "nested too deeply"),
    "validation:\n" + DEEP.replace("a:", " a:"): (1, 1, "nested too deeply"),
    "#" * 1_000_001: (1, 1, "larger than 1 MB"),
    "": (1, 1, "holds no settings"),
    "- a": (1, 1, "holds no settings"),
    "docs_dir: nowhere": (1, 11, 'names "nowhere", which does not exist'),
    "docs_dir: ../..": (1, 11, "leads out of the project"),
    "docs_dir: [a]": (1, 11, "must be a text"),
    f"site_name: 0x{'f' * 5000}": (1, 12, "too many digits"),
    "strict: 3": (1, 9, "must be true or false"),
    "nav: a.md": (1, 6, "must be a list"),
    "nav: [[a.md]]": (1, 7, "list of pages"),
    "validation: []": (1, 13, "mapping"),
    "plugins: x": (1, 10, "plugins must be a list"),
    "plugins: [[x]]": (1, 11, "list of names"),
    "exclude_docs: '\\'": (1, 15, "pattern"),
    "not_in_nav: '!'": (1, 13, "pattern"),
    "INHERIT: none.yml": (1, 10, 'names "none.yml"'),
    "INHERIT: ../../etc/passwd": (1, 10, "leads out of the project"),
    "INHERIT: mkdocs.yml": (1, 10, "leads back"),
    "INHERIT: [a]": (1, 10, "must be a path"),
    "plugins: [i18n: {docs_structure: x}]": (1, 34, "folder or suffix"),
    "plugins: [i18n: {languages: []}]": (1, 17, "no language with default"),
    "plugins: [i18n: {languages: x}]": (1, 29, "must be a list"),
    "plugins: [i18n: {languages: {ko: x}}]": (1, 29, "mkdocs-static-i18n 1.0"),
    "plugins: [i18n: {languages: [x]}]": (1, 30, "list of mappings"),
    "plugins: [i18n: {languages: [{name: x}]}]": (1, 30, "no locale"),
    "plugins: [munjigi: {selekt: x}]": (1, 21, "did you mean select"),
    "plugins: [munjigi: {zzz: x}]": (1, 21, "did you mean select, ignore"),
    "plugins: [munjigi: {select: [1]}]": (1, 30, "list of names"),
}


@pytest.mark.parametrize("text", BROKEN, ids=lambda text: repr(text[:30]))
def test_what_cannot_be_used_is_one_clear_line(tmp_path: Path, text: str) -> None:
    expected = BROKEN[text]
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    line, column, part = expected
    assert part in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert "\n" not in str(caught.value)
    assert caught.value.of("ko").startswith(f"mkdocs.yml:{line}:{column}: ")


def test_merge_keys_cannot_explode(tmp_path: Path) -> None:
    lines = ["a0: &a0 {" + ", ".join(f"k{i}: 1" for i in range(20)) + "}"]
    lines += [f"a{i}: &a{i} {{<<: [{', '.join([f'*a{i - 1}'] * 9)}]}}" for i in range(1, 8)]
    lines.append("validation: *a7")
    with pytest.raises(ConfigError, match="too many entries"):
        load(tmp_path, "\n".join(lines))


def test_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: \xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_config(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("INHERIT: sub\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    with pytest.raises(ConfigError, match="does not exist"):
        load_config(tmp_path)


def test_a_byte_order_mark_shifts_nothing(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("\ufeffdocs_dir: none", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path)
    assert (caught.value.line, caught.value.column) == (1, 11)


def test_the_digest_names_what_the_reader_sees(tmp_path: Path) -> None:
    first = load(tmp_path, "site_name: a")
    assert load(tmp_path, "site_name: b\nnav: [a.md]").digest == first.digest
    assert load(tmp_path, "markdown_extensions: [abbr]").digest != first.digest
    assert load(tmp_path, "markdown_extensions: [toc: {separator: _}]").digest != first.digest


PIECES = (
    "a", "b", "*", "**", "/", "!", "?", "[ab]", "[!a]", ".md", ".", "\\", "\\ ", " ", "#", "[",
    "foo", ".x", "]", "[]a]", "[^b]",
)  # fmt: skip
NAMES = ("a", "b", "ab", "foo", "foo.md", "a.md", ".x", "b.md", "#", "!a", " ", "[", "a b")


@pytest.mark.filterwarnings("ignore:Possible:FutureWarning:pathspec")
@pytest.mark.parametrize("quick", [gitignore.QUICK, 0])
def test_patterns_match_as_pathspec_matches(monkeypatch: pytest.MonkeyPatch, quick: int) -> None:
    from pathspec.gitignore import GitIgnoreSpec

    monkeypatch.setattr(gitignore, "QUICK", quick)
    matcher.cache_clear()
    chance = random.Random(1)
    matched = 0
    for _ in range(3000):
        lines = [
            "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
            for _ in range(chance.randint(1, 3))
        ]
        try:
            theirs = GitIgnoreSpec.from_lines(lines)
        except ValueError:
            with pytest.raises(PatternError):
                matcher("\n".join(lines))
            continue
        ours = matcher("\n".join(lines))
        for _ in range(6):
            path = "/".join(chance.choices(NAMES, k=chance.randint(1, 4)))
            assert ours(path) == theirs.match_file(path), (lines, path)
            matched += ours(path)
    assert matched > 100


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 20 + "b", "a" * 250),
        ("*[!b]" * 20 + "c", "a" * 250),
        ("a/**/" * 20 + "b", "a/" * 1500),
        ("**/*a*[!b]*c/" * 9, "a" * 250 + "/a" * 900),
    ],
)
def test_patterns_take_no_power_of_the_length_of_a_path(pattern: str, path: str) -> None:
    started = time.process_time()
    assert not matcher(pattern)(path)
    assert time.process_time() - started < 5


def test_default_exclusions() -> None:
    from mkdocs.structure.files import _default_exclude

    for path in (".a", "a/.b", "a/.b/c", "templates/x", "a/templates/x", "templates", "a.b", "a/b"):
        assert excluder("")(path) == excluder(" \n")(path) == _default_exclude.match_file(path), (
            path
        )
    assert not excluder("!.a")(".a")
    assert excluder("x.md")("x.md")


def test_a_configuration_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project(tmp_path, "site_name: x")

    def gone(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", gone)
    with pytest.raises(ConfigError, match=r"mkdocs\.yml: cannot be read: Permission denied"):
        load_config(tmp_path)
