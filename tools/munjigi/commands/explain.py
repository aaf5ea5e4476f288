"""`munjigi explain RULE`: what a rule wants, why, and what it looks like."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from munjigi.model import Text
from munjigi.output import print_result
from munjigi.reporters.frame import underline, visible
from munjigi.rule import Bad, Rule, load_rules, rule_families, unmark
from munjigi.ruletext import HEADINGS, allowable, facts, options, shows_paths, suppression
from munjigi.selection import unknown
from munjigi.source import BOM, Source
from munjigi.usage import UsageError

_RULE = Text(en="rule", ko="규칙이")


def run(args: Namespace, lang: str) -> int:
    """Print the explanation of one rule; raises `UsageError` where there is none of the name."""
    name = args.rule
    if name not in rule_families():
        raise UsageError(unknown(_RULE, name, rule_families()))
    print_result("\n".join(_lines(load_rules([name])[name], lang)) + "\n")
    return 0


def _lines(rule: Rule, lang: str) -> Iterator[str]:
    yield from (f"{rule.id}: {rule.summary.of(lang)}", "", rule.why.of(lang), "")
    yield from (f"{name}: {value}" for name, value in facts(rule, lang))
    for name, default, meaning in options(rule, lang):
        yield from ("", f"{name} ({default})", f"    {meaning}")
    for example in rule.examples:
        heading = HEADINGS["bad" if isinstance(example, Bad) else "good"]
        yield from ("", heading.of(lang))
        if example.config is not None:
            yield from _file("mkdocs.yml", example.config, named=True)
        for path, content in example.files.items():
            yield from _file(path, content, named=shows_paths(example))
        if example.web:
            yield from ("", HEADINGS["web"].of(lang))
            yield from (f"    {url} → {told}" for url, told in example.web.items())
        if isinstance(example, Bad) and example.fixed_files is not None:
            yield from ("", HEADINGS["fixed"].of(lang))
            for path, content in example.fixed_files.items():
                yield from _file(path, content, named=shows_paths(example))
    if allowable(rule):
        yield from ("", HEADINGS["allow"].of(lang), f"    {suppression(rule, lang)}")


def _file(path: str, content: str | bytes, *, named: bool) -> Iterator[str]:
    """A file of an example, marked spans underlined."""
    if named:
        yield f"  {path}:"
    if isinstance(content, bytes):
        return
    text, spans = unmark(content.removeprefix(BOM))
    source = Source(path, text)
    last, _ = source.position(len(text.rstrip("\r\n")))
    for number in range(1, last + 1):
        start, end = source.bounds(number)
        line = text[start:end]
        yield f"    {visible(line)}".rstrip()
        marks = [(a - start, min(b, end) - start) for a, b in spans if start <= a <= end]
        if marks:
            yield f"    {underline(line, marks)}"
