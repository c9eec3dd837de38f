"""What `shoal doctor` looks at: one function a check, each gives one line."""

import os
import platform
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__
from bot.cli.environment import utc_now
from bot.errors import UserError

if TYPE_CHECKING:
    from bot.config import Settings

TOP_LEVEL = ("bot", "handlers", "storage")
OWN_FOLDER = "Set SHOAL_DATA_DIR to a folder of yours."
LIBRARIES = ("duckdb", "numpy", "numba", "matplotlib", "slack-bolt", "slack-sdk", "sqlmodel", "alembic")


class State(StrEnum):
    """How a check went; only `WRONG` makes the doctor refuse."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Line:
    """One check's result, with what to do about it where something is."""

    name: str
    state: State
    text: str
    hint: str = ""


def attempt(name: str, check: Callable[[], Line]) -> Line:
    """The check's line; what the check could not deal with becomes a line too, never silence."""
    try:
        return check()
    except UserError as error:
        return Line(name, State.WRONG, error.text, error.hint)
    except Exception as error:  # noqa: BLE001 - around one job, where it becomes a visible line
        first = (str(error).splitlines() or [""])[0]
        return Line(name, State.WRONG, f"{type(error).__name__}: {first}")


def check_versions() -> Line:
    """Which Python, Shoal and libraries run here."""
    missing = [name for name in LIBRARIES if _version(name) is None]
    if missing:
        return Line(
            "versions", State.WRONG, f"{', '.join(missing)} not installed", "Install the wheel with its dependencies."
        )
    found = ", ".join(f"{name} {_version(name)}" for name in LIBRARIES)
    return Line("versions", State.FINE, f"shoal {__version__}, Python {platform.python_version()}, {found}")


def check_names(owners: Callable[[], dict[str, list[str]]] = lambda: dict(packages_distributions())) -> Line:
    """That no other distribution owns our top-level names; it would be imported in our place, or we in its."""
    known = owners()
    foreign = {name: sorted(set(known.get(name, [])) - {"shoal"}) for name in TOP_LEVEL}
    taken = [f"{name} ({', '.join(who)})" for name, who in foreign.items() if who]
    if taken:
        hint = "Install Shoal into an environment of its own (pipx, uvx, or a fresh venv)."
        return Line("names", State.WRONG, f"another distribution owns {'; '.join(taken)}", hint)
    return Line("names", State.FINE, f"{', '.join(TOP_LEVEL)} are ours alone")


def check_data_dir(folder: Path) -> Line:
    """That the data folder can be written by us and read by nobody else."""
    if not folder.exists():
        parent = next(parent for parent in folder.absolute().parents if parent.exists())
        if os.access(parent, os.W_OK):
            return Line("data folder", State.FINE, f"{folder} will be made by the first run")
        return Line("data folder", State.WRONG, f"{folder} cannot be made", OWN_FOLDER)
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return Line("data folder", State.WRONG, f"{folder} cannot be written", OWN_FOLDER)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        return Line("data folder", State.WRONG, f"others may look into {folder}", f"chmod 700 {folder}")
    return Line("data folder", State.FINE, f"{folder} is writable, by its owner only")


def check_database(settings: "Settings") -> Line:
    """That the database answers and has the present schema."""
    from bot.triage.desk import open_desk  # noqa: PLC0415 - SQLAlchemy loads with it
    from bot.triage.schema import schema_is_current  # noqa: PLC0415 - the same

    path = settings.database.partition("sqlite:///")[2]
    if path and not Path(path).exists():
        return Line("database", State.FINE, f"{path} will be made by the first run")
    desk = open_desk(settings.database, settings.data_dir, now=utc_now, run_migrations=False)
    try:
        current = schema_is_current(desk)
    finally:
        desk.database.close()
    if current:
        return Line("database", State.FINE, "it answers, its schema is up to date")
    return Line("database", State.NOTE, "it answers, its schema is old", "shoal migrate")


def check_kernels(*, warm: bool) -> Line:
    """That compiled kernels can be kept; `warm` compiles them now."""
    from bot import engine  # noqa: PLC0415 - Numba loads with it
    from bot.engine.compiled import cache_folder, owner_only  # noqa: PLC0415 - the same

    folder = owner_only(cache_folder())
    if warm:
        return Line("kernels", State.FINE, f"{engine.warm()} compiled, kept in {folder}")
    if not any(folder.rglob("*.nbi")):
        return Line("kernels", State.NOTE, "not compiled yet: the first analysis takes longer", "shoal doctor --warm")
    return Line("kernels", State.FINE, f"kept in {folder}")


def check_slack(settings: "Settings") -> Line:
    """That Slack takes the bot token, where one is set."""
    from slack_sdk import WebClient  # noqa: PLC0415 - only this check asks Slack
    from slack_sdk.errors import SlackApiError  # noqa: PLC0415 - the same

    if not settings.slack_bot_token:
        return Line("Slack", State.NOTE, "SLACK_BOT_TOKEN is not set", "Only `shoal run` needs it; see .env.example.")
    client = WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url, timeout=10)
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        return Line(
            "Slack", State.WRONG, f"Slack answers {error.response['error']}", "Copy the token again; see .env.example."
        )
    return Line("Slack", State.FINE, f"{answer['user']} in {answer['team']}")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
