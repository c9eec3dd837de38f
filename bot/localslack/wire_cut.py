"""Cuts an HTTP connection without an answer, as a failing network does."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_TRANSPORTS = "localslack.transports"


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP protocol, with its transports findable by the peer's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the transport."""
        super().connection_made(transport)
        self.app_state.setdefault(_TRANSPORTS, {})[transport.get_extra_info("peername")] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the transport."""
        self.app_state.get(_TRANSPORTS, {}).pop(self.transport.get_extra_info("peername"), None)
        super().connection_lost(exc)


class _Cut(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transports: dict[Any, asyncio.Transport] = scope["state"][_TRANSPORTS]
        transports[tuple(scope["client"])].abort()
        await receive()
        del send  # nothing is answered


def cut(_request: Request) -> Response:
    """Return a response that is none: the connection ends."""
    return _Cut()
