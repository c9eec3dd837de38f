"""From a found cluster to its report: order, fingerprints, rounding, and what holds timing down."""

from dataclasses import replace

import numpy as np
import pytest

from bot.clustering import Found
from bot.fusion import Axes, Cuts
from bot.protocols import Context, Detector, Group, Measurement
from bot.report import Family, Role, Suggestion
from bot.triage.cluster_report import Judged, cluster_report, finding, fingerprint, judge, put_in_order, worth_showing
from tests.bot.worlds import context_of, group_of, person

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


def test_a_fingerprint_does_not_depend_on_the_order_of_members() -> None:
    assert fingerprint(["b", "a"]) == fingerprint(["a", "b"])
    assert len({fingerprint(["a", "b"]), fingerprint(["ab"]), fingerprint(["a"]), fingerprint([])}) == 4


def test_numbers_are_rounded_to_six_digits_in_one_place() -> None:
    context = context_of(PEOPLE)
    item = detector("D1", Family.SYNCHRONY)
    assert item.measure is not None
    result = item.measure(context, group_of(context, ["a0"]))
    told = finding(context, item, result, 1.0)
    assert (told.value, told.numbers) == (0.333333, {"x": 0.666667})
    assert told.accounts == ("a0",)


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


def test_reasons_name_the_findings_that_rest_on_an_account() -> None:
    context = context_of(PEOPLE)
    row = judge(context, found_of(context, ["a0", "a1", "a2"]), [detector("D7", Family.BEHAVIOUR)], CUTS, fail)
    report = cluster_report(context, row, "C1")
    assert [account.account_id for account in report.accounts] == ["a0", "a1", "a2"]
    assert {account.role for account in report.accounts} == {Role.MEMBER}
    assert report.accounts[0].reasons == ("D7",)
