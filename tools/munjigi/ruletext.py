"""What every explanation of a rule says, on the terminal and on the rule's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from munjigi.model import Text
from munjigi.paths import is_markdown
from munjigi.reporters import SEVERITIES
from munjigi.rule import Example, Rule, family_title, unmark

HEADINGS = {
    "why": Text(en="Why", ko="이유"),
    "bad": Text(en="Reported", ko="문제가 되는 예"),
    "good": Text(en="Not reported", ko="문제가 없는 예"),
    "web": Text(en="What the addresses answer", ko="주소의 응답"),
    "fixed": Text(en="Fixed", ko="수정한 뒤"),
    "options": Text(en="Options", ko="옵션"),
    "allow": Text(en="Allow an exception", ko="예외로 두기"),
}
FIXES = {
    None: Text(en="none", ko="없음"),
    "safe": Text(en="safe", ko="안전"),
    "unsafe": Text(en="unsafe", ko="확인 필요"),
}
_FAMILY = Text(en="Family", ko="묶음")
_SEVERITY = Text(en="Severity", ko="심각도")
_FIX = Text(en="Fix", ko="수정안")
_MESSAGE = Text(en="Message", ko="메시지")
_REASON = Text(en="the reason", ko="예외로 두는 이유")


def facts(rule: Rule, lang: str) -> Iterator[tuple[str, str]]:
    """Name and value of what is known of a rule at a glance."""
    yield _FAMILY.of(lang), f"{family_title(rule.family).of(lang)} ({rule.family})"
    yield _SEVERITY.of(lang), SEVERITIES[rule.severity].of(lang)
    yield _FIX.of(lang), FIXES[rule.fix].of(lang)
    yield _MESSAGE.of(lang), rule.message.of(lang)


def shows_paths(example: Example) -> bool:
    """Whether the paths of an example's files matter."""
    return not isinstance(example.text, str) or example.config is not None


def options(rule: Rule, lang: str) -> Iterator[tuple[str, str, str]]:
    """Name, default and meaning of each option."""
    for name, default in rule.options.items():
        yield name, written(default), rule.option_help[name].of(lang)


def setting(rule: Rule) -> str:
    """What `mkdocs.yml` says to give the rule other options."""
    lines = [f"          {name}: {written(value)}" for name, value in rule.options.items()]
    return "\n".join(("plugins:", "  - munjigi:", "      rules:", f"        {rule.id}:", *lines))


def allowable(rule: Rule) -> bool:
    """Whether a comment can allow a problem: not for one outside of pages, or about the comment."""
    return rule.scope not in ("suppressions", "baseline") and any(
        unmark(content)[1]
        for example in rule.examples
        for path, content in example.files.items()
        if isinstance(content, str) and is_markdown(path)
    )


def written(value: Any) -> str:
    """An option's value as `mkdocs.yml` has it."""
    import json

    if isinstance(value, frozenset):
        value = sorted(value)
    return json.dumps(value, ensure_ascii=False)


def suppression(rule: Rule, lang: str) -> str:
    """The comment that allows a problem of the rule."""
    return f"<!-- munjigi: allow {rule.id} {_REASON.of(lang)} -->"
