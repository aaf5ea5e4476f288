#!/usr/bin/env python3
"""Keep one issue for what a scheduled run found: opened, rewritten, and closed when all is well.

usage: report_issue.py TITLE CODE REPORT

CODE is the run's exit code, 0 (well) or 1 (problems); with any other the issue stays as it is, and
this ends with it. REPORT is a file with what the run printed. `gh` does the rest, with GH_TOKEN.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LIMIT = 60_000  # characters; GitHub takes 65,536
USUAL = 2  # exit codes below this one say that the run came to its end


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says."""
    title, code, report = arguments
    if int(code) not in range(USUAL):
        return int(code)
    number = _open_issue(title)
    if code == "0":
        if number:
            _gh("issue", "close", number, "--comment", f"Nothing is left to do, says {_run()}.")
        return 0
    body = _body(Path(report).read_text(encoding="utf-8"))
    if number:
        _gh("issue", "edit", number, "--body-file", "-", body=body)
    else:
        _gh("issue", "create", "--title", title, "--body-file", "-", body=body)
    return 0


def _open_issue(title: str) -> str:
    """The number of our issue; nobody else's counts, whatever its title."""
    told = _gh(
        *("issue", "list", "--app", "github-actions", "--state", "open"),
        *("--limit", "1000", "--json", "number,title"),
    )
    numbers = sorted(one["number"] for one in json.loads(told) if one["title"] == title)
    return str(numbers[0]) if numbers else ""


def _body(report: str) -> str:
    """The report as plain text: it quotes pages of others, which are to have no effect here."""
    shown = report[:LIMIT].rsplit("\n", 1)[0] if len(report) > LIMIT else report.rstrip("\n")
    cut = "\n\nThe rest is in the run's artifact `found`." if len(report) > LIMIT else ""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"Found by {_run()}.\n\n{fence}text\n{shown}\n{fence}{cut}\n"


def _run() -> str:
    """A link to the run that this is a part of."""
    names = ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")
    server, repository, run = (os.environ[name] for name in names)
    return f"[this run]({server}/{repository}/actions/runs/{run})"


def _gh(*arguments: str, body: str | None = None) -> str:
    done = subprocess.run(
        ["gh", *arguments], input=body, stdout=subprocess.PIPE, encoding="utf-8", check=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
