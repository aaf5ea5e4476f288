"""How politely, how long and how far addresses are asked."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple

from munjigi import __version__

ROBOT = "munjigi"  # the name that robots.txt may speak of
ANYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
Network = IPv4Network | IPv6Network
_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052
_LOCAL_NAT64 = ip_network("64:ff9b:1::/48")  # RFC 8215: leads wherever its network says
_COMPATIBLE = ip_network("::/96")  # RFC 4291, 2.5.5.1


class Manners(NamedTuple):
    """All times are seconds, all sizes bytes.

    `per_host` requests at once go to one host, `total` to all; `delay` lies between two starts on
    one host. `connect` bounds the connection, `timeout` one request with its body. `tries` counts
    the first one in. `patience` is the longest `Retry-After` that is waited for. `body` bounds a
    decompressed body. `contact` is an address or e-mail that stands in the User-Agent. `allowed`
    are private networks that may be asked after all. `resolve` gives names an address
    (`name:port:address`), `roots` is a file of certificates to trust besides.
    """

    per_host: int = 4
    total: int = 256
    delay: float = 0.0
    connect: float = 10.0
    timeout: float = 20.0
    tries: int = 3
    pause: float = 1.0
    patience: float = 60.0
    redirects: int = 10
    body: int = 5_000_000
    contact: str = ""
    allowed: tuple[Network, ...] = ()
    resolve: tuple[str, ...] = ()
    roots: str = ""

    @property
    def agent(self) -> str:
        """The User-Agent: what we are and whom to ask."""
        contact = "".join(c for c in self.contact if c.isascii() and c.isprintable())
        told = f"; +{contact}" if contact else ""
        return f"{ROBOT}/{__version__} (link checker{told})"

    def may_ask(self, address: str) -> bool:
        """Whether an IP address is public, or allowed; False for what is no address.

        https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister, as
        `ipaddress` has them; an IPv4 address inside an IPv6 one counts itself.
        """
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if any(found in network for network in self.allowed if network.version == found.version):
            return True
        inner = _inner(found)
        if inner is not None:
            return self.may_ask(str(inner))
        return found.is_global and not (
            found.is_multicast or found.is_reserved or found in _LOCAL_NAT64
        )


def _inner(found: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to."""
    if isinstance(found, IPv4Address):
        return None
    if found in _NAT64 or (found in _COMPATIBLE and int(found) > 1):
        return IPv4Address(int(found) & 0xFFFFFFFF)
    teredo = found.teredo[1] if found.teredo else None
    return found.ipv4_mapped or found.sixtofour or teredo
