"""Numbers for Prometheus on 127.0.0.1, only where a port is set; they count and name nobody."""

from collections.abc import Callable

from bot.triage.announce import waiting_messages
from bot.triage.desk import Desk


def serve(desk: Desk, port: int, alive: Callable[[], bool]) -> Callable[[], None]:
    """Serve the numbers; returns what ends it."""
    from prometheus_client import CollectorRegistry, Gauge, start_http_server  # noqa: PLC0415  (rarely wanted)

    registry = CollectorRegistry()
    waiting = Gauge("shoal_messages_waiting", "Messages that are still to be posted", registry=registry)
    waiting.set_function(lambda: waiting_messages(desk))
    connected = Gauge("shoal_connected", "1 while requests from Slack can arrive", registry=registry)
    connected.set_function(lambda: float(alive()))
    server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)

    def close() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return close
