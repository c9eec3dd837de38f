"""A Bluesky AppView on loopback that answers with recorded payloads."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

PAYLOADS = Path(__file__).parents[2] / "data" / "bluesky"


@dataclass
class AppView:
    """`answers[method]` holds (status, headers, body) by turn (the last one stays); `asked` what came."""

    address: str = ""
    answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)

    def answer(self, method: str, body: Any, status: int = 200, **headers: str) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        self.answers.setdefault(method, []).append((status, {"Content-Type": "application/json", **named}, raw))

    def refuse(self, method: str, name: str, message: str, status: int = 400) -> None:
        self.answer(method, {"error": name, "message": message}, status)

    def recorded(self, method: str, file: str) -> None:
        self.answer(method, (PAYLOADS / file).read_bytes())

    def take(self, method: str) -> tuple[int, dict[str, str], bytes]:
        waiting = self.answers.get(method)
        if not waiting:
            body = json.dumps({"error": "MethodNotImplemented", "message": "Method Not Implemented"}).encode()
            return 501, {"Content-Type": "application/json"}, body
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


@pytest.fixture
def appview() -> Iterator[AppView]:
    view = AppView()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            method = parts.path.rpartition("/")[2]
            view.asked.append((method, {key: values[0] for key, values in parse_qs(parts.query).items()}))
            if method in {name for name, turns in view.answers.items() if turns and turns[0][0] == 0}:
                view.silent.wait(30)
                return
            status, headers, body = view.take(method)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    view.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield view
    view.silent.set()
    server.shutdown()
    server.server_close()
    thread.join()
