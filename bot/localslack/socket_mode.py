"""Socket Mode: up to ten WebSocket connections, each envelope to exactly one of them, acknowledgements back."""

import asyncio
import json
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.localslack.delivery import Attempt, Dispatcher
from bot.localslack.feed import Feed
from bot.localslack.model import JsonDict

MAX_CONNECTIONS = 10
GRACE_SECONDS = 10.0
REASONS = frozenset({"warning", "refresh_requested", "link_disabled"})
_CLOSE: JsonDict = {"type": "close"}


@dataclass(slots=True, eq=False)
class _Connection:
    number: int
    loop: asyncio.AbstractEventLoop
    queue: "asyncio.Queue[JsonDict]" = field(default_factory=asyncio.Queue)
    unacked: set[str] = field(default_factory=set)
    retiring: bool = False

    def put(self, message: JsonDict) -> None:
        """Queue a message from any thread."""
        self.loop.call_soon_threadsafe(self.queue.put_nowait, message)

    def close_after(self, seconds: float) -> None:
        """End the connection in a while, from any thread."""
        self.loop.call_soon_threadsafe(self.loop.call_later, seconds, self.queue.put_nowait, _CLOSE)


@dataclass(slots=True)
class SocketHub:
    """The open connections of the app; a transport of the dispatcher."""

    app_id: str
    feed: Feed
    changed: Callable[[], None]
    enabled: bool = True
    _tickets: set[str] = field(default_factory=set)
    _connections: list[_Connection] = field(default_factory=list)
    _turn: int = 0
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def new_ticket(self) -> str:
        """Return a ticket for one connection."""
        ticket = secrets.token_hex(16)
        with self._lock:
            self._tickets.add(ticket)
        return ticket

    @property
    def count(self) -> int:
        """How many connections are open."""
        with self._lock:
            return len(self._connections)

    def send(self, attempt: Attempt) -> bool:
        """Hand an envelope to the next connection in turn."""
        with self._lock:
            if not self._connections:
                return False
            self._turn += 1
            staying = [item for item in self._connections if not item.retiring] or self._connections
            connection = staying[self._turn % len(staying)]
            connection.unacked.add(attempt.envelope_id)
            connection.put(envelope(attempt))
        return True

    def disconnect(self, reason: str, index: int | None = None) -> None:
        """Tell connections to go, as Slack does before it closes them.

        After ``warning`` and ``refresh_requested`` a connection gets no more envelopes once another is there, and is
        closed then, or after ten seconds; ``link_disabled`` turns Socket Mode off for the app and closes at once.
        """
        if reason not in REASONS:
            raise ValueError(f"No reason {reason!r}; there are {sorted(REASONS)}")
        with self._lock:
            if reason == "link_disabled":
                self.enabled = False
            for connection in self._chosen(index):
                connection.put({"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}})
                connection.retiring = True
                connection.close_after(0 if reason == "link_disabled" else GRACE_SECONDS)

    def drop(self) -> None:
        """Cut all connections without a word."""
        with self._lock:
            for connection in self._connections:
                connection.put(_CLOSE)

    def _chosen(self, index: int | None) -> list[_Connection]:
        return list(self._connections) if index is None else [self._connections[index]]

    async def serve(self, websocket: WebSocket, dispatcher: Dispatcher) -> None:
        """Run one connection until it ends."""
        with self._lock:
            ticket = websocket.query_params.get("ticket", "")
            welcome = ticket in self._tickets and self.enabled and len(self._connections) < MAX_CONNECTIONS
            self._tickets.discard(ticket)
        if not welcome:
            await websocket.close()
            return
        await websocket.accept()
        connection = self._add()
        writer = asyncio.create_task(_write(websocket, connection))
        reader = asyncio.create_task(_read(websocket, connection, dispatcher))
        try:
            await asyncio.wait({writer, reader}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (writer, reader):
                task.cancel()
            await asyncio.gather(writer, reader, return_exceptions=True)
            self._remove(connection)
            for envelope_id in tuple(connection.unacked):
                dispatcher.on_failure(envelope_id, "connection_failed")

    def _add(self) -> _Connection:
        with self._lock:
            connection = _Connection(self._turn, asyncio.get_running_loop())
            for old in (item for item in self._connections if item.retiring):
                old.put(_CLOSE)
            self._connections.append(connection)
            number = len(self._connections)
        connection.put(_hello(self.app_id, number))
        self._tell()
        return connection

    def _remove(self, connection: _Connection) -> None:
        with self._lock:
            self._connections.remove(connection)
        self._tell()

    def _tell(self) -> None:
        self.changed()
        self.feed.publish("app", {"connected": self.count > 0})


def _hello(app_id: str, number: int) -> JsonDict:
    debug = {"host": "loopback", "build_number": 1, "approximate_connection_time": 18060}
    return {"type": "hello", "num_connections": number, "debug_info": debug, "connection_info": {"app_id": app_id}}


def envelope(attempt: Attempt) -> JsonDict:
    """Wrap a payload for Socket Mode."""
    body: JsonDict = {
        "envelope_id": attempt.envelope_id,
        "payload": attempt.record.payload,
        "type": attempt.record.kind,
        "accepts_response_payload": attempt.record.kind != "events_api",
    }
    if attempt.record.kind == "events_api":
        body |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason or ""}
    return body


async def _write(websocket: WebSocket, connection: _Connection) -> None:
    while True:
        message = await connection.queue.get()
        if message is _CLOSE:
            await websocket.close()
            return
        await websocket.send_text(json.dumps(message))


async def _read(websocket: WebSocket, connection: _Connection, dispatcher: Dispatcher) -> None:
    while True:
        try:
            message = json.loads(await websocket.receive_text())
        except WebSocketDisconnect:
            return
        except ValueError:
            continue
        envelope_id = message.get("envelope_id")
        if isinstance(envelope_id, str):
            connection.unacked.discard(envelope_id)
            dispatcher.on_ack(envelope_id, message.get("payload") or {})
