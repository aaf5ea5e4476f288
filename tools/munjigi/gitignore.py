"""Patterns of `exclude_docs`, `draft_docs` and `not_in_nav`, as MkDocs reads them.

The rules are those of `.gitignore` in the form that `pathspec.GitIgnoreSpec` (1.1) gives them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

Matcher = Callable[[str], bool]
_Pattern = tuple[re.Pattern[str], bool]
_FOLDER = "(?P<folder>/)"
_FILE, _INSIDE = 2, 1


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
        for pattern, include in patterns:
            found = pattern.search(path)
            if found is None:
                continue
            own = _INSIDE if found.groupdict().get("folder") else _FILE
            if own > priority:
                outcome, priority = include, own
            if own == _FILE:
                break
        return outcome

    return matches if patterns else lambda _: False


@lru_cache(maxsize=16)
def excluder(text: str) -> Matcher:
    """As `matcher`, after what MkDocs itself excludes: names with a leading dot, `/templates/`."""
    if text.strip():
        return matcher(f".*\n/templates/\n{text}")
    return lambda path: path[:1] == "." or "/." in path or path.startswith("templates/")


def _patterns(lines: Iterable[str]) -> Iterator[_Pattern]:
    for line in lines:
        text = line if line.endswith("\\ ") else line.rstrip()
        if not text or text == "/" or text.startswith("#"):
            continue
        negated = text.startswith("!")
        try:
            regex = _regex(text[negated:])
            if regex is not None:
                yield _compiled(regex), not negated
        except (ValueError, re.error):
            raise PatternError(line) from None


def _compiled(regex: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[a]` and the like mean themselves
        return re.compile(regex, re.DOTALL)


def _regex(text: str) -> str | None:
    """The regular expression, or None for a range without its end, which Git ignores."""
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
        return _FOLDER if folder else "." if parts == ["**"] else "/"
    return "." if parts == ["**", "*"] else _joined(parts, folder)


def _joined(parts: list[str], folder: bool) -> str | None:
    out, slash, end = "", False, len(parts) - 1
    for i, part in enumerate(parts):
        if part == "**":
            out += "^(?:.+/)?" if i == 0 else "(?:/.+)?" if i < end else _FOLDER if folder else "/"
            slash = 0 < i < end or slash
            continue
        glob = "[^/]+" if part == "*" else _glob(part)
        if glob is None:
            return None
        out += ("^" if i == 0 else "") + ("/" if slash else "") + glob
        out += f"(?:{_FOLDER}|$)" if i == end else ""
        slash = True
    return out


_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<star>\*)|(?P<any>\?)|\[(?P<not>[!^]?+)(?P<set>\]?+[^\]]*\])|(?P<char>.)",
    re.DOTALL,
)


def _glob(part: str) -> str | None:
    out = ""
    for token in _TOKEN.finditer(part):
        kind, text = token.lastgroup, token[0]
        if kind == "star":
            out += "[^/]*"
        elif kind == "any":
            out += "[^/]"
        elif kind == "set":
            out += ("[^" if token["not"] else "[") + token["set"].replace("\\", "\\\\")
        elif text == "[":
            return None
        elif text == "\\":
            raise ValueError(part)
        else:
            out += re.escape(token["escaped"] or text)
    return out
