"""For people: place, rule, message, and the line of source with the span underlined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from munjigi.model import Diagnostic, Severity, Text
from munjigi.reporters import SEVERITIES, Report, counted, rule_page, suggestion
from munjigi.reporters.frame import frame, visible

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_PROBLEM = Text(en="problem", ko="문제")
_CHECKED = (Text(en="page", ko="페이지"), Text(en="link", ko="링크"), Text(en="image", ko="그림"))
_CLEAN = Text(en="No problems ({})", ko="문제가 없습니다({})")
_FOUND = Text(en="{}: {} ({})", ko="{} - {}({})")
_ONLY_IN = Text(en="shows only in", ko="나타나는 언어")
_HELP = Text(en="more", ko="설명")
_SAFE = Text(
    en="Problems that a program can mend: {} (munjigi fix)\n",
    ko="프로그램으로 고칠 수 있는 문제: {}개(munjigi fix)\n",
)
_START = Text(
    en="One rule at a time: munjigi check --select {}\n"
    "Only new problems from now on: munjigi baseline\n",
    ko="규칙을 하나씩 보려면 munjigi check --select {} 명령을 실행하십시오.\n"
    "지금 있는 문제는 두고 앞으로 생기는 문제만 보려면 munjigi baseline 명령을 실행하십시오.\n",
)
MANY = 20  # problems, beyond which they are counted by rule
BESIDE = 7  # columns beside a line of source and its number: space, bar, and marks of cuts


def report(run: Report, lang: str) -> str:
    """The run as text in `lang`."""
    parts = ["".join(_problem(one, run, lang)) for one in run.diagnostics]
    many = len(run.diagnostics) > MANY
    if many or (run.statistics and run.diagnostics):
        parts.append(_statistics(run, lang))
    parts.append(_summary(run, lang) + (_start(run.diagnostics, lang) if many else ""))
    return "\n".join(parts)


def _summary(run: Report, lang: str) -> str:
    checked = ", ".join(
        counted(number, word, lang) for number, word in zip(run.counts, _CHECKED, strict=True)
    )
    if not run.diagnostics:
        return _CLEAN.of(lang).format(checked) + "\n"
    counts = Counter(one.severity for one in run.diagnostics)
    kinds = (counted(counts[kind], word, lang) for kind, word in SEVERITIES.items() if counts[kind])
    found = counted(len(run.diagnostics), _PROBLEM, lang)
    return _FOUND.of(lang).format(found, ", ".join(kinds), checked) + "\n"


def _start(diagnostics: Sequence[Diagnostic], lang: str) -> str:
    """Where to begin: with what a program can mend, then with the worst and most frequent rule."""
    safe = sum(one.fix is not None and one.fix.safe for one in diagnostics)
    worst = next(kind for kind in Severity if any(one.severity is kind for one in diagnostics))
    ((rule, _),) = Counter(one.rule for one in diagnostics if one.severity is worst).most_common(1)
    told = _SAFE.of(lang).format(safe) if safe else ""
    return told + _START.of(lang).format(rule)


def _problem(one: Diagnostic, run: Report, lang: str) -> Iterator[str]:
    source = run.source(one.span.path)
    line, column = source.position(one.span.start)
    paint = _paint if run.color else _plain
    color = _COLORS[one.severity]
    place = visible(f"{run.show(one.span.path)}:{line}:{column}")
    severity = paint(SEVERITIES[one.severity].of(lang), color)
    message = visible(one.message.of(lang))
    yield f"{paint(place, '1')}: {severity} {paint(one.rule, '1')}: {message}\n"
    margin = " " * len(str(line))
    found = frame(source, one.span, run.columns - len(margin) - BESIDE)
    bar = paint("|", "34")
    if found is not None:
        yield f"  {margin} {bar}\n"
        yield f"  {paint(str(line), '34')} {bar} {found.text}\n"
        yield f"  {margin} {bar} {paint(found.underline, color)}\n"
    meant = suggestion(one, lang)
    if meant:
        yield f"  {margin} = {visible(meant)}\n"
    if only := one.values.get("only_in"):
        yield f"  {margin} = {_ONLY_IN.of(lang)}: {only}\n"
    for detail in _details(one, lang):
        yield f"  {margin} = {visible(detail)}\n"
    page = rule_page(one.rule, lang, run.docs_url) or f"munjigi explain {one.rule}"
    yield f"  {margin} = {_HELP.of(lang)}: {page}\n"


def _details(one: Diagnostic, lang: str) -> list[str]:
    """Lines that say more than the message, such as a diff."""
    details = one.values.get("details", "")
    return (details.of(lang) if isinstance(details, Text) else str(details)).splitlines()


def _statistics(run: Report, lang: str) -> str:
    from munjigi.rule import load_rules

    counts = Counter(one.rule for one in run.diagnostics)
    rules = load_rules(counts)
    wide, long = len(str(max(counts.values()))), max(map(len, counts))
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(
        f"{count:>{wide}}  {rule:<{long}}  {rules[rule].summary.of(lang)}\n" for rule, count in rows
    )


def _paint(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m"


def _plain(text: str, _code: str) -> str:
    return text
