"""Lets in only requests that are meant for this loopback server: Host and Origin are checked (DNS rebinding, CSRF)."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES = frozenset({"127.0.0.1", "localhost"})


class Guard:
    """An ASGI layer that refuses foreign hosts and origins."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = _NAMES | {f"{name}:{port}" for name in _NAMES}
        self._origins = frozenset(f"http://{name}:{port}" for name in _NAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403."""
        if scope["type"] == "http" and not self._welcome(Headers(scope=scope)):
            await PlainTextResponse("forbidden", 403)(scope, receive, send)
        elif scope["type"] == "websocket" and not self._welcome(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)

    def _welcome(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        return headers.get("host") in self._hosts and origin in {None, *self._origins}
