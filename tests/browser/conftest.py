"""A real Chromium on the page of a real loopback workspace, with a real bot in Socket Mode behind it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.localslack import LocalSlack, Person
from handlers.connection import hang_up
from tests.browser.sample_app import MANIFEST, Harbour

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "chromium-headless-shell")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE: ViewportSize = {"width": 1280, "height": 800}
PATIENCE_MS = 15_000


def find_chromium() -> str | None:
    """Return the browser to drive: what SHOAL_CHROMIUM names, else what is installed."""
    named = os.environ.get("SHOAL_CHROMIUM")
    if named:
        return named
    return next((path for path in map(shutil.which, NAMES) if path), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = find_chromium()
    if path is None or not Path(path).exists():
        pytest.skip("the page's tests need Chromium: install it, or name it in SHOAL_CHROMIUM")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Harness:
    """A workspace with people, a channel and the bot."""

    workspace: LocalSlack
    alice: Person
    ben: Person
    channel: str
    bot: Harbour
    client: WebClient
    moved: list[int] = field(default_factory=list)


@pytest.fixture
def harness() -> Iterator[Harness]:
    """A started workspace with a connected bot."""
    moved: list[int] = []

    def move_the_clock() -> str:
        moved.append(1)
        return "The clock moved by a day"

    with LocalSlack(
        MANIFEST, extra_controls=[("Move the clock by a day", move_the_clock)], team_name="Quay"
    ) as workspace:
        alice = workspace.add_user("alice", name="Alice Moreau")
        ben = workspace.add_user("ben", name="Ben Okafor")
        channel = workspace.add_channel("quay", members=[alice, ben], bot=True)
        client = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
        app = App(client=client)
        bot = Harbour(client, channel)
        bot.register(app)
        app_client = WebClient(token=workspace.app_token, base_url=workspace.api_url)
        handler = SocketModeHandler(app, workspace.app_token, web_client=app_client)
        handler.connect()  # type: ignore[no-untyped-call]
        workspace.wait_connected()
        yield Harness(workspace, alice, ben, channel, bot, client, moved)
        handler.client.auto_reconnect_enabled = False
        workspace.drop_connections()  # else closing waits for the client's blocking read
        workspace.wait_for(lambda: not handler.client.is_connected(), what="the client to notice")
        hang_up(handler)


@dataclass
class Watch:
    """What the browser complained about."""

    problems: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Write down errors, warnings and every request of the page."""
        page.on("console", lambda m: self.problems.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: self.problems.append(str(e)))
        page.on("request", lambda r: self.addresses.append(r.url))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"
        )


@pytest.fixture
def watch(harness: Harness) -> Iterator[Watch]:
    """Fails a test whose page wrote errors to the console or asked another host."""
    seen = Watch()
    yield seen
    home = harness.workspace.page_url
    assert seen.problems == []
    assert [a for a in seen.addresses if not a.startswith((home, "data:", "blob:"))] == []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile of its own, in English and UTC+2."""
    made = browser.new_context(viewport=WIDE, locale="en-GB", timezone_id="Europe/Helsinki")
    made.set_default_timeout(PATIENCE_MS)
    yield made
    made.close()


@pytest.fixture
def page(harness: Harness, watch: Watch, context: BrowserContext) -> Page:
    """The page, acting as Alice, in the channel."""
    return open_page(context, harness, watch)


def open_page(context: BrowserContext, harness: Harness, watch: Watch) -> Page:
    """Open another page of the same workspace."""
    made = context.new_page()
    watch.follow(made)
    made.goto(f"{harness.workspace.page_url}#{harness.channel}")
    expect(made.locator("body.ready #channel .composer-text")).to_be_visible()
    return made
