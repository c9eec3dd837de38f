"""Which findings share a cause: alone they are no kind of evidence of their own."""

import numpy as np

from bot.analysis.shared_causes import shared_causes
from bot.clustering import Found
from bot.protocols import Context, Detector, Measurement, Record
from bot.report import Dependence, Family
from tests.bot.worlds import START, altered, context_of, group_of, swarm

SWARM = [f"Amplifier{index:08d}" for index in range(30)]
ALL = tuple(range(30))


def row(
    key: str, *, accounts: tuple[int, ...] = ALL, wave: int = 0, value: float = 1.0
) -> tuple[Detector, Measurement, float]:
    detector = Detector(key, key, 1, Family.HISTORY, "", "", "", (), frozenset())
    seen = Measurement(applicable=True, support=3, statistic=3.5, accounts=accounts, numbers={"wave": wave})
    return detector, seen, value


def found_in(context: Context, *, audience: bool = False) -> Found:
    group = group_of(context, SWARM)
    return Found(group, np.zeros(0, dtype=np.int32), np.ones(30), "size", timed=True, audience=audience)


def causes(
    records: list[Record], *rows: tuple[Detector, Measurement, float], audience: bool = False
) -> dict[str, Dependence]:
    context = context_of(records)
    return shared_causes(context, found_in(context, audience=audience), rows)


def test_five_of_thirty_say_nothing_about_a_group_and_six_do() -> None:
    assert causes(swarm(), row("D6", accounts=ALL[:5])) == {"D6": Dependence.FEW}
    assert causes(swarm(), row("D6", accounts=ALL[:6])) == {}


def dense(records: list[Record], *names: str) -> tuple[int, ...]:
    return tuple(map(int, group_of(context_of(records), names).core))


def test_those_who_are_boosted_are_few_by_nature_but_get_a_fifth_of_what_is_passed_on_together() -> None:
    """Of ten posters one gets a tenth, and two get a fifth or nearly; of two, one gets half."""
    ten, two = swarm(posters=10), swarm()
    assert causes(two, row("D7", accounts=dense(two, "Poster0"))) == {}
    assert causes(ten, row("D7", accounts=dense(ten, "Poster0"))) == {"D7": Dependence.FEW}
    assert causes(ten, row("D7", accounts=dense(ten, "Poster0", "Poster1", "Poster2"))) == {}


def test_what_ties_an_audience_is_not_for_a_few() -> None:
    ten = swarm(posters=10)
    assert causes(ten, row("D7", accounts=dense(ten, "Poster0")), audience=True) == {}


def test_a_wave_of_newcomers_is_one_kind_beside_its_dates_unless_the_dates_are_for_a_few() -> None:
    newcomers = altered(swarm(), "Amplifier", created=START)
    rows = (row("D5"), row("D14", value=0.3))
    assert causes(newcomers, row("D4", wave=20), *rows) == {"D4": Dependence.WAVE, "D14": Dependence.NEWCOMERS}
    assert causes(newcomers, row("D4", accounts=ALL[:5]), *rows) == {"D4": Dependence.FEW}
    assert causes(newcomers, *rows) == {}


def test_a_finding_that_counts_for_nothing_depends_on_nothing() -> None:
    assert causes(swarm(), row("D4", wave=20, value=0.0)) == {}


def test_what_a_wave_brought_does_not_explain_the_response_too() -> None:
    records = swarm()
    several = causes(records, row("D4", wave=20), row("D7", accounts=dense(records, "Poster0", "Poster1")))
    assert several == {"D4": Dependence.WAVE}


def test_around_one_account_response_is_its_publics_unless_it_is_what_ties_an_audience() -> None:
    fans = altered(swarm(posters=1), "Poster", followers=30)
    rows = (row("D5"), row("D7", accounts=dense(fans, "Poster0")))
    assert causes(fans, *rows) == {"D7": Dependence.ONE_PUBLIC}
    assert causes(fans, *rows, audience=True) == {}
