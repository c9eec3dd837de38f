"""HTTP to addresses that strangers wrote: public hosts only, each request to the very address that was checked.

A name is resolved here and the connection goes to the address that was looked at, so that a name cannot answer "public"
first and "private" afterwards. A redirect is a new request and is checked again.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

Resolve = Callable[[str, int], Sequence[str]]
PORTS = {"http": 80, "https": 443}
TRANSLATED = IPv6Network("64:ff9b::/96")
"""Addresses behind which a translator puts one of the older kind."""


class NotPublic(httpx.TransportError):
    """The address leads to a private network, to an unusual port, or nowhere; nobody was asked there."""


def resolve(host: str, port: int) -> Sequence[str]:
    """All numeric addresses of a name, as the system gives them."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str, scheme: str, port: int) -> bool:
    """Whether an address is one of the open internet, on the usual port of its scheme."""
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)
        if number in TRANSLATED:
            inner = IPv4Address(int(number) & 0xFFFFFFFF)
        if inner is not None:
            number = inner
    usual = port == PORTS.get(scheme)
    return usual and number.is_global and not number.is_multicast and not number.is_reserved


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may be asked: how a name is resolved, and which (address, scheme, port) is allowed."""

    resolve: Resolve = resolve
    allows: Callable[[str, str, int], bool] = is_public


class PublicHosts(httpx.BaseTransport):
    """Sends a request to the address of its host if the policy allows every address that the name has."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._inner = httpx.HTTPTransport(retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Resolve, check, and connect to what was checked; the certificate is that of the name."""
        host, scheme = request.url.host, request.url.scheme
        port = request.url.port or PORTS.get(scheme, 0)
        address = self._checked(host, scheme, port)
        checked = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(checked)

    def _checked(self, host: str, scheme: str, port: int) -> str:
        if scheme not in PORTS or not host:
            raise NotPublic("of an address that is none of the web")
        try:
            found = self._policy.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise NotPublic("on an unknown host") from error
        if not found or not all(self._policy.allows(address, scheme, port) for address in found):
            raise NotPublic("on a host outside the open internet")
        return found[0]

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()
