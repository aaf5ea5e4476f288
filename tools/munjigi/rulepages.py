"""The rule reference as Markdown pages, equal in structure and heading ids in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from munjigi.facts import Facts
from munjigi.model import Text
from munjigi.page import Page
from munjigi.reporters import SEVERITIES
from munjigi.rule import Bad, Example, Good, Rule, family_title, load_rules, unmark
from munjigi.ruletext import (
    FIXES,
    HEADINGS,
    allowable,
    facts,
    options,
    setting,
    shows_paths,
    suppression,
    written,
)
from munjigi.source import BOM, Source

MARK = "generator: munjigi docs"
TITLE = Text(en="Rules", ko="규칙")
_LEAD = Text(
    en="""What `munjigi check` looks for. Each name leads to the reason, examples and options.

- **Severity**: an error or a warning makes the command end with exit code 1, info does not.
- **Fix**: what `munjigi fix` writes instead, and the JSON and SARIF reports propose. A safe fix
  keeps the meaning; `munjigi fix --unsafe --diff` shows the others before you take them.""",
    ko="""`munjigi check` 명령이 찾는 문제입니다. 이름을 누르면 이유와 예, 옵션을 볼 수 있습니다.

- **심각도**: 오류나 경고가 있으면 명령의 종료 코드가 1입니다. 정보는 종료 코드에 영향이 없습니다.
- **수정안**: `munjigi fix` 명령이 쓰고 JSON과 SARIF 보고서가 제안하는 수정 내용입니다. 안전한
  수정안은 글의 뜻을 바꾸지 않습니다. 확인이 필요한 수정안은 `munjigi fix --unsafe --diff` 명령으로
  먼저 살펴보십시오.""",
)
_COLUMNS = (
    Text(en="Rule", ko="규칙"),
    Text(en="What is right", ko="올바른 상태"),
    Text(en="Severity", ko="심각도"),
    Text(en="Fix", ko="수정안"),
)
_OPTION_COLUMNS = (
    Text(en="Option", ko="옵션"),
    Text(en="Default", ko="기본값"),
    Text(en="Meaning", ko="뜻"),
)
_COVERS = Text(
    en="Write it above the block or on the line itself, and say why. To let it expire, put "
    "`until=YYYY-MM-DD` before the reason. `allow-page` in place of `allow` covers the whole file.",
    ko="해당 블록 바로 위나 같은 줄에 이유와 함께 적습니다. 기한을 두려면 이유 앞에 "
    "`until=YYYY-MM-DD`를 적습니다. `allow` 대신 `allow-page`를 쓰면 파일 전체에 적용됩니다.",
)
_EXAMPLES_ONLY = Text(en="made-up examples of a rule", ko="규칙을 설명하려고 지어낸 예")
_EXAMPLE = Text(en="Example {}", ko="예 {}")
_WITH_OPTION = Text(en="option", ko="옵션")
_MARKED = Text(en="What is reported", ko="문제로 알리는 부분")
_LANGUAGES = {"yml": "yaml", "json": "json"}
_LONGEST = 80  # characters of a marked text that a line of the page has room for
_LINE_END = re.compile(r"\r\n?|\n")
_SNIPPET = re.compile(r"^(\s*)(-{1,}8<-{1,})", re.MULTILINE)


def pages(lang: str) -> dict[str, str]:
    """The text of each page by file name."""
    rules = load_rules().values()
    made = {"index.md": _text(_index(rules, lang))}
    return made | {
        f"{rule.id}.md": _allowing(_text(_page(rule, lang)), rules, lang) for rule in rules
    }


def _allowing(text: str, rules: Iterable[Rule], lang: str) -> str:
    """The page, with a suppression where rules that read code too would report its examples."""
    page = Page("", "", Facts(), load_text=lambda: text)
    told = [rule.id for rule in rules if rule.scope == "page" and any(rule.check(page))]
    if not told:
        return text
    names = ", ".join(told)
    return f"{text}\n<!-- munjigi: allow-page {names} {_EXAMPLES_ONLY.of(lang)} -->\n"


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _index(rules: Iterable[Rule], lang: str) -> Iterator[str]:
    yield from _head(TITLE.of(lang), "rules")
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
        examples = [example for example in rule.examples if isinstance(example, kind)]
        for number, example in enumerate(examples, 1):
            yield from _example(example, number if len(examples) > 1 else 0, lang)
    if rule.options:
        yield from _section("options", lang)
        rows = (
            (f"`{name}`", _code(default), _prose(meaning))
            for name, default, meaning in options(rule, lang)
        )
        yield from _table(_OPTION_COLUMNS, rows, lang)
        yield ""
        yield from _fence(setting(rule), 'yaml title="mkdocs.yml"')
        yield ""
    if allowable(rule):
        yield from _section("allow", lang)
        yield from _fence(suppression(rule, lang), "markdown")
        yield from ("", _COVERS.of(lang))


def _head(title: str, id_: str) -> Iterator[str]:
    yield from ("---", f"title: {title}", MARK, "---", "", f"# {title} {{#{id_}}}", "")


def _section(key: str, lang: str) -> Iterator[str]:
    yield from (f"## {HEADINGS[key].of(lang)} {{#{key}}}", "")


def _example(example: Example, number: int, lang: str) -> Iterator[str]:
    """The files of an example, what is reported in them, and what they become where it shows a fix.

    `number` is 0 for the only example.
    """
    with_path = shows_paths(example)
    yield from _label(example, number, lang)
    if example.config is not None:
        yield from _file("mkdocs.yml", example.config, named=True)
    for path, content in example.files.items():
        yield from _file(path, content, named=with_path)
    if example.web:
        answers = (f"{_code(url)} → {_code(told)}" for url, told in example.web.items())
        yield from (f"{HEADINGS['web'].of(lang)}: {', '.join(answers)}", "")
    marked = ", ".join(map(_code, _marked(example)))
    if marked:
        yield from (f"{_MARKED.of(lang)}: {marked}", "")
    if isinstance(example, Bad) and example.fixed_files is not None:
        yield from (f"{HEADINGS['fixed'].of(lang)}:", "")
        for path, content in example.fixed_files.items():
            yield from _file(path, content, named=with_path)


def _label(example: Example, number: int, lang: str) -> Iterator[str]:
    given = [
        f"{_WITH_OPTION.of(lang)} {_code(f'{name}: {written(value)}')}"
        for name, value in (example.options or {}).items()
    ]
    parts = [f"**{_EXAMPLE.of(lang).format(number)}**"] if number else []
    if parts or given:
        yield from (", ".join(parts + given), "")


def _marked(example: Example) -> Iterator[str]:
    """The marked texts, each once, that fit in a line."""
    seen = set()
    for content in (example.config, *example.files.values()):
        plain, spans = unmark(content) if isinstance(content, str) else ("", [])
        for start, end in spans:
            text = plain[start:end]
            if text.strip() and len(text) <= _LONGEST and "\n" not in text and text not in seen:
                seen.add(text)
                yield text


def _file(path: str, content: str | bytes, *, named: bool) -> Iterator[str]:
    if isinstance(content, bytes):
        yield from (f"`{path}`: {_code(repr(content)[2:-1][:_LONGEST])}", "")
        return
    text, spans = unmark(content.removeprefix(BOM))
    source = Source(path, text)
    lines = sorted({source.position(start)[0] for start, _ in spans})
    title = f' title="{path}"' if named else ""
    marked = f' hl_lines="{" ".join(map(str, lines))}"' if lines else ""
    language = _LANGUAGES.get(path.rpartition(".")[2], "markdown")
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
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """A table's cell: a bar separates cells, but not inside code."""
    parts = text.split("`")
    parts[::2] = [part.replace("|", "\\|") for part in parts[::2]]
    return "`".join(parts)


def _prose(text: str) -> str:
    """A sentence as Markdown that shows its characters as they are; `code` stays code."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"([\\*_{}\[\]<>#])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


def _code(text: str) -> str:
    marks = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{marks}{space}{text}{space}{marks}"
