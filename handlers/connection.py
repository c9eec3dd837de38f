"""How Slack reaches us: Socket Mode (we dial out, nothing listens), or signed HTTP behind a proxy with TLS."""

import threading
import time
from typing import Protocol

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

WATCH_SECONDS = 5.0
SILENT_SECONDS = 30.0
CLOSE_SECONDS = 15.0

_log = structlog.get_logger(__name__)


class Connection(Protocol):
    """A way in that can be opened and closed."""

    def open(self) -> None:
        """Begin to receive; returns once that works."""

    def close(self) -> None:
        """Stop receiving."""

    def alive(self) -> bool:
        """Whether something can arrive now."""


class SocketDoor:
    """Socket Mode with the synchronous handler, a client of its own for the app token, and a watchdog."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        client = WebClient(token=app_token, base_url=api_url)
        self._handler = SocketModeHandler(app, app_token, web_client=client, concurrency=16)
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._watchdog, name="socket-watchdog", daemon=True)

    def open(self) -> None:
        """Connect, and look after the connection."""
        self._handler.connect()  # type: ignore[no-untyped-call]
        self._watch.start()

    def close(self) -> None:
        """Close the connection for good."""
        self._stop.set()
        hang_up(self._handler)
        if self._watch.is_alive():
            self._watch.join(timeout=WATCH_SECONDS)

    def alive(self) -> bool:
        """Whether the connection stands."""
        return bool(self._handler.client.is_connected())

    def _watchdog(self) -> None:
        """The library reconnects by itself; where it has not for half a minute, dial again."""
        last = time.monotonic()
        while not self._stop.wait(WATCH_SECONDS):
            if self.alive():
                last = time.monotonic()
            elif time.monotonic() - last > SILENT_SECONDS:
                last = time.monotonic()
                self._dial()

    def _dial(self) -> None:
        _log.warning("socket_silent")
        try:
            self._handler.client.connect_to_new_endpoint(force=True)
        except (OSError, ValueError) as error:
            _log.warning("socket_dial_failed", error=type(error).__name__)


def hang_up(handler: SocketModeHandler) -> None:
    """Close a Socket Mode connection, within `CLOSE_SECONDS` at the latest.

    The library marks its session as ended and waits for the thread that reads; a session that is just beginning takes
    the mark back, and the wait would never end. So the mark is set again until the thread has seen it.
    """
    closing = threading.Thread(target=handler.close, name="hang-up", daemon=True)
    closing.start()
    until = time.monotonic() + CLOSE_SECONDS
    while closing.is_alive() and time.monotonic() < until:
        handler.client.current_session_state.terminated = True
        closing.join(timeout=0.1)
    if closing.is_alive():
        _log.warning("socket_does_not_close")


class HttpDoor:
    """Signed HTTP requests at /slack/events; Bolt checks each signature. TLS is the proxy's part."""

    def __init__(self, app: App, host: str, port: int) -> None:
        self._app, self._host, self._wanted = app, host, port
        self._server: object | None = None
        self._thread: threading.Thread | None = None
        self.port = port

    def open(self) -> None:
        """Listen; `port` then holds the port (0 = any free one)."""
        import uvicorn  # noqa: PLC0415  (only HTTP mode pays for it)

        from handlers.http_door import asgi  # noqa: PLC0415

        config = uvicorn.Config(asgi(self._app), host=self._host, port=self._wanted, log_config=None, access_log=False)
        server = uvicorn.Server(config)
        self._server = server
        self._thread = threading.Thread(target=server.run, name="http-door", daemon=True)
        self._thread.start()
        while not server.started and self._thread.is_alive():
            time.sleep(0.01)
        if not server.started:
            raise OSError(f"nothing could listen on {self._host}:{self._wanted}")
        self.port = server.servers[0].sockets[0].getsockname()[1]

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True  # type: ignore[attr-defined]
            self._thread.join(timeout=10)

    def alive(self) -> bool:
        """Whether it listens."""
        return self._thread is not None and self._thread.is_alive()
