"""Settings: read once from the environment and `.env`, every problem reported at once, secrets never shown."""

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.errors import SettingsError
from bot.platforms import PLATFORM_NAMES

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
PREFIX = "SHOAL_"
_FOLDER = Path("var")


def _text(raw: str) -> str:
    return raw


def _names(raw: str) -> frozenset[str]:
    return frozenset(part.strip() for part in raw.split(",") if part.strip())


def _switch(raw: str) -> bool:
    if raw.lower() in {"1", "yes", "true", "on"}:
        return True
    if raw.lower() in {"0", "no", "false", "off"}:
        return False
    raise ValueError("write yes or no")


def _folder(raw: str) -> Path:
    return Path(raw)


def _number(least: int, most: int) -> Callable[[str], int]:
    def parse(raw: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", raw) or not least <= int(raw) <= most:
            raise ValueError(f"write a whole number from {least} to {most}")
        return int(raw)

    return parse


def _one_of(*choices: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if raw.lower() not in choices:
            raise ValueError("write one of " + ", ".join(choices) + ", or leave it empty")
        return raw.lower()

    return parse


def _address(raw: str) -> str:
    parts = urlsplit(raw)
    try:
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("write an address such as https://slack.com/api/") from None
    if parts.scheme == "https" and host and not parts.username:
        return raw
    if parts.scheme == "http" and host in LOOPBACK and not parts.username:
        return raw
    raise ValueError("write an https address (plain http is for 127.0.0.1 only)")


def _token(prefix: str) -> Callable[[str], str]:
    def parse(raw: str) -> str:
        if not raw.startswith(prefix):
            raise ValueError(f"it has to begin with {prefix}")
        return raw

    return parse


def _database(raw: str) -> str:
    if raw.split(":", 1)[0] not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise ValueError("write sqlite:///path/to/file or postgresql://user@host/name")
    return raw


def _setting(env: str, parse: Callable[[str], Any], default: Any, *, secret: bool = False) -> Any:  # noqa: ANN401
    return field(default=default, repr=not secret, metadata={"env": env, "parse": parse})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set; the names in the environment are in `.env.example` with what they mean."""

    slack_bot_token: str = _setting("SLACK_BOT_TOKEN", _token("xoxb-"), "", secret=True)
    slack_app_token: str = _setting("SLACK_APP_TOKEN", _token("xapp-"), "", secret=True)
    slack_signing_secret: str = _setting("SLACK_SIGNING_SECRET", _text, "", secret=True)
    slack_api_url: str = _setting("SLACK_API_URL", _address, "https://slack.com/api/")
    data_dir: Path = _setting("SHOAL_DATA_DIR", _folder, _FOLDER)  # noqa: RUF009  (a path is immutable)
    database_url: str = _setting("SHOAL_DATABASE_URL", _database, "", secret=True)
    default_platform: str = _setting("SHOAL_DEFAULT_PLATFORM", _one_of(*PLATFORM_NAMES), "")
    bluesky_url: str = _setting("SHOAL_BLUESKY_URL", _address, "https://public.api.bsky.app")
    fetch_avatars: bool = _setting("SHOAL_FETCH_AVATARS", _switch, default=False)
    quorum: int = _setting("SHOAL_QUORUM", _number(1, 20), 2)
    retention_days: int = _setting("SHOAL_RETENTION_DAYS", _number(1, 3650), 90)
    allowed_teams: frozenset[str] = _setting("SHOAL_ALLOWED_TEAMS", _names, frozenset())
    allowed_channels: frozenset[str] = _setting("SHOAL_ALLOWED_CHANNELS", _names, frozenset())
    allowed_users: frozenset[str] = _setting("SHOAL_ALLOWED_USERS", _names, frozenset())
    analyst_group: str = _setting("SHOAL_ANALYST_GROUP", _text, "")
    lead_group: str = _setting("SHOAL_LEAD_GROUP", _text, "")
    outsiders_vote: bool = _setting("SHOAL_OUTSIDERS_VOTE", _switch, default=False)
    internal_only: bool = _setting("SHOAL_INTERNAL_ONLY", _switch, default=False)
    max_upload_mb: int = _setting("SHOAL_MAX_UPLOAD_MB", _number(1, 100_000), 1024)
    max_rows: int = _setting("SHOAL_MAX_ROWS", _number(1, 1_000_000_000), 20_000_000)
    workers: int = _setting("SHOAL_WORKERS", _number(0, 64), 1)
    run_minutes: int = _setting("SHOAL_RUN_MINUTES", _number(1, 10_000), 60)
    run_memory_mb: int = _setting("SHOAL_RUN_MEMORY_MB", _number(256, 1_000_000), 3072)
    seed: int = _setting("SHOAL_SEED", _number(0, 2**31 - 1), 7)
    http_host: str = _setting("SHOAL_HTTP_HOST", _text, "127.0.0.1")
    http_port: int = _setting("SHOAL_HTTP_PORT", _number(0, 65_535), 3000)
    metrics_port: int = _setting("SHOAL_METRICS_PORT", _number(0, 65_535), 0)
    log_level: str = _setting("SHOAL_LOG_LEVEL", _one_of("debug", "info", "warning", "error"), "info")

    @property
    def database(self) -> str:
        """The database's address; without one, a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'shoal.db'}"

    def require_slack(self, *, http: bool) -> None:
        """Raise one SettingsError that names every token missing for Socket Mode or for signed HTTP."""
        needed = {"SLACK_BOT_TOKEN": self.slack_bot_token}
        needed |= (
            {"SLACK_SIGNING_SECRET": self.slack_signing_secret} if http else {"SLACK_APP_TOKEN": self.slack_app_token}
        )
        missing = [f"{name} is missing" for name, value in needed.items() if not value]
        if missing:
            raise SettingsError(missing)


def names() -> tuple[str, ...]:
    """Every variable that is read, in the order of Settings."""
    return tuple(item.metadata["env"] for item in fields(Settings))


def load(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read settings from the environment, then from a `.env` file; the environment wins, an empty value is no value.

    Raises:
        SettingsError: one line for each problem; a line names the variable and never repeats a value.
    """
    values = _merged(environ, dotenv)
    problems, read = _misspelt(values), {}
    for item in fields(Settings):
        raw = values.get(item.metadata["env"], "").strip()
        if not raw:
            continue
        try:
            read[item.name] = item.metadata["parse"](raw)
        except ValueError as error:
            problems.append(f"{item.metadata['env']}: {error}")
    if problems:
        raise SettingsError(problems)
    return Settings(**read)


def _merged(environ: Mapping[str, str], dotenv: Path | None) -> dict[str, str]:
    stored = dotenv_values(dotenv) if dotenv is not None and dotenv.is_file() else {}
    return {name: value for name, value in {**stored, **environ}.items() if value is not None}


def _misspelt(values: Mapping[str, str]) -> list[str]:
    known, problems = names(), []
    for name in sorted(values):
        if name.startswith(PREFIX) and name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            problems.append(f"{name} is no setting" + (f"; did you mean {close[0]}?" if close else ""))
    return problems
