"""`munjigi rules`: the list of rules."""

from __future__ import annotations

import json
from argparse import Namespace

from munjigi.output import print_result
from munjigi.reporters import SEVERITIES
from munjigi.reporters.frame import width
from munjigi.rule import Rule, family_title, load_rules
from munjigi.ruletext import FIXES


def run(args: Namespace, lang: str) -> int:
    """Print the rules as a table or as JSON."""
    rules = list(load_rules().values())
    if args.format == "json":
        print_result(_json(rules, lang), "utf-8")
    else:
        print_result(_table(rules, lang))
    return 0


def _json(rules: list[Rule], lang: str) -> str:
    listed = [
        {
            "id": rule.id,
            "family": rule.family,
            "severity": rule.severity.value,
            "fix": rule.fix,
            "summary": rule.summary.of(lang),
            "options": sorted(rule.options),
        }
        for rule in rules
    ]
    return json.dumps({"version": 1, "rules": listed}, ensure_ascii=False, indent=2) + "\n"


def _table(rules: list[Rule], lang: str) -> str:
    lines, family = [], ""
    long = max(len(rule.id) for rule in rules)
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines.append(f"\n{family}  {family_title(family).of(lang)}")
        severity, fix = SEVERITIES[rule.severity].of(lang), FIXES[rule.fix].of(lang)
        cells = f"  {rule.id:<{long}}  {severity}{' ' * (8 - width(severity))}"
        lines.append(f"{cells}{fix}{' ' * (10 - width(fix))}{rule.summary.of(lang)}")
    return "\n".join(lines).lstrip("\n") + "\n"
