import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Application, build, desk_of, sources_of, worker_of
from bot.config import Settings
from bot.errors import SettingsError
from bot.localslack import LocalSlack
from bot.triage.folders import set_aside
from handlers.connection import HttpDoor
from tests.worlds_of_triage import published_case

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = json.loads((ROOT / "manifest.yaml").read_text())
HEAVY = ("numba", "matplotlib", "scipy", "networkx", "duckdb", "pyarrow", "pandas", "atproto", "graspologic_native")


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST) as workspace:
        workspace.add_channel("triage", members=[workspace.add_user("alice", name="Alice")])
        yield workspace


def settings(slack: LocalSlack, folder: Path, **more: Any) -> Settings:
    given = {
        "slack_bot_token": slack.bot_token,
        "slack_app_token": slack.app_token,
        "slack_signing_secret": slack.signing_secret,
        "slack_api_url": slack.api_url,
        "data_dir": folder,
        "workers": 0,
        "http_port": 0,
        "log_level": "error",
    }
    return Settings(**{**given, **more})


def run(code: str) -> str:
    """What a fresh interpreter prints."""
    told = subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


def test_nothing_heavy_is_loaded_by_the_process_that_listens() -> None:
    code = (
        "import sys, bot.app, handlers.listeners, handlers.slash; handlers.slash.find_commands(); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert run(code) == "[]"


def test_importing_the_app_does_no_work() -> None:
    code = "import bot.app, threading; print(threading.active_count())"
    assert run(code) == "1"


def test_it_is_connected_within_three_seconds(slack: LocalSlack, tmp_path: Path) -> None:
    before = time.monotonic()
    application = build(settings(slack, tmp_path))
    application.start()
    try:
        slack.wait_connected()
        assert time.monotonic() - before < 3.0
        assert application.door is not None
        assert application.door.alive()
    finally:
        application.stop()


def test_a_start_puts_back_what_a_crash_left_of_a_purge(slack: LocalSlack, tmp_path: Path) -> None:
    application = build(settings(slack, tmp_path))
    case = published_case(application.desk)
    set_aside(application.desk, case.id)
    application.start()
    try:
        assert application.desk.case_folder(case.id).is_dir()
    finally:
        application.stop()


def test_a_start_without_tokens_names_every_missing_one(tmp_path: Path) -> None:
    application = build(Settings(data_dir=tmp_path))
    with pytest.raises(SettingsError) as caught:
        application.start()
    application.stop()
    assert caught.value.problems == ("SLACK_BOT_TOKEN is missing", "SLACK_APP_TOKEN is missing")


def test_a_moved_clock_can_be_told_only_after_the_start(tmp_path: Path) -> None:
    application = build(Settings(data_dir=tmp_path))
    with pytest.raises(RuntimeError, match="not started"):
        application.nudge()
    application.stop()


def test_signed_http_answers_what_slack_sends_and_refuses_what_it_does_not(slack: LocalSlack, tmp_path: Path) -> None:
    application = build(settings(slack, tmp_path))
    application.start(http=True)
    try:
        door = application.door
        assert isinstance(door, HttpDoor)
        base = f"http://127.0.0.1:{door.port}"
        slack.use_http(f"{base}/slack/events")
        alice = slack.add_user("bob", name="Bob")
        channel = slack.add_channel("signed", members=[alice])
        assert alice.command(channel, "/triage", "help").acked
        slack.wait_for(lambda: alice.ephemerals(channel), what="the help")
        assert httpx.get(f"{base}/health").text == "ok"
        forged = httpx.post(f"{base}/slack/events", json={"type": "event_callback"})
        assert forged.status_code == 401
        long = httpx.post(f"{base}/slack/events", content=b"x" * 1_100_000)
        assert long.status_code == 413
    finally:
        application.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_metrics_are_served_only_where_a_port_is_set_and_name_nobody(slack: LocalSlack, tmp_path: Path) -> None:
    port = free_port()
    application = build(settings(slack, tmp_path, metrics_port=port))
    application.start()
    try:
        told = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert "shoal_connected 1.0" in told
        assert "shoal_messages_waiting 0.0" in told
    finally:
        application.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/metrics")


def test_a_loop_that_breaks_is_begun_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.RESTART_SECONDS", 0)
    application = build(Settings(data_dir=tmp_path, log_level="error"))
    rounds: list[int] = []

    def loop() -> None:
        rounds.append(len(rounds))
        if len(rounds) < 3:
            raise OSError("disk full")
        application._stop.set()

    application._supervised("announcer", loop)
    application.stop()
    assert rounds == [0, 1, 2]


def test_a_worker_can_be_made_without_slack(tmp_path: Path) -> None:
    chosen = Settings(data_dir=tmp_path)
    desk = desk_of(chosen)
    try:
        assert worker_of(chosen, desk).run_one() is False
    finally:
        desk.database.close()


def test_the_sources_ask_where_the_settings_say() -> None:
    made = sources_of(Settings(bluesky_url="http://127.0.0.1:1"))
    assert sorted(made) == ["bluesky"]
    assert made["bluesky"]().platform == "bluesky"


# --- the manifest ------------------------------------------------------------------------------------------------


def listeners(application: Application) -> list[tuple[str, str]]:
    """(kind, name) of everything that Bolt listens to."""
    with ThreadPoolExecutor(1) as executor:
        _, app, _ = application._assemble(executor)
    found: list[tuple[str, str]] = []
    for listener in app._listeners:
        matcher: Any = vars(listener.matchers[0])["func"]
        cells = {
            name: cell.cell_contents
            for name, cell in zip(matcher.__code__.co_freevars, matcher.__closure__ or (), strict=True)
        }
        found.append((matcher.__qualname__.split(".")[0], json.dumps(cells, default=str, sort_keys=True)))
    return found


def test_the_manifest_and_the_listeners_agree(slack: LocalSlack, tmp_path: Path) -> None:
    application = build(settings(slack, tmp_path))
    found = listeners(application)
    told = " ".join(f"{kind} {names}" for kind, names in found)
    application.stop()
    features = MANIFEST["features"]
    assert [one["command"] for one in features["slash_commands"]] == ["/triage"]
    assert '"/triage"' in told
    for shortcut in features["shortcuts"]:
        assert f'"{shortcut["callback_id"]}"' in told
    for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]:
        assert f'"{event}"' in told
    assert {json.loads(names)["event_type"] for kind, names in found if kind == "event"} == set(
        MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    )


def test_the_manifest_asks_for_no_scope_that_nothing_needs() -> None:
    reasons = {
        "commands": "/triage and the message shortcuts",
        "chat:write": "status cards and cards",
        "app_mentions:read": "files and words beside a mention",
        "files:read": "download of data sets",
        "files:write": "pictures of groups, exports",
        "channels:history": "requests that were missed; messages whose answer was lost",
        "groups:history": "the same in private channels",
        "channels:read": "who is a member, is the bot in the channel",
        "groups:read": "the same in private channels",
        "channels:join": "a request from a public channel where the bot is not yet",
        "users:read": "is somebody of another organisation",
        "usergroups:read": "roles by user group",
    }
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == set(reasons)


def test_slack_passes_the_words_of_the_command_as_they_were_typed() -> None:
    assert [one["should_escape"] for one in MANIFEST["features"]["slash_commands"]] == [False]


def test_the_manifest_is_what_slack_accepts() -> None:
    with LocalSlack(MANIFEST) as workspace:
        assert workspace.bot_token.startswith("xoxb-")
    assert all(len(one["name"]) <= 24 for one in MANIFEST["features"]["shortcuts"])
    assert len(MANIFEST["display_information"]["description"]) <= 140
