"""The history of a case as its members may read it, and its summary at the end."""

from bot.model import Axis, Person
from bot.triage.annotate import add_note
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import export_view
from bot.triage.case_story import StoryLine, case_story
from bot.triage.close_case import close_case
from bot.triage.closing_summary import summarise
from bot.triage.desk import Desk
from bot.triage.mark_account import exclude_account
from bot.triage.record_vote import record_vote
from tests.worlds_of_triage import ALICE, BOB, CAROL, LEAD, Clock, post_everything, published_case, rerun
from tests.worlds_of_triage import cluster as group

YES, NO = Axis.YES, Axis.NO


def judge(desk: Desk, who: Person, cluster_id: int, answer: Axis, version: int = 1) -> None:
    record_vote(desk, who, cluster_id, version, acting_together=answer, not_what_they_seem=answer, reasons=("posts",))


def voted(desk: Desk, who: Person, case_id: int) -> list[StoryLine]:
    return [line for line in case_story(desk, who, case_id).lines if line.verb == "vote"]


def test_a_vote_is_hidden_in_the_history_until_the_quorum_but_not_from_its_author(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    judge(desk, ALICE, cluster_id, YES)
    (hidden,) = voted(desk, BOB, case.id)
    assert (hidden.user_id, hidden.vote, hidden.hidden) == ("", None, True)
    (mine,) = voted(desk, ALICE, case.id)
    assert (mine.user_id, mine.hidden) == ("UALICE", False)
    judge(desk, BOB, cluster_id, NO)
    assert [(line.user_id, line.vote is not None) for line in voted(desk, CAROL, case.id)] == [
        ("UALICE", True), ("UBOB", True),
    ]  # fmt: skip


def test_a_vote_on_an_older_version_that_never_opened_stays_hidden(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    judge(desk, ALICE, cluster_id, YES)
    rerun(desk, case, group("C1", ["a", "b", "c", "d", "e"]))
    judge(desk, BOB, cluster_id, YES, 2)
    judge(desk, CAROL, cluster_id, YES, 2)
    assert [line.user_id for line in voted(desk, LEAD, case.id)] == ["", "UBOB", "UCAROL"]


def test_what_people_did_is_told_in_order_and_looks_are_not(desk: Desk, clock: Clock) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    for act in (
        lambda: add_note(desk, ALICE, cluster_id, "seen in March"),
        lambda: exclude_account(desk, BOB, cluster_id, "a", "a feed"),
        lambda: export_view(desk, CAROL, case.id, "json"),
        lambda: case_story(desk, CAROL, case.id),
    ):
        clock.forward(seconds=1)
        act()
    lines = case_story(desk, ALICE, case.id).lines
    assert [(line.verb, line.user_id) for line in lines if line.verb != "add_data"] == [
        ("run", ""), ("note", "UALICE"), ("mark_account", "UBOB"), ("export", "UCAROL"),
    ]  # fmt: skip
    assert lines[-2].detail["label"] == "A1"


def test_a_closed_case_leaves_one_summary_with_votes_dissent_notes_and_what_is_out(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    for who, answer in ((ALICE, YES), (BOB, YES)):
        judge(desk, who, cluster_id, answer)
    judge(desk, CAROL, cluster_id, NO)
    judge(desk, LEAD, cluster_id, YES)
    add_note(desk, ALICE, cluster_id, "a note")
    exclude_account(desk, BOB, cluster_id, "a", "a feed")
    post_everything(desk)
    close_case(desk, LEAD, case.id, reason="done")
    posted = [message for message in post_everything(desk, first_ts=800) if message.kind != "root"]
    assert [(message.kind, message.content["reason"]) for message in posted] == [("case_summary", "done")]
    (found,) = summarise(desk, ALICE, case.id).groups
    assert [note.text for note in found.notes] == ["a note"]
    assert found.excluded == ("a feed",)
    assert found.recheck is not None
    assert {vote.user_id for vote in found.dissent} >= {"UCAROL"}


def test_notes_are_in_the_history_with_their_words_in_order(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    add_note(desk, ALICE, cluster_id, "first")
    add_note(desk, BOB, cluster_id, "second")
    told = [line.detail["text"] for line in case_story(desk, CAROL, case.id).lines if line.verb == "note"]
    assert told == ["first", "second"]
