"""A running loopback workspace with two people and a channel, and a real Bolt app connected to it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.localslack import LocalSlack, ManualClock, Person
from tests.bot.localslack.quiet import cut_off
from tests.bot.localslack.sample_app import MANIFEST, START, bolt, client

Connect = Callable[[App], SocketModeHandler]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def workspace(clock: ManualClock) -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, clock=clock, rate_limits=False) as running:
        yield running


@pytest.fixture
def alice(workspace: LocalSlack) -> Person:
    return workspace.add_user("alice", name="Alice Moreau")


@pytest.fixture
def ben(workspace: LocalSlack) -> Person:
    return workspace.add_user("ben", name="Ben Okafor")


@pytest.fixture
def channel(workspace: LocalSlack, alice: Person, ben: Person) -> str:
    return workspace.add_channel("quay", members=[alice, ben])


@pytest.fixture
def api(workspace: LocalSlack) -> WebClient:
    return client(workspace)


@pytest.fixture
def app(workspace: LocalSlack) -> App:
    return bolt(workspace)


@pytest.fixture(scope="session")
def closer() -> Iterator[ThreadPoolExecutor]:
    """Closes clients while the next tests run: the real client takes a second for it."""
    with ThreadPoolExecutor(20) as pool:
        yield pool


@pytest.fixture
def connect(workspace: LocalSlack, closer: ThreadPoolExecutor) -> Iterator[Connect]:
    handlers: list[SocketModeHandler] = []

    def start(app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, workspace.app_token, web_client=client(workspace, workspace.app_token))
        handler.client.connect()
        handlers.append(handler)
        workspace.wait_connected(len(handlers))
        return handler

    yield start
    for handler in handlers:
        cut_off(workspace, handler.client)
        closer.submit(handler.client.close)
