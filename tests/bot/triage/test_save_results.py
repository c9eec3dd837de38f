import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection

from bot.analysis.pipeline import RunResult
from bot.model import RunState
from bot.report import ClusterEdge, Rejected
from bot.triage.browse_cases import rejected_rows, view_case
from bot.triage.browse_clusters import export_view, list_accounts, list_pairs, view_cluster
from bot.triage.cancel_run import cancel_run
from bot.triage.desk import Desk
from bot.triage.save_results import save_results
from bot.triage.take_run import claim_run
from storage.staging import ROWS_A_COMMIT
from tests.worlds_of_triage import (
    ALICE,
    Clock,
    cluster,
    history_of,
    open_file_case,
    post_everything,
    publish,
    published_case,
    report,
    shared,
    take,
)


@dataclass
class Commits:
    """Counts the rows that each transaction has written."""

    rows: list[int] = field(default_factory=lambda: [0])

    def wrote(self, _connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:  # noqa: FBT001
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.rows[-1] += len(parameters) if many else max(cursor.rowcount, statement.count("(?") or 1, 1)

    def committed(self, _connection: Connection) -> None:
        self.rows.append(0)


@contextmanager
def counted(desk: Desk) -> Iterator[Commits]:
    commits = Commits()
    event.listen(desk.database.engine, "after_cursor_execute", commits.wrote)
    event.listen(desk.database.engine, "commit", commits.committed)
    yield commits
    event.remove(desk.database.engine, "after_cursor_execute", commits.wrote)
    event.remove(desk.database.engine, "commit", commits.committed)


def big(accounts: int) -> list[str]:
    return [f"account{number:05}" for number in range(accounts)]


def test_a_big_result_is_written_in_small_commits(desk: Desk) -> None:
    open_file_case(desk)
    claim = take(desk)
    names = big(2200)
    with counted(desk) as commits:
        publish(desk, claim, report(cluster("C1", names)), evidence=[shared("account00000", "account00001")] * 700)
    assert sum(commits.rows) > 2900
    assert max(commits.rows) <= ROWS_A_COMMIT + 10
    assert len(commits.rows) > 8


def test_all_of_a_big_result_is_there(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", big(1201)), evidence=[shared("account00000", "account00001")] * 700)
    (line,) = view_case(desk, ALICE, case.id).clusters
    page = list_accounts(desk, ALICE, line.cluster_id, page=60)
    assert (page.total, page.pages, page.members[-1].label, page.page) == (1201, 61, "A1201", 60)
    assert list_accounts(desk, ALICE, line.cluster_id, page=999).page == 60
    pairs = list_pairs(desk, ALICE, line.cluster_id, page=69)
    assert (pairs.total, pairs.pages, len(pairs.pairs)) == (700, 70, 10)
    assert len(export_view(desk, ALICE, case.id, "json").report.clusters[0].edges) == 1200


def test_nothing_shows_before_everything_is_there(desk: Desk) -> None:
    case = open_file_case(desk)
    claim = take(desk)
    post_everything(desk)
    seen: list[int] = []
    looking = threading.Lock()

    def looked(_connection: Connection) -> None:
        if looking.acquire(blocking=False):  # looking is a transaction too
            seen.append(len(view_case(desk, ALICE, case.id).clusters))
            looking.release()

    event.listen(desk.database.engine, "commit", looked)
    publish(desk, claim, report(cluster("C1", big(20)), cluster("C2", ["x", "y", "z"])))
    event.remove(desk.database.engine, "commit", looked)
    assert set(seen) == {0}
    assert len(view_case(desk, ALICE, case.id).clusters) == 2


def test_a_half_staged_attempt_leaves_no_trace(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    lost = take(desk)
    broken = replace(cluster("C1", big(900)), edges=(ClusterEdge("a", "b", "url", None, 1, float("nan")),) * 3)

    def stop_at_third(_connection: Connection) -> None:
        stop_at_third.left -= 1  # type: ignore[attr-defined]
        if stop_at_third.left == 0:  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    stop_at_third.left = 4  # type: ignore[attr-defined]
    event.listen(desk.database.engine, "commit", stop_at_third)
    with pytest.raises(KeyboardInterrupt):
        publish(desk, lost, report(broken))
    event.remove(desk.database.engine, "commit", stop_at_third)
    clock.forward(seconds=61)
    publish(desk, take(desk), report(cluster("C1", ["a", "b", "c"])))
    (line,) = view_case(desk, ALICE, case.id).clusters
    assert (line.size, len(list_accounts(desk, ALICE, line.cluster_id).members)) == (3, 3)


def test_the_report_of_a_run_is_kept_without_its_clusters(desk: Desk) -> None:
    case = open_file_case(desk)
    claim = take(desk)
    found = report(cluster("C1", ["a", "b", "c"]))
    rejected = tuple(Rejected("a.csv", number, "no time") for number in range(1, 1501))
    found = replace(found, dataset=replace(found.dataset, rejected=rejected, rejected_total=1500))
    save_results(desk, claim, RunResult(found, input_sha256="ab" * 32), ())
    view = view_case(desk, ALICE, case.id)
    assert view.report is not None
    assert (view.report.clusters, view.report.dataset.rejected_total) == ((), 1500)
    assert [row.line for row in rejected_rows(desk, ALICE, case.id)] == list(range(1, 1001))
    assert history_of(desk, case)[-1].verb == "see_rejected"
    assert view.run is not None
    assert (view.run.state, view.run.input_sha256) == (RunState.DONE, "ab" * 32)


def test_a_card_knows_its_report_and_its_place_among_the_others(desk: Desk) -> None:
    case = published_case(desk, cluster("C0", ["a"]), cluster("C1", ["b", "c", "d"]), cluster("C2", ["e", "f", "g"]))
    view = view_cluster(desk, ALICE, view_case(desk, ALICE, case.id).clusters[1].cluster_id)
    assert (view.cluster.key, view.total, view.current, view.closed) == ("C1", 2, True, False)
    assert [account.account_id for account in view.cluster.report.accounts] == ["b", "c", "d"]
    assert view.report is not None
    assert view.report.false_alarm_card.null_runs == 30


def test_a_run_cancelled_while_its_worker_was_dead_is_ended_when_it_is_taken_up(desk: Desk, clock: Clock) -> None:
    case = open_file_case(desk)
    take(desk)
    cancel_run(desk, ALICE, case.id)
    clock.forward(seconds=61)
    assert claim_run(desk) is None
    run = view_case(desk, ALICE, case.id).run
    assert run is not None
    assert run.state is RunState.CANCELLED


def test_a_result_without_a_report_is_our_fault(desk: Desk) -> None:
    open_file_case(desk)
    with pytest.raises(ValueError, match="has a report"):
        save_results(desk, take(desk), RunResult(), ())
