"""Connections, envelopes, acknowledgements and redelivery in Socket Mode, with the real client."""

import json
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect as connect_raw
from websockets.typing import Origin

from bot.localslack import LocalSlack, ManualClock, Person
from tests.bot.localslack.quiet import Listener, socket_client
from tests.bot.localslack.sample_app import MANIFEST, client

Connect = Callable[[App], SocketModeHandler]


def acknowledge(connection: SocketModeClient, request: SocketModeRequest) -> None:
    connection.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))


def test_each_envelope_goes_to_exactly_one_of_several_connections(
    workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: tuple[list[str], list[str]] = ([], [])

    def into(box: list[str]) -> Listener:
        def listen(connection: SocketModeClient, request: SocketModeRequest) -> None:
            box.append(request.payload["text"])
            acknowledge(connection, request)

        return listen

    with socket_client(workspace, into(seen[0])), socket_client(workspace, into(seen[1])):
        results = [alice.command(channel, "/dock", str(number)) for number in range(6)]
    assert all(result.acked for result in results)
    assert sorted(seen[0] + seen[1]) == [str(number) for number in range(6)]
    assert all(len(box) == 3 for box in seen)


def link(workspace: LocalSlack) -> str:
    return str(client(workspace, workspace.app_token).apps_connections_open(app_token=workspace.app_token)["url"])


def test_an_eleventh_connection_is_turned_away(workspace: LocalSlack) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(connect_raw(link(workspace)))
        workspace.wait_connected(10)
        with pytest.raises(InvalidStatus):
            connect_raw(link(workspace))
        assert workspace.connections == 10


def test_an_unacknowledged_event_comes_again_with_its_number_and_the_same_id(clock: ManualClock) -> None:
    seen: list[tuple[str, int, str]] = []
    with LocalSlack(MANIFEST, clock=clock, ack_seconds=0.1) as workspace:
        alice = workspace.add_user("alice")
        channel = workspace.add_channel("quay", members=[alice])

        def listen(_connection: SocketModeClient, request: SocketModeRequest) -> None:
            seen.append((request.payload["event_id"], request.retry_attempt or 0, request.envelope_id))

        with socket_client(workspace, listen):
            alice.say(channel, "hello")
            workspace.wait_for(lambda: len(seen) == 2, what="the first retry")
            clock.advance(minutes=1)
            workspace.wait_for(lambda: len(seen) == 3, what="the second retry")
            clock.advance(minutes=5)
            workspace.wait_for(lambda: len(seen) == 4, what="the third retry")
            workspace.wait_for(workspace.deliveries[0].answer.done, what="giving up")
    assert [number for _, number, _ in seen] == [0, 1, 2, 3]
    assert len({event_id for event_id, _, _ in seen}) == 1
    assert len({envelope_id for _, _, envelope_id in seen}) == 4


def test_what_a_lost_connection_left_unacknowledged_goes_to_the_next_one(
    workspace: LocalSlack, alice: Person, channel: str
) -> None:
    first: list[str] = []
    again: list[int] = []

    def swallow(_connection: SocketModeClient, request: SocketModeRequest) -> None:
        first.append(request.payload["event_id"])

    def take(connection: SocketModeClient, request: SocketModeRequest) -> None:
        again.append(request.retry_attempt or 0)
        acknowledge(connection, request)

    with socket_client(workspace, swallow) as one:
        alice.say(channel, "hello")
        workspace.wait_for(lambda: first, what="the event")
        one.auto_reconnect_enabled = False
        workspace.drop_connections()
        workspace.wait_for(lambda: workspace.connections == 0, what="the end of the connection")
    with socket_client(workspace, take):
        workspace._world.clock.advance(minutes=1)  # type: ignore[attr-defined]
        workspace.wait_for(lambda: again, what="the redelivery")
    assert again[0] >= 1


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
def test_after_a_disconnect_message_the_client_comes_back(
    workspace: LocalSlack, alice: Person, channel: str, reason: str
) -> None:
    with socket_client(workspace, acknowledge) as connection:
        before = connection.session_id()
        workspace.disconnect(reason)
        workspace.wait_for(lambda: connection.session_id() != before, what="a new session")
        workspace.wait_for(lambda: workspace.connections == 1, what="the end of the old connection")
        assert alice.command(channel, "/dock").acked


def test_a_disabled_link_takes_no_new_connection(workspace: LocalSlack) -> None:
    connection = SocketModeClient(
        workspace.app_token, auto_reconnect_enabled=False, web_client=client(workspace, workspace.app_token)
    )
    connection.connect()
    workspace.wait_connected()
    workspace.disconnect("link_disabled")
    workspace.wait_for(lambda: workspace.connections == 0, what="the end of the connection")
    connection.close()
    with pytest.raises(SlackApiError, match="socket_mode_not_enabled"):
        client(workspace, workspace.app_token).apps_connections_open(app_token=workspace.app_token)


def test_an_unknown_reason_is_refused(workspace: LocalSlack) -> None:
    with pytest.raises(ValueError, match="No reason"):
        workspace.disconnect("tired")


def test_a_ticket_opens_one_connection_only(workspace: LocalSlack) -> None:
    url = link(workspace)
    with connect_raw(url), pytest.raises(InvalidStatus):
        connect_raw(url)


def test_the_hello_message_names_the_app(workspace: LocalSlack) -> None:
    with connect_raw(link(workspace)) as connection:
        hello = json.loads(connection.recv())
    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": workspace.app_id}


def test_what_is_no_json_is_ignored(workspace: LocalSlack, alice: Person, channel: str) -> None:
    with connect_raw(link(workspace)) as connection:
        connection.recv()
        connection.send("not json")
        alice.say(channel, "hello")
        assert json.loads(connection.recv())["payload"]["event"]["text"] == "hello"


def test_bolt_gets_an_event_again_when_its_ack_is_lost(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: list[str] = []
    app.event("app_mention")(lambda body: seen.append(body["event_id"]))
    app.event("message")(lambda: None)
    connect(app)
    workspace.faults.add("event:app_mention", "ignore_ack")
    alice.say(channel, f"<@{workspace.bot_user_id}> hello")
    workspace.wait_for(lambda: len(seen) == 2, what="the redelivery")
    assert seen[0] == seen[1]


def test_duplicate_delivery_hands_the_same_event_over_twice(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: list[str] = []
    app.event("app_mention")(lambda body: seen.append(body["event_id"]))
    app.event("message")(lambda: None)
    connect(app)
    workspace.faults.add("event:app_mention", "duplicate_delivery")
    alice.say(channel, f"<@{workspace.bot_user_id}> hello")
    workspace.wait_for(lambda: len(seen) == 2, what="the duplicate")
    workspace.resend_last_event()
    workspace.wait_for(lambda: len(seen) == 3, what="the third copy")
    assert len(set(seen)) == 1


def test_acknowledgement_times_are_recorded(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    app.command("/dock")(lambda ack: ack())
    connect(app)
    seconds = [alice.command(channel, "/dock").seconds for _ in range(3)]
    report = workspace.lateness()
    assert sorted(seconds) == report.all
    assert report.late == []
    assert report.percentile(99) == max(seconds)


def test_a_page_of_another_origin_gets_no_connection(workspace: LocalSlack) -> None:
    with pytest.raises(InvalidStatus):
        connect_raw(link(workspace), origin=Origin("http://evil.example"))
    assert workspace.connections == 0


def test_a_client_without_the_app_token_gets_no_connection(workspace: LocalSlack, api: WebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        api.apps_connections_open(app_token=workspace.bot_token)
