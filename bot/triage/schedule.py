"""When to look again: the default schedule, and what a person may choose instead. Pure arithmetic on milliseconds."""

import re
from dataclasses import dataclass

from bot.errors import InputError

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
STEPS_MS = (6 * HOUR_MS, *(days * DAY_MS for days in (1, 2, 3, 5, 7, 10, 14, 21, 28, 35, 49, 63, 77, 90)))
MONTH_MS = 30 * DAY_MS
YEAR_MS = 365 * DAY_MS
REQUEST_AFTER_MS = 21 * DAY_MS
HURRY_MS = 7 * DAY_MS
HURRY_SHARE = 0.2
RETRY_MS = HOUR_MS

_PERIODS = {"hourly": HOUR_MS, "daily": DAY_MS, "weekly": 7 * DAY_MS, "monthly": MONTH_MS}
_UNITS = {"h": HOUR_MS, "d": DAY_MS, "w": 7 * DAY_MS}
_IN = re.compile(r"(?:in\s*)?(\d{1,4})\s*(h|hours?|d|days?|w|weeks?)")
_HINT = "Write one of: now, in 3d, in 6h, daily, weekly, monthly, default, off."


@dataclass(frozen=True, slots=True)
class Every:
    """A person's choice: its canonical text, what it waits first, and the period after that (None: the schedule)."""

    text: str
    wait_ms: int | None
    period_ms: int | None
    off: bool = False


def parse_every(text: str) -> Every:
    """Parse "default", "now", "in 3d", "6h", "daily", "weekly", "monthly" or "off"."""
    words = " ".join(text.lower().split())
    if words == "off":
        return Every("off", None, None, off=True)
    if words == "default":
        return Every("default", None, None)
    if words == "now":
        return Every("now", 0, None)
    if words in _PERIODS:
        return Every(words, _PERIODS[words], _PERIODS[words])
    found = _IN.fullmatch(words)
    if found is None or not 0 < int(found[1]) * _UNITS[found[2][0]] <= YEAR_MS:
        raise InputError(f"“{text}” is no time to recheck.", _HINT, where="every")
    return Every(f"in {int(found[1])}{found[2][0]}", int(found[1]) * _UNITS[found[2][0]], None)


def first_due(every: Every, now: int, *, live: bool) -> int:
    """When the first look (or, without a live source, the first request for data) is due."""
    if every.wait_ms is not None:
        return now + every.wait_ms
    return now + (STEPS_MS[0] if live else REQUEST_AFTER_MS)


def next_due(every: Every, started_at: int, step: int, now: int, *, hurried: bool) -> int | None:
    """When the look after `step` looks is due; None once the year is over. `hurried`: half of the wait."""
    if every.period_ms is not None:
        due = now + every.period_ms
        return due if due <= started_at + YEAR_MS else None
    planned = _planned(started_at, step, now)
    if planned is None:
        return None
    return now + max((planned - now) // 2, HOUR_MS) if hurried else planned


def _planned(started_at: int, step: int, now: int) -> int | None:
    # Looks that were slept through are not caught up one by one: the next one lies ahead.
    for offset in STEPS_MS[step:]:
        if started_at + offset > now:
            return started_at + offset
    months = max(now - started_at, STEPS_MS[-1]) // MONTH_MS + 1
    due = started_at + months * MONTH_MS
    return due if months * MONTH_MS <= YEAR_MS else None
