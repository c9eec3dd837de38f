from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.localslack import LocalSlack

START = 1_619_000_000
MANIFEST = {
    "display_information": {"name": "Shoal"},
    "features": {"bot_user": {"display_name": "shoal"}},
    "oauth_config": {"scopes": {"bot": ["chat:write", "users:read"]}},
    "settings": {"socket_mode_enabled": True},
}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, without any setting of this machine."""
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("SHOAL_DATA_DIR", "SHOAL_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def shares(empty: Path) -> Path:
    """A table of shares: a0 to a4 share the same six objects within seconds, forty others share what they like."""
    lines = ["object_id,account_id,content_id,timestamp_share"]
    lines += [f"o{n},a{i},c{n}-{i},{START + 86_400 * n + i}" for n in range(6) for i in range(5)]
    lines += [f"p{n},b{i},d{n}-{i},{START + 40_000 * n + 977 * i}" for n in range(8) for i in range(40)]
    path = empty / "shares.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def workspace(empty: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalSlack]:
    """A Slack workspace on loopback whose tokens stand in the environment."""
    with LocalSlack(MANIFEST, rate_limits=False) as running:
        monkeypatch.setenv("SLACK_BOT_TOKEN", running.bot_token)
        monkeypatch.setenv("SLACK_API_URL", running.api_url)
        monkeypatch.setenv("SHOAL_DATA_DIR", str(empty / "data"))
        yield running


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], tuple[str, str]]:
    """What went to stdout and to stderr since the last call."""

    def read() -> tuple[str, str]:
        captured = capsys.readouterr()
        return captured.out, captured.err

    return read
