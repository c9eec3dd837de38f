from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.triage.quiet import Hours, end_of_quiet, parse_hours, parse_zone

BRUSSELS = ZoneInfo("Europe/Brussels")


def at(text: str, zone: object = UTC) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "hours"), [("22-7", Hours(22, 7)), (" 9 – 17 ", Hours(9, 17)), ("off", None)])
def test_hours_are_read(text: str, hours: Hours | None) -> None:
    assert parse_hours(text) == hours


@pytest.mark.parametrize("text", ["24-7", "7-7", "late", "22", "22-7-3"])
def test_what_is_no_span_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="for example 22-7"):
        parse_hours(text)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-28T21:59", "2026-11-28T21:59"),
        ("2026-11-28T22:00", "2026-11-29T07:00"),
        ("2026-11-28T06:59", "2026-11-28T07:00"),
        ("2026-11-28T07:00", "2026-11-28T07:00"),
    ],
)
def test_a_night_is_waited_for_and_a_day_is_not(now: str, until: str) -> None:
    assert end_of_quiet(Hours(22, 7), UTC, at(now)) == at(until)


def test_without_quiet_hours_nothing_waits() -> None:
    assert end_of_quiet(None, UTC, 5) == 5


def test_the_hours_are_those_of_the_zone_also_over_a_change_of_the_clock() -> None:
    zone = parse_zone("Europe/Brussels")
    assert end_of_quiet(Hours(22, 7), zone, at("2026-03-28T23:30", BRUSSELS)) == at("2026-03-29T07:00", BRUSSELS)
    assert at("2026-03-29T07:00", BRUSSELS) - at("2026-03-28T23:30", BRUSSELS) == int(6.5 * 3_600_000)


@pytest.mark.parametrize("text", ["Mars/Olympus", "../../etc/passwd", "/etc/passwd"])
def test_an_unknown_zone_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        parse_zone(text)
