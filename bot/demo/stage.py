"""Puts everything on its place: loopback workspace, loopback platform, the real bot, four people, two channels."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import Application, build
from bot.config import Settings
from bot.demo.clock import MovableClock
from bot.demo.platform import LoopbackPlatform
from bot.demo.village import Village, build_village
from bot.localslack import LocalSlack, Person

CONNECT_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A running demo: what a script or a person can touch."""

    workspace: LocalSlack
    application: Application
    village: Village
    clock: MovableClock
    people: dict[str, Person]
    channel: str

    @property
    def bot(self) -> str:
        """The mention that calls the bot."""
        return f"<@{self.workspace.bot_user_id}>"

    def later(self, days: int) -> None:
        """Push the clock forward and let what is due happen now."""
        self.clock.advance(days=days)
        self.application.nudge()


def manifest() -> dict[str, object]:
    """The app's manifest (JSON is YAML): from the wheel, or from the checkout beside the packages."""
    packed = resources.files("bot") / "manifest.yaml"
    text = packed.read_text() if packed.is_file() else (Path(__file__).parents[2] / "manifest.yaml").read_text()
    found: dict[str, object] = json.loads(text)
    return found


@contextmanager
def stage(*, port: int = 0, log_level: str = "warning") -> Iterator[Stage]:
    """Start the whole demo in folders that vanish with it; the page's address is `stage.workspace.page_url`."""
    clock = MovableClock()
    with TemporaryDirectory(prefix="shoal-demo-") as folder:
        village = build_village(clock() // 1000)
        platform = LoopbackPlatform(village, clock)
        platform.start()
        ahead: list[Callable[[int], None]] = []
        workspace = _workspace(clock, port, ahead)
        try:
            with _bot(workspace, platform, clock, Path(folder), log_level) as application:
                people, channel = _people(workspace)
                made = Stage(workspace, application, village, clock, people, channel)
                ahead.append(made.later)
                yield made
        finally:
            workspace.stop()
            platform.stop()


def _workspace(clock: MovableClock, port: int, ahead: list[Callable[[int], None]]) -> LocalSlack:
    def move(days: int) -> Callable[[], str]:
        def press() -> str:
            for later in ahead:
                later(days)
            return f"It is now {clock.days_added} days later."

        return press

    controls = [("Clock +1 day", move(1)), ("Clock +1 week", move(7)), ("Clock +3 weeks", move(21))]
    workspace = LocalSlack(manifest(), clock=clock, port=port, extra_controls=controls, team_name="Valley Newsroom")
    workspace.start()
    return workspace


@contextmanager
def _bot(
    workspace: LocalSlack, platform: LoopbackPlatform, clock: MovableClock, folder: Path, log_level: str
) -> Iterator[Application]:
    settings = Settings(
        slack_bot_token=workspace.bot_token,
        slack_app_token=workspace.app_token,
        slack_signing_secret=workspace.signing_secret,
        slack_api_url=workspace.api_url,
        data_dir=folder,
        bluesky_url=platform.address,
        log_level=log_level,
    )
    application = build(settings, now=clock)
    application.start()
    try:
        workspace.wait_connected(timeout=CONNECT_SECONDS)
        yield application
    finally:
        application.stop()


def _people(workspace: LocalSlack) -> tuple[dict[str, Person], str]:
    named = (("ada", "Ada Okafor"), ("ben", "Ben Moreau"), ("chloe", "Chloe Jansen"), ("dev", "Dev Tanaka"))
    people = {handle: workspace.add_user(handle, name=name) for handle, name in named}
    channel = workspace.add_channel("triage-desk", members=list(people.values()), bot=True)
    workspace.add_channel("newsroom", members=list(people.values()))
    return people, channel
