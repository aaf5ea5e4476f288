"""Every rule does what its own examples say, and keeps to what all rules have in common."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import examples
from munjigi import rule as rule_module
from munjigi.detail import Detail
from munjigi.engine import examine
from munjigi.model import Text
from munjigi.page import Page
from munjigi.reader import read
from munjigi.reader.dialect import DEFAULT
from munjigi.rule import (
    Bad,
    Example,
    Good,
    Rule,
    RuleError,
    family_title,
    load_rules,
    placeholders,
    rule,
    rule_families,
    unmark,
)

RULES = load_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES.values()
    for number, example in enumerate(rule.examples)
]
FIXED = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES.values()
    for number, example in enumerate(rule.examples)
    if isinstance(example, Bad) and example.fixed is not None
]
SHALLOW = [
    pytest.param(rule, id=rule.id)
    for rule in RULES.values()
    if not rule.deep and (rule.scope == "page" or rule.gathers is not None)
]
EACH = [pytest.param(rule, id=rule.id) for rule in RULES.values()]
PARTICLES = r"(?:이|가|을|를|은|는|와|과|으로|로|이나|나|이라|라|아|야)"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example, tmp_path: Path) -> None:
    project = examples.write(example, tmp_path)
    diagnostics = examples.found(rule, project.root, example.options, example.web, example.sources)
    assert [one.span for one in diagnostics] == project.marks
    assert bool(project.marks) is isinstance(example, Bad)
    assert rule.fix is not None or all(one.fix is None for one in diagnostics)
    for one in diagnostics:
        assert "{" not in one.message.ko + one.message.en or "{" in str(one.values)


@pytest.mark.parametrize(("rule", "example"), FIXED)
def test_fix(rule: Rule, example: Bad, tmp_path: Path) -> None:
    """The fix makes the text that the example shows, which has no problem and stays as it is."""
    root = examples.write(example, tmp_path).root
    diagnostics = examples.found(rule, root, example.options, example.web, example.sources)
    assert {one.fix.safe for one in diagnostics if one.fix} == {rule.fix == "safe"}
    changed = examples.fix(root, diagnostics)
    wanted = example.fixed_files or {}
    assert changed == {examples.path_of(name): text for name, text in wanted.items()}
    left = examples.found(rule, root, example.options, example.web, example.sources)
    assert not [one for one in left if one.fix is not None]
    if all(one.fix is not None for one in diagnostics):
        assert left == []


@pytest.mark.parametrize("rule", EACH)
def test_names(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule_families()[rule.id] == rule.family
    assert rule.check.__module__.endswith(f".{rule.family}.{rule.check.__name__}")
    assert family_title(rule.family) != Text(rule.family, rule.family)


@pytest.mark.parametrize("rule", EACH)
def test_examples_are_of_both_kinds_and_languages(rule: Rule) -> None:
    texts = [text for one in rule.examples for text in one.files.values() if isinstance(text, str)]
    assert any(re.search("[가-힣]", text) for text in texts)
    assert any(not re.search("[가-힣]", text) for text in texts)
    assert any(isinstance(one, Bad) for one in rule.examples)
    assert any(isinstance(one, Good) for one in rule.examples)


@pytest.mark.parametrize("rule", EACH)
def test_messages(rule: Rule) -> None:
    """Korean ends as 합쇼체 does and puts a noun after what is filled in."""
    assert placeholders(rule.message.en) == placeholders(rule.message.ko)
    assert re.search(r"(니다|니까|시오)$", rule.message.ko), rule.message.ko
    assert not re.search(r"[.!]$", rule.message.en)
    assert not re.search(rf"\}}[\"”')]*{PARTICLES}(?=[\s,.)]|$)", rule.message.ko)
    assert re.search(r"(니다|니까|시오)$", rule.summary.ko)
    assert re.search(r"(니다|니까|시오)\.$", rule.why.ko)
    assert rule.why.en.endswith(".")
    assert not rule.summary.en.endswith(".")
    for text in rule.option_help.values():
        assert text.en
        assert re.search("[가-힣]", text.ko)


@pytest.mark.parametrize("rule", SHALLOW)
def test_rule_says_when_it_reads_the_fine_structure(rule: Rule) -> None:
    def refuse() -> tuple[str, Detail]:
        raise AssertionError("reads Page.detail: say deep=True")

    for example in rule.examples:
        for text in example.files.values():
            if isinstance(text, str):
                facts = read(text, path="a.md", dialect=DEFAULT).facts
                page = Page("a.md", "a.md", facts, refuse, lambda text=text: text)  # type: ignore[misc]
                examine(page, {rule.id: rule}, {}, filter(None, [rule.gathers]))


def test_rules_are_found_without_being_imported() -> None:
    assert list(rule_families()) == list(RULES)
    assert {"unused-suppression", "unreadable-file"} <= set(RULES)


def test_unknown_rule() -> None:
    with pytest.raises(KeyError):
        load_rules(["no-such-rule"])


def test_module_without_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_module, "Rule", int)
    with pytest.raises(RuleError, match="no rule named unused_suppression"):
        rule_module._import.__wrapped__("hygiene", "unused-suppression")


def test_family_without_title() -> None:
    assert family_title("hygiene").en.startswith("Suppressions")


def test_unmark() -> None:
    assert unmark("a⟦bc⟧d⟦⟧e") == ("abcde", [(1, 3), (4, 4)])
    assert unmark("plain") == ("plain", [])


def complaint(function: Any = None, **changes: Any) -> str:
    """What the contract says about a rule that differs from a good one in `changes`."""

    def good_rule(page: Page, *, most: int = 1) -> Any:
        yield from ()

    function = function or good_rule
    function.__module__ = f"munjigi.rules.some.{changes.pop('file', function.__name__)}"
    given: dict[str, Any] = {
        "summary": Text("Right", "옳습니다"),
        "why": Text("Because.", "까닭입니다."),
        "message": Text("{a} is wrong", "{a} 값이 틀립니다"),
        "examples": (Bad("⟦a⟧"), Good("b")),
        "options": {"most": Text("At most", "많아야")},
    }
    try:
        made = rule(**given | changes)(function)
    except RuleError as error:
        return str(error)
    return f"{made.id} {made.family} {made.scope} {dict(made.options)}"


def test_contract() -> None:
    assert complaint() == "good-rule some page {'most': 1}"
    assert "the file's name" in complaint(file="other")
    assert "same placeholders" in complaint(message=Text("{a}", "{b}"))
    assert "one Bad and one Good" in complaint(examples=(Bad("a"),))
    assert "explain exactly" in complaint(options=None)
    assert "fix must be" in complaint(fix="perhaps")
    assert "fixed=" in complaint(fix="safe")


def test_contract_of_the_function() -> None:
    def wrong_scope(book: Page) -> Any:
        yield from ()

    def two_scopes(page: Page, site: Any) -> Any:
        yield from ()

    def no_default(page: Page, *, most: int) -> Any:
        yield from ()

    assert "must be named page, site, suppressions or baseline" in complaint(
        wrong_scope, options=None
    )
    assert "must be named" in complaint(two_scopes, options=None)
    assert "needs a default" in complaint(no_default)
