"""D4: a batch of accounts is found, steady growth is not, too few dates are said to be too few."""

from bot.detectors.d4_creation import DETECTOR
from bot.protocols import Measurement, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import DAY, START, context_of, crowd, group_of, person, swarm

MEMBERS = [f"Amplifier{index:08d}" for index in range(30)]


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_a_batch_made_in_two_days_is_a_burst() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS)
    assert result.support == 30
    assert result.p_value is not None
    assert result.p_value < 0.01
    assert result.statistic is not None
    assert result.statistic >= 4


def test_accounts_made_over_the_years_are_no_burst() -> None:
    result = measured([*crowd(), *swarm(burst=False)], MEMBERS)
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def test_nineteen_dates_are_too_few() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS[:19])
    assert (result.applicable, result.why_not) == (False, "19 creation dates are too few; it takes 20")


def test_with_under_200_others_control_cohorts_stand_in() -> None:
    result = measured([*crowd(people=100), *swarm()], MEMBERS)
    assert (result.applicable, result.numbers["others"], result.numbers["days"]) == (True, 0, 1)
    assert result.support >= 12
    text = sentence(DETECTOR, result)
    assert text.endswith(
        "The data hold too few others to compare with; in control cohorts the fullest day holds 2 % of the accounts "
        "at most."
    )
    assert "draws" not in text


def test_control_cohorts_find_nothing_in_dates_over_the_years() -> None:
    result = measured([*crowd(people=100), *swarm(burst=False)], MEMBERS)
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def test_unknown_dates_are_not_applicable() -> None:
    result = measured([person("a", created=None), person("b", created=None)], ["a", "b"])
    assert result.why_not == "no creation dates are known in this group"


def test_the_sentence_gives_dates_and_what_the_draws_had() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS)
    text = sentence(DETECTOR, result)
    assert text.startswith("30 of 30 accounts were made on 17–18 Aug 2023. In 500 draws from the growth of the ")
    assert text.endswith("had 2 (at most 3 in 99 of 100 draws). Drawn from the group's own years, they had at most 5.")


def test_a_wave_of_sign_ups_is_told() -> None:
    others = [person(f"newcomer{index}", created=START - 89 * DAY - DAY // 2 + index * 3000) for index in range(20)]
    result = measured([*crowd(), *swarm(), *others], MEMBERS)
    assert (result.support, result.numbers["wave"]) == (30, 20)
    assert sentence(DETECTOR, result).endswith(
        "20 accounts outside the group were made in the same days, more than the growth of the others explains."
    )
