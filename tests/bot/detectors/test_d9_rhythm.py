"""D9: clockwork is found unless it is announced; hours are told and never weighed."""

from dataclasses import replace

import numpy as np

from bot.detectors.d9_rhythm import DETECTOR
from bot.fusion import bucket, load_calibration
from bot.protocols import Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import DAY, START, context_of, group_of, person

CLOCKS = [f"clock{index}" for index in range(6)]
MIDNIGHT = START // DAY * DAY


def people(count: int = 60, acts: int = 60) -> list[Record]:
    """People who act at random times of an ordinary day."""
    rng = np.random.default_rng(1)
    return [
        PostRecord(f"h{who}-{n}", f"human{who:03d}", MIDNIGHT + int(d * DAY + h * 3600 % DAY))
        for who in range(count)
        for n, (d, h) in enumerate(zip(rng.integers(0, 30, acts), rng.normal(15, 4, acts), strict=True))
    ]


def clocks() -> list[Record]:
    """Accounts that act every 37 minutes."""
    return [
        PostRecord(f"{name}-{n}", name, MIDNIGHT + 977 * who + 2220 * n)
        for who, name in enumerate(CLOCKS)
        for n in range(80)
    ]


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_clockwork_is_found() -> None:
    result = measured([*people(), *clocks()], CLOCKS)
    assert (result.support, result.numbers["even"], result.numbers["sleepless"]) == (6, 6, 6)
    assert bucket(load_calibration()["D9"], result) == 0.7


def test_clockwork_that_is_announced_is_left_out() -> None:
    declared: list[Record] = [replace(person(name), automated=True) for name in CLOCKS]
    result = measured([*people(), *clocks(), *declared], CLOCKS)
    assert (result.applicable, result.why_not) == (False, "too few accounts with ten acts or more")


def test_ordinary_people_are_no_clocks() -> None:
    result = measured([*people(), *clocks()], [f"human{who:03d}" for who in range(10)])
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def test_a_group_that_works_at_night_is_told_and_not_weighed() -> None:
    rng = np.random.default_rng(8)
    night: list[Record] = [
        PostRecord(f"n{who}-{n}", f"night{who}", MIDNIGHT + n * DAY + int(rng.integers(0, 5 * 3600)))
        for who in range(8)
        for n in range(30)
    ]
    result = measured([*people(), *night], [f"night{who}" for who in range(8)])
    assert (result.support, result.statistic) == (8, 0.0)
    text = sentence(DETECTOR, result)
    assert text.startswith("100 % of the group's acts fall into ")
    assert " UTC, against " in text


def test_few_acts_are_not_applicable() -> None:
    rows: list[Record] = [PostRecord(f"p{n}", f"a{n}", START + n) for n in range(9)]
    assert measured(rows, ["a1", "a2", "a3"]).applicable is False


def test_the_sentence_counts_clockwork_against_the_others() -> None:
    text = sentence(DETECTOR, measured([*people(), *clocks()], CLOCKS))
    assert text.startswith("6 of 6 accounts with 50 acts or more act like clockwork; of the others under 0.1 % do.")
