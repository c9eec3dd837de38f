"""Which findings share a cause: alone they are no kind of evidence of their own."""

import numpy as np

from bot.analysis.shared_causes import shared_causes
from bot.clustering import Found
from bot.protocols import Context, Detector, Measurement, Record
from bot.report import Dependence, Family
from tests.bot.worlds import context_of, group_of, swarm

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


def test_those_who_are_boosted_are_few_by_nature() -> None:
    assert causes(swarm(), row("D7", accounts=ALL[:1])) == {}


def test_a_finding_that_counts_for_nothing_depends_on_nothing() -> None:
    assert causes(swarm(), row("D4", wave=20, value=0.0)) == {}


def test_what_a_wave_brought_does_not_explain_the_response_too() -> None:
    several = causes(swarm(), row("D4", wave=20), row("D7"))
    assert several == {"D4": Dependence.WAVE}


def test_around_one_account_response_is_its_publics_unless_it_is_what_ties_an_audience() -> None:
    rows = (row("D5"), row("D7", accounts=()))
    assert causes(swarm(posters=1), *rows) == {"D7": Dependence.ONE_PUBLIC}
    assert causes(swarm(posters=1), *rows, audience=True) == {}
