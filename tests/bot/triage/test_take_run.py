import threading
from collections.abc import Callable

import pytest

from bot.errors import Cancelled, LeaseLost
from bot.model import RunState
from bot.triage.browse_cases import view_case
from bot.triage.cancel_run import cancel_run
from bot.triage.desk import Desk
from bot.triage.take_run import (
    MOST_ATTEMPTS,
    RunClaim,
    claim_run,
    fail_run,
    give_back,
    keep_run,
    report_progress,
    stop_run,
)
from storage import staging
from tests.worlds_of_triage import ALICE, Clock, cluster, open_file_case, post_everything, publish, report, take


def state(desk: Desk, case_id: int) -> RunState:
    run = view_case(desk, ALICE, case_id).run
    assert run is not None
    return run.state


def test_two_workers_never_hold_one_run(desk: Desk) -> None:
    for _ in range(3):
        open_file_case(desk)
    found: list[RunClaim | None] = []
    threads = [threading.Thread(target=lambda: found.append(claim_run(desk))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = sorted(claim.run.case_id for claim in found if claim is not None)
    assert len(taken) == len(set(taken))
    while (claim := claim_run(desk)) is not None:
        taken.append(claim.run.case_id)
    assert sorted(taken) == [1, 2, 3]


def test_a_run_whose_worker_is_gone_is_taken_again_and_the_old_worker_writes_nothing(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    lost = take(desk)
    clock.forward(seconds=61)
    taken = take(desk)
    assert (taken.run.id, taken.run.attempts) == (lost.run.id, 2)
    found = report(cluster("C1", "abcd"))
    writes: list[Callable[[], None]] = [
        lambda: report_progress(desk, lost, "reading", 1, 2),
        lambda: keep_run(desk, lost),
        lambda: fail_run(desk, lost, "no"),
        lambda: stop_run(desk, lost),
        lambda: give_back(desk, lost),
        lambda: publish(desk, lost, found),
    ]
    for write in writes:
        with pytest.raises(LeaseLost):
            write()
    assert state(desk, case.id) is RunState.RUNNING
    publish(desk, taken, found)
    assert state(desk, case.id) is RunState.DONE


def test_a_worker_that_comes_back_after_the_end_writes_nothing(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    lost = take(desk)
    clock.forward(seconds=61)
    publish(desk, take(desk), report(cluster("C1", "abcd")))
    before = [message.key for message in post_everything(desk)]
    with pytest.raises(LeaseLost):
        publish(desk, lost, report(cluster("C1", "xyz")))
    assert post_everything(desk) == []
    assert len(before) == len(set(before))
    assert [line.size for line in view_case(desk, ALICE, case.id).clusters] == [4]


def test_a_heartbeat_keeps_the_run(desk: Desk, clock: Clock) -> None:
    open_file_case(desk)
    held = take(desk)
    for _ in range(5):
        clock.forward(seconds=50)
        keep_run(desk, held)
        assert claim_run(desk) is None


def test_progress_is_one_row_and_one_message(desk: Desk) -> None:
    case = open_file_case(desk)
    post_everything(desk)
    held = take(desk)
    for done in range(1, 30):
        report_progress(desk, held, "reading", done, 30)
    run = view_case(desk, ALICE, case.id).run
    assert run is not None
    assert (run.stage, run.done, run.total) == ("reading", 29, 30)
    posted = post_everything(desk)
    assert [message.kind for message in posted] == ["root"]
    assert posted[0].ts is not None


def test_a_person_can_stop_a_run_that_is_under_way(desk: Desk) -> None:
    case = open_file_case(desk)
    held = take(desk)
    cancel_run(desk, ALICE, case.id)
    with pytest.raises(Cancelled):
        keep_run(desk, held)
    stop_run(desk, held)
    assert state(desk, case.id) is RunState.CANCELLED
    (notice,) = [message for message in post_everything(desk) if message.kind == "notice"]
    assert (notice.content["what"], notice.content["by"]) == ("run_cancelled", "UALICE")


def test_a_run_that_fails_says_why(desk: Desk) -> None:
    case = open_file_case(desk)
    fail_run(desk, take(desk), "The file is empty.", "Export it again.")
    run = view_case(desk, ALICE, case.id).run
    assert run is not None
    assert (run.state, run.error, run.hint) == (RunState.FAILED, "The file is empty.", "Export it again.")
    (notice,) = [message for message in post_everything(desk) if message.kind == "notice"]
    assert notice.content["error"] == "The file is empty."


def test_a_run_that_kills_its_workers_is_given_up_and_told_once(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    for _ in range(MOST_ATTEMPTS):
        take(desk)
        clock.forward(seconds=61)
    assert claim_run(desk) is None
    assert state(desk, case.id) is RunState.FAILED
    assert claim_run(desk) is None
    assert [message.content["what"] for message in post_everything(desk) if message.kind == "notice"] == ["run_failed"]


def test_a_run_that_is_given_back_waits_for_the_next_worker_and_counts_no_attempt(desk: Desk) -> None:
    open_file_case(desk)
    give_back(desk, take(desk))
    assert take(desk).run.attempts == 1


def test_what_an_attempt_had_staged_is_replaced_not_doubled(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    lost = take(desk)
    with desk.database.transaction() as tx:
        staging.add_report(tx, case.team_id, case.id, lost.run.id, cluster("C9", "xyz"), at=1)
    assert view_case(desk, ALICE, case.id).clusters == ()
    clock.forward(seconds=61)
    publish(desk, take(desk), report(cluster("C1", "abcd")))
    assert [line.key for line in view_case(desk, ALICE, case.id).clusters] == ["C1"]
