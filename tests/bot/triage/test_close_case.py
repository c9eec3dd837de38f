from dataclasses import asdict

import pytest

from bot.errors import Conflict, InputError, NotAllowed, NotFound
from bot.model import Axis, CaseStatus, RightRole, Sensitivity, VerdictKind
from bot.triage.add_data import add_data
from bot.triage.annotate import add_note, ask_for_view, claim_cluster, release_cluster
from bot.triage.audit import audit
from bot.triage.browse_cases import list_cases, rejected_rows, view_case
from bot.triage.browse_clusters import export_view, find_cluster, view_cluster
from bot.triage.case_story import case_story
from bot.triage.close_case import close_case, reopen_case, set_sensitivity
from bot.triage.desk import Desk
from bot.triage.hand_over import hand_over
from bot.triage.hold_evidence import hold_case, release_case
from bot.triage.open_case import WantedFile, open_case
from bot.triage.override_verdict import override_verdict
from bot.triage.preferences import preferences, set_preference
from bot.triage.record_vote import record_vote
from bot.triage.reopen_group import reopen_group
from bot.triage.save_intake import save_intake
from bot.triage.start_run import start_run
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CAROL,
    CHANNEL,
    LEAD,
    TEAM,
    cluster,
    history_of,
    open_file_case,
    person,
    post_everything,
    published_case,
    rerun,
)


def told(desk: Desk) -> list[str]:
    """What the thread is told: notices by what they tell, and summaries."""
    found = [message for message in post_everything(desk) if message.kind in {"notice", "case_summary"}]
    return [str(message.content.get("what", message.kind)) for message in found]


def test_a_decided_case_is_closed_and_opened_again_by_an_analyst(desk: Desk) -> None:
    case = published_case(desk)
    line = view_case(desk, ALICE, case.id).clusters[0]
    for who in (ALICE, BOB):
        record_vote(desk, who, line.cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    post_everything(desk)
    closed = close_case(desk, ALICE, case.id)
    assert (closed.status, closed.closed_by) == (CaseStatus.CLOSED, "UALICE")
    with pytest.raises(Conflict, match="closed already"):
        close_case(desk, ALICE, case.id)
    with pytest.raises(Conflict, match="is closed"):
        start_run(desk, ALICE, case.id)
    assert reopen_case(desk, BOB, case.id).status is CaseStatus.OPEN
    with pytest.raises(Conflict, match="is open"):
        reopen_case(desk, BOB, case.id)
    assert told(desk) == ["case_summary", "reopened"]
    close_case(desk, ALICE, case.id)
    assert told(desk) == ["case_summary"]


def test_an_undecided_case_is_closed_by_a_lead_with_a_reason_only(desk: Desk) -> None:
    case = published_case(desk)
    with pytest.raises(NotAllowed, match="while C1 wait for votes"):
        close_case(desk, ALICE, case.id)
    with pytest.raises(InputError, match="still wait"):
        close_case(desk, LEAD, case.id)
    close_case(desk, LEAD, case.id, reason="duplicate of case 1")
    (event,) = [event for event in history_of(desk, case) if event.verb == "closed"]
    assert event.detail == {"reason": "duplicate of case 1", "undecided": ["C1"]}


def test_looking_at_the_history_is_in_the_history(desk: Desk) -> None:
    case = published_case(desk)
    case_story(desk, BOB, case.id)
    audit(desk, BOB, "open_file", case.id, {"file": 1})
    verbs = [(event.user_id, event.verb) for event in history_of(desk, case)]
    assert verbs == [("UALICE", "open_case"), ("UBOB", "read_history"), ("UBOB", "open_file")]


def test_anyone_can_lock_a_case_down_and_only_a_lead_opens_it_up(desk: Desk) -> None:
    case = published_case(desk)
    post_everything(desk)
    assert set_sensitivity(desk, ALICE, case.id, Sensitivity.INTERNAL).sensitivity is Sensitivity.INTERNAL
    assert sorted(message.kind for message in post_everything(desk)) == ["cluster_card", "notice", "root"]
    with pytest.raises(Conflict, match="internal only already"):
        set_sensitivity(desk, ALICE, case.id, Sensitivity.INTERNAL)
    with pytest.raises(NotAllowed):
        set_sensitivity(desk, ALICE, case.id, Sensitivity.OPEN)
    set_sensitivity(desk, LEAD, case.id, Sensitivity.OPEN)


def test_what_a_thread_was_told_in_peoples_words_is_told_anew_when_a_case_becomes_internal(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    override_verdict(desk, LEAD, cluster_id, VerdictKind.INAUTHENTIC, "run by @elif")
    hold_case(desk, LEAD, case.id, "run by @elif")
    hand_over(desk, ALICE, case.id, ["C1"], "friends of @elif")
    reopen_group(desk, LEAD, cluster_id, "not run by @elif")
    close_case(desk, LEAD, case.id, reason="as @elif is gone")
    before = {message.key: message.ts for message in post_everything(desk)}
    set_sensitivity(desk, ALICE, case.id, Sensitivity.INTERNAL)
    again = [message for message in post_everything(desk, first_ts=100) if message.key in before]
    told = [str(message.content.get("what", message.kind)) for message in again]
    assert sorted(told) == [
        "case_summary", "cluster_card", "handed_over", "held", "recalled", "root", "verdict", "verdict",
    ]  # fmt: skip
    assert all(message.ts is not None for message in again)


def test_a_case_that_becomes_internal_names_the_files_that_are_still_in_the_channel(desk: Desk) -> None:
    case = open_file_case(desk)
    for who, name in ((BOB, "F1"), (CAROL, "F2")):
        add_data(desk, who, case.id, [WantedFile("handles.csv", name, 1)])
    set_sensitivity(desk, ALICE, case.id, Sensitivity.INTERNAL)
    (notice,) = [one for one in post_everything(desk) if one.content.get("what") == "made_internal_only"]
    assert notice.content["uploads"] == [{"number": 2, "by": "UBOB"}, {"number": 3, "by": "UCAROL"}]


@pytest.mark.parametrize(
    ("kind", "left"),
    [("mention", [{"number": 1, "by": "UBOB"}]), ("triage_file", [{"number": 1, "by": ""}]), ("upload", [])],
)
def test_a_file_that_came_by_a_form_never_stood_in_the_channel_and_one_by_a_shortcut_was_somebodys(
    desk: Desk, kind: str, left: list[dict[str, object]]
) -> None:
    files = [WantedFile("a.csv", "F1", 1)]
    saved = save_intake(
        desk,
        team_id=TEAM,
        channel_id=CHANNEL,
        user_id="UBOB",
        kind=kind,
        text="",
        payload={"files": [asdict(one) for one in files]},
        delivery_key="d1",
    )
    case = open_case(desk, BOB, saved.intake.id, title="x", files=files)
    set_sensitivity(desk, ALICE, case.id, Sensitivity.INTERNAL)
    (notice,) = [one for one in post_everything(desk) if one.content.get("what") == "made_internal_only"]
    assert notice.content["uploads"] == left


def test_what_is_not_held_cannot_be_released(desk: Desk) -> None:
    with pytest.raises(Conflict, match="not held"):
        release_case(desk, ALICE, published_case(desk).id)


def test_a_claim_is_one_persons_until_they_or_a_lead_release_it(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    claim_cluster(desk, ALICE, cluster_id)
    with pytest.raises(Conflict, match=r"Somebody looks at C1 already\."):
        claim_cluster(desk, BOB, cluster_id)
    with pytest.raises(NotAllowed):
        release_cluster(desk, BOB, cluster_id)
    assert view_cluster(desk, BOB, cluster_id).claimed_by == "UALICE"
    release_cluster(desk, LEAD, cluster_id)
    claim_cluster(desk, BOB, cluster_id)
    release_cluster(desk, BOB, cluster_id)
    assert view_cluster(desk, BOB, cluster_id).claimed_by == ""
    with pytest.raises(Conflict, match="Nobody has claimed C1"):
        release_cluster(desk, BOB, cluster_id)


def test_notes_stay_beside_the_cluster(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    add_note(desk, ALICE, cluster_id, " seen before <!channel> ")
    with pytest.raises(InputError, match="empty"):
        add_note(desk, ALICE, cluster_id, "  ")
    assert [(note.user_id, note.text) for note in view_cluster(desk, BOB, cluster_id).notes] == [
        ("UALICE", "seen before <!channel>")
    ]


def test_only_somebody_of_the_cases_channel_is_asked(desk: Desk) -> None:
    cluster_id = view_case(desk, ALICE, published_case(desk).id).clusters[0].cluster_id
    with pytest.raises(InputError, match="not in the channel"):
        ask_for_view(desk, ALICE, cluster_id, person("UCAROL", channels=[]))


def test_a_person_is_asked_once_a_version(desk: Desk) -> None:
    carol = person("UCAROL")
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    post_everything(desk)
    ask_for_view(desk, ALICE, cluster_id, carol)
    assert len([message for message in post_everything(desk) if message.kind == "notice"]) == 1
    ask_for_view(desk, BOB, cluster_id, carol)
    assert [message.ts for message in post_everything(desk) if message.kind == "notice"] != [None]
    rerun(desk, case, cluster("C1", "abcde"))
    ask_for_view(desk, ALICE, cluster_id, carol)
    asked = [item for item in post_everything(desk) if item.kind == "notice" and item.content["what"] == "asked"]
    assert [message.ts for message in asked] == [None]


def test_lists_hold_what_the_person_can_see(desk: Desk) -> None:
    mine, other = published_case(desk), published_case(desk, by=BOB)
    closed = published_case(desk)
    close_case(desk, LEAD, closed.id, reason="r")
    line = view_case(desk, ALICE, other.id).clusters[0]
    for who, answer in ((ALICE, Axis.YES), (BOB, Axis.NO)):
        record_vote(desk, who, line.cluster_id, 1, acting_together=answer, not_what_they_seem=Axis.YES, reasons=["r"])
    seen = {
        which: [row.case.id for row in list_cases(desk, ALICE, which)] for which in ("open", "mine", "flagged", "all")
    }
    assert seen == {
        "open": [other.id, mine.id],
        "mine": [closed.id, mine.id],
        "flagged": [other.id],
        "all": [closed.id, other.id, mine.id],
    }
    assert list_cases(desk, person("U", channels=["C9"]), "all") == ()
    assert list_cases(desk, CAROL, "all", limit=1)[0].votes_wanted == 2


def test_a_cluster_is_found_by_its_name(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abc"), cluster("C2", "def"))
    assert find_cluster(desk, ALICE, case.id, "c2").cluster.key == "C2"
    with pytest.raises(NotFound, match="no group C7") as caught:
        find_cluster(desk, ALICE, case.id, "C7")
    assert caught.value.hint == "It has C1, C2."


def test_what_a_rerun_no_longer_finds_stays_visible_and_asks_for_nothing(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abc"), cluster("C2", "def"))
    post_everything(desk)
    rerun(desk, case, cluster("C1", "abc"), cluster("C2", "xyz"))
    view = view_case(desk, ALICE, case.id)
    assert [(line.key, line.current) for line in view.clusters] == [("C1", True), ("C2", False), ("C3", True)]
    assert view.votes_wanted == 4
    posted = post_everything(desk)
    (notice,) = [message for message in posted if message.kind == "notice"]
    assert {key: notice.content[key] for key in ("what", "changed", "gone", "new")} == {
        "what": "rerun_done",
        "changed": [],
        "gone": ["C2"],
        "new": ["C3"],
    }


def test_a_cluster_found_by_a_rerun_gets_a_card_of_its_own(desk: Desk) -> None:
    case = published_case(desk, *(cluster(f"C{n}", [f"{n}{x}" for x in "abc"]) for n in range(1, 8)))
    post_everything(desk)
    rerun(desk, case, cluster("C1", ["new1", "new2", "new3"]), cluster("C2", ["1a", "1b", "1c"]))
    new = [message for message in post_everything(desk) if message.kind == "cluster_card" and message.ts is None]
    view = view_case(desk, ALICE, case.id)
    assert [message.content["cluster_id"] for message in new] == [view.clusters[-1].cluster_id]
    assert view.clusters[-1].key == "C8"
    claim_cluster(desk, ALICE, view.clusters[5].cluster_id)
    assert "cluster_table" in [message.kind for message in post_everything(desk)]


def test_a_run_without_clusters_says_so_once(desk: Desk) -> None:
    from tests.worlds_of_triage import publish, report, take  # noqa: PLC0415 - only here

    case = open_file_case(desk)
    publish(desk, take(desk), report())
    said = [message.content["what"] for message in post_everything(desk) if message.kind == "notice"]
    assert said == ["no_cluster"]
    view = view_case(desk, ALICE, case.id)
    assert (view.clusters, view.votes_wanted, view.missing) == ((), 0, "")
    assert rejected_rows(desk, ALICE, case.id) == ()


def test_a_case_without_results_exports_nothing(desk: Desk) -> None:
    case = open_file_case(desk)
    with pytest.raises(InputError, match="no result"):
        export_view(desk, ALICE, case.id, "json")


def test_an_export_holds_every_vote_and_is_audited(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    record_vote(desk, ALICE, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    (exported,) = export_view(desk, BOB, case.id, "json").clusters
    assert [vote.user_id for vote in exported.votes] == ["UALICE"]
    assert [event.user_id for event in history_of(desk, case) if event.verb == "export"] == ["UBOB"]


def test_a_channels_choice_goes_before_the_teams(desk: Desk) -> None:
    assert preferences(desk, TEAM, CHANNEL).quorum == 2
    set_preference(desk, LEAD, "quorum", "3")
    set_preference(desk, LEAD, "quorum", "4", channel_id=CHANNEL)
    assert [preferences(desk, TEAM, channel).quorum for channel in ("", "C2", CHANNEL)] == [3, 3, 4]
    assert preferences(desk, "T2", CHANNEL).quorum == 2


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("quorum", "0"),
        ("quorum", "many"),
        ("retention_days", "-1"),
        ("outsiders_vote", "maybe"),
        ("sensitivity", "secret"),
        ("default_platform", "a b"),
        ("colour", "blue"),
    ],
)
def test_a_setting_that_does_not_fit_is_answered_with_a_hint(desk: Desk, key: str, value: str) -> None:
    with pytest.raises(InputError) as caught:
        set_preference(desk, LEAD, key, value)
    assert caught.value.hint


def test_only_leads_change_settings(desk: Desk) -> None:
    for who in (ALICE, person("U", RightRole.VIEWER)):
        with pytest.raises(NotAllowed):
            set_preference(desk, who, "quorum", "3")
