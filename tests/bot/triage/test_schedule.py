import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.triage.schedule import DAY_MS, HOUR_MS, MONTH_MS, YEAR_MS, first_due, next_due, parse_every

DEFAULT = parse_every("default")


def looks(every: str) -> list[float]:
    """Every look of a schedule that is always on time, in days after the start."""
    chosen = parse_every(every)
    due: int | None = first_due(chosen, 0, live=True)
    found: list[float] = []
    while due is not None:
        found.append(due / DAY_MS)
        due = next_due(chosen, 0, len(found), due, hurried=False)
    return found


def test_the_default_schedule_is_dense_at_first_then_monthly_for_a_year() -> None:
    assert looks("default") == [
        0.25, 1, 2, 3, 5, 7, 10, 14, 21, 28, 35, 49, 63, 77, 90,
        120, 150, 180, 210, 240, 270, 300, 330, 360,
    ]  # fmt: skip


def test_weekly_ends_with_the_year() -> None:
    assert looks("weekly") == [7.0 * week for week in range(1, 53)]


@pytest.mark.parametrize(
    ("text", "canonical", "wait"),
    [
        ("now", "now", 0),
        ("in 3d", "in 3d", 3 * DAY_MS),
        ("3 days", "in 3d", 3 * DAY_MS),
        ("IN 6 H", "in 6h", 6 * HOUR_MS),
        ("in 2 weeks", "in 2w", 14 * DAY_MS),
        ("daily", "daily", DAY_MS),
        ("Monthly", "monthly", MONTH_MS),
    ],
)
def test_what_people_write_is_understood(text: str, canonical: str, wait: int) -> None:
    chosen = parse_every(text)
    assert (chosen.text, chosen.wait_ms) == (canonical, wait)
    assert parse_every(chosen.text) == chosen


@pytest.mark.parametrize("text", ["", "tomorrow", "in 0d", "in 400d", "in -3d", "3", "off please"])
def test_what_is_not_understood_is_answered_with_examples(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_every(text)
    assert "in 3d" in caught.value.hint


def test_off_is_off() -> None:
    assert parse_every("OFF").off


def test_without_a_live_source_the_first_thing_due_is_a_request_on_day_21() -> None:
    assert first_due(DEFAULT, 0, live=False) == 21 * DAY_MS


def test_a_hurried_schedule_waits_half_as_long_but_never_under_an_hour() -> None:
    assert next_due(DEFAULT, 0, 6, 7 * DAY_MS, hurried=True) == 7 * DAY_MS + 3 * DAY_MS // 2
    just_before = 10 * DAY_MS - HOUR_MS
    assert next_due(DEFAULT, 0, 6, just_before, hurried=True) == just_before + HOUR_MS


def test_looks_that_were_slept_through_are_not_caught_up_one_by_one() -> None:
    assert next_due(DEFAULT, 0, 1, 6 * DAY_MS, hurried=False) == 7 * DAY_MS


@given(st.integers(0, 40), st.integers(0, YEAR_MS * 2), st.booleans())
def test_the_next_look_always_lies_ahead(step: int, now: int, hurried: bool) -> None:  # noqa: FBT001
    due = next_due(DEFAULT, 0, step, now, hurried=hurried)
    assert due is None or due > now
    if due is None:
        assert now > YEAR_MS - 2 * MONTH_MS
