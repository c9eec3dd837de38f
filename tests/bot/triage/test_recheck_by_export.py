from dataclasses import replace

import pytest

from bot.analysis.pipeline import RunResult
from bot.model import AccountState, Axis, Case, Recheck, RecheckState, Snapshot
from bot.recheck import tick
from bot.triage.add_data import add_data
from bot.triage.browse_cases import view_case
from bot.triage.change_recheck import change_rechecks
from bot.triage.desk import Desk
from bot.triage.open_case import WantedFile
from bot.triage.recheck_by_export import recheck_by_export
from bot.triage.record_vote import record_vote
from bot.triage.store_file import claim_file, store_file
from bot.triage.take_run import RunClaim, fail_run
from tests.worlds_of_triage import ALICE, BOB, DAY_MS, Clock, cluster, post_everything, published_case, take


def watched_case(desk: Desk, clock: Clock) -> Case:
    """A file case with two clusters under verdict, on day 22."""
    case = published_case(desk, cluster("C1", "abcd"), cluster("C2", "wxyz"))
    for line in view_case(desk, ALICE, case.id).clusters:
        for who in (ALICE, BOB):
            record_vote(desk, who, line.cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
        clock.forward(hours=1)
    post_everything(desk)
    clock.forward(days=21)
    return case


def fresh_export(desk: Desk, case: Case) -> RunClaim:
    add_data(desk, ALICE, case.id, [WantedFile("fresh.csv", "F9")])
    file = claim_file(desk)
    assert file is not None
    file.path.write_bytes(b"x")
    store_file(desk, file, size=1, sha256="")
    return take(desk)


def seen(account_id: str, at: int, **changed: object) -> Snapshot:
    bare = Snapshot(account_id, account_id, "", AccountState.ACTIVE, "", "", None, None, 100, "export", at)
    return replace(bare, **changed)  # type: ignore[arg-type]


def rechecks_of(desk: Desk, case: Case) -> list[Recheck]:
    return sorted(view_case(desk, ALICE, case.id).rechecks, key=lambda item: item.cluster_id)


def test_on_day_21_a_case_of_files_asks_once_for_a_fresh_export(desk: Desk, clock: Clock) -> None:
    case = watched_case(desk, clock)
    assert tick(desk, {}).requests == 1
    assert [message.kind for message in post_everything(desk) if message.kind == "data_request"] == ["data_request"]
    assert {item.state for item in rechecks_of(desk, case)} == {RecheckState.WAITING_FOR_DATA}
    clock.forward(days=60)
    assert tick(desk, {}).requests == 0
    assert [message for message in post_everything(desk) if message.kind == "data_request"] == []


def test_not_a_day_before(desk: Desk, clock: Clock) -> None:
    watched_case(desk, clock)
    clock.forward(days=-0.2)
    assert tick(desk, {}).requests == 0


def test_a_fresh_export_is_compared_and_not_analysed(desk: Desk, clock: Clock) -> None:
    case = watched_case(desk, clock)
    tick(desk, {})
    claim = fresh_export(desk, case)
    assert (claim.run.purpose, claim.inputs.watched) == ("compare", tuple("abcdwxyz"))
    assert [file.name for file in claim.inputs.files] == ["fresh.csv"]
    before = tuple(seen(key, 1) for key in "abcdwxyz")
    now = (seen("a", 2), seen("b", 2, handle="bee"), seen("c", 2, posts_total=10), *(seen(key, 2) for key in "wxyz"))
    post_everything(desk)
    recheck_by_export(desk, claim, RunResult(snapshots=now, baseline=before, input_sha256="aa"))
    told = {item.content["cluster_id"]: item.content for item in post_everything(desk) if item.kind == "recheck_notice"}
    first, second = (told[item.cluster_id] for item in rechecks_of(desk, case))
    assert [(item["account_id"], item["what"]) for item in first["changes"]] == [("b", "handle"), ("c", "posts")]
    assert (first["checked"], first["absent"], first["total"]) == (3, 1, 4)
    assert (second["changes"], second["absent"]) == ([], 0)
    assert view_case(desk, ALICE, case.id).run_count == 1


def test_after_the_answer_nobody_is_asked_again_unless_they_chose_a_rhythm(desk: Desk, clock: Clock) -> None:
    case = watched_case(desk, clock)
    change_rechecks(desk, ALICE, case.id, "monthly", key="C2")
    clock.forward(days=30)
    tick(desk, {})
    recheck_by_export(desk, fresh_export(desk, case), RunResult())
    first, second = rechecks_of(desk, case)
    assert (first.state, second.state) == (RecheckState.STOPPED, RecheckState.SCHEDULED)
    assert second.due_at == clock() + 30 * DAY_MS


def test_an_export_that_cannot_be_read_leaves_the_request_open(desk: Desk, clock: Clock) -> None:
    case = watched_case(desk, clock)
    tick(desk, {})
    fail_run(desk, fresh_export(desk, case), "The file is empty.")
    assert {item.state for item in rechecks_of(desk, case)} == {RecheckState.WAITING_FOR_DATA}
    assert fresh_export(desk, case).run.purpose == "compare"


def test_data_that_come_without_a_request_are_analysed(desk: Desk) -> None:
    case = published_case(desk)
    assert fresh_export(desk, case).run.purpose == "analysis"


@pytest.mark.parametrize("times", [1, 2])
def test_the_same_change_is_told_once(desk: Desk, clock: Clock, times: int) -> None:
    case = watched_case(desk, clock)
    change_rechecks(desk, ALICE, case.id, "daily", key="C1")
    told = 0
    for _ in range(times):
        clock.forward(days=1)
        tick(desk, {})
        claim = fresh_export(desk, case)
        before = tuple(seen(key, 1) for key in "abcd")
        found = tuple(seen(key, clock(), handle="new" if key == "a" else key) for key in "abcd")
        recheck_by_export(desk, claim, RunResult(snapshots=found, baseline=before))
        told += sum(
            len(message.content["changes"]) for message in post_everything(desk) if message.kind == "recheck_notice"
        )
    assert told == 1
