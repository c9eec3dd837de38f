"""D6: accounts that slept and woke together are found; truncated histories are not taken for silence."""

from dataclasses import replace

import numpy as np

from bot.detectors.d6_dormant import DETECTOR
from bot.protocols import AccountRecord, Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import DAY, START, context_of, group_of

SLEEPERS = [f"sleeper{index:02d}" for index in range(12)]


def awake(people: int = 120) -> list[Record]:
    """People who post every few weeks over three years."""
    rng = np.random.default_rng(3)
    return [
        PostRecord(f"a{who}-{n}", f"awake{who:03d}", START - 1000 * DAY + n * 25 * DAY + int(rng.integers(0, 9 * DAY)))
        for who in range(people)
        for n in range(40)
    ]


def sleepers() -> list[Record]:
    """Accounts with old posts in one language and, two years later, new ones in another."""
    rows: list[Record] = []
    for who, name in enumerate(SLEEPERS):
        rows += [PostRecord(f"{name}-o{n}", name, START - (900 - n) * DAY, language="pt") for n in range(4)]
        rows += [PostRecord(f"{name}-n{n}", name, START - 30 * DAY + 3600 * (who + n), language="en") for n in range(4)]
    return rows


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_accounts_that_slept_and_woke_together_are_found() -> None:
    result = measured([*awake(), *sleepers()], SLEEPERS)
    assert (result.support, result.numbers["flipped"]) == (12, 12)
    assert result.statistic is not None
    assert result.statistic > 1.5


def test_people_who_post_now_and_then_are_not() -> None:
    result = measured([*awake(), *sleepers()], [f"awake{who:03d}" for who in range(20)])
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def old_and_new(posts_total: int | None) -> list[Record]:
    """Old accounts of which the data hold two fresh posts."""
    return [
        row
        for name in SLEEPERS
        for row in (
            AccountRecord(name, created=START - 2000 * DAY, posts_total=posts_total),
            PostRecord(f"{name}-1", name, START),
            PostRecord(f"{name}-2", name, START + 60),
        )
    ]


def test_a_history_that_the_data_do_not_hold_is_no_silence() -> None:
    assert measured([*awake(), *old_and_new(5000)], SLEEPERS).support == 0
    assert measured([*awake(), *old_and_new(None)], SLEEPERS).support == 0


def test_a_post_in_five_months_for_years_is_nearly_silence() -> None:
    assert measured([*awake(), *old_and_new(14)], SLEEPERS).support == 12


def test_an_old_account_without_any_earlier_post_was_silent() -> None:
    assert measured([*awake(), *old_and_new(2)], SLEEPERS).support == 12


def test_one_post_each_is_not_applicable() -> None:
    rows: list[Record] = [PostRecord(f"p{name}", name, START) for name in SLEEPERS]
    assert measured(rows, SLEEPERS).why_not == "the data do not reach back far enough to show a silence"


def test_the_sentence_says_how_long_when_and_how_often_otherwise() -> None:
    assert sentence(DETECTOR, measured([*awake(), *sleepers()], SLEEPERS)) == (
        "12 of 12 accounts with a known history had been silent, or nearly so, for a year or more (median: "
        "867 days) and woke up on 15–16 Oct 2023; of the 120 other accounts, 0 % had. "
        "12 of them went on in another language."
    )


def speakers(old: str, new: str) -> list[Record]:
    """The sleepers without any language in the data, with what they wrote before and after."""
    plain = [replace(row, language=None) for row in sleepers() if isinstance(row, PostRecord)]
    return [replace(row, text=old if "-o" in row.content_id else new) for row in plain]


ENGLISH = "The ferry was late again, so we walked along the harbour and talked."
GERMAN = "Heute war das Wetter schön, also sind wir am Hafen entlang gegangen."


def test_a_change_of_language_is_read_from_texts_where_the_data_name_none() -> None:
    result = measured([*awake(), *speakers(GERMAN, ENGLISH)], SLEEPERS)
    assert (result.numbers["flipped"], result.numbers["identified"]) == (12, 12)
    assert "The data name no language for 12 accounts of them: py3langid " in sentence(DETECTOR, result)


def test_the_same_language_or_too_few_letters_are_no_change() -> None:
    assert measured([*awake(), *speakers(ENGLISH, ENGLISH)], SLEEPERS).numbers["flipped"] == 0
    few = measured([*awake(), *speakers("ok", ENGLISH)], SLEEPERS)
    assert (few.numbers["flipped"], few.numbers["identified"]) == (0, 0)
