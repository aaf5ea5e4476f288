"""Entries of the baseline whose problem is gone, or stands in another file now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from munjigi.model import Edit, Fix, Problem, Span, Text
from munjigi.rule import Bad, Good, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from munjigi.baseline import Baseline, Stale

_GONE = Text(en="its problem is gone", ko="문제가 사라져")
_NO_ENTRY = Text(en="it is no entry of a baseline", ko="베이스라인의 형식이 아니어서")
_CONFIG = "site_name: A\nplugins:\n  - munjigi:\n      baseline: docs/known.jsonl\n"
_ENTRY = '{{"path": "{}", "rule": "{}", "text": "{}"}}'
_KNOWN = _ENTRY.format("docs/index.md", "broken-link", "setup.md) and the [API](⟪api.md⟫).") + "\n"
_GONE_ENTRY = _ENTRY.format("docs/index.md", "broken-link", "See [Setup](⟪set-up.md⟫) and the")
_MOVED = _ENTRY.format(
    "docs/install.md", "vague-link-text", "자세한 설명은 [⟪여기⟫](../index.md)에 있습니다."
)


@rule(
    summary=Text(
        en="Every entry of the baseline stands for a problem that is still there",
        ko="베이스라인의 모든 항목은 아직 남아 있는 문제를 나타냅니다",
    ),
    why=Text(
        en="An entry that outlives its problem hides the next one that looks the same. `munjigi "
        "baseline --prune` takes such entries out, and follows a file that was moved.",
        ko="문제가 사라진 뒤에도 남은 항목은 다음에 생기는 똑같은 문제를 가립니다. `munjigi "
        "baseline --prune` 명령은 이런 항목을 지우고, 옮긴 파일의 항목은 새 경로로 고칩니다.",
    ),
    message=Text(
        en="this entry does not hold any more: {reason}",
        ko="{reason} 이 항목은 더 이상 맞지 않습니다",
    ),
    examples=(
        Bad(
            {
                "index.md": "See [Setup](setup.md) and the [API](api.md).\n",
                "setup.md": "# Setup\n",
                "known.jsonl": f"{_KNOWN}⟦{_GONE_ENTRY}⟧\n⟦<<<<<<< HEAD⟧\n",
            },
            config=_CONFIG,
            fixed={"known.jsonl": _KNOWN},
        ),
        Bad(
            {
                "index.md": "[설치](install/new.md)\n",
                "install/new.md": "자세한 설명은 [여기](../index.md)에 있습니다.\n",
                "known.jsonl": f"⟦{_MOVED}⟧\n",
            },
            config=_CONFIG,
            fixed={"known.jsonl": _MOVED.replace("install.md", "install/new.md") + "\n"},
        ),
        Good(
            {
                "index.md": "See [Setup](setup.md) and the [API](api.md).\n",
                "setup.md": "# 설치\n",
                "known.jsonl": _KNOWN,
            },
            config=_CONFIG,
        ),
    ),
    fix="safe",
)
def stale_baseline(baseline: Baseline) -> Iterator[Problem]:
    for stale in baseline.stale:
        yield Problem(stale.span, fix=_fix(baseline, stale), reason=_reason(stale))


def _fix(baseline: Baseline, stale: Stale) -> Fix:
    """The entry with its new path, or without it; the file goes with its last entry."""
    if stale.entry is not None and stale.moved:
        return Fix((Edit(stale.line, stale.entry._replace(path=stale.moved).line()),))
    if baseline.empties:
        return Fix((Edit(Span(baseline.path, 0, baseline.length), None),))
    return Fix((Edit(stale.line, ""),))


def _reason(stale: Stale) -> Text:
    if stale.entry is None:
        return _NO_ENTRY
    if stale.moved:
        return Text(
            en=f"its problem is in {stale.moved} now", ko=f"문제가 {stale.moved} 파일로 옮겨져"
        )
    return _GONE
