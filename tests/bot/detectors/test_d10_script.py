"""D10: a combination of script and language that only the group has is told, and counts for very little."""

from bot.detectors.d10_script import DETECTOR
from bot.fusion import bucket, load_calibration
from bot.protocols import Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import START, context_of, group_of, person

ODD = [f"odd{index:02d}" for index in range(12)]
TEXT = "a text that is long enough to have a language"


def writers(names: list[str], name: str, language: str, text: str = TEXT) -> list[Record]:
    return [
        row
        for index, account in enumerate(names)
        for row in (
            person(account, name=name),
            PostRecord(f"p-{account}", account, START + index, text=text, language=language),
        )
    ]


MANY = [f"many{index:03d}" for index in range(100)]
RECORDS = [*writers(MANY, "Anna", "en"), *writers(ODD, "Anna", "ja")]


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_an_unusual_combination_is_told_and_held_down() -> None:
    result = measured(RECORDS, ODD)
    assert result.support == 12
    assert bucket(load_calibration()["D10"], result) == 0.3


def test_a_group_like_everyone_else_shows_nothing() -> None:
    result = measured(RECORDS, MANY[:20])
    assert (result.applicable, result.support) == (True, 0)


def test_short_texts_and_unknown_languages_are_left_out() -> None:
    for rows in (writers(ODD, "Anna", "und"), writers(ODD, "Anna", "ja", text="short"), writers(ODD, "123", "ja")):
        result = measured([*writers(MANY, "Anna", "en"), *rows], ODD)
        assert result.why_not == "too few accounts with a name and a known language"


def test_the_sentence_compares_styles() -> None:
    assert sentence(DETECTOR, measured(RECORDS, ODD)) == (
        "12 of 12 accounts have a name in latin script and post mostly in “ja”; of 100 other accounts in the data, "
        "0 % do."
    )


ENGLISH = "The ferry was late again, so we walked along the harbour and talked."
GERMAN = "Heute war das Wetter schön, also sind wir am Hafen entlang gegangen."


def test_where_the_data_name_no_language_it_is_read_from_the_texts_and_said() -> None:
    unnamed = [*writers(MANY, "Anna", "", text=ENGLISH), *writers(ODD, "Anna", "", text=GERMAN)]
    result = measured(unnamed, ODD)
    assert (result.support, result.numbers["language"], result.numbers["identified"]) == (12, "de", 112)
    assert "The data name no language for 112 accounts: py3langid " in sentence(DETECTOR, result)


def test_a_language_that_the_platform_could_not_tell_is_not_guessed() -> None:
    rows = [*writers(MANY, "Anna", "en"), *writers(ODD, "Anna", "und", text=GERMAN)]
    assert not measured(rows, ODD).applicable
