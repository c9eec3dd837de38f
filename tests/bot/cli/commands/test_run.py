from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.application import run
from bot.localslack import LocalSlack

Said = Callable[[], tuple[str, str]]


def test_every_missing_token_is_named(empty: Path, said: Said) -> None:
    assert run(["run"]) == 1
    _, err = said()
    assert "SLACK_BOT_TOKEN is missing" in err
    assert "SLACK_APP_TOKEN is missing" in err
    assert list(empty.iterdir()) == []


def test_signed_http_wants_another_secret(empty: Path, said: Said) -> None:
    assert run(["run", "--http"]) == 1
    _, err = said()
    assert "SLACK_SIGNING_SECRET is missing" in err
    assert "SLACK_APP_TOKEN" not in err
    assert list(empty.iterdir()) == []


def test_a_token_that_slack_refuses_is_the_settings_fault(
    workspace: LocalSlack, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-gone")
    monkeypatch.setenv("SLACK_APP_TOKEN", workspace.app_token)
    assert run(["run"]) == 1
    assert "Slack answers invalid_auth" in said()[1]


def test_a_slack_that_cannot_be_reached_is_the_settings_fault(
    empty: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")
    monkeypatch.setenv("SHOAL_DATA_DIR", str(empty / "data"))
    assert run(["run"]) == 1
    assert "Slack cannot be reached" in said()[1]
