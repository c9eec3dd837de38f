from dataclasses import replace
from typing import Any

import pytest

from bot.errors import NotFound
from bot.model import Sensitivity, VerdictKind
from bot.triage.views import VoteState
from handlers.blocks.notices.delivery import missed
from handlers.blocks.notices.kinds import KINDS, WHAT, notice
from tests.handlers import samples
from tests.handlers.reading import check_blocks, labels, read

VIEW = samples.case_view()
HOLDER = {
    "kind": "handover",
    "recipient": "Example Trust",
    "by": "U1",
    "at": samples.AT,
    "sha256": "3f9a" + "0" * 56 + "c21e",
    "verdict": "coordinated_inauthentic",
}
SAMPLES: dict[str, dict[str, Any]] = {
    "file_failed": {"number": 2, "error": "The file is empty (0 bytes).", "hint": "Export it again."},
    "run_failed": {"run_id": 1, "error": "It took longer than 60 minutes.", "hint": "Split the file."},
    "run_cancelled": {"run_id": 1, "by": "U1"},
    "rerun_done": {"run_id": 1, "changed": [1], "gone": [], "new": [2, 3]},
    "no_cluster": {"run_id": 1},
    "closed": {"by": "U1", "reason": "handed over"},
    "reopened": {"by": "U1"},
    "retention_warning": {"expires_at": samples.AT},
    "purged": {"slack_file_ids": ["F1"]},
    "held": {"by": "U1", "reason": "cited in *our* report", "posts": 2, "profiles": 4, "picture": 1},
    "released": {"by": "U1"},
    "made_internal_only": {"by": "U1"},
    "made_open": {"by": "U1"},
    "handed_over": {
        "by": "U1",
        "kind": "handover",
        "recipient": "Example <!here> Trust",
        "sha256": "3f9a" + "0" * 56 + "c21e",
        "groups": [{"key": "C1", "accounts": 4, "verdict": "coordinated_inauthentic"}],
    },
    "recalled": {"key": "C1", "kind": "organic", "holders": [HOLDER]},
    "purged_case": {"by": "U1", "sent": 1, "uploads": [1, 2]},
    "erased": {},
    "asked": {"cluster_id": 11, "user_id": "U2", "by": "U1"},
    "asked_direct": {"cluster_id": 11, "by": "U1", "link": "https://example.slack.com/archives/C1/p1"},
    "seen_before_changed": {
        "cluster_id": 11,
        "elsewhere": False,
        "number": 7,
        "key": "C3",
        "before": "organic",
        "kind": "",
    },
    "verdict": {"cluster_id": 11, "kind": "organic", "before": "disputed", "by": "U1"},
    "recheck_notice": {
        "recheck_id": 4,
        "cluster_id": 11,
        "changes": [
            {"account_id": "1", "handle": "a<!here>", "what": "state", "before": "active", "after": "suspended"}
        ],
        "checked": 290,
        "unreached": 6,
        "total": 296,
        "gone": 152,
    },
    "data_request": {"recheck_id": 4, "cluster_id": 11},
    "confirm_columns": {"file_number": 1},
    "comparison_set": {"other_id": 3, "number": 41, "by": "U1"},
}


def told(name: str, **changes: Any) -> str:
    content = {"what": name, "case_id": 7, **SAMPLES[name], **changes}
    return read(notice("notice" if name in WHAT else name, content, VIEW).blocks)


def test_every_kind_of_notice_has_a_sample_here() -> None:
    assert set(SAMPLES) == set(WHAT) | set(KINDS)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("file_failed", "*File 2 could not be used.* The file is empty (0 bytes)."),
        ("run_failed", "*The analysis did not finish.* It took longer than 60 minutes. What was uploaded is kept."),
        ("run_cancelled", "The analysis was cancelled by <@U1>. What was uploaded is kept."),
        (
            "rerun_done",
            (
                "*The rerun is done:* 2 groups new and 1 group changed. "
                "Votes on an earlier version stay with it; the cards ask whether to confirm."
            ),
        ),
        (
            "no_cluster",
            (
                "*No group stands out from chance.* 3 layers and windows were looked at. To be seen, three accounts "
                "would have had to do the same thing within 10 s at least 3 times each."
            ),
        ),
        ("closed", "<@U1> closed the case. Reason: “handed over”. Rechecks go on; Reopen is on the first message."),
        ("reopened", "<@U1> reopened the case."),
        (
            "retention_warning",
            (
                "*Raw posts of this case are deleted on 4 May 2024.* Verdicts, votes and numbers stay. "
                "Hold evidence keeps what is cited."
            ),
        ),
        (
            "purged",
            (
                "Raw posts of this case were deleted. Verdicts, votes and numbers stay. "
                "Still in Slack: 1 upload; whoever sent one can delete it."
            ),
        ),
        (
            "made_internal_only",
            (
                "<@U1> made the case internal only: handles, posts and files stay out of the channel, so does what "
                "people wrote, and people of other organisations no longer read it. What people posted here "
                "themselves, they have to delete."
            ),
        ),
        ("made_open", "<@U1> opened the case to the channel: cards may name accounts again."),
        (
            "held",
            (
                "<@U1> holds the evidence of this case: 2 pairs of posts, 4 profiles and 1 picture were copied. "
                "Reason: “cited in ∗our∗ report”. Nothing is deleted until it is released."
            ),
        ),
        (
            "released",
            (
                "<@U1> released the evidence of this case: raw posts are deleted in time. What was copied stays until "
                "the case is purged."
            ),
        ),
        (
            "handed_over",
            (
                "<@U1> hands C1 (4 accounts, coordinated inauthentic) over to “Example &lt;!here&gt; Trust”. "
                "sha256 3f9a…c21e"
            ),
        ),
        (
            "recalled",
            ("*C1 is judged otherwise now: organic.* It left this house before. Please tell who has it:"),
        ),
        (
            "purged_case",
            (
                "*<@U1> purged this case.* Counts, votes and the history stay. "
                "I delete 1 file that I sent to people; who saved a copy has it still. "
                "Still in Slack: 2 uploads of people. Slack lets me delete only files of mine; "
                "for others I name who can."
            ),
        ),
        ("erased", "_This message was removed when the case was purged._"),
        (
            "comparison_set",
            (
                "*Uploaded by <@U1> to compare case 41 with.* Its accounts are held to be organic until somebody finds "
                "otherwise: what is found here says how often ordinary accounts show the same. Press the button once "
                "the analysis is done."
            ),
        ),
        ("asked", "<@U2>, <@U1> asks for your view on C1."),
        ("verdict", "*C1: organic* (before: disputed)."),
        ("recheck_notice", "*Recheck of C1: 152 of 296 accounts gone, 1 change.*"),
        ("confirm_columns", "*I am not sure what the columns of file 1 are.* Confirm them, then the analysis starts."),
    ],
)
def test_a_notice_begins_with_this_sentence(name: str, first: str) -> None:
    assert told(name).splitlines()[0] == first


def test_a_recheck_notice_says_what_changed_what_did_not_answer_and_that_a_suspension_proves_nothing() -> None:
    assert told("recheck_notice").splitlines()[1:] == [
        "• `a&lt;!here&gt;`: state, active → suspended",
        "290 looked at; 6 did not answer and count as unchanged. A suspension is a weak sign, never a confirmation.",
        "Snooze a week",
        "Change",
        "Stop",
    ]


def test_what_a_fresh_export_lacks_is_said_first_and_is_no_change() -> None:
    lines = told("recheck_notice", changes=[], gone=0, absent=12, total=63, checked=51, unreached=0).splitlines()
    assert lines[0] == "*Recheck of C1: 0 of 63 accounts gone, 12 not in the fresh export, 0 changes.*"
    assert "An account that an export lacks may be gone, or may only have been silent." in lines[1]


def test_an_internal_case_names_no_account_in_the_thread() -> None:
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL))
    content = {"case_id": 7, **SAMPLES["recheck_notice"]}
    assert "a&lt;" not in read(notice("recheck_notice", content, view).blocks)


def test_files_that_are_still_in_the_channel_are_named_with_their_senders_when_a_case_becomes_internal() -> None:
    uploads = [{"number": 1, "by": "U2"}, {"number": 2, "by": ""}, {"number": 3, "by": "U2"}]
    assert told("made_internal_only", uploads=uploads).endswith(
        "What people posted here themselves, they have to delete: file 1 and file 3, from <@U2>; file 2."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("closed", {"reason": "run by @elif_1087"}),
        ("held", {"reason": "run by @elif_1087"}),
        ("verdict", {"reason": "run by @elif_1087"}),
        ("handed_over", {"recipient": "friends of @elif_1087"}),
        ("recalled", {"holders": [{**HOLDER, "recipient": "friends of @elif_1087"}]}),
    ],
)
def test_the_thread_of_an_internal_case_says_where_peoples_words_stand_and_not_what_they_are(
    name: str, words: dict[str, Any]
) -> None:
    content = {"what": name, "case_id": 7, **SAMPLES[name], **words}
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL))
    assert "elif_1087" in read(notice("notice" if name in WHAT else name, content, VIEW).blocks).replace("\u02cd", "_")
    shown = read(notice("notice" if name in WHAT else name, content, view).blocks)
    assert "1087" not in shown
    assert "kept out of the channel; see History on the case's first message" in shown


def test_a_rename_in_an_internal_case_is_told_without_either_name() -> None:
    view = samples.case_view(case=samples.case(sensitivity=Sensitivity.INTERNAL))
    change = {"account_id": "1", "handle": "new", "what": "handle", "before": "oldname", "after": "newname"}
    content = {"case_id": 7, **SAMPLES["recheck_notice"], "changes": [change]}
    told = read(notice("recheck_notice", content, view).blocks)
    assert "account 1: handle changed" in told
    assert "oldname" not in told
    assert "newname" not in told


def test_a_fresh_export_is_asked_for_with_the_way_to_send_it() -> None:
    assert labels(notice("data_request", {"case_id": 7, **SAMPLES["data_request"]}, VIEW).blocks) == [
        "Add data",
        "Snooze a week",
        "Change",
        "Stop",
    ]


def test_a_rerun_that_changes_nothing_says_that() -> None:
    assert told("rerun_done", changed=[], new=[]).startswith("*The rerun is done:* the same groups as before.")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_every_notice_fits_and_its_notification_names_only_the_case(name: str) -> None:
    content = {"what": name, "case_id": 7, **SAMPLES[name]}
    shown = notice("notice" if name in WHAT else name, content, VIEW)
    check_blocks(shown.blocks)
    assert shown.text.startswith("Case 42: ")
    assert "handle" not in shown.text
    assert "<!here>" not in shown.text


def test_many_changes_are_cut_with_a_count() -> None:
    change = SAMPLES["recheck_notice"]["changes"][0]
    text = told("recheck_notice", changes=[change] * 500)
    assert "and 490 more: Accounts lists all" in text


def test_an_override_names_the_lead_and_a_verdict_by_votes_names_nobody() -> None:
    made = samples.verdict(VerdictKind.ORGANIC, override_by="U1", override_reason="x")
    decided = VoteState(1, 2, verdict=made)
    view = samples.case_view(clusters=(samples.line("C1", state=decided),))
    shown = read(notice("verdict", {"case_id": 7, **SAMPLES["verdict"]}, view).blocks)
    assert shown == ("*C1: organic* (before: disputed). Decided by <@U1>; other views stay in every export.")
    assert "<@" not in told("verdict")


def test_an_override_before_the_quorum_says_that_it_was_early() -> None:
    made = replace(samples.verdict(VerdictKind.ORGANIC, override_by="U1", override_reason="x"), votes=1)
    view = samples.case_view(clusters=(samples.line("C1", state=VoteState(1, 2, verdict=made)),))
    shown = read(notice("verdict", {"case_id": 7, **SAMPLES["verdict"]}, view).blocks)
    assert "Closed early by <@U1>; other views stay in every export." in shown


def test_a_verdict_is_told_as_it_was_made_whatever_stands_by_then() -> None:
    later = samples.verdict(VerdictKind.INAUTHENTIC, override_by="U2", override_reason="x")
    view = samples.case_view(clusters=(samples.line("C1", state=VoteState(2, 2, verdict=later)),))

    def shown(**made: Any) -> str:
        return read(notice("verdict", {"case_id": 7, **SAMPLES["verdict"], **made}, view).blocks)

    assert shown(override_by="U1", early=True) == (
        "*C1: organic* (before: disputed). Closed early by <@U1>; other views stay in every export."
    )
    assert shown(override_by="", votes=3, otherwise=1) == (
        "*C1: organic* (before: disputed). 1 of 3 votes says otherwise and stays in every export."
    )
    assert shown() == "*C1: organic* (before: disputed)."


def test_a_verdict_that_is_withdrawn_is_told_too() -> None:
    assert told("verdict", kind="") == "*C1: no verdict any more* (before: disputed). It is open to votes."


def test_an_unknown_kind_is_given_up_and_not_guessed() -> None:
    with pytest.raises(NotFound):
        notice("notice", {"what": "party", "case_id": 7}, VIEW)
    with pytest.raises(NotFound):
        notice("party", {"case_id": 7}, VIEW)


def test_missed_messages_are_counted_and_commands_are_not_done_late() -> None:
    assert missed(1).text == (
        "1 message for Shoal came here while it was away. "
        "Files and accounts in them are taken up now; please repeat a command."
    )
    assert missed(3).text.startswith("3 messages for Shoal came here")


def test_a_recall_names_who_has_which_package_since_when() -> None:
    told = read(notice("notice", {"what": "recalled", "case_id": 7, **SAMPLES["recalled"]}, VIEW).blocks).splitlines()
    assert told[-1] == "• “Example Trust” has it as coordinated inauthentic, 4 May 2024, from <@U1>, sha256 3f9a…c21e"


def test_a_verdict_that_is_restored_is_told_as_one_that_stands_again() -> None:
    content = {"what": "recalled", "case_id": 7, **SAMPLES["recalled"], "kind": HOLDER["verdict"], "stands": True}
    shown = notice("notice", content, VIEW)
    assert shown.text == "Case 42: C1 stands again"
    assert read(shown.blocks).splitlines()[0] == (
        "*C1 stands again as it was given: coordinated inauthentic.* It left this house before. Please tell who has it:"
    )


def test_an_excluded_account_is_told_by_its_label() -> None:
    content = {"what": "recalled", "case_id": 7, "key": "C1", "label": "A3", "holders": [HOLDER, HOLDER]}
    told = read(notice("notice", content, VIEW).blocks)
    assert told.startswith("*A3 of C1 was excluded.* It left this house before. Please tell those who have it:")


def test_a_purge_has_a_button_for_each_upload_that_is_still_in_slack() -> None:
    content = {"what": "purged_case", "case_id": 7, "by": "U1", "uploads": [1, 2, 3, 4, 5, 6, 7]}
    *_, row = notice("notice", content, VIEW).blocks
    assert [one["text"]["text"] for one in row["elements"]] == [f"Delete file {number}" for number in range(1, 6)]
    assert len({one["action_id"] for one in row["elements"]}) == 5


def test_a_changed_verdict_of_a_group_seen_before_says_what_it_was_and_is() -> None:
    assert told("seen_before_changed") == (
        "*Seen before, changed:* C3 of case 7, which the card of C1 names, was judged “organic” and has no verdict any "
        "more. Look again at what rests on it."
    )
    assert "had no verdict and is now judged “organic”." in told("seen_before_changed", before="", kind="organic")


def test_of_another_channel_nothing_is_named() -> None:
    assert told("seen_before_changed", elsewhere=True) == (
        "*Seen before, changed:* what the card of C1 points to in another channel is judged otherwise: ask a lead."
    )


def test_a_reopened_group_says_who_did_it_and_why() -> None:
    assert told("verdict", kind="", before="organic", reason="the wrong <!week>") == (
        "*C1: no verdict any more* (before: organic). It is open to votes. "
        "<@U1> reopened it: “the wrong &lt;!week&gt;”."
    )


def test_a_direct_question_names_group_case_and_channel_and_leads_to_the_card() -> None:
    assert told("asked_direct").splitlines()[:2] == [
        f"<@U1> asks for your view on C1 of case 42 in <#{samples.CHANNEL}>.",
        "<https://example.slack.com/archives/C1/p1|Look at its card first>",
    ]


def test_a_user_group_is_mentioned_as_one() -> None:
    assert told("asked", group_id="S0123", user_id="").startswith("<!subteam^S0123>, <@U1> asks for your view on C1.")
    assert told("asked", group_id="<!here>", user_id="").startswith("`&lt;!here&gt;`, <@U1>")
