"""Addresses of the web as one writes, asks and compares them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

_SAFE = "!$&'()*+,;=:@/?%[]~-._"  # RFC 3986, 3.3 and 3.4; browsers send [] as they are
_PLAIN = re.compile(r"[A-Za-z0-9/._~=&+,:;@!$*-]*")
# Most addresses are in normal form already, and need not be taken apart.
LAST_PORT = 65_535
_NORMAL = re.compile(
    r"((https?)://([a-z0-9][a-z0-9.-]*)(?::([1-9][0-9]{0,4}))?/[A-Za-z0-9/._~=&+,:;@!$*-]*"
    r"(?:\?[A-Za-z0-9/._~=&+,:;@!$*-]+)?)(?:#([A-Za-z0-9._-]*))?"
)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_AUTHORITY = re.compile(r"//([^/?#\\]*)")
_NO_HOST = re.compile(r'[ <>^|%\\"]')
_PORTS = {"http": 80, "https": 443}
_LOST = re.compile(r"[\t\r\n]")
_EDGES = "".join(map(chr, range(33)))  # https://url.spec.whatwg.org/#url-parsing


class MalformedError(ValueError):
    """No address that a browser could open."""


class Address(NamedTuple):
    """An address to ask, and the fragment to look for on its page.

    `url` is normalized ASCII without fragment, `host` its host in lower case (punycode), `port` a
    number. `fragment` is as written, without its text directive, or "".
    """

    url: str
    scheme: str
    host: str
    port: int
    fragment: str = ""

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return self.url[: self.url.index("/", len("https://"))]


def joined(base: str, target: str) -> str:
    """Where a redirect from `base` leads; the target itself where that cannot be told."""
    try:
        return urljoin(base, target.strip(_EDGES))
    except ValueError:
        return target


def is_web(target: str) -> bool:
    """Whether a target, as rendered, leads to the web."""
    start = target.lstrip(_EDGES)[:8].lower()
    return start.startswith(("http://", "https://", "//"))


def has_credentials(target: str) -> bool:
    """Whether there is a name or password before the host."""
    return "@" in target and "@" in _authority(target)


def _authority(target: str) -> str:
    found = _AUTHORITY.search(target)
    return found[1] if found else ""


@lru_cache(maxsize=1 << 16)
def address_of(target: str, base: str = "https:") -> Address:
    """The address that a target leads to; `base` is the page that it stands on.

    Raises `MalformedError`.
    """
    normal = _NORMAL.fullmatch(target)
    if normal and "/." not in target:
        url, scheme, host, port, fragment = normal.groups()
        number = int(port or _PORTS[scheme])
        if not port or (number not in (80, 443) and number <= LAST_PORT):
            return Address(url, scheme, host, number, fragment or "")
    return taken_apart(target, base)


def taken_apart(target: str, base: str = "https:") -> Address:
    """As `address_of`, for addresses in any form."""
    text = _LOST.sub("", target.strip(_EDGES))
    try:
        parts = urlsplit(urljoin(base, text) if not is_web(text) or text[:2] == "//" else text)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError as error:
        raise MalformedError(str(error)) from None
    if scheme not in _PORTS:
        raise MalformedError(f"{scheme}:")
    host = _ascii_host(host)
    port = _PORTS[scheme] if port is None else port
    shown = f"[{host}]" if ":" in host else host
    place = shown if port == _PORTS[scheme] else f"{shown}:{port}"
    query = f"?{_escaped(parts.query)}" if parts.query else ""
    url = f"{scheme}://{place}{_folded(_escaped(parts.path)) or '/'}{query}"
    return Address(url, scheme, host, port, parts.fragment.partition(":~:")[0])


def _ascii_host(host: str) -> str:
    """A host in lower case and ASCII, as browsers ask for it (UTS 46)."""
    if not host or _NO_HOST.search(host):
        raise MalformedError(host)
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise MalformedError(str(error)) from None


def _escaped(text: str) -> str:
    """A path or query in ASCII: UTF-8 escapes, in one form."""
    if _PLAIN.fullmatch(text):
        return text
    return _ESCAPE.sub(_one_form, quote(text, safe=_SAFE, errors="surrogatepass"))


def _one_form(match: re.Match[str]) -> str:
    """RFC 3986, 6.2.2: unreserved characters are not escaped, escapes are in upper case."""
    char = chr(int(match[1], 16))
    return char if char in _UNRESERVED else match[0].upper()


def _folded(path: str) -> str:
    """A path without `.` and `..` (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    parts: list[str] = []
    pieces = path.split("/")[1:]
    for piece in pieces:
        if piece == "..":
            del parts[-1:]
        elif piece != ".":
            parts.append(piece)
    end = "/" if pieces[-1] in (".", "..") and parts and parts[-1] else ""
    return "/" + "/".join(parts) + end


def decoded(text: str) -> str:
    """A fragment with its escapes resolved; what is no UTF-8 stays recognizable."""
    return unquote_to_bytes(text).decode("utf-8", "replace")
