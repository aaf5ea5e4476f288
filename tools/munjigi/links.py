"""Addresses taken apart as `urllib.parse` does it, joined as MkDocs and browsers do it."""

from __future__ import annotations

import re
from typing import NamedTuple

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE | re.ASCII)
_DROPPED = re.compile(r"[\t\r\n]")
_LEADING = "".join(map(chr, range(33)))  # C0 controls and space


class Url(NamedTuple):
    """The parts of an address; `fragment` is None where there is no `#`."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: str | None


def split_url(text: str) -> Url:
    """The parts of an address as written; never raises."""
    text = text.lstrip(_LEADING)
    if "\n" in text or "\t" in text or "\r" in text:
        text = _DROPPED.sub("", text)
    scheme = host = ""
    if ":" in text and (match := _SCHEME.match(text)):
        scheme = match[0][:-1].lower()
        text = text[match.end() :]
    if text.startswith("//"):
        end = min((at for at in map(text.find, "/?#", (2, 2, 2)) if at > 0), default=len(text))
        host, text = text[2:end], text[end:]
    text, mark, fragment = text.partition("#")
    path, _, query = text.partition("?")
    return Url(scheme, host, path, query, fragment if mark else None)


def unquote(text: str) -> str:
    """`urllib.parse.unquote`, without importing it where nothing is quoted."""
    if "%" not in text:
        return text
    from urllib.parse import unquote as urlunquote

    return urlunquote(text)


def folder_of(path: str) -> str:
    """The folder that a path stands in, "" at the top."""
    return path.rpartition("/")[0]


def normalize(path: str) -> str:
    """`posixpath.normpath` of a path that is not absolute; "." for nothing."""
    if "/." not in path and "//" not in path and path[:1] != "." and path and path[-1] != "/":
        return path
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts) or "."


def source_target(folder: str, path: str) -> str:
    """The source path that MkDocs looks up for `path` on a page in `folder`.

    An absolute path counts from the docs folder; `../…` is above it.
    """
    if path.startswith("/"):
        return normalize(path.lstrip("/"))
    while folder and path.startswith("../"):
        path = path[3:]
        folder = folder_of(folder)
    return normalize(f"{folder}/{path}" if folder else path)


def browse(base: str, path: str) -> tuple[str, bool]:
    """Where a browser goes from `base` (with a leading `/`), and whether that climbed above `/`.

    A result that names a folder ends with `/`.
    """
    full = path if path.startswith("/") else base[: base.rfind("/") + 1] + path
    parts: list[str] = []
    climbed = False
    pieces = full.split("/")[1:]
    for piece in pieces:
        if piece == "..":
            climbed = climbed or not parts
            del parts[-1:]
        elif piece != ".":
            parts.append(piece)
    folder = pieces[-1] in (".", "..") and parts and parts[-1]
    return "/" + "/".join(parts) + ("/" if folder else ""), climbed


def relative(target: str, folder: str) -> str:
    """The relative path from `folder` to `target`, both counted from the docs folder."""
    ours = folder.split("/") if folder else []
    theirs = target.split("/")
    common = 0
    while common < min(len(ours), len(theirs) - 1) and ours[common] == theirs[common]:
        common += 1
    return "/".join([".."] * (len(ours) - common) + theirs[common:])


def extension(path: str) -> str:
    """`posixpath.splitext(path)[1]`."""
    name = path.rpartition("/")[2]
    at = name.rfind(".")
    return name[at:] if at > 0 and name[:at].strip(".") else ""
