from dataclasses import replace

import pytest

from bot.model import AccountStatus, Axis, Note, RecheckState, Sensitivity, VerdictKind
from bot.report import Dependence, Neighbour, Suggestion
from bot.reporting.wording import strength
from bot.triage.views import EarlierVotes, Holding, VoteState
from handlers.blocks.card import card, named_card, votes_line
from handlers.blocks.table import cluster_table
from tests.handlers import samples
from tests.handlers.reading import check_blocks, labels, read

HOSTILE = ("<!channel>", "<@U1>", "`*_~", "\u202eabc", "a\u200bb", "<https://evil.example|x>", "😀" * 400, "&" * 4_000)


def test_a_detector_without_a_heading_is_numbered_all_the_same() -> None:
    view = samples.cluster_view(
        cluster=samples.cluster(
            report=samples.cluster_report(findings=(samples.finding("D99", None, "Something new."),))
        )
    )
    assert "*1.* Something new." in read(card(view).blocks)


def test_a_card_reads_as_a_whole() -> None:
    assert read(card(samples.cluster_view()).blocks).splitlines() == [
        "*C1 of 3 · 4 accounts · Review first*",
        (
            "_Review first is a place in the queue: at least three kinds of signal agree. "
            "It is not a finding about any one person._"
        ),
        "*Acting together:* strong · *Not what they seem:* moderate _(uncalibrated)_",
        "*Roles:* 1 poster · 3 amplifiers. 1 more touch the group by one link; not counted",
        "*Same group in repeats:* 4 of 5",
        "*1 Timing.* 4 accounts reposted the same posts within 60 s of each other.",
        "*2 Made together.* 3 accounts were made on 28–30 Apr.",
        "*3 Response.* Posters with 6 followers got 341 reposts a post.",
        "*An innocent crowd could look like this:*",
        "1: A fan club looks the same.",
        "2: A wave of sign-ups gives the same.",
        (
            "*Speaks against:* facts about 1 account (a profile that says it is automated: 1). "
            "They are marked in Accounts: exclude them or say why not."
        ),
        "*Not checked:* faces are switched off",
        "_1 of 2 votes in; hidden until both are_",
        "_version 1 of this group (a rerun asks again)_",
        "Vote",
        "See the posts",
        "Accounts",
        "Why not a fan club?",
        "Add a note",
        "I look at it",
        "Ask someone",
        "Close early (lead)",
        "Rechecks",
    ]


@pytest.mark.parametrize("value", [0.0, 0.2, 0.3, 1.0, 1.5, 2.0])
def test_an_axis_is_called_on_a_card_what_the_page_calls_it(value: float) -> None:
    report = samples.cluster_report(coordination=value)
    text = read(card(samples.cluster_view(cluster=samples.cluster(report=report))).blocks)
    assert f"*Acting together:* {strength(value)} ·" in text


def test_the_notification_text_names_no_account() -> None:
    assert card(samples.cluster_view()).text == "Case 42, C1: 4 accounts, review first"


def test_no_handle_of_a_group_stands_in_its_card() -> None:
    assert "handle_" not in read(card(samples.cluster_view()).blocks)


def test_the_split_names_and_reasons_show_once_the_quorum_is_reached() -> None:
    state = VoteState(
        2,
        2,
        votes=(
            samples.vote("U1", Axis.YES, Axis.UNSURE, reasons=("timing",), note="see <!here>"),
            samples.vote("U2", None, None, reasons=("few",)),
        ),
        verdict=samples.verdict(VerdictKind.UNCLEAR),
    )
    assert votes_line(samples.cluster_view(state=state)).splitlines() == [
        "*Verdict: coordinated, authenticity unclear*.",
        "<@U1>: acting together yes, not what they seem unsure (the timing; “see &lt;!here&gt;”)",
        "<@U2>: cannot judge from this (too little to see)",
    ]


def test_a_quorum_of_three_is_not_called_both() -> None:
    told = votes_line(samples.cluster_view(state=VoteState(1, 3)))
    assert told == "_1 of 3 votes in; hidden until all are_"


def test_a_dispute_asks_for_a_third_view() -> None:
    state = VoteState(2, 2, verdict=samples.verdict(VerdictKind.DISPUTED), disputed=True)
    assert votes_line(samples.cluster_view(state=state)).startswith(
        "*Verdict: disputed*. As many say yes as say no: ask for another view."
    )


def test_an_override_names_the_lead_and_the_reason() -> None:
    made = samples.verdict(VerdictKind.ORGANIC, override_by="U9", override_reason="a known club")
    told = votes_line(samples.cluster_view(state=VoteState(1, 2, verdict=made)))
    assert told.startswith("*Verdict: organic* · decided by <@U9>: “a known club”.")


def test_a_card_of_an_internal_case_quotes_no_note_no_reason_and_no_receiver() -> None:
    state = VoteState(
        2,
        2,
        votes=(samples.vote("U1", Axis.YES, Axis.UNSURE, reasons=("timing",), note="looks like @Elif_nxsrv1087"),),
        verdict=samples.verdict(VerdictKind.ORGANIC, override_by="U9", override_reason="I am @Elif_nxsrv1087"),
    )
    held = Holding("handover", "friends of @Elif_nxsrv1087", "U1", samples.AT, "3f" * 32, ("C1",))
    view = samples.cluster_view(state=state, holdings=(held,), case=samples.case(sensitivity=Sensitivity.INTERNAL))
    told = read(card(view).blocks)
    assert "nxsrv1087" not in told
    kept_out = "_kept out of the channel; see History on the case's first message_"
    assert f"*Verdict: organic* · decided by <@U9>: {kept_out}." in told
    assert "<@U1>: acting together yes, not what they seem unsure (the timing; a note)" in told
    assert f"\nNotes: {kept_out}" in told
    assert f"Handed over to somebody ({kept_out}): C1, " in told
    assert "“looks like @Elif" in votes_line(view, alone=True)


def test_a_recheck_that_was_stopped_promises_no_look() -> None:
    scheduled = samples.RECHECK
    assert "next look <!date^" in read(card(samples.cluster_view(recheck=scheduled)).blocks)
    stopped = replace(scheduled, state=RecheckState.STOPPED)
    assert "next look" not in read(card(samples.cluster_view(recheck=stopped)).blocks)
    waiting = replace(scheduled, state=RecheckState.WAITING_FOR_DATA)
    assert "recheck waiting for a fresh export" in read(card(samples.cluster_view(recheck=waiting)).blocks)


def test_votes_on_an_earlier_version_are_counted_and_asked_about() -> None:
    state = VoteState(0, 2, earlier=EarlierVotes(1, 2, 14, 2, None))
    told = card(samples.cluster_view(state=state))
    assert "voted on version 1: +14 / -2 accounts, confirm?" in read(told.blocks)
    assert "Confirm my vote" in labels(told.blocks)


def test_a_closed_case_offers_no_vote() -> None:
    assert labels(card(samples.cluster_view(closed=True)).blocks) == [
        "See the posts",
        "Accounts",
        "Why not a fan club?",
    ]


def test_a_group_that_is_gone_says_so_and_takes_no_votes() -> None:
    told = card(samples.cluster_view(current=False))
    assert "*the newest run no longer finds this group*" in read(told.blocks)
    assert "Vote" not in labels(told.blocks)


def test_excluded_accounts_are_counted_on_the_card() -> None:
    report = samples.cluster_report()
    marked = samples.members(report, A2=AccountStatus.EXCLUDED, A3=AccountStatus.UNSURE)
    told = card(samples.cluster_view(cluster=samples.cluster(report, members=marked)))
    assert (
        "*Set aside by people:* 1 excluded, 1 unsure (reasons in Accounts). "
        "The evidence counts the excluded still; a rerun that leaves them out counts anew."
    ) in read(told.blocks)


def test_what_nothing_speaks_against_is_no_proof() -> None:
    report = samples.cluster_report(accounts=(samples.account(1),))
    told = read(card(samples.cluster_view(cluster=samples.cluster(report))).blocks)
    assert "*Speaks against:* nothing was found, which is no proof." in told


def test_the_named_accounts_are_shown_by_handle_unless_internal() -> None:
    report = samples.cluster_report(id="C0", size=2)
    view = samples.cluster_view(cluster=samples.cluster(report))
    hidden = samples.cluster_view(cluster=samples.cluster(report), case=samples.case(sensitivity=Sensitivity.INTERNAL))
    shown = read(named_card(view).blocks)
    assert shown.startswith(
        "*C0 · the 2 accounts you named* · too few for a group finding\nA1 `handle_1`, A2 `handle_2`"
    )
    assert "handle_" not in read(named_card(hidden).blocks)
    assert "handle_" not in named_card(view).text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless_everywhere_and_the_card_fits(text: str) -> None:
    finding = samples.finding("x", None, text, innocent=text)
    report = samples.cluster_report(
        id="C0",
        accounts=tuple(samples.account(n, handle=text, exculpatory=(text,)) for n in range(1, 200)),
        findings=(finding,) * 40 + (samples.finding("y", None, "", applicable=False, why_not=text),) * 40,
    )
    view = samples.cluster_view(
        cluster=samples.cluster(report),
        notes=(Note("U1", text, 0),) * 20,
        state=VoteState(
            9,
            2,
            votes=(samples.vote("U1", Axis.YES, Axis.NO, note=text),) * 30,
            verdict=samples.verdict(override_by="U1", override_reason=text),
        ),
    )
    for told in (card(view), named_card(view)):
        check_blocks(told.blocks)
        assert len(told.text) < 4_000
        assert "<!" not in read(told.blocks)
        assert "evil.example" not in read(told.blocks)
        assert told.blocks[-1]["type"] == "actions"


def test_the_table_holds_what_has_no_card_and_fits() -> None:
    lines = tuple(samples.line(f"C{n}", Suggestion.COORDINATED_UNCLEAR) for n in range(1, 400))
    told = cluster_table(samples.case_view(clusters=lines))
    check_blocks(told.blocks)
    (table,) = [block for block in told.blocks if block["type"] == "table"]
    assert len(table["rows"]) <= 100
    assert read(table["rows"][1]).splitlines() == [
        "C6",
        "12",
        "Coordinated, authenticity unclear",
        "0 of 2",
        "none yet",
    ]
    assert told.text == "Case 42: 394 more groups to judge"


def test_one_innocent_crowd_of_two_pieces_of_evidence_is_told_once() -> None:
    found = tuple(
        samples.finding(key, None, f"{key} was seen.", innocent="A fan club looks the same.") for key in ("D1", "D7")
    )
    told = read(
        card(samples.cluster_view(cluster=samples.cluster(report=samples.cluster_report(findings=found)))).blocks
    )
    assert "*An innocent crowd could look like this:*\n1 and 2: A fan club looks the same." in told


def test_a_finding_that_is_no_kind_of_evidence_of_its_own_says_why() -> None:
    hedge = (
        "These accounts were new when they began to act, and newcomers take the handles that are proposed that week, "
        "have no followers yet and give what they came for a response beyond its size: with the creation dates this "
        "counts as one kind of evidence."
    )
    found = tuple(
        samples.finding(key, None, f"{key} was seen.", innocent=f"{key} is innocent.", dependence=why)
        for key, why in (("D1", None), ("D4", None), ("D7", Dependence.NEWCOMERS))
    )
    report = samples.cluster_report(findings=found, suggestion=Suggestion.REVIEW_FIRST)
    told = read(card(samples.cluster_view(cluster=samples.cluster(report=report))).blocks)
    assert f"D7 was seen.\n_{hedge}_" in told
    assert "We know no common innocent cause" not in told
    assert "D4 was seen.\n_" not in told


def test_other_groups_that_this_one_is_tied_to_are_told() -> None:
    tied = replace(samples.cluster_report(), neighbours=(Neighbour("C5", 49, 7, ("domain", "url")),))
    told = read(card(samples.cluster_view(cluster=samples.cluster(report=tied))).blocks)
    assert "*Tied to other groups:* C5 (49 pairs: same site, same link)" in told


def test_a_group_drawn_at_random_says_so_and_one_that_was_not_asks_for_no_vote() -> None:
    silent = samples.cluster(suggestion=Suggestion.NO_SIGNAL)
    drawn = read(card(samples.cluster_view(cluster=silent, drawn=True)).blocks)
    assert (
        "*Drawn at random:* one in ten groups without a signal goes to review, so that misses become known. "
        "Judge it as you would judge any other."
    ) in drawn
    assert "No votes are asked for: one in ten groups" in read(card(samples.cluster_view(cluster=silent)).blocks)
    assert "drawn" not in read(card(samples.cluster_view()).blocks)


def test_beside_each_finding_stands_how_often_organic_accounts_show_the_same() -> None:
    organic = {"name": "case 3", "accounts": 1_812, "alarms": {}, "clustered": 0, "signs": {"D1": 4}, "unseen": ["D4"]}
    whole = samples.report()
    false_alarms = replace(whole.false_alarm_card, baseline=organic)
    told = read(card(samples.cluster_view(report=replace(whole, false_alarm_card=false_alarms))).blocks)
    assert "each other.\n_Among 1,812 accounts held to be organic (case 3): 4 under such a finding._" in told
    assert "_Among 1,812 accounts held to be organic (case 3): it could not be looked for there._" in told
    assert "held to be organic" not in read(card(samples.cluster_view()).blocks)


def test_a_card_of_an_internal_case_counts_notes_and_quotes_none() -> None:
    notes = (Note("U1", "handle_7 is known to us", 0), Note("U2", "seen in March", 0))
    told = read(card(samples.cluster_view(case=samples.case(sensitivity=Sensitivity.INTERNAL), notes=notes)).blocks)
    assert "2 notes: _kept out of the channel; see History on the case's first message_" in told
    assert "handle_7 is known" not in told
