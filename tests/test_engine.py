"""The engine runs rules, tells languages apart, and hides what comments allow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import examples
from munjigi.config import load_config
from munjigi.engine import examine, lint
from munjigi.findings import pack_diagnostic, pack_problem, unpack_diagnostic, unpack_problem
from munjigi.loader import load_site
from munjigi.model import Diagnostic, Edit, Fix, Problem, Severity, Span, Text
from munjigi.page import Page
from munjigi.rule import REMOTE, Good, Rule, load_rules
from munjigi.selection import Selection, convert
from munjigi.settings import ConfigError
from munjigi.site import Site
from munjigi.sources import Sources
from munjigi.usage import UsageError

TODAY = date(2026, 3, 1)


def make(
    name: str, check: Callable[..., Iterator[Problem]], scope: str = "page", **options: Any
) -> Rule:
    """A rule that is in no file."""
    text = Text(name, name)
    message = Text("{what} wrong", "{what} 값이 틀립니다")
    help_ = dict.fromkeys(options, text)
    return Rule(
        name, "links", scope, text, text, message, (), Severity.ERROR, None, False,
        options, help_, (), None, False, check,
    )  # fmt: skip


def links(page: Page, *, only: str = "") -> Iterator[Problem]:
    for link in page.links:
        if only in link.target:
            yield Problem(
                link.target_span, via=page.via(link), target=link.target, what=link.target
            )


def site_links(site: Site) -> Iterator[Problem]:
    for view in site.views:
        for page in view.pages:
            for link in page.links:
                if not view.resolve(page, link).ok:
                    yield Problem(link.target_span, views=(view.locale,), what=link.target)


ALL = make("all-links", links, only="")
BROKEN = make("broken", site_links, scope="site")


def site(tmp_path: Path, files: Mapping[str, str], config: str | None = None) -> Site:
    root = examples.write(Good(files, config), tmp_path).root
    return load_site(load_config(root), jobs=1, today=TODAY).site


def run(
    site: Site, *rules: Rule, options: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Diagnostic]:
    hygiene = {name: one for name, one in load_rules().items() if one.scope == "suppressions"}
    chosen = {rule.id: rule for rule in rules} | hygiene
    return lint(site, chosen, options or {})


def rows(diagnostics: list[Diagnostic]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.span.path, one.message.en) for one in diagnostics]


def test_problems_are_sorted_and_complete(tmp_path: Path) -> None:
    made = site(tmp_path, {"b.md": "[x](one)", "a.md": "[x](two) [y](three)"})
    found = run(made, BROKEN, ALL)
    assert rows(found) == [
        ("all-links", "docs/a.md", "two wrong"),
        ("broken", "docs/a.md", "two wrong"),
        ("all-links", "docs/a.md", "three wrong"),
        ("broken", "docs/a.md", "three wrong"),
        ("all-links", "docs/b.md", "one wrong"),
        ("broken", "docs/b.md", "one wrong"),
    ]
    assert found[0].target == "two"
    assert found[0].views == ()
    assert found[0].span == Span("docs/a.md", 4, 7)
    assert found[0].message.ko == "two 값이 틀립니다"


def test_options(tmp_path: Path) -> None:
    made = site(tmp_path, {"a.md": "[x](two) [y](three)"})
    assert len(run(made, ALL, options={"all-links": {"only": "thr"}})) == 1


def test_pages_that_nobody_gets_are_left_out(tmp_path: Path) -> None:
    config = examples.EXAMPLE_CONFIG + "draft_docs: |\n  draft.md\n"
    files = {"_snippets/a.md": "[x](y)", "draft.md": "[x](y)", "index.md": "[x](y)"}
    made = site(tmp_path, files, config)
    assert [one.span.path for one in run(made, ALL)] == ["docs/index.md"]


def test_site_rules_tell_nothing_of_pages_that_nobody_gets(tmp_path: Path) -> None:
    def every_link(site: Site) -> Iterator[Problem]:
        for page in site.pages.values():
            yield from links(page)

    files = {"_snippets/a.md": "[x](y)", "index.md": '--8<-- "a.md"\n'}
    found = run(site(tmp_path, files), make("every", every_link, "site"))
    assert [one.span.path for one in found] == ["docs/_snippets/a.md", "docs/index.md"]


def test_unreadable_pages_that_nobody_gets(tmp_path: Path) -> None:
    root = examples.write(Good({"_snippets/a.md": b"\xff", "index.md": "# a"}), tmp_path).root
    made = load_site(load_config(root), jobs=1, today=TODAY).site
    assert run(made, load_rules()["unreadable-file"]) == []


def test_views(tmp_path: Path) -> None:
    """A problem without languages shows where the page does; equal ones are put together."""
    config = examples.BILINGUAL_CONFIG.replace(
        "fallback_to_default: false", "fallback_to_default: true"
    )
    files = {
        "ko/index.md": "[x](none.md)",
        "en/only.md": "[x](none.md)",
        "ko/both.md": "[x](en.md)",
    }
    made = site(tmp_path, files, config)
    found = {(one.rule, one.span.path): one.views for one in run(made, ALL, BROKEN)}
    assert found["all-links", "docs/ko/index.md"] == ("ko", "en")
    assert found["broken", "docs/ko/index.md"] == ("ko", "en")
    assert found["all-links", "docs/en/only.md"] == ("en",)
    assert found["broken", "docs/en/only.md"] == ("en",)


def test_a_problem_in_one_language_of_a_page_says_so(tmp_path: Path) -> None:
    """The copy that knows a fix is the one that is kept."""

    def each(site: Site) -> Iterator[Problem]:
        for view in site.views:
            for page in view.pages:
                fix = Fix(()) if view.locale == "en" else None
                word = view.locale if page.src == "ko/b.md" else "all"
                yield Problem(Span(page.path, 0, 0), views=(view.locale,), fix=fix, what=word)
        yield Problem(Span("mkdocs.yml", 0, 0), views=("en",), what="nav")

    config = examples.BILINGUAL_CONFIG.replace(
        "fallback_to_default: false", "fallback_to_default: true"
    )
    made = site(tmp_path, {"ko/a.md": "a", "ko/b.md": "b", "en/c.md": "c"}, config)
    found = run(made, make("each", each, "site"))
    assert [(one.span.path, one.views, one.values.get("only_in"), one.fix) for one in found] == [
        ("docs/en/c.md", ("en",), None, Fix(())),
        ("docs/ko/a.md", ("ko", "en"), None, Fix(())),
        ("docs/ko/b.md", ("en",), "en", Fix(())),
        ("docs/ko/b.md", ("ko",), "ko", None),
        ("mkdocs.yml", ("en",), None, None),
    ]


def test_problem_outside_of_pages_shows_in_all_languages(tmp_path: Path) -> None:
    def nav(site: Site) -> Iterator[Problem]:
        yield Problem(Span("mkdocs.yml", 0, 4), what="nav")

    made = site(tmp_path, {"ko/index.md": "a", "en/index.md": "a"})
    (found,) = run(made, make("nav", nav, "site"))
    assert found.views == ("ko", "en")


def test_snippet(tmp_path: Path) -> None:
    """A problem in a snippet stands there once, and at each include."""
    files = {
        "_snippets/s.md": "See [x](gone).\n",
        "a.md": 'First\n\n--8<-- "s.md"\n',
        "b.md": '--8<-- "s.md"\n',
    }
    found = run(site(tmp_path, files), ALL)
    assert [(one.span.path, one.span.start) for one in found] == [
        ("docs/_snippets/s.md", 8),
        ("docs/a.md", 7),
        ("docs/b.md", 0),
    ]


def test_suppressed(tmp_path: Path) -> None:
    comment = "<!-- munjigi: allow all-links reason -->"
    made = site(tmp_path, {"a.md": f"{comment}\n\n[x](one)\n\n[y](two)\n\n[z](three) {comment}\n"})
    assert [one.target for one in run(made, ALL)] == ["two"]


def test_suppressed_in_the_snippet_and_at_the_include(tmp_path: Path) -> None:
    comment = "<!-- munjigi: allow all-links reason -->"
    files = {
        "_snippets/one.md": f"See [x](gone). {comment}\n",
        "_snippets/two.md": "See [x](gone).\n",
        "a.md": f'--8<-- "one.md"\n\n{comment}\n--8<-- "two.md"\n',
        "b.md": '--8<-- "one.md"\n',
    }
    assert run(site(tmp_path, files), ALL) == []


def test_unused_and_expired(tmp_path: Path) -> None:
    text = (
        "<!-- munjigi: allow all-links, broken, broken-lnik, unused-suppression r -->\n[x](y)\n\n"
        "<!-- munjigi: allow all-links until=2026-02-28 r -->\n[x](z)\n"
    )
    found = run(site(tmp_path, {"a.md": text}), ALL)
    assert rows(found) == [
        ("unused-suppression", "docs/a.md", '"broken" suppresses nothing here'),
        ("unused-suppression", "docs/a.md", '"broken-lnik" suppresses nothing here'),
        ("unused-suppression", "docs/a.md", '"unused-suppression" suppresses nothing here'),
        (
            "expired-suppression",
            "docs/a.md",
            'the suppression of all-links holds no longer: "2026-02-28" is past or no date '
            "(YYYY-MM-DD)",
        ),
        ("all-links", "docs/a.md", "z wrong"),
    ]


def test_rules_that_did_not_run_are_not_unused(tmp_path: Path) -> None:
    made = site(tmp_path, {"a.md": "a <!-- munjigi: allow unreadable-file r -->"})
    assert run(made, ALL) == []
    assert len(run(made, load_rules()["unreadable-file"])) == 1


def test_findings_of_workers_are_used(tmp_path: Path) -> None:
    made = site(tmp_path, {"a.md": "[x](y)", "b.md": "[x](z)"})
    rules = {"all-links": ALL}
    found = {
        page.path: json.loads(json.dumps(examine(page, rules, {})))
        for page in made.pages.values()
    }
    expected = lint(made, rules, {})
    assert lint(made, rules, {}, found=found) == expected
    assert lint(made, rules, {}, found={path: [[], {}] for path in found}) == []


def test_texts_as_values(tmp_path: Path) -> None:
    def both(page: Page) -> Iterator[Problem]:
        yield Problem(Span(page.path, 0, 0), what=Text("{all}", "모두"))

    (found,) = run(site(tmp_path, {"a.md": "a"}), make("both", both))
    assert found.message == Text("{all} wrong", "모두 값이 틀립니다")


PROBLEM = Problem(
    Span("a", 1, 2),
    fix=Fix((Edit(Span("b", 3, 4), "x"),), safe=False),
    target="t",
    views=("ko",),
    via=Span("c", 5, 6),
    word="w",
    noun=Text("en", "ko"),
    count=3,
)


def test_problems_as_json() -> None:
    for problem in (PROBLEM, Problem(Span("a", 0, 0))):
        name, again = unpack_problem(json.loads(json.dumps(pack_problem("rule", problem))))
        assert name == "rule"
        for part in Problem.__slots__:
            assert getattr(again, part) == getattr(problem, part)


def test_diagnostics_as_json() -> None:
    one = Diagnostic(
        PROBLEM.span, "rule", Severity.INFO, Text("a", "b"), PROBLEM.values, None, ("ko",),
        PROBLEM.fix,
    )  # fmt: skip
    assert unpack_diagnostic(json.loads(json.dumps(pack_diagnostic(one)))) == one


def selection(
    root: Path, settings: str = "", select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()
) -> Selection:
    (root / "docs").mkdir(exist_ok=True)
    head = "site_name: a\nplugins:\n  - munjigi:\n"
    (root / "mkdocs.yml").write_text(head + settings, encoding="utf-8")
    config = load_config(root)
    return Selection(config, select, ignore, Sources(config.root, config.bounds))


def test_selection(tmp_path: Path) -> None:
    everything = {name for name, rule in load_rules().items() if rule.family != REMOTE}
    hygiene = {name for name, rule in load_rules().items() if rule.family == "hygiene"}
    assert set(selection(tmp_path).ids) == everything
    assert set(selection(tmp_path, select=("hygiene",)).ids) == hygiene
    assert set(selection(tmp_path, "      select: [hygiene]").ids) == hygiene
    assert selection(tmp_path, "      select: []").ids == ()
    assert set(selection(tmp_path, ignore=("hygiene",)).ids) == everything - hygiene
    both = selection(
        tmp_path, "      ignore: [unused-suppression]", ("hygiene",), ("unreadable-file",)
    )
    assert set(both.ids) == hygiene - {"unused-suppression", "unreadable-file"}
    assert set(both.rules()) == set(both.ids)
    chosen = selection(tmp_path, "      select: [hygiene]", select=("unreadable-file",))
    assert chosen.ids == ("unreadable-file",)


def test_unknown_names(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='named "hygeine"; did you mean "hygiene"') as caught:
        selection(tmp_path, select=("hygeine",))
    assert "“" not in caught.value.message.ko
    with pytest.raises(UsageError, match=r'no rule or family named "qqqqqq"$'):
        selection(tmp_path, ignore=("qqqqqq",))
    with pytest.raises(ConfigError, match=r'mkdocs\.yml:4:16: .*"hygeine"'):
        selection(tmp_path, "      select: [hygeine]")
    with pytest.raises(ConfigError, match=r'mkdocs\.yml:5:9: .*did you mean "unused-suppression"'):
        selection(tmp_path, "      rules:\n        unused-supression: {}")
    with pytest.raises(ConfigError, match=r'mkdocs\.yml:6:11: .*no option named "words"'):
        selection(tmp_path, "      rules:\n        unused-suppression:\n          words: 3")


def test_option_values(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("munjigi.selection.rule_families", lambda: {"some": "links"})
    rule = make("some", links, most=3, words=frozenset({"a"}))
    monkeypatch.setattr("munjigi.selection.load_rules", lambda _: {"some": rule})
    settings = "      rules:\n        some:\n          most: {}\n          words: [b, c]"
    made = selection(tmp_path, settings.replace("{}", "4"))
    assert made.options == {"some": {"most": 4, "words": frozenset({"b", "c"})}}
    with pytest.raises(ConfigError, match=r'mkdocs\.yml:6:17: the option "most" takes a whole'):
        selection(tmp_path, settings.replace("{}", "many"))


@pytest.mark.parametrize(
    ("value", "default", "made"),
    [
        (True, False, True),
        (False, True, False),
        (1, False, None),
        (True, 1, None),
        (0, 3, 0),
        (2, 1.5, 2.0),
        (2.5, 1, None),
        ("a", "", "a"),
        (["a"], (), ("a",)),
        (["a", "a"], frozenset(), frozenset({"a"})),
        (["a", 1], (), None),
        ("a", (), None),
        (None, "", None),
    ],
)
def test_convert(value: object, default: object, made: object) -> None:
    found = convert(value, default)
    assert (found, type(found)) == (made, type(made))


def test_sources(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "a.md").write_text("\ufeffa\nb", encoding="utf-8")
    (project / "b.md").write_bytes(b"\xff")
    (tmp_path / "c.md").write_text("secret", encoding="utf-8")
    sources = Sources(str(project), str(project))
    assert sources("a.md").text == "a\nb"
    assert sources("a.md") is sources("a.md")
    assert [sources(path).text for path in ("b.md", "../c.md", "none.md", ".")] == [""] * 4
    assert Sources(str(project), str(tmp_path))("../c.md").text == "secret"
