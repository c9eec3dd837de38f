import pytest

from bot.measures.timestamps import parse_created, parse_time, seconds_of, time_problem

T = 1_539_202_764_000_000


@pytest.mark.parametrize(
    "text",
    [
        "1539202764", "1539202764000", "1539202764000000", "1539202764000000000", "1539202764.0",
        "2018-10-10T20:19:24Z", "2018-10-10 20:19:24", "2018-10-10T20:19:24.000000000Z", "2018-10-10 22:19:24+02:00",
        "2018-10-10 22:19:24+0200", "2018-10-10 15:19:24 EST", "2018-10-10 20:19:24 UTC", " 2018-10-10T20:19:24 ",
        "Wed Oct 10 20:19:24 +0000 2018", "Wed Oct 10 16:19:24 -0400 2018", "Wed, 10 Oct 2018 20:19:24 GMT",
        "Wed, 10 Oct 2018 22:19:24 +0200",
    ],
)  # fmt: skip
def test_every_usual_way_to_write_one_moment_gives_that_moment(text: str) -> None:
    assert parse_time(text) == T


def test_fractions_of_a_second_are_kept_to_the_microsecond() -> None:
    assert parse_time("1606451170.518101") == 1_606_451_170_518_101
    assert parse_time("1606451170.5") == 1_606_451_170_500_000
    assert parse_time("1606451170518.25") == 1_606_451_170_518_250


def test_minute_stamps_and_days_start_at_their_first_second() -> None:
    assert parse_time("2014-04-28 10:50") == 1_398_682_200_000_000
    assert parse_time("2013-07-01") == 1_372_636_800_000_000


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no time"), ("  ", "no time"), ("soon", "is not a time"), ("10/09/2018 10:00", "day first or month first"),
        ("10.09.2018", "day first or month first"), ("1.6e9", "is not a time"), ("-5", "is not a time"),
        ("1970-01-01", "before 2004"), ("1" * 25, "too large"), ("2018-13-45", "is not a time"),
        ("Wed Foo 10 20:19:24 +0000 2018", "is not a time"), ("1_000_000_000", "is not a time"),
        ("٢٠١٨", "is not a time"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_time(text)


def test_a_strangers_text_is_cut_in_the_reason() -> None:
    with pytest.raises(ValueError, match="…") as caught:
        parse_time("x" * 500)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        (0, None), (300, None), (99_999_999, None),
        (100_000_000, "before 2004"), (1_072_915_199, "before 2004"), (1_072_915_200, None),
        (1_700_000_000, None), (1_700_000_001, "in the future"), (10**14, "in the future"),
    ],
)  # fmt: skip
def test_a_time_is_a_clock_from_zero_or_between_2004_and_now(second: int, problem: str | None) -> None:
    found = time_problem(second * 1_000_000, latest=1_700_000_000)
    assert (found is None) if problem is None else (problem in (found or ""))


def test_a_creation_date_that_cannot_be_read_is_not_known() -> None:
    assert parse_created("2013-07-01") == 1_372_636_800
    assert parse_created("long ago") is None
    assert parse_created(None) is None


def test_microseconds_are_given_only_where_a_second_does_not_say_it_all() -> None:
    assert seconds_of(5_000_000) == (5, None)
    assert seconds_of(5_000_001) == (5, 5_000_001)
