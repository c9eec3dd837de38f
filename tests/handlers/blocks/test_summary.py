from typing import Any

from bot.model import Axis, Note, RecheckState, Sensitivity, VerdictKind
from bot.triage.closing_summary import CaseSummary, GroupSummary
from bot.triage.views import VoteState
from handlers.blocks.summary import summary
from tests.handlers import samples
from tests.handlers.reading import check_blocks, read

YES, NO = Axis.YES, Axis.NO
CONTENT = {"by": "U1", "reason": "handed over"}


def group(**changes: Any) -> GroupSummary:
    dissent = samples.vote("U3", NO, NO, note="a choir")
    votes = (samples.vote("U1", YES, YES), samples.vote("U2", YES, YES), dissent)
    given: dict[str, Any] = {
        "key": "C1",
        "size": 4,
        "state": VoteState(3, 2, votes, verdict=samples.verdict(VerdictKind.INAUTHENTIC)),
        "dissent": (dissent,),
        "notes": (Note("U2", "all follow <@U9>", samples.AT),),
        "excluded": ("a declared feed", "a declared feed"),
        "recheck": samples.RECHECK,
    }
    return GroupSummary(**{**given, **changes})


def told(*groups: GroupSummary, others: int = 0, **case: Any) -> str:
    made = summary(CONTENT, CaseSummary(samples.case(**case), groups, others))
    check_blocks(made.blocks)
    assert made.text == "Case 42: closed"
    return read(made.blocks)


def test_the_summary_holds_verdict_votes_dissent_notes_what_is_out_and_what_goes_on() -> None:
    assert samples.RECHECK.state is not RecheckState.STOPPED
    lines = told(group(), others=3).splitlines()
    assert lines[:6] == [
        "<@U1> closed the case. Reason: “handed over”. Rechecks go on; Reopen is on the first message.",
        "*C1 · 4 accounts: coordinated inauthentic*",
        "3 votes: <@U1>, <@U2> and <@U3>",
        "Saw it otherwise: <@U3>, acting together no, not what they seem no, “a choir”",
        "Set aside: 2 accounts (a declared feed)",
        "Note by <@U2>: all follow &lt;@U9&gt;",
    ]
    assert lines[6].startswith("Recheck: ")
    assert lines[-1] == "And 3 groups that nobody judged."


def test_votes_that_never_opened_stay_hidden() -> None:
    lone = group(state=VoteState(1, 2), dissent=(), notes=(), excluded=(), recheck=None)
    assert told(lone).splitlines()[1:] == ["*C1 · 4 accounts: no verdict*", "1 of 2 votes in; they stay hidden"]


def test_a_leads_decision_is_named_as_one() -> None:
    made = samples.verdict(VerdictKind.ORGANIC, override_by="U9", override_reason="I sing there")
    assert "Decided by <@U9>: “I sing there”" in told(group(state=VoteState(2, 2, (), verdict=made)))


def test_of_an_internal_case_no_words_that_could_name_somebody_are_told() -> None:
    made = samples.verdict(VerdictKind.ORGANIC, override_by="U9", override_reason="I sing there")
    decided = group(key="C2", state=VoteState(2, 2, (), verdict=made))
    read_ = told(group(), decided, sensitivity=Sensitivity.INTERNAL)
    assert "handed over" not in read_
    assert "I sing there" not in read_
    assert read_.count("_kept out of the channel; see History on the case's first message_") == 2
    assert "declared feed" not in read_
    assert "choir" not in read_
    assert "1 note: in the exports" in read_


def test_many_groups_fit_and_the_rest_is_counted() -> None:
    assert "And 18 more groups in the exports." in told(*(group(key=f"C{n}") for n in range(1, 31)))
