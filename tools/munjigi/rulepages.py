"""The rule reference as Markdown pages, equal in structure and heading ids in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from munjigi.model import Text
from munjigi.reporters import SEVERITIES
from munjigi.rule import Bad, Example, Good, Rule, family_title, load_rules, unmark
from munjigi.ruletext import FIXES, HEADINGS, facts, options, shows_paths, suppression
from munjigi.source import Source

MARK = "generator: munjigi docs"
_TITLE = Text(en="Rules", ko="규칙")
_LEAD = Text(
    en="What `munjigi check` looks for. Each name leads to the reason, examples and options.",
    ko="`munjigi check` 명령이 찾는 문제입니다. 이름을 누르면 이유와 예, 옵션을 볼 수 있습니다.",
)
_COLUMNS = (
    Text(en="Rule", ko="규칙"),
    Text(en="What is right", ko="올바른 상태"),
    Text(en="Severity", ko="심각도"),
    Text(en="Fix", ko="자동 수정"),
)
_OPTION_COLUMNS = (
    Text(en="Option", ko="옵션"),
    Text(en="Default", ko="기본값"),
    Text(en="Meaning", ko="뜻"),
)
_COVERS = Text(
    en="Above a block or on the line itself, with a reason, and with `until=YYYY-MM-DD` if it is "
    "to end. `allow-page` in place of `allow` covers the whole file.",
    ko="블록 위나 그 줄에 이유와 함께 적습니다. 기한이 있으면 `until=YYYY-MM-DD` 값을 더합니다. "
    "`allow` 대신 `allow-page` 값을 쓰면 파일 전체가 예외가 됩니다.",
)
_LINE_END = re.compile(r"\r\n?|\n")
_SNIPPET = re.compile(r"^(\s*)(-{1,}8<-{1,})", re.MULTILINE)


def pages(lang: str) -> dict[str, str]:
    """The text of each page by file name."""
    rules = load_rules().values()
    made = {"index.md": _text(_index(rules, lang))}
    return made | {f"{rule.id}.md": _text(_page(rule, lang)) for rule in rules}


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _index(rules: Iterable[Rule], lang: str) -> Iterator[str]:
    yield from _head(_TITLE.of(lang), "rules")
    yield _LEAD.of(lang)
    for family, group in groupby(rules, key=lambda rule: rule.family):
        title, id_ = family_title(family).of(lang), family.replace("_", "-")
        yield from ("", f"## {title} {{#{id_}}}", "")
        yield from _table(
            _COLUMNS,
            (
                (
                    f"[{rule.id}]({rule.id}.md)",
                    _prose(rule.summary.of(lang)),
                    SEVERITIES[rule.severity].of(lang),
                    FIXES[rule.fix].of(lang),
                )
                for rule in group
            ),
            lang,
        )


def _page(rule: Rule, lang: str) -> Iterator[str]:
    yield from _head(rule.id, rule.id)
    yield from (f"{_prose(rule.summary.of(lang))}.".replace("..", "."), "")
    for name, value in facts(rule, lang):
        yield f"- **{name}**: {_code(value) if value == rule.message.of(lang) else value}"
    yield ""
    yield from _section("why", lang)
    yield from (_prose(rule.why.of(lang)), "")
    for kind, key in ((Bad, "bad"), (Good, "good")):
        yield from _section(key, lang)
        for example in rule.examples:
            if isinstance(example, kind):
                yield from _example(example, lang)
    if rule.options:
        yield from _section("options", lang)
        rows = (
            (f"`{name}`", _code(default), _prose(meaning))
            for name, default, meaning in options(rule, lang)
        )
        yield from _table(_OPTION_COLUMNS, rows, lang)
        yield ""
    yield from _section("allow", lang)
    yield from _fence(suppression(rule, lang), "markdown")
    yield from ("", _COVERS.of(lang))


def _head(title: str, id_: str) -> Iterator[str]:
    yield from ("---", f"title: {title}", MARK, "---", "", f"# {title} {{#{id_}}}", "")


def _section(key: str, lang: str) -> Iterator[str]:
    yield from (f"## {HEADINGS[key].of(lang)} {{#{key}}}", "")


def _example(example: Example, lang: str) -> Iterator[str]:
    """The files of an example, and what became of them where it shows a fix."""
    with_path = shows_paths(example)
    if example.config is not None:
        yield from _file("mkdocs.yml", example.config, "yaml", named=True)
    for path, content in example.files.items():
        if isinstance(content, str):
            yield from _file(path, content, "markdown", named=with_path)
    if isinstance(example, Bad) and example.fixed_files is not None:
        yield from (f"{HEADINGS['fixed'].of(lang)}:", "")
        for path, content in example.fixed_files.items():
            language = "yaml" if path == "mkdocs.yml" else "markdown"
            yield from _file(path, str(content), language, named=with_path)


def _file(path: str, content: str, language: str, *, named: bool) -> Iterator[str]:
    text, spans = unmark(content)
    source = Source(path, text)
    lines = sorted({source.position(start)[0] for start, _ in spans})
    title = f' title="{path}"' if named else ""
    marked = f' hl_lines="{" ".join(map(str, lines))}"' if lines else ""
    yield from _fence(text, f"{language}{title}{marked}")
    yield ""


def _fence(text: str, info: str) -> Iterator[str]:
    runs = re.findall("`{3,}", text)
    marks = "`" * (max(map(len, runs), default=2) + 1)
    escaped = _SNIPPET.sub(r"\1;\2", text.rstrip("\r\n"))
    yield from (f"{marks}{' ' if ' ' in info else ''}{info}", *_LINE_END.split(escaped), marks)


def _table(columns: Iterable[Text], rows: Iterable[Iterable[str]], lang: str) -> Iterator[str]:
    names = [column.of(lang) for column in columns]
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _prose(text: str) -> str:
    """A sentence as Markdown that shows its characters as they are; `code` stays code."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"([\\*_{}\[\]<>#])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


def _code(text: str) -> str:
    marks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"
