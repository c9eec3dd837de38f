"""Runs the workspace's HTTP side in a background thread, bound to 127.0.0.1."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from bot.localslack.wire_cut import CuttableProtocol

HOST = "127.0.0.1"
TICK_SECONDS = 0.05
START_SECONDS = 10.0
MAX_MESSAGE_BYTES = 16 * 1024 * 1024


class Server:
    """One uvicorn server in one thread; the port is known before it starts."""

    def __init__(self, port: int, tick: Callable[[], None]) -> None:
        self._tick = tick
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, port))
        self.port: int = self._socket.getsockname()[1]
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()

    def start(self, app: ASGIApp) -> None:
        """Serve from now on.

        Raises:
            RuntimeError: the server did not come up.
        """
        config = uvicorn.Config(
            app,
            http=CuttableProtocol,
            ws="websockets-sansio",
            ws_max_size=MAX_MESSAGE_BYTES,
            ws_ping_interval=None,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
            timeout_keep_alive=30,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, args=(self._server,), name="localslack", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_SECONDS):
            raise RuntimeError("The loopback workspace did not start")

    def stop(self) -> None:
        """Close every connection and wait for the thread to end."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._socket.close()
        self._server = self._thread = None

    def _run(self, server: uvicorn.Server) -> None:
        asyncio.run(self._serve(server))

    async def _serve(self, server: uvicorn.Server) -> None:
        ticking = asyncio.create_task(self._tick_forever(server))
        try:
            await server.serve(sockets=[self._socket])
        finally:
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking

    async def _tick_forever(self, server: uvicorn.Server) -> None:
        while True:
            if server.started:
                self._ready.set()
            self._tick()
            await asyncio.sleep(TICK_SECONDS if self._ready.is_set() else 0.002)


def application(routes: list[object], guard: Callable[[ASGIApp], ASGIApp]) -> ASGIApp:
    """Put routes behind the guard."""
    return guard(Starlette(routes=routes))  # type: ignore[arg-type]
