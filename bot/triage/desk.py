"""The desk: what every use case needs and nothing else; built once by the app."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.model import Person, RightRole
from bot.triage.views import Preferences
from storage.database import Database, DatabaseUnavailable, connect
from storage.schema import migrate

__all__ = ["DatabaseUnavailable", "Desk", "open_desk"]


def _token() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where use cases work: the database, the clock, the folder of the cases' files, what teams start out with."""

    database: Database
    now: Callable[[], int]
    data_dir: Path
    version: str = "0.1.0"
    seed: int = 7
    defaults: Preferences = field(default_factory=Preferences)
    new_token: Callable[[], str] = _token

    def voice(self, team_id: str, channel_id: str) -> Person:
        """The bot itself as a reader of one channel: for messages that it posts there."""
        return Person(team_id, "", RightRole.LEAD, frozenset({channel_id}))

    def case_folder(self, case_id: int) -> Path:
        """Everything that is kept as files of a case."""
        return self.data_dir / "cases" / str(case_id)

    def file_path(self, case_id: int, batch: int, number: int) -> Path:
        """Where an upload lives: numbers only, whatever a person called it."""
        return self.case_folder(case_id) / str(batch) / str(number)

    def run_folder(self, case_id: int, run_number: int) -> Path:
        """A run's folder: data/, pictures/, report.json, run.json."""
        return self.case_folder(case_id) / str(run_number)


def open_desk(
    url: str,
    data_dir: Path,
    *,
    now: Callable[[], int],
    version: str = "0.1.0",
    seed: int = 7,
    defaults: Preferences | None = None,
    run_migrations: bool = True,
) -> Desk:
    """Connect to the database at `url`, bring it to the present schema, and make the desk."""
    database = connect(url)
    if run_migrations:
        migrate(database)
    return Desk(database, now, data_dir, version, seed, defaults or Preferences())
