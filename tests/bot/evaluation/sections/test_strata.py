from bot.evaluation.innocents import Innocents
from bot.evaluation.section import Trials
from bot.evaluation.sections import strata
from bot.evaluation.sections.strata import worst


def test_the_worst_stratum_is_measured_against_all_of_its_kind() -> None:
    rows = [
        Innocents("language", "en", 90, 9, 0),
        Innocents("language", "ja", 10, 3, 0),
        Innocents("age", "under 3 months", 50, 6, 0),
        Innocents("age", "over 10 years", 50, 6, 0),
    ]
    name, times = worst(rows)
    assert name == "ja"
    assert round(times, 6) == 2.5


def test_nobody_reported_means_no_worst_stratum() -> None:
    assert worst([Innocents("language", "en", 90, 0, 0)]) == ("", 0.0)


def test_a_language_over_twice_the_overall_rate_is_marked(trials: Trials) -> None:
    languages, ages = strata.SECTION.make(trials, lambda _: None)
    marked = {row[0]: row[2:4] for row in languages.rows}
    assert marked == {"English": ("0.67", "no"), "Japanese script": ("2.00", "no"), "**all**": ("1.00", "")}
    assert [row[0] for row in ages.rows] == ["under 3 months", "2 to 6 years", "**all**"]
