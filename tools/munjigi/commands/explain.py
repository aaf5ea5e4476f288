"""`munjigi explain RULE`: what a rule wants, why, and what it looks like."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from munjigi.model import Span
from munjigi.output import print_result
from munjigi.reporters.frame import frame, visible
from munjigi.rule import Bad, Example, Rule, load_rules, rule_families, unmark
from munjigi.ruletext import HEADINGS, facts, options, suppression
from munjigi.selection import RULE, unknown
from munjigi.source import Source
from munjigi.usage import UsageError


def run(args: Namespace, lang: str) -> int:
    """Print the explanation of one rule; raises `UsageError` where there is none of the name."""
    name = args.rule
    if name not in rule_families():
        raise UsageError(unknown(RULE, name, rule_families()))
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
        yield from _example(example)
        if isinstance(example, Bad) and example.fixed_files is not None:
            yield from ("", HEADINGS["fixed"].of(lang))
            for path, content in example.fixed_files.items():
                yield from _file(path, content, alone=isinstance(example.fixed, str))
    yield from ("", HEADINGS["allow"].of(lang), f"    {suppression(rule, lang)}")


def _example(example: Example) -> Iterator[str]:
    if example.config is not None:
        yield from _file("mkdocs.yml", example.config, alone=False)
    for path, content in example.files.items():
        yield from _file(path, content, alone=isinstance(example.text, str))


def _file(path: str, content: str | bytes, *, alone: bool) -> Iterator[str]:
    """A file of an example, marked spans underlined."""
    if not alone:
        yield f"    [{path}]"
    if isinstance(content, bytes):
        return
    text, spans = unmark(content)
    source = Source(path, text)
    underlined = {}
    for start, end in spans:
        found = frame(source, Span(path, start, end))
        if found is not None:
            underlined[found.line] = found.underline
    for number, line in enumerate(text.splitlines(), 1):
        yield f"    {visible(line)}".rstrip()
        if number in underlined:
            yield f"    {underlined[number]}"
