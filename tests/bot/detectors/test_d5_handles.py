"""D5: one handle style in a group is told against accounts of the same year, and counts for little."""

import pytest

from bot.detectors.d5_handles import DETECTOR
from bot.fusion import bucket, load_calibration
from bot.protocols import AccountRecord, Measurement, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import START, context_of, crowd, group_of, person, swarm

MEMBERS = [f"Amplifier{index:08d}" for index in range(30)]


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_letters_and_eight_digits_stand_out_where_nobody_else_of_that_year_has_them() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS)
    assert result.support == 30
    assert result.statistic is not None
    assert result.statistic > 1


def test_a_platforms_default_style_says_nothing_where_the_same_year_has_it_too() -> None:
    default: list[Record] = [
        AccountRecord(f"d{index}", handle=f"Somebody{index:08d}", created=START - index * 60) for index in range(300)
    ]
    assert measured(default, [f"d{index}" for index in range(30)]).support == 0


def test_four_accounts_are_too_few() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS[:4])
    assert result.applicable is False
    assert result.why_not == "fewer than 5 accounts with a handle and 20 others of the same year"


def test_accounts_without_handles_are_not_applicable() -> None:
    rows: list[Record] = [person(f"a{index}", handle="") for index in range(40)]
    assert measured(rows, [f"a{index}" for index in range(10)]).applicable is False


def test_handles_never_count_for_more_than_a_little() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS)
    assert bucket(load_calibration()["D5"], result) == 0.7


def test_the_sentence_names_the_style_and_the_same_years_share() -> None:
    text = sentence(DETECTOR, measured([*crowd(), *swarm()], MEMBERS))
    assert text.startswith("30 of 30 accounts have a handle made of ")
    assert "; among other accounts made in the same years it is " in text


def test_without_others_of_their_year_accounts_older_than_default_handles_are_held_against_control_accounts() -> None:
    def made_in(created: int) -> Measurement:
        rows: list[Record] = [
            AccountRecord(f"d{index}", handle=f"Somebody{index:08d}", created=created + index * 60)
            for index in range(12)
        ]
        return measured(rows, [f"d{index}" for index in range(12)])

    old, young = made_in(1_400_000_000), made_in(START)
    assert old.support == 12
    assert old.baseline == pytest.approx(0.0294)
    assert sentence(DETECTOR, old).endswith(
        "For 12 accounts with too few others of their year, published control accounts stand in."
    )
    assert young.why_not == "fewer than 5 accounts with a handle and 20 others of the same year"
