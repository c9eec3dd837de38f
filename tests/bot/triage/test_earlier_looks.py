"""A run is told every earlier look at its case's accounts; a comparison of exports is not."""

from bot.model import AccountState, Axis, Case, Snapshot
from bot.triage.browse_cases import view_case
from bot.triage.desk import Desk
from bot.triage.record_vote import record_vote
from bot.triage.start_run import start_run
from storage import rechecks, snapshots
from tests.worlds_of_triage import ALICE, BOB, LEAD, TEAM, cluster, published_case, take


def watched(desk: Desk, *names: str) -> Case:
    """A judged case, whose rechecks have looked at each account once."""
    case = published_case(desk, cluster("C1", names))
    cluster_id = view_case(desk, LEAD, case.id).clusters[0].cluster_id
    for who in (ALICE, BOB):
        record_vote(desk, who, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    with desk.database.transaction() as tx:
        (recheck,) = rechecks.of_cases(tx, [case.id])
        found = [
            Snapshot(name, f"@{name}", "", AccountState.ACTIVE, "", "", None, None, 5, "x", desk.now())
            for name in names
        ]
        snapshots.add(tx, TEAM, recheck.id, 1, found)
    return case


def test_a_rerun_is_told_what_rechecks_of_its_own_case_saw(desk: Desk) -> None:
    watched(desk, "ann", "ben", "cat")
    case = watched(desk, "dan", "eve", "fay")
    start_run(desk, ALICE, case.id)
    inputs = take(desk).inputs
    assert [(item.account_id, item.posts_total) for item in inputs.seen] == [("dan", 5), ("eve", 5), ("fay", 5)]


def test_a_first_run_has_seen_nothing(desk: Desk) -> None:
    case = published_case(desk)
    start_run(desk, ALICE, case.id)
    assert take(desk).inputs.seen == ()
