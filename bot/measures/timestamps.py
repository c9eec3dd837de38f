"""Every form in which exports write a time, turned into microseconds since 1970 (UTC), or a sentence on why not."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SECOND = 1_000_000
RELATIVE_END = 100_000_000
"""Bare numbers below this many seconds are clocks that start at 0 (simulations, tests), not dates of the seventies."""
EARLIEST = int(datetime(2004, 1, 1, tzinfo=UTC).timestamp())

_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - subtracted from times that were written without a zone
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]*))?")
_TWITTER = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2}) (\d{4})")
_ZONE_NAME = re.compile(r"(.*\d)\s*([A-Z]{1,5})")
_SLASHED = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b")
_MONTHS = {
    name: n
    for n, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6,
    "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip


def parse_time(value: str) -> int:
    """Microseconds since 1970 of a written time; a time without a zone is UTC. ValueError says what is wrong."""
    text = value.strip()
    if not text:
        raise ValueError("no time")
    if text[0].isdigit() and (number := _NUMBER.fullmatch(text)) is not None:
        return _epoch(number[1], number[2] or "")
    moment = _written(text)
    if moment < EARLIEST * SECOND:
        raise ValueError(f"the time {short(text)} is before 2004")
    return moment


def seconds_of(micros: int) -> tuple[int, int | None]:
    """Split into (unix seconds, microseconds since 1970 or None where the second says it all)."""
    second, rest = divmod(micros, SECOND)
    return second, micros if rest else None


def parse_created(value: str | None) -> int | None:
    """Unix seconds of an account's creation date; None where there is none that can be understood."""
    if not value:
        return None
    try:
        return parse_time(value) // SECOND
    except ValueError:
        return None


def time_problem(micros: int, latest: int | None) -> str | None:
    """Why a time (microseconds) cannot be right: in the future, before social platforms; None if it can."""
    second = micros // SECOND
    if latest is not None and second > latest:
        return f"the time {_shown(second)} is in the future"
    if RELATIVE_END <= second < EARLIEST:
        return f"the time {_shown(second)} is before 2004"
    return None


def short(text: str) -> str:
    """A stranger's text, cut for a sentence."""
    return f"'{text[:40]}…'" if len(text) > 40 else f"'{text}'"


def _shown(second: int) -> str:
    try:
        return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%d %H:%M:%S")
    except (OverflowError, ValueError, OSError):
        return str(second)


def _epoch(whole: str, fraction: str) -> int:
    """Seconds, milli-, micro- or nanoseconds, told apart by size (seconds reach 10^11 in the year 5138)."""
    number = int(whole) if len(whole) <= 20 else 1 << 70
    if number < 10**11:
        return number * SECOND + int((fraction + "000000")[:6])
    if number < 10**14:
        return number * 1000 + int((fraction + "000")[:3])
    if number < 10**17:
        return number
    if number < 10**20:
        return number // 1000
    raise ValueError(f"{short(whole)} is too large for a time")


def _written(text: str) -> int:
    try:
        return _micros(datetime.fromisoformat(text))
    except ValueError:
        pass
    if (match := _TWITTER.fullmatch(text)) is not None and match[1] in _MONTHS:
        return _twitter(match)
    if (match := _ZONE_NAME.fullmatch(text)) is not None and match[2] in _ZONES:
        return _named_zone(match[1], match[2], text)
    if _SLASHED.match(text):
        raise ValueError(f"the date {short(text)} could be day first or month first: write 2019-09-30 20:19:24")
    return _mail_date(text)


def _twitter(match: re.Match[str]) -> int:
    month, day, hour, minute, second, sign, zone_hour, zone_minute, year = match.groups()
    offset = timedelta(hours=int(zone_hour), minutes=int(zone_minute))
    moment = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    return _micros(moment - offset if sign == "+" else moment + offset)


def _named_zone(clock: str, zone: str, text: str) -> int:
    try:
        moment = datetime.fromisoformat(clock)
    except ValueError:
        return _mail_date(text)
    return _micros(moment) - _ZONES[zone] * 3600 * SECOND


def _mail_date(text: str) -> int:
    try:
        return _micros(parsedate_to_datetime(text))
    except (ValueError, IndexError, TypeError):
        raise ValueError(f"{short(text)} is not a time that we know") from None


def _micros(moment: datetime) -> int:
    if moment.tzinfo is None:
        return (moment - _NAIVE_EPOCH) // _MICROSECOND
    return (moment - _EPOCH) // _MICROSECOND
