"""What a team or a channel has chosen, over what the installation starts with."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.errors import InputError
from bot.model import Person, RightRole, Sensitivity
from bot.triage.access import need_member, need_role
from bot.triage.desk import Desk
from bot.triage.quiet import parse_hours, parse_zone
from bot.triage.views import OwnPreferences, Preferences
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
    """Choose something for the team, or for one channel (some things only there). Leads only."""
    need_role(person, RightRole.LEAD, "change settings")
    if key in OF_CHANNEL:
        need_member(person, channel_id)
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


def own_preferences(desk: Desk, person: Person) -> OwnPreferences:
    """What a person has chosen for themselves."""
    with desk.database.reading() as tx:
        return read_own(tx, person.team_id, person.user_id)


def read_own(tx: Transaction, team_id: str, user_id: str) -> OwnPreferences:
    """The same inside a transaction."""
    chosen = journal.chosen(tx, team_id, user_id)
    return OwnPreferences(
        direct=chosen.get("asked_by") == "direct",
        quiet_hours=chosen.get("quiet_hours", ""),
        timezone=chosen.get("timezone", "UTC"),
    )


def set_own(desk: Desk, person: Person, *, direct: bool, quiet_hours: str, timezone: str) -> OwnPreferences:
    """Choose how I am asked, and when not. Everybody for themselves."""
    need_role(person, RightRole.VIEWER, "change your own settings")
    try:
        hours = _hours(quiet_hours)
    except ValueError as error:
        raise InputError(f"“{quiet_hours}” are no quiet hours.", str(error), where="quiet_hours") from None
    try:
        zone = _zone(timezone)
    except ValueError as error:
        raise InputError(f"“{timezone}” is no time zone.", str(error), where="timezone") from None
    chosen = {"asked_by": "direct" if direct else "thread", "quiet_hours": hours, "timezone": zone}
    with desk.database.transaction() as tx:
        for key, value in chosen.items():
            journal.choose(tx, person.team_id, person.user_id, key, value, by=person.user_id, at=desk.now())
        return read_own(tx, person.team_id, person.user_id)


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


def _hours(text: str) -> str:
    found = parse_hours(text)
    return f"{found.first}-{found.last}" if found else ""


def _zone(text: str) -> str:
    return str(parse_zone(text))


def _hour(text: str) -> int | None:
    return None if text.lower() in {"", "off", "no"} else _whole(0, 23)(text)


_PARSERS: Mapping[str, Callable[[str], Any]] = {
    "default_platform": _platform,
    "quorum": _whole(1, 20),
    "retention_days": _whole(1, 3650),
    "outsiders_vote": _yes_or_no,
    "sensitivity": _sensitivity,
    "digest_hour": _hour,
    "quiet_hours": _hours,
    "timezone": _zone,
}
OF_CHANNEL = frozenset({"digest_hour", "quiet_hours", "timezone"})
"""What each channel chooses for itself."""
