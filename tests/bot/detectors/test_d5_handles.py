"""D5: one handle style in a group is told against accounts of the same year, and counts for little."""

from dataclasses import replace

import numpy as np
import pytest

from bot.detectors.d5_handles import DETECTOR
from bot.fusion import bucket, load_calibration
from bot.protocols import AccountRecord, Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import DAY, START, context_of, crowd, group_of, person, swarm

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


def test_without_creation_dates_no_sentence_speaks_of_the_same_years() -> None:
    rows = [
        replace(record, created=None) if isinstance(record, AccountRecord) else record
        for record in [*crowd(), *swarm()]
    ]
    text = sentence(DETECTOR, measured(rows, MEMBERS))
    assert "; among other accounts of any age (the data do not say when accounts were created) it is " in text
    assert "same years" not in text


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


NAMES = ("anna", "maria", "david", "elena", "jonas", "laura", "petra", "simon", "clara", "viktor")
FAMILIES = ("fischer", "moreau", "novak", "garcia", "hansen", "keller", "peters", "rossi", "winter", "marsh")
RARE = "letters in an order that is rare among handles of their script and language"


def neighbours(rng: np.random.Generator, number: int = 400, **fields: object) -> list[Record]:
    """People of one year whose handles are names, with all kinds of signs around them."""
    return [
        AccountRecord(
            f"n{index}",
            handle=f"{rng.choice(NAMES)}{'_' * int(rng.integers(0, 3))}{rng.choice(FAMILIES)}"
            f"{rng.integers(0, 10 ** int(rng.integers(1, 6)))}",
            created=START - int(rng.integers(0, 300)) * DAY,
            **{"name": "Somebody", **fields},  # type: ignore[arg-type]
        )
        for index in range(number)
    ]


def random_letters(rng: np.random.Generator, number: int = 30, prefix: str = "r", **fields: object) -> list[Record]:
    """Accounts of the same year with letters drawn at random, each in another pattern of signs."""
    made = []
    for index in range(number):
        drawn = "".join(chr(97 + int(code)) for code in rng.integers(0, 26, 12))
        cut, digits = int(rng.integers(3, 9)), int(rng.integers(1, 6))
        handle = f"{drawn[:cut]}{'_' * int(rng.integers(0, 3))}{drawn[cut:]}{rng.integers(0, 10**digits)}"
        created = START - int(rng.integers(0, 300)) * DAY
        made.append(AccountRecord(f"{prefix}{index}", handle, created=created, **{"name": "Somebody", **fields}))  # type: ignore[arg-type]
    return [*made]


def test_handles_of_random_letters_stand_out_though_each_has_a_pattern_of_its_own() -> None:
    rng = np.random.default_rng(3)
    result = measured([*neighbours(rng), *random_letters(rng)], [f"r{index}" for index in range(30)])
    assert result.numbers["style"] == RARE
    assert result.support >= 25
    assert sentence(DETECTOR, result).startswith(f"{result.support} of 30 accounts have a handle made of {RARE} (")
    assert bucket(load_calibration()["D5"], result) <= 0.7


def test_a_wave_of_sign_ups_whose_platform_hands_out_random_letters_is_like_the_others_of_its_year() -> None:
    rng = np.random.default_rng(4)
    default = [*random_letters(rng, 300, "d"), *random_letters(rng, 30)]
    assert measured([*neighbours(rng), *default], [f"r{index}" for index in range(30)]).support == 0


def test_another_script_or_language_does_not_look_odd_by_itself() -> None:
    rng = np.random.default_rng(5)
    people = neighbours(rng)
    everyday = [f"r{index}" for index in range(30)]
    other_names = random_letters(rng, name="Олена")
    assert measured([*people, *other_names], everyday).support == 0
    spoken = [PostRecord(f"p{name}", name, START, text="dzień dobry wszystkim", language="pl") for name in everyday]
    assert measured([*people, *random_letters(rng), *spoken], everyday).support == 0


def test_a_community_with_names_of_its_own_is_judged_by_its_own_names() -> None:
    rng = np.random.default_rng(6)
    many = random_letters(rng, 260, "k", name="Олена")
    assert measured([*neighbours(rng), *many], [f"k{index}" for index in range(30)]).support == 0


def test_four_rare_names_are_too_few() -> None:
    rng = np.random.default_rng(7)
    group = [*(f"r{index}" for index in range(4)), *(f"n{index}" for index in range(3))]
    assert measured([*neighbours(rng), *random_letters(rng, 4)], group).support == 0
