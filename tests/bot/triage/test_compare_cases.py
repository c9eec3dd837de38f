from dataclasses import replace

import pytest

import bot.detectors
from bot.analysis.baseline import NAMES
from bot.errors import Conflict, InputError, NotFound
from bot.model import Case, Person
from bot.registry import discover
from bot.report import ClusterReport, FalseAlarmCard, Report
from bot.triage.compare_cases import compare_cases, comparison_set
from bot.triage.desk import Desk
from bot.triage.mark_account import exclude_account
from bot.triage.mark_baseline import mark_baseline
from handlers.blocks.comparing import beside
from tests.handlers import samples
from tests.worlds_of_triage import ALICE, BOB, LEAD, cluster, history_of, open_file_case, person, publish, report, take


def group(key: str, accounts: str, *detectors: str) -> ClusterReport:
    findings = tuple(samples.finding(one, None, "seen", accounts=tuple(accounts[:2])) for one in detectors)
    return replace(cluster(key, accounts), findings=findings)


def case_of(desk: Desk, found: Report, channel: str = "C1", by: Person = ALICE) -> Case:
    case = open_file_case(desk, channel=channel, by=by)
    publish(desk, take(desk), found)
    return case


def lacking(*lines: str) -> FalseAlarmCard:
    return FalseAlarmCard(30, 0, 0.0, None, lines)


def test_names_are_those_of_the_detectors() -> None:
    found = discover(bot.detectors, "DETECTOR").values()
    assert {one.key: one.name for one in found if not one.only_named} == NAMES


def test_shares_of_accounts_under_each_kind_of_evidence_stand_side_by_side(desk: Desk) -> None:
    left = case_of(desk, report(group("C1", "abcd", "D1", "D4"), group("C2", "efg", "D4")))
    right = case_of(desk, report(group("C1", "xyz", "D1")))
    found = compare_cases(desk, ALICE, left.id, right.id)
    assert (found.clustered.accounts, found.clustered.other_accounts) == (7, 3)
    rows = {row.detector: row for row in found.by_detector}
    assert (rows["D4"].accounts, rows["D4"].other_accounts) == (4, 0)
    assert (rows["D4"].low, rows["D4"].high) == pytest.approx((-0.006243, 0.188382), abs=1e-6)
    assert (found.left.groups, found.left.review_first, found.right.accounts) == (2, 2, 50)


def test_what_could_not_be_looked_for_in_one_case_is_not_taken_for_absent(desk: Desk) -> None:
    left = case_of(desk, report(group("C1", "abcd", "D4")))
    blind = replace(report(), false_alarm_card=lacking("Made in the same days: the data hold no creation dates"))
    right = case_of(desk, blind)
    (row,) = compare_cases(desk, ALICE, left.id, right.id).by_detector
    assert (row.low, row.other_why) == (None, "the data hold no creation dates")


def test_a_detector_that_has_changed_between_the_two_runs_is_named(desk: Desk) -> None:
    old = group("C1", "abcd", "D1", "D4")
    new = replace(
        old, findings=tuple(replace(one, version=one.version + (one.detector == "D4")) for one in old.findings)
    )
    left, right, empty = case_of(desk, report(old)), case_of(desk, report(new)), case_of(desk, report())
    found = compare_cases(desk, ALICE, left.id, right.id)
    assert found.unlike == ("D4",)
    assert "Another version:* Made together was measured otherwise in one of the two" in str(beside(found))
    assert compare_cases(desk, ALICE, left.id, empty.id).unlike == ()
    assert compare_cases(desk, ALICE, empty.id, left.id).unlike == ()


def test_excluded_accounts_are_in_no_count(desk: Desk) -> None:
    left = case_of(desk, report(group("C1", "abcd", "D4")))
    right = case_of(desk, report())
    exclude_account(desk, ALICE, 1, "a", "a newspaper")
    found = compare_cases(desk, ALICE, left.id, right.id)
    assert (found.clustered.accounts, found.by_detector[0].accounts) == (3, 1)


def test_a_case_that_the_person_cannot_see_does_not_exist_and_its_number_is_not_recorded(desk: Desk) -> None:
    both = person("UBOTH", channels=("C1", "C2"))
    left, hidden = case_of(desk, report()), case_of(desk, report(), "C2", both)
    for pair in ((left.id, hidden.id), (hidden.id, left.id)):
        with pytest.raises(NotFound):
            compare_cases(desk, BOB, *pair)
    compare_cases(desk, both, left.id, hidden.id)
    (event,) = [one for one in history_of(desk, left) if one.verb == "compare"]
    assert event.detail == {"with": 0}


def test_one_case_or_an_unfinished_one_is_refused(desk: Desk) -> None:
    left, waiting = case_of(desk, report()), open_file_case(desk)
    with pytest.raises(InputError, match="not compared with itself"):
        compare_cases(desk, ALICE, left.id, left.id)
    with pytest.raises(Conflict, match=f"Case {waiting.number} has no finished analysis"):
        compare_cases(desk, ALICE, left.id, waiting.id)


def test_the_channels_comparison_set_is_the_second_case_where_none_is_named(desk: Desk) -> None:
    left, organic = case_of(desk, report()), case_of(desk, report())
    with pytest.raises(InputError, match="no comparison set"):
        comparison_set(desk, ALICE, left.id)
    assert mark_baseline(desk, LEAD, organic.id).signs == {}
    assert comparison_set(desk, ALICE, left.id) == organic.number
