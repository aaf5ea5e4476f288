"""Runs the examples that stand in the rules' files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from munjigi.config import load_config
from munjigi.engine import lint
from munjigi.external.address import Address
from munjigi.external.anchors import look_up
from munjigi.external.answers import Answer, Hop, Reason
from munjigi.external.gather import Gathering
from munjigi.external.judge import Judge
from munjigi.external.records import Record
from munjigi.fixes import apply_fixes
from munjigi.loader import load_site
from munjigi.model import Diagnostic, Span
from munjigi.remote import Remote, uses
from munjigi.rule import REMOTE, Bad, Example, Rule, load_rules, unmark
from munjigi.site import Site
from munjigi.source import decode
from munjigi.watch import guides
from munjigi.watch.prints import HASH, fingerprint
from munjigi.watch.reading import read_answer
from munjigi.watch.sentences import sentences
from munjigi.watch.sourcelock import Vouched
from munjigi.watch.standing import standings
from munjigi.watched import Watched

TODAY = date(2026, 11, 20)  # as `rule.Example` says
_EXTENSIONS = """\
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc:
      permalink: true
      slugify: !!python/object/apply:pymdownx.slugs.slugify
        kwds: {case: lower}
  - pymdownx.details
  - pymdownx.highlight:
      anchor_linenums: true
  - pymdownx.inlinehilite
  - pymdownx.snippets:
      base_path: [docs/_snippets]
  - pymdownx.superfences
  - pymdownx.tabbed:
      alternate_style: true
  - pymdownx.tasklist
"""
EXAMPLE_CONFIG = f"""\
site_name: Example
site_url: https://example.com/
exclude_docs: |
  _snippets/
  _templates/
  _terms/
{_EXTENSIONS}"""
BILINGUAL_CONFIG = f"""\
{EXAMPLE_CONFIG}
plugins:
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      languages:
        - locale: ko
          name: 한국어
          default: true
          build: true
        - locale: en
          name: English
          build: true
"""


class Project(NamedTuple):
    """An example written to a folder, and the places of its marks."""

    root: Path
    marks: list[Span]


def path_of(name: str) -> str:
    """The path in the project of an example's file."""
    return name if name == "mkdocs.yml" else f"docs/{name}"


def write(example: Example, root: Path) -> Project:
    """Write an example as a project."""
    marks = []
    config, spans = unmark(_config(example))
    marks += [Span("mkdocs.yml", *span) for span in spans]
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(config, encoding="utf-8")
    for name, content in example.files.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
            continue
        text, spans = unmark(content)
        path.write_bytes(text.encode())
        marks += [Span(f"docs/{name}", *span) for span in spans]
    if isinstance(example, Bad):
        marks += [Span(f"docs/{name}", start, end) for name, start, end in example.spans]
    return Project(root, sorted(marks))


def _config(example: Example) -> str:
    if example.config is not None:
        return example.config
    folders = {name.partition("/")[0] for name in example.files if "/" in name}
    config = BILINGUAL_CONFIG if {"ko", "en"} <= folders else f"{EXAMPLE_CONFIG}plugins:\n"
    plain = config.removesuffix("plugins:\n")
    return f"{config}  - munjigi\n" if folders & {"_templates", "_terms"} else plain


def found(
    rule: Rule,
    root: Path,
    options: Mapping[str, Any] | None,
    web: Mapping[str, str] | None = None,
    said: Mapping[str, tuple[str, str]] | None = None,
) -> list[Diagnostic]:
    """What the rule reports of the project; `web` and `said` (`sources`) as in `rule.Example`."""
    rules = load_rules() if rule.scope in ("suppressions", "baseline") else {rule.id: rule}
    site = load_site(load_config(root), jobs=1, today=TODAY).site
    if rule.family == REMOTE or web:
        site.remote = remote(site, web or {})._replace(sources=watched(site, said or {}))
    diagnostics = lint(site, rules, {rule.id: options or {}})
    return [one for one in diagnostics if one.rule == rule.id]


def remote(site: Site, web: Mapping[str, str]) -> Remote:
    """What `munjigi links` knows where addresses answer so."""
    config = site.config
    rules = config.settings.links
    path = os.path.join(config.root, rules.exceptions)
    text = Path(path).read_text(encoding="utf-8") if os.path.isfile(path) else ""
    targets = (use.target for use in uses(site))
    gathering = Gathering(rules, rules.exceptions, text, TODAY.isoformat())
    gathering.add(targets)
    found = gathering.gathered()
    records = {
        address.url: _record(address, web.get(target, "200"))
        for target, address in found.asked.items()
    }
    return found.remote(records, Judge(TODAY.isoformat(), {}), complete=True)


def watched(site: Site, said: Mapping[str, tuple[str, str]]) -> tuple[Watched, ...]:
    """What `munjigi links --sources` knows where the documents of guides say so."""
    found = [one for one in guides.sources(site) if one.url in said]
    texts = {url: sentences(then) for url, (then, _) in said.items()}
    lock = {
        (one.page, one.url): Vouched(one.page, one.url, "2026-11-01", tuple(map(fingerprint, then)))
        for one in found
        if (then := texts[one.url])
    }
    readings = {url: read_answer(_answer(url, now)) for url, (_, now) in said.items()}
    known = {fingerprint(one)[:HASH]: one for then in texts.values() for one in then}
    return standings(found, lock, readings, known)


def _answer(url: str, now: str) -> Answer:
    """The answer of a document that says this, or with this status."""
    if now.isdigit():
        return Answer(url, url, int(now))
    return Answer(url, url, 200, {"content-type": "text/plain"}, now.encode())


def _record(address: Address, told: str) -> Record:
    """What an address came to, as `rule.Example` tells it."""
    words = told.split()
    if not words[0].isdigit() and words[0] != "https":
        return Record(0.0, address.url, reason=Reason(words[0]))
    anchors = [word[1:] for word in words if word.startswith("#")]
    page = "".join(f'<h2 id="{one}">' for one in anchors).encode()
    seen = look_up([address.fragment], {}, page, whole=True) if address.fragment else {}
    secure = f"https{address.url[4:]}" if words[0] == "https" else None
    made = Record(0.0, address.url, 200, anchors=seen, secure=secure)
    status = 200 if secure else int(words[0])
    if len(words) > 1 and not words[1].startswith("#"):
        return made._replace(final=words[1], hops=(Hop(status, words[1]),))
    return made._replace(status=status)


def fix(root: Path, diagnostics: list[Diagnostic]) -> dict[str, str | None]:
    """Make all fixes in the project; the changed texts by path, None for a file that goes."""
    fixes = [one.fix for one in diagnostics if one.fix is not None]
    paths = {edit.span.path for one in fixes for edit in one.edits}
    there = [path for path in paths if (root / path).exists()]
    texts = {path: decode((root / path).read_bytes()) for path in there}
    changed = apply_fixes(texts, fixes)
    for path, text in changed.items():
        if text is None:
            (root / path).unlink()
        else:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode())
    return changed
