"""HTTP that goes to the one host that the settings name, and nowhere else, whatever an answer or a redirect says."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import httpx

from bot.errors import SettingsError

MAX_ANSWER: Final = 16 << 20


class OtherHost(httpx.TransportError):
    """The platform's answer led to another host (a redirect); nobody was asked there."""


class TooLong(httpx.TransportError):
    """The answer is longer than any page of posts is."""


def checked_base(base_url: str, setting: str) -> str:
    """The base address without a trailing slash; SettingsError unless https, or http to this machine."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host and parts.username is None:
        return base_url.rstrip("/")
    if parts.scheme == "http" and _is_loopback(host):
        return base_url.rstrip("/")
    raise SettingsError([f"{setting} must be an https address, or http to this machine; it is '{base_url[:80]}'."])


class OneHost(httpx.BaseTransport):
    """Sends requests whose scheme, host and port are those of the base address; refuses all others unsent."""

    def __init__(self, base_url: str) -> None:
        self._allowed = _origin(httpx.URL(base_url))
        self._inner = httpx.HTTPTransport(retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send, and bound what comes back."""
        if _origin(request.url) != self._allowed:
            raise OtherHost(f"The answer led to another host ({request.url.host}); it was not followed.")
        response = self._inner.handle_request(request)
        stream = response.stream
        if not isinstance(stream, httpx.SyncByteStream):
            raise TypeError("a synchronous transport gives synchronous streams")
        return httpx.Response(
            response.status_code, headers=response.headers, stream=_Bounded(stream), extensions=response.extensions
        )

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


class _Bounded(httpx.SyncByteStream):
    def __init__(self, inner: httpx.SyncByteStream) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for piece in self._inner:
            size += len(piece)
            if size > MAX_ANSWER:
                raise TooLong(f"The answer is longer than {MAX_ANSWER >> 20} MB.")
            yield piece

    def close(self) -> None:
        self._inner.close()


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
