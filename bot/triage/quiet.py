"""Quiet hours: until when what can wait has to wait, in the time zone that a channel or a person has chosen.

A person's hours stand under their id where a channel's stand under the channel's: Slack's ids are of one space.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storage import journal
from storage.database import Transaction

_HOURS = re.compile(r"(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Hours:
    """From `first` o'clock to `last` o'clock, over midnight where first > last."""

    first: int
    last: int

    def hold(self, hour: int) -> bool:
        """Whether the hour lies within."""
        if self.first < self.last:
            return self.first <= hour < self.last
        return hour >= self.first or hour < self.last


def parse_hours(text: str) -> Hours | None:
    """`22-7`; None for `off`. ValueError tells a person what to write."""
    words = text.strip().lower()
    if words in {"", "off", "no"}:
        return None
    found = _HOURS.fullmatch(words)
    if found is None or not max(int(found[1]), int(found[2])) < 24 or int(found[1]) == int(found[2]):
        raise ValueError("Write two different hours of 0 to 23, for example 22-7, or off.")
    return Hours(int(found[1]), int(found[2]))


def parse_zone(text: str) -> tzinfo:
    """`UTC`, `Europe/Brussels`. ValueError tells a person what to write."""
    name = text.strip()
    if name.upper() in {"", "UTC"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("Write a time zone's name, for example UTC or Europe/Brussels.") from None


def end_of_quiet(hours: Hours | None, zone: tzinfo, now: int) -> int:
    """When something that can wait may be told: now, or when the quiet hours end (UTC milliseconds)."""
    here = datetime.fromtimestamp(now / 1000, zone)
    if hours is None or not hours.hold(here.hour):
        return now
    end = here.replace(hour=hours.last, minute=0, second=0, microsecond=0)
    if end <= here:
        end += timedelta(days=1)
    return max(int(end.timestamp() * 1000), now)


def held_until(tx: Transaction, team_id: str, place: str, now: int) -> int:
    """The same for a channel or a person, by what was chosen there."""
    chosen = journal.chosen(tx, team_id, place)
    return end_of_quiet(parse_hours(chosen.get("quiet_hours", "")), parse_zone(chosen.get("timezone", "")), now)
