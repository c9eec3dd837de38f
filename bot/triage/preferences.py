"""What a team or a channel has chosen, over what the installation starts with."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.errors import InputError
from bot.model import Person, RightRole, Sensitivity
from bot.triage.access import need_role
from bot.triage.desk import Desk
from bot.triage.views import Preferences
from storage import journal
from storage.database import Transaction


def preferences(desk: Desk, team_id: str, channel_id: str = "") -> Preferences:
    """What holds in a channel ('' = what the team has chosen for all)."""
    with desk.database.reading() as tx:
        return read_preferences(tx, desk, team_id, channel_id)


def read_preferences(tx: Transaction, desk: Desk, team_id: str, channel_id: str) -> Preferences:
    """The same inside a transaction."""
    chosen = journal.chosen(tx, team_id, channel_id)
    return replace(desk.defaults, **{key: _PARSERS[key](value) for key, value in chosen.items() if key in _PARSERS})


def set_preference(desk: Desk, person: Person, key: str, value: str, *, channel_id: str = "") -> Preferences:
    """Choose something for the team, or for one channel. Leads only."""
    need_role(person, RightRole.LEAD, "change settings")
    if key not in _PARSERS:
        raise InputError(f"There is no setting “{key}”.", "Settings: " + ", ".join(sorted(_PARSERS)) + ".", where=key)
    try:
        _PARSERS[key](value)
    except ValueError as error:
        raise InputError(f"“{value}” does not fit {key}.", str(error), where=key) from None
    with desk.database.transaction() as tx:
        journal.choose(tx, person.team_id, channel_id, key, value, by=person.user_id, at=desk.now())
        detail = {"key": key, "value": value, "channel_id": channel_id}
        journal.record(tx, person.team_id, person.user_id, "set_preference", case_id=None, detail=detail, at=desk.now())
        return read_preferences(tx, desk, person.team_id, channel_id)


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.strip().isdigit() or not least <= int(text) <= most:
            raise ValueError(f"Write a whole number from {least} to {most}.")
        return int(text)

    return parse


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ValueError("Write yes or no.")
    return text.lower() == "yes"


def _sensitivity(text: str) -> Sensitivity:
    if text not in set(Sensitivity):
        raise ValueError("Write open or internal_only.")
    return Sensitivity(text)


def _platform(text: str) -> str:
    if not text.isalnum() and text:
        raise ValueError("Write a platform's name, for example bluesky.")
    return text.lower()


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "default_platform": _platform,
    "quorum": _whole(1, 20),
    "retention_days": _whole(1, 3650),
    "outsiders_vote": _yes_or_no,
    "sensitivity": _sensitivity,
}
