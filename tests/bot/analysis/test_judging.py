"""A found cluster is judged: its place in the queue, what holds timing down, and kinds that share a cause."""

from dataclasses import replace

import numpy as np
import pytest

from bot.analysis.cluster_report import cluster_report
from bot.analysis.judging import Judged, judge, put_in_order, worth_showing
from bot.clustering import Found
from bot.fusion import Axes, Cuts
from bot.measures.reposts import reposts
from bot.protocols import AccountRecord, Context, Detector, Group, Measurement, Record
from bot.report import Dependence, Family, Suggestion
from tests.bot.worlds import altered, context_of, group_of, person, swarm

CUTS = {"D1": Cuts((1.0, 2.0, 3.0, 4.0), 1.5, 1, 1, ""), "D7": Cuts((1.0, 2.0, 3.0, 4.0), 1.5, 1, 1, "")}
PEOPLE = [person(f"a{index}") for index in range(8)]


def detector(key: str, family: Family, statistic: float = 3.5) -> Detector:
    """A detector that always sees the same."""

    def measure(_context: Context, group: Group) -> Measurement:
        accounts = tuple(int(account) for account in group.core)
        return Measurement(
            applicable=True, support=3, value=1 / 3, statistic=statistic, numbers={"x": 2 / 3}, accounts=accounts
        )

    return Detector(key, key, 1, family, "seen {x}.", "", "", (), frozenset(), measure=measure)


def fail(item: Detector, error: Exception) -> None:
    """No detector may break here."""
    raise AssertionError(item.key) from error


def found_of(context: Context, names: list[str]) -> Found:
    """A cluster of named accounts."""
    return Found(group_of(context, names), np.zeros(0, dtype=np.int32), np.ones(len(names)), "size", timed=True)


def judged(context: Context, names: list[str], suggestion: Suggestion, both: float) -> Judged:
    """A judged cluster without measurements."""
    return Judged(found_of(context, names), (), Axes({}, both, 0.0, 0), suggestion, is_backed=False)


def test_the_queue_is_ordered_by_suggestion_axes_size_and_account() -> None:
    context = context_of(PEOPLE)
    rows = [
        judged(context, ["a6", "a7", "a5"], Suggestion.COORDINATED_UNCLEAR, 1.0),
        judged(context, ["a4", "a3", "a2"], Suggestion.COORDINATED_UNCLEAR, 1.0),
        judged(context, ["a0", "a1", "a2", "a3"], Suggestion.COORDINATED_UNCLEAR, 1.0),
        judged(context, ["a0", "a1", "a2"], Suggestion.COORDINATED_UNCLEAR, 1.5),
        judged(context, ["a7", "a6"], Suggestion.REVIEW_FIRST, 1.0),
        judged(context, ["a0", "a1", "a2"], Suggestion.NO_SIGNAL, 9.0),
    ]
    ordered = put_in_order(rows, context)
    places = {id(row): index for index, row in enumerate(rows)}
    assert [places[id(row)] for row in ordered] == [4, 3, 2, 1, 0, 5]


def test_timing_counts_for_next_to_nothing_where_the_rate_of_what_was_left_is_over_the_limit() -> None:
    context = context_of(PEOPLE)
    names = ["a0", "a1", "a2", "a3", "a4"]
    rows = [detector("D1", Family.SYNCHRONY)]
    clean = judge(context, replace(found_of(context, names), rate=0.04), rows, CUTS, fail)
    loose = judge(context, replace(found_of(context, names), rate=0.3), rows, CUTS, fail)
    assert clean.axes.coordination == 1.0
    assert loose.axes.coordination == pytest.approx(0.3)


def test_response_out_of_proportion_ties_an_audience_together() -> None:
    context = context_of(PEOPLE)
    names = ["a0", "a1", "a2", "a3", "a4"]
    rows = [detector("D7", Family.BEHAVIOUR)]
    crowd = judge(context, found_of(context, names), rows, CUTS, fail)
    audience = judge(context, replace(found_of(context, names), audience=True), rows, CUTS, fail)
    assert (crowd.axes.coordination, crowd.axes.inauthenticity) == (0.0, 1.0)
    assert (audience.axes.coordination, audience.axes.inauthenticity) == (1.0, 0.0)


def test_slow_clusters_are_shown_only_when_backed() -> None:
    context = context_of(PEOPLE)
    timed = judged(context, ["a0", "a1", "a2"], Suggestion.NO_SIGNAL, 0.0)
    slow = replace(timed, found=replace(timed.found, timed=False))
    assert worth_showing(timed)
    assert not worth_showing(slow)
    assert worth_showing(replace(slow, is_backed=True))


def test_detectors_for_named_accounts_are_silent_about_other_groups() -> None:
    context = context_of(PEOPLE)
    only = replace(detector("D1", Family.SYNCHRONY), only_named=True)
    row = judge(context, found_of(context, ["a0", "a1"]), [only], CUTS, fail)
    assert row.measured == ()


MANY = {key: Cuts((1.0, 2.0, 3.0, 4.0), 1.5, 1, 1, "") for key in ("D1", "D4", "D6", "D7")}


def boosted(context: Context, group: Group) -> Measurement:
    """Those whom the group passes on."""
    table = reposts(context)
    authors = np.unique(table.author[np.isin(table.reposter, group.core)])
    return Measurement(applicable=True, support=3, statistic=3.5, numbers={"x": 1}, accounts=tuple(authors.tolist()))


KINDS = [
    detector("D1", Family.SYNCHRONY),
    detector("D4", Family.HISTORY),
    replace(detector("D7", Family.BEHAVIOUR), measure=boosted),
]
SWARM = [f"Amplifier{index:08d}" for index in range(30)]


def placed(records: list[Record], names: list[str], rows: list[Detector]) -> Judged:
    """A group judged by detectors that always see the same."""
    context = context_of(records)
    return judge(context, found_of(context, names), rows, MANY, fail)


def test_three_kinds_that_agree_come_first_unless_all_of_them_are_one_accounts_new_public() -> None:
    star = altered(swarm(posters=1), "Poster", followers=30)
    several, one = placed(swarm(), SWARM, KINDS), placed(star, SWARM, KINDS)
    assert (several.suggestion, one.suggestion) == (Suggestion.REVIEW_FIRST, Suggestion.COORDINATED_UNCLEAR)
    assert several.axes.inauthenticity == one.axes.inauthenticity
    context = context_of(star)
    report = cluster_report(context, judge(context, found_of(context, SWARM), KINDS, MANY, fail), "C1")
    response = next(item for item in report.findings if item.detector == "D7")
    assert response.caveat == (
        "All this is about one account, and its public may have come at one time and for one reason: what they have in "
        "common counts as one kind of evidence, not as several."
    )


def test_what_holds_for_fewer_than_a_fifth_of_a_group_is_no_evidence_about_it() -> None:
    def few(_context: Context, group: Group) -> Measurement:
        return Measurement(applicable=True, support=3, statistic=3.5, accounts=tuple(map(int, group.core[:3])))

    asleep = replace(detector("D6", Family.HISTORY), measure=few)
    row = placed(swarm(), SWARM, [KINDS[0], asleep, KINDS[2]])
    assert (row.suggestion, row.axes.kinds) == (Suggestion.COORDINATED_UNCLEAR, 2)
    assert row.axes.inauthenticity == 1.0


def test_a_group_of_which_half_declare_themselves_is_never_put_first() -> None:
    def said(record: Record) -> Record:
        if isinstance(record, AccountRecord) and record.account_id in SWARM[:15]:
            return replace(record, bio="Automated mirror of a feed")
        return record

    assert placed([said(record) for record in swarm()], SWARM, KINDS).suggestion is Suggestion.COORDINATED_UNCLEAR


def test_dates_that_a_wave_of_sign_ups_explains_count_but_are_no_kind_of_their_own() -> None:
    def made(_context: Context, group: Group) -> Measurement:
        inside = tuple(map(int, group.core))
        return Measurement(applicable=True, support=30, statistic=3.5, numbers={"wave": 20, "x": 1}, accounts=inside)

    row = placed(swarm(), SWARM, [KINDS[0], replace(KINDS[1], measure=made), KINDS[2]])
    assert (row.suggestion, row.axes.kinds) == (Suggestion.COORDINATED_UNCLEAR, 2)
    assert row.axes.inauthenticity == 2.0
    told = cluster_report(context_of(swarm()), row, "C1").findings
    assert {one.detector: one.dependence for one in told} == {"D1": None, "D4": Dependence.WAVE, "D7": None}
