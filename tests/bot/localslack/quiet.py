"""The bare Socket Mode client with one listener, and an app that acknowledges nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.localslack import LocalSlack, ManualClock, Person
from tests.bot.localslack.sample_app import MANIFEST, client

Listener = Callable[[SocketModeClient, SocketModeRequest], None]


def hang_up(workspace: LocalSlack, connection: SocketModeClient) -> None:
    """Close a client at once: left alone, it waits three seconds for the end of its read."""
    cut_off(workspace, connection)
    connection.current_session_runner.event.set()  # a session that begins just now would take the end mark back
    connection.close()


def cut_off(workspace: LocalSlack, connection: SocketModeClient) -> None:
    """End a client's connection from the server's side, for good."""
    connection.auto_reconnect_enabled = connection.default_auto_reconnect_enabled = False
    workspace.drop_connections()
    workspace.wait_for(lambda: not connection.is_connected(), what="the end of the connection")


@contextmanager
def socket_client(workspace: LocalSlack, listener: Listener) -> Iterator[SocketModeClient]:
    """Connect the bare Socket Mode client with one listener."""
    connection = SocketModeClient(workspace.app_token, web_client=client(workspace, workspace.app_token))
    connection.socket_mode_request_listeners.append(listener)  # type: ignore[arg-type]
    before = workspace.connections
    connection.connect()
    workspace.wait_connected(before + 1)
    try:
        yield connection
    finally:
        hang_up(workspace, connection)


@contextmanager
def quiet_workspace(clock: ManualClock, ack_seconds: float) -> Iterator[tuple[LocalSlack, Person, str]]:
    """A workspace whose app is connected and acknowledges nothing."""
    with LocalSlack(MANIFEST, clock=clock, ack_seconds=ack_seconds) as workspace:
        alice = workspace.add_user("alice")
        channel = workspace.add_channel("quay", members=[alice])
        with socket_client(workspace, lambda _client, _request: None):
            yield workspace, alice, channel
