"""Patterns of `exclude_docs`, `draft_docs` and `not_in_nav`, as MkDocs reads them.

The rules are those of `.gitignore` in the form that `pathspec.GitIgnoreSpec` (1.1) gives them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from munjigi.globwalk import END, FILE, FOLDER, INSIDE, LOOPS, LinearPattern

Matcher = Callable[[str], bool]
_Says = Callable[[str], int]
QUICK = 2  # loops in a pattern: for more, `re` takes a higher power of a path's length


class PatternError(ValueError):
    """A pattern that `pathspec` refuses, so that MkDocs stops; the message is the pattern."""


@lru_cache(maxsize=16)
def matcher(text: str) -> Matcher:
    """Tells whether the patterns in `text`, one a line, match a path relative to the docs folder.

    Raises `PatternError`.
    """
    patterns = tuple(_patterns(text.splitlines()))[::-1]

    def matches(path: str) -> bool:
        outcome, priority = False, 0
        for says, include in patterns:
            own = says(path)
            if own > priority:
                outcome, priority = include, own
            if own == FILE:
                break
        return outcome

    return matches if patterns else lambda _: False


@lru_cache(maxsize=16)
def excluder(text: str) -> Matcher:
    """As `matcher`, after what MkDocs itself excludes: names with a leading dot, `/templates/`."""
    if text.strip():
        return matcher(f".*\n/templates/\n{text}")
    return lambda path: path[:1] == "." or "/." in path or path.startswith("templates/")


def _patterns(lines: Iterable[str]) -> Iterator[tuple[_Says, bool]]:
    for line in lines:
        text = line if line.endswith("\\ ") else line.rstrip()
        if not text or text == "/" or text.startswith("#"):
            continue
        negated = text.startswith("!")
        try:
            tokens = _tokens(text[negated:])
            if tokens is not None:
                yield _compiled(tokens), not negated
        except (ValueError, re.error):
            raise PatternError(line) from None


def _compiled(tokens: list[str]) -> _Says:
    """Tells what a pattern says of a path: 0, `FILE`, or `INSIDE` of a folder that it names."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[a]` and the like mean themselves
        pattern = re.compile("".join(tokens), re.DOTALL)
        linear = LinearPattern(tokens) if sum(one in LOOPS for one in tokens) > QUICK else None

    def says(path: str) -> int:
        found = pattern.search(path)
        if found is None:
            return 0
        return INSIDE if found.groupdict().get("folder") else FILE

    return linear or says


def _tokens(text: str) -> list[str] | None:
    """The regular expression in parts, or None for a range without its end, which Git ignores."""
    parts = text.split("/")
    folder = not parts[-1]
    if not parts[0]:
        del parts[0]
    elif parts[0] != "**" and (len(parts) == 1 or (len(parts) == 2 and folder)):  # noqa: PLR2004
        parts.insert(0, "**")
    if not parts:
        raise ValueError(text)
    if not parts[-1]:
        parts[-1] = "**"
    parts = [part for i, part in enumerate(parts) if not (i and part == parts[i - 1] == "**")]
    if parts in (["**"], ["**", "*", "**"]):
        return [FOLDER if folder else "." if parts == ["**"] else "/"]
    return ["."] if parts == ["**", "*"] else _joined(parts, folder)


def _joined(parts: list[str], folder: bool) -> list[str] | None:
    out, slash, end = ["^"], False, len(parts) - 1
    for i, part in enumerate(parts):
        if part == "**":
            out.append(
                "(?:.+/)?" if i == 0 else "(?:/.+)?" if i < end else FOLDER if folder else "/"
            )
            slash = 0 < i < end or slash
            continue
        glob = ["[^/]", "[^/]*"] if part == "*" else _glob(part)
        if glob is None:
            return None
        out += (["/"] if slash else []) + glob + ([END] if i == end else [])
        slash = True
    return out


_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<star>\*)|(?P<any>\?)|\[(?P<not>[!^]?+)(?P<set>\]?+[^\]]*\])|(?P<char>.)",
    re.DOTALL,
)


def _glob(part: str) -> list[str] | None:
    out = []
    for token in _TOKEN.finditer(part):
        kind, text = token.lastgroup, token[0]
        if kind == "star":
            out.append("[^/]*")
        elif kind == "any":
            out.append("[^/]")
        elif kind == "set":
            out.append(("[^" if token["not"] else "[") + token["set"].replace("\\", "\\\\"))
        elif text == "[":
            return None
        elif text == "\\":
            raise ValueError(part)
        else:
            out.append(re.escape(token["escaped"] or text))
    return out
