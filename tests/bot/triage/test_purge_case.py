import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import SQLModel

from bot.errors import Conflict, InputError, NotAllowed
from bot.model import AccountState, Axis, Case, Change, Snapshot
from bot.recheck import tick
from bot.reporting.held import State
from bot.triage import announce
from bot.triage.annotate import add_note
from bot.triage.announce import claim_channel, mark_failed, mark_posted, release_channel
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import export_view, find_cluster
from bot.triage.change_recheck import change_rechecks
from bot.triage.close_case import reopen_case
from bot.triage.desk import Desk
from bot.triage.export_held import export_held
from bot.triage.hand_over import hand_over
from bot.triage.hold_evidence import hold_case, release_case
from bot.triage.keep_sent import keep_sent
from bot.triage.mark_account import exclude_account
from bot.triage.mark_baseline import mark_baseline
from bot.triage.open_case import WantedFile, open_case
from bot.triage.purge_case import plan_purge, purge_case, upload_gone, upload_of
from bot.triage.record_vote import record_vote
from bot.triage.save_intake import save_intake
from bot.triage.start_run import start_run
from storage import clusters, memory, purging, sightings, snapshots, votes
from storage.database import connect
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CHANNEL,
    LEAD,
    TEAM,
    Clock,
    Interrupted,
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

NAMES = ("alpha-7f", "bravo-7f", "charlie-7f", "delta-7f")


def worked_case(desk: Desk) -> tuple[Case, int]:
    """A case with everything: votes, a note, an exclusion, a hold that was released, a hand-over, case memory."""
    case = open_file_case(desk, title="the alpha-7f hashtag")
    evidence = [shared("bravo-7f", "charlie-7f", "meet by the well")]
    publish(desk, take(desk), report(cluster("C1", NAMES)), evidence=evidence, pictures=True)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    with desk.database.transaction() as tx:
        sightings.add_sites(tx, case.team_id, clusters.of_job(tx, cluster_id).report_id, {"orchard.example": 2})
    for one in (ALICE, BOB):
        record_vote(
            desk, one, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES, note="alpha-7f began it"
        )
    add_note(desk, ALICE, cluster_id, "bravo-7f is known to us")
    exclude_account(desk, ALICE, cluster_id, "alpha-7f", "alpha-7f is my neighbour")
    hold_case(desk, ALICE, case.id, "delta-7f sues")
    release_case(desk, ALICE, case.id)
    hand_over(desk, ALICE, case.id, ["C1"], "Example Trust")
    export_view(desk, BOB, case.id, "json")
    post_everything(desk)
    return case, cluster_id


def everything(desk: Desk) -> str:
    """All rows of all tables, as text."""
    with desk.database.reading() as tx:
        names = inspect(tx.session.connection()).get_table_names()
        rows = (row for name in names for row in tx.session.execute(text(f"SELECT * FROM {name}")))  # noqa: S608 - our own
        return "\n".join(str(tuple(row)) for row in rows)


def test_no_account_and_no_word_of_a_person_is_left(desk: Desk) -> None:
    case, _ = worked_case(desk)
    assert "alpha-7f" in everything(desk)
    purge_case(desk, LEAD, case.id, "1")
    left = everything(desk)
    for word in (*NAMES, "meet by the well", "neighbour", "known to us", "sues", "passwd", "orchard.example"):
        assert word not in left, word
    assert not desk.case_folder(case.id).exists()


def test_no_word_is_left_in_the_bytes_of_an_sqlite_file_or_its_log(sqlite_template: Path, tmp_path: Path) -> None:
    path = tmp_path / "shoal.sqlite"
    shutil.copyfile(sqlite_template, path)
    desk = Desk(connect(f"sqlite:///{path}"), Clock(), tmp_path / "data")
    case, cluster_id = worked_case(desk)
    for number in range(200):  # enough to split pages
        add_note(desk, ALICE, cluster_id, f"bravo-7f is known to us {number} " + "and to them " * 10)
    purge_case(desk, LEAD, case.id, "1")
    found = b"".join(one.read_bytes() for one in tmp_path.glob("shoal.sqlite*"))
    assert b"UALICE" in found
    for word in (*NAMES, "meet by the well", "neighbour", "known to us", "sues", "orchard.example"):
        assert word.encode() not in found, word
    desk.database.close()


def test_the_request_and_the_looks_at_accounts_go_too(desk: Desk) -> None:
    asked = save_intake(
        desk, team_id=TEAM, channel_id=CHANNEL, user_id="UALICE", kind="command", text="look at golf-7f",
        payload={"typed": "hotel-7f"}, delivery_key="d1",
    ).intake  # fmt: skip
    case = open_case(desk, ALICE, asked.id, title="t", handles=["bluesky:india-7f"], source="bluesky")
    publish(desk, take(desk), report(cluster("C1", NAMES)))
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    change_rechecks(desk, ALICE, case.id, "weekly")
    (recheck,) = view_case(desk, ALICE, case.id).rechecks
    look = Snapshot(
        account_id="juliet-7f", handle="kilo-7f", name="lima-7f", state=AccountState.ACTIVE, bio_hash="",
        avatar_hash="",
        created=None, followers=None, posts_total=None, source="bluesky", at=0,
    )  # fmt: skip
    with desk.database.transaction() as tx:
        snapshots.add(tx, case.team_id, recheck.id, 1, [look])
        snapshots.tell(tx, case.team_id, recheck.id, 1, [Change("mike-7f", "m", "renamed", "november-7f", "o")], 0)
    assert cluster_id == recheck.cluster_id
    assert everything(desk).count("-7f") > 8
    purge_case(desk, LEAD, case.id, "1")
    assert re.findall(r"\w+-7f", everything(desk)) == []


def test_every_table_of_what_a_run_found_is_reached() -> None:
    found = {
        table.name
        for table in SQLModel.metadata.tables.values()
        if any(key.column.table.name == "cluster_reports" for key in table.foreign_keys)
    }
    assert found == {table.__tablename__ for table in purging.OF_A_REPORT} | {"held_files"}


def test_counts_hashes_votes_history_and_recipients_stay(desk: Desk) -> None:
    case, cluster_id = worked_case(desk)
    purge_case(desk, LEAD, case.id, " #1 ")
    view = view_case(desk, ALICE, case.id)
    assert view.purge is not None
    assert {name: value for name, value in view.purge.kept.items() if name != "figures"} == {
        "accounts": 50,
        "posts": 100,
        "shares": 100,
        "groups": [{"key": "C1", "accounts": 3, "verdict": "coordinated_inauthentic", "votes": 2}],
        "files": [{"number": 1, "size": 48, "sha256": "aa" * 32}],
    }
    assert [one.recipient for one in view.holdings] == ["Example Trust"]
    with desk.database.reading() as tx:
        assert [(v.user_id, v.acting_together, v.note) for v in votes.everything(tx, cluster_id)] == [
            ("UALICE", Axis.YES, ""), ("UBOB", Axis.YES, ""),
        ]  # fmt: skip
        assert memory.size(tx, case.team_id) == 0
    history = {event.verb: event for event in history_of(desk, case)}
    assert {"vote", "mark_account", "held", "handover", "export", "purge_case"} <= history.keys()
    mark = history["mark_account"].detail
    assert mark["status"] == "excluded"
    assert str(mark["account_id"]).startswith("purged-")
    assert "reason" not in mark


def test_append_only_tables_are_closed_again_after_a_purge(desk: Desk) -> None:
    case, _ = worked_case(desk)
    purge_case(desk, LEAD, case.id, "1")
    for statement in ("UPDATE votes SET note = 'x'", "DELETE FROM audit_events", "DELETE FROM packages"):
        with pytest.raises(DatabaseError, match="append-only"), desk.database.transaction() as tx:
            tx.session.execute(text(statement))


def test_looks_of_rechecks_go_and_no_recheck_goes_on(desk: Desk, clock: Clock) -> None:
    case, _ = worked_case(desk)
    change_rechecks(desk, ALICE, case.id, "now")
    tick(desk, {})
    purge_case(desk, LEAD, case.id, "1")
    post_everything(desk)
    clock.forward(days=60)
    result = tick(desk, {})
    assert (result.looks, result.warned, result.purged) == (0, 0, 0)
    assert post_everything(desk) == []


def test_another_case_is_left_as_it_was(desk: Desk) -> None:
    other = published_case(desk, cluster("C1", ["echo-1", "echo-2", "echo-3"]))
    case, _ = worked_case(desk)
    purge_case(desk, LEAD, case.id, "2")
    assert len(view_case(desk, ALICE, other.id).clusters) == 1
    assert "echo-1" in everything(desk)


def test_the_list_says_what_would_go_and_who_took_copies(desk: Desk) -> None:
    case, _ = worked_case(desk)
    plan = plan_purge(desk, LEAD, case.id)
    assert (plan.accounts, plan.notes, plan.frozen, plan.uploads) == (4, 1, 3, ())
    assert plan.takers == (("UALICE", 1), ("UBOB", 1))


def test_the_number_has_to_be_typed_and_only_a_lead_purges(desk: Desk) -> None:
    case, _ = worked_case(desk)
    with pytest.raises(InputError, match="Type 1 to purge case 1"):
        purge_case(desk, LEAD, case.id, "2")
    with pytest.raises(NotAllowed):
        purge_case(desk, ALICE, case.id, "1")
    assert desk.case_folder(case.id).exists()


def test_held_or_running_cases_are_not_purged(desk: Desk) -> None:
    held, _ = worked_case(desk)
    hold_case(desk, ALICE, held.id, "cited")
    with pytest.raises(Conflict, match="is held"):
        purge_case(desk, LEAD, held.id, "1")
    running = open_file_case(desk)
    with pytest.raises(Conflict, match="is being worked on right now"):
        purge_case(desk, LEAD, running.id, "2")


def test_what_is_held_while_a_purge_begins_keeps_every_copy(desk: Desk) -> None:
    case, _ = worked_case(desk)
    meanwhile = Interrupted(desk.database.engine, lambda: hold_case(desk, ALICE, case.id, "a court asks for it"))
    with pytest.raises(Conflict, match="is held"):
        purge_case(replace(desk, database=meanwhile), LEAD, case.id, "1")
    copies = export_held(desk, LEAD, case.id).copies
    assert [copy.state for copy in copies] == [State.INTACT] * 6
    assert view_case(desk, ALICE, case.id).case.purged_at is None


def test_a_rerun_that_starts_while_a_purge_begins_keeps_its_data(desk: Desk) -> None:
    case, _ = worked_case(desk)
    meanwhile = Interrupted(desk.database.engine, lambda: start_run(desk, ALICE, case.id))
    with pytest.raises(Conflict, match="is being worked on right now"):
        purge_case(replace(desk, database=meanwhile), LEAD, case.id, "1")
    assert all(file.path.is_file() for file in take(desk).inputs.files)


def test_a_purge_that_is_not_committed_puts_the_folder_back(desk: Desk) -> None:
    case, _ = worked_case(desk)
    before = sorted(desk.data_dir.rglob("*"))
    with pytest.raises(ConnectionError):
        purge_case(replace(desk, database=Interrupted(desk.database.engine, commits=False)), LEAD, case.id, "1")
    assert sorted(desk.data_dir.rglob("*")) == before
    purge_case(desk, LEAD, case.id, "1")
    assert list((desk.data_dir / "cases").iterdir()) == []


def test_a_purged_case_cannot_be_worked_on(desk: Desk) -> None:
    case, cluster_id = worked_case(desk)
    purge_case(desk, LEAD, case.id, "1")
    attempts: list[Callable[[], object]] = [
        lambda: reopen_case(desk, ALICE, case.id),
        lambda: export_view(desk, ALICE, case.id, "json"),
        lambda: export_held(desk, ALICE, case.id),
        lambda: hand_over(desk, ALICE, case.id, ["C1"], "Example Trust"),
        lambda: start_run(desk, ALICE, case.id),
        lambda: hold_case(desk, ALICE, case.id, "late"),
        lambda: release_case(desk, ALICE, case.id),
        lambda: change_rechecks(desk, ALICE, case.id, "now"),
        lambda: find_cluster(desk, ALICE, case.id, "C1"),
        lambda: mark_baseline(desk, LEAD, case.id),
        lambda: exclude_account(desk, ALICE, cluster_id, "bravo-7f", "late"),
        lambda: add_note(desk, ALICE, cluster_id, "late"),
    ]
    for attempt in attempts:
        with pytest.raises(Conflict, match="was purged: counts, hashes and votes are all that is left"):
            attempt()
    with pytest.raises(Conflict, match="was purged already"):
        purge_case(desk, LEAD, case.id, "1")


def deletions(desk: Desk) -> list[str]:
    """Slack's ids of the files that are to be deleted there."""
    return [str(one.content["file_id"]) for one in post_everything(desk) if one.kind == "delete_file"]


def test_files_that_people_were_sent_leave_slack(desk: Desk) -> None:
    case, _ = worked_case(desk)
    other = published_case(desk, cluster("C1", ["echo-1", "echo-2", "echo-3"]))
    keep_sent(desk, [case], "UALICE", "F-export")
    keep_sent(desk, [other, case], "UBOB", "F-beside")
    keep_sent(desk, [other], "UBOB", "F-other")
    plan = plan_purge(desk, LEAD, case.id)
    assert plan.sent == 2
    purge_case(desk, LEAD, case.id, "1")
    assert deletions(desk)[-2:] == ["F-export", "F-beside"]
    purge_case(desk, LEAD, other.id, "2")
    assert deletions(desk) == ["F-other"], "Slack has the other no more"


def test_a_file_that_was_sent_while_its_case_was_purged_leaves_slack_at_once(desk: Desk) -> None:
    case, _ = worked_case(desk)
    purge_case(desk, LEAD, case.id, "1")
    post_everything(desk)
    keep_sent(desk, [case], "UALICE", "F-late")
    assert deletions(desk) == ["F-late"]


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize("posted_before", [True, False])
def test_a_card_that_is_being_posted_while_its_case_is_purged_is_edited_away(
    desk: Desk, *, posted_before: bool, arrived: bool
) -> None:
    case = open_file_case(desk)
    post_everything(desk)
    publish(desk, take(desk), report(cluster("C1", NAMES)))
    if posted_before:
        post_everything(desk)
        cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
        add_note(desk, ALICE, cluster_id, "bravo-7f is known to us")
        with desk.database.transaction() as tx:
            announce.card(tx, case, cluster_id, "C1", desk.now())
    claim = claim_channel(desk)
    assert claim is not None
    (card,) = [one for one in claim.messages if one.kind == "cluster_card"]
    purge_case(desk, LEAD, case.id, "1")
    if arrived:
        mark_posted(desk, claim, card, card.ts or "9.000")
    else:
        mark_failed(desk, claim, card, "LookupError", retry_at=None)
    release_channel(desk, claim)
    edited = [one.ts for one in post_everything(desk) if one.content.get("what") == "erased" and one.id == card.id]
    assert edited == ([card.ts or "9.000"] if arrived or posted_before else [])


def test_a_picture_that_was_uploaded_while_its_case_was_purged_leaves_slack_at_once(desk: Desk) -> None:
    case = open_file_case(desk)
    publish(desk, take(desk), report(cluster("C1", NAMES)), pictures=True)
    claim = claim_channel(desk)
    assert claim is not None
    (picture,) = [one for one in claim.messages if one.kind == "picture"]
    purge_case(desk, LEAD, case.id, "1")
    mark_posted(desk, claim, picture, "", payload={"file_id": "F-late"})
    release_channel(desk, claim)
    assert deletions(desk) == ["F-late"]


def test_an_upload_in_slack_is_named_until_it_is_gone(desk: Desk) -> None:
    case = open_case(desk, ALICE, None, title="t", channel_id=CHANNEL, files=[WantedFile("a.csv", "F1", 10)])
    with pytest.raises(Conflict, match="was not purged"):
        upload_of(desk, ALICE, case.id, 1)
    with desk.database.transaction() as tx:
        tx.session.execute(text("UPDATE case_files SET state = 'stored'"))
    purge_case(desk, LEAD, case.id, "1")
    assert upload_of(desk, ALICE, case.id, 1) == "F1"
    upload_gone(desk, ALICE, case.id, 1)
    with pytest.raises(Conflict, match="does not have that file"):
        upload_of(desk, ALICE, case.id, 1)
