"""A stage for conversations: the loopback workspace, the real application, real SQLite; analyses are handed in."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.pipeline import ClusterEvidence, DrawnPicture, RunResult
from bot.app import Application, build
from bot.config import Settings
from bot.localslack import LocalSlack, ManualClock, Message, Person, View
from bot.report import AccountReport, ClusterReport, EvidencePost, SharedObject
from bot.triage.save_results import save_results
from bot.triage.take_run import claim_run
from tests.handlers import samples

ROOT = Path(__file__).parents[2]
START = 1_780_000_000_000
DAY_SECONDS = 86_400
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "050001a5f645400000000049454e44ae426082"
)
CSV = b"object_id,account_id,content_id,timestamp_share\n" + b"".join(
    f"o{number % 5},a{number % 7},c{number},{1_700_000_000 + number}\n".encode() for number in range(40)
)


@dataclass(slots=True)
class Stage:
    """Everything that a conversation needs."""

    slack: LocalSlack
    clock: ManualClock
    folder: Path
    alice: Person
    bob: Person
    channel: str
    settings: dict[str, Any] = field(default_factory=dict)
    app: Application | None = None

    def start(self, **settings: Any) -> Application:
        """Start the application, or start it again."""
        self.settings.update(settings)
        given = {
            "slack_bot_token": self.slack.bot_token,
            "slack_app_token": self.slack.app_token,
            "slack_signing_secret": self.slack.signing_secret,
            "slack_api_url": self.slack.api_url,
            "data_dir": self.folder,
            "workers": 0,
            "log_level": "error",
            **self.settings,
        }
        self.app = build(Settings(**given), now=self.clock, timer=hurried)
        self.app.start()
        self.slack.wait_connected()
        return self.app

    def stop(self) -> None:
        if self.app is not None:
            self.app.stop()
            self.app = None

    def restart(self, **settings: Any) -> Application:
        self.stop()
        return self.start(**settings)

    @property
    def desk(self) -> Any:
        assert self.app is not None
        return self.app.desk

    def root(self, number: int = 1, contains: str = "") -> Message:
        """The case's root message, once it says that."""
        return self.slack.wait_for_message(
            self.channel, lambda one: f"Case {number} ·" in one.plain and contains in one.plain
        )

    def card(self, key: str = "C1", contains: str = "") -> Message:
        """A cluster's card, once it says that."""
        return self.slack.wait_for_message(
            self.channel,
            lambda one: f"*{key} of" in one.plain and contains in one.plain,
            thread="any",
        )

    def thread(self, message: Message) -> list[Message]:
        """The parent and the replies of the thread that the message is in."""
        return self.slack.thread(self.channel, message.thread_ts or message.ts)

    def modal(self, person: Person, contains: str) -> View:
        """The person's open modal, once it says that."""

        def shown() -> View | None:
            view = person.view()
            return view if view is not None and contains in view.plain else None

        view = self.slack.wait_for(shown, what=f"a modal with {contains!r}")
        assert view is not None
        return view

    def told(self, contains: str) -> Message:
        """A message in any thread that says that."""
        return self.slack.wait_for_message(self.channel, lambda one: contains in one.plain, thread="any")

    def whispered(self, person: Person, contains: str) -> Message:
        """An ephemeral answer that says that."""
        found = self.slack.wait_for(
            lambda: [one for one in person.ephemerals(self.channel) if contains in one.plain],
            what=f"an answer with {contains!r} for {person.id}, not {[one.plain for one in person.ephemerals()]}",
        )
        message: Message = found[-1]
        return message

    def open_case(self, person: Person | None = None) -> Message:
        """A file with a mention: a case whose run waits for a worker."""
        (person or self.alice).say(self.channel, f"<@{self.slack.bot_user_id}>", files=[("export.csv", CSV)])
        return self.root(contains="Waiting for a worker")

    def finish(self, *reports: ClusterReport, alone: tuple[AccountReport, ...] = ()) -> None:
        """What a worker would have found: groups, and accounts outside them."""
        claim = self.slack.wait_for(lambda: claim_run(self.desk), what="a run to claim")
        found = reports or (samples.cluster_report(),)
        report = samples.report(clusters=found, accounts=alone, accounts_total=len(alone))
        picture = claim.inputs.folder / "pictures" / "c1.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(PIXEL)
        drawn = [DrawnPicture(one.id, picture, f"{one.id}: who acted together") for one in report.clusters]
        evidence = tuple(ClusterEvidence(one.id, (shared(one),)) for one in report.clusters)
        save_results(self.desk, claim, RunResult(report, evidence, input_sha256="ab" * 32), drawn)
        assert self.app is not None
        self.app.wake()

    def judged(self) -> Message:
        """A case with one group to judge; gives its card."""
        self.open_case()
        self.finish()
        return self.card()

    def vote(self, person: Person, card: Message, together: str, seem: str, **more: Any) -> Any:
        """Press Vote, fill in the modal, submit it."""
        person.press(card, "vote")
        view = person.wait_for_view("vote_save")
        values = {"together": {"together": together}, "seem": {"seem": seem}}
        values |= {name: {name: value} for name, value in more.items()}
        return person.submit(view, values)


def hurried() -> float:
    """Seconds that pass twenty times faster: pauses between edits stay, tests do not wait for them."""
    return time.monotonic() * 20


def shared(report: ClusterReport) -> SharedObject:
    first, second = report.accounts[0], report.accounts[1]
    return SharedObject(
        source=first.account_id,
        target=second.account_id,
        layer="url",
        window_seconds=60,
        weight=5,
        object="https://news.example/a",
        first=EvidencePost("p1", 1_700_000_000, "=read this <!channel>"),
        second=EvidencePost("p2", 1_700_000_031, "read this too"),
    )


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    clock = ManualClock(START)
    manifest = json.loads((ROOT / "manifest.yaml").read_text())
    with LocalSlack(manifest, clock=clock, rate_limits=False) as slack:
        alice, bob = slack.add_user("alice", name="Alice Moreau"), slack.add_user("bob", name="Bob Okafor")
        channel = slack.add_channel("triage", members=[alice, bob], bot=True)
        prepared = Stage(slack, clock, tmp_path, alice, bob, channel)
        prepared.start()
        try:
            yield prepared
        finally:
            prepared.stop()
