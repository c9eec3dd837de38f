"""Signed HTTP: the real Bolt app behind its Starlette adapter, with signatures, retries and their headers."""

import dataclasses
import hashlib
import hmac
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_bolt import App
from slack_bolt.adapter.starlette import SlackRequestHandler
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.localslack import LocalSlack, ManualClock, Person
from bot.localslack.server import Server
from tests.bot.localslack.sample_app import MANIFEST, bolt, field, modal

Endpoint = Callable[[Request], Awaitable[Response]]


@contextmanager
def serving(endpoint: Endpoint) -> Iterator[str]:
    """Serve one endpoint on loopback and yield its address."""
    server = Server(0, lambda: None)
    server.start(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])]))
    try:
        yield f"http://127.0.0.1:{server.port}/slack/events"
    finally:
        server.stop()


@contextmanager
def serving_bolt(workspace: LocalSlack, app: App) -> Iterator[str]:
    """Serve a Bolt app and let the workspace deliver to it."""
    handler = SlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    with serving(endpoint) as url:
        workspace.use_http(url)
        yield url


@dataclasses.dataclass
class Recorder:
    """Keeps the requests and answers with given statuses (then 200)."""

    statuses: list[int] = dataclasses.field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = dataclasses.field(default_factory=list)
    lock: threading.Lock = dataclasses.field(default_factory=threading.Lock)

    async def endpoint(self, request: Request) -> Response:
        body = await request.body()
        with self.lock:
            self.requests.append((dict(request.headers), body))
            status = self.statuses.pop(0) if self.statuses else 200
        return PlainTextResponse("", status)


@pytest.fixture
def recent() -> Iterator[LocalSlack]:
    """A workspace on the machine's clock, since Bolt compares signatures with it."""
    with LocalSlack(MANIFEST) as workspace:
        yield workspace


def test_bolt_accepts_our_signature_and_answers_a_command(recent: LocalSlack) -> None:
    app = bolt(recent)
    app.command("/dock")(lambda ack, command: ack(f"docked {command['text']}"))
    alice = recent.add_user("alice")
    channel = recent.add_channel("quay", members=[alice])
    with serving_bolt(recent, app):
        assert recent.verify_request_url()
        assert alice.command(channel, "/dock", "Aurora & Co").text == "docked Aurora &amp; Co"


def test_bolt_refuses_a_wrong_signature(recent: LocalSlack) -> None:
    app = App(client=None, token=recent.bot_token, signing_secret="another", token_verification_enabled=False)
    alice = recent.add_user("alice")
    channel = recent.add_channel("quay", members=[alice])
    with serving_bolt(recent, app):
        result = alice.command(channel, "/dock")
    assert (result.acked, result.error) == (False, "dispatch_failed")


def test_a_modal_works_over_http(recent: LocalSlack) -> None:
    app = bolt(recent)
    alice = recent.add_user("alice")
    channel = recent.add_channel("quay", members=[alice])

    @app.command("/dock")
    def dock(ack: Any, body: dict[str, Any], client: Any) -> None:
        client.views_open(
            trigger_id=body["trigger_id"], view=modal(field("name", {"type": "plain_text_input", "action_id": "name"}))
        )
        ack()

    app.view("form")(lambda ack: ack(response_action="errors", errors={"name": "No such ship"}))
    with serving_bolt(recent, app):
        alice.command(channel, "/dock")
        result = alice.submit(alice.wait_for_view("form"), {"name": {"name": "Aurora"}})
    assert result.errors == {"name": "No such ship"}


def test_the_signature_covers_version_time_and_body(
    workspace: LocalSlack, clock: ManualClock, alice: Person, channel: str
) -> None:
    recorder = Recorder()
    with serving(recorder.endpoint) as url:
        workspace.use_http(url)
        alice.command(channel, "/dock", "Aurora")
    headers, body = recorder.requests[0]
    timestamp = headers["x-slack-request-timestamp"]
    expected = hmac.new(
        workspace.signing_secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256
    ).hexdigest()
    assert headers["x-slack-signature"] == f"v0={expected}"
    assert timestamp == str(clock() // 1000)
    assert parse_qs(body.decode())["text"] == ["Aurora"]


def test_a_failed_event_is_tried_three_times_more_with_retry_headers(
    workspace: LocalSlack, clock: ManualClock, alice: Person, channel: str
) -> None:
    recorder = Recorder(statuses=[500] * 4)
    with serving(recorder.endpoint) as url:
        workspace.use_http(url)
        alice.say(channel, "hello")
        workspace.wait_for(lambda: len(recorder.requests) == 2, what="the first retry")
        clock.advance(minutes=1)
        workspace.wait_for(lambda: len(recorder.requests) == 3, what="the second retry")
        clock.advance(minutes=5)
        workspace.wait_for(workspace.deliveries[0].answer.done, what="giving up")
    numbers = [headers.get("x-slack-retry-num") for headers, _ in recorder.requests]
    assert numbers == [None, "1", "2", "3"]
    assert {headers.get("x-slack-retry-reason") for headers, _ in recorder.requests[1:]} == {"http_error"}
    assert len({body for _, body in recorder.requests}) == 1
    assert workspace.deliveries[0].error == "dispatch_failed"


def test_an_event_that_was_taken_is_not_sent_again(
    workspace: LocalSlack, clock: ManualClock, alice: Person, channel: str
) -> None:
    recorder = Recorder()
    with serving(recorder.endpoint) as url:
        workspace.use_http(url)
        alice.say(channel, "hello")
        workspace.wait_for(lambda: workspace.deliveries[0].acked, what="the answer")
        clock.advance(minutes=10)
        alice.say(channel, "again")
        workspace.wait_for(lambda: workspace.deliveries[1].acked, what="the second answer")
    assert len(recorder.requests) == 2


def test_an_unreachable_app_fails_a_command_at_once(workspace: LocalSlack, alice: Person, channel: str) -> None:
    with serving(Recorder().endpoint) as url:
        pass
    workspace.use_http(url)
    assert not workspace.verify_request_url()
    assert alice.command(channel, "/dock").error == "dispatch_failed"
