"""The workspace as tests and the demo hold it: build it, start it, look at it, make it misbehave."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from bot.localslack.assembly import build_world
from bot.localslack.clock import SystemClock
from bot.localslack.credentials import Credentials
from bot.localslack.delivery import DeliveryRecord
from bot.localslack.faults import Faults
from bot.localslack.guard import Guard
from bot.localslack.http_events import HttpTransport
from bot.localslack.manifest import parse_manifest
from bot.localslack.observation import Observation
from bot.localslack.page_api import Control, PageApi
from bot.localslack.population import Population
from bot.localslack.server import HOST, Server, application
from bot.localslack.web_api import all_methods
from bot.localslack.wire import Wire


class LocalSlack(Credentials, Population, Observation):
    """A Slack workspace on loopback with one app installed."""

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: Callable[[], int] | None = None,
        timer: Callable[[], float] = time.monotonic,
        port: int = 0,
        extra_controls: Sequence[Control] = (),
        rate_limits: bool = True,
        ack_seconds: float = 3.0,
        team_name: str = "Loopback",
        request_url: str | None = None,
    ) -> None:
        self._world = build_world(
            parse_manifest(manifest),
            clock or SystemClock(),
            timer,
            rate_limits=rate_limits,
            ack_seconds=ack_seconds,
            team_name=team_name,
        )
        self._server = Server(port, self._world.dispatcher.tick)
        self._world.base_url = f"http://{HOST}:{self._server.port}"
        self._controls = tuple(extra_controls)
        self._http: HttpTransport | None = None
        if request_url:
            self.use_http(request_url)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- running ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Listen on loopback in a background thread."""
        routes = [*Wire(self._world, all_methods()).routes(), PageApi(self._world, self._controls).route()]
        self._server.start(application(list(routes), lambda app: Guard(app, self._server.port)))

    def stop(self) -> None:
        """Stop listening; connections end."""
        self._world.sockets.drop()
        self._world.feed.close()
        self._server.stop()
        if self._http is not None:
            self._http.close()

    def use_http(self, url: str) -> None:
        """Deliver by signed HTTP to this address instead of by Socket Mode."""
        world = self._world
        timeout = world.dispatcher.ack_seconds
        self._http = HttpTransport(url, self.signing_secret, world.clock, world.dispatcher, timeout)
        world.dispatcher.transport = self._http

    def verify_request_url(self) -> bool:
        """Send the ``url_verification`` challenge to the HTTP address, as Slack does when it is entered."""
        return self._http is not None and self._http.verify()

    # --- trouble ---------------------------------------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        """Faults to arm."""
        return self._world.faults

    def disconnect(self, reason: str, index: int | None = None) -> None:
        """Send ``disconnect`` (``warning``, ``refresh_requested``, ``link_disabled``) to one or all connections."""
        self._world.sockets.disconnect(reason, index)

    def drop_connections(self) -> None:
        """Cut all Socket Mode connections without a word."""
        self._world.sockets.drop()

    def resend_last_event(self) -> DeliveryRecord:
        """Deliver the last event once more, as Slack does when an acknowledgement was lost."""
        return self.resend_last("events_api")

    def resend_last(self, kind: str) -> DeliveryRecord:
        """Deliver the last payload of a kind (``events_api``, ``slash_commands``, ``interactive``) once more.

        Raises:
            LookupError: none was sent yet.
        """
        record = next((item for item in reversed(self.deliveries) if item.kind == kind), None)
        if record is None:
            raise LookupError(f"Nothing of kind {kind} was sent yet")
        self._world.dispatcher.resend(record)
        return record
