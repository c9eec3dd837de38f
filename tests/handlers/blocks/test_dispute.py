from bot.model import Axis, VerdictKind
from bot.triage.views import VoteState
from handlers.blocks.dispute import reopen_form, side_by_side
from tests.handlers import samples
from tests.handlers.reading import labels, read

YES, UNSURE, NO = Axis.YES, Axis.UNSURE, Axis.NO


def disputed(**changes: object) -> VoteState:
    votes = (
        samples.vote("U1", NO, NO, reasons=("benign",), note="a choir, <!channel>", confidence="high"),
        samples.vote("U2", YES, YES, reasons=("timing", "history")),
        samples.vote("U3", YES, UNSURE),
        samples.vote("U4", None, None),
    )
    given = {"votes_in": 3, "quorum": 2, "votes": votes, "verdict": samples.verdict(VerdictKind.DISPUTED)}
    return VoteState(**{**given, **changes})  # type: ignore[arg-type]


def test_who_said_what_stands_side_by_side() -> None:
    view = side_by_side(samples.cluster_view(state=disputed()))
    told = read(view["blocks"])
    assert "*C1: disputed*" in told
    assert "*Acting together:* yes <@U2> and <@U3> · no <@U1>" in told
    assert "*Not what they seem:* yes <@U2> · unsure <@U3> · no <@U1>" in told
    assert "Cannot judge from this: <@U4>" in told
    rows = [[field["text"] for field in block["fields"]] for block in view["blocks"] if "fields" in block]
    assert [[text.split("*")[1] if "*" in text else "" for text in row] for row in rows] == [
        ["<@U2>", "<@U3>"], ["", "<@U1>"],
    ]  # fmt: skip
    assert rows[1][1].splitlines() == [
        "*<@U1>* · high confidence",
        "acting together *no* · not what they seem *no*",
        "rests on: a known benign group",
        "“a choir, &lt;!channel&gt;”",
    ]
    assert labels(view["blocks"]) == ["Ask for a third view", "Decide (lead)", "Reopen (lead)"]


def test_nothing_is_shown_before_the_quorum() -> None:
    view = side_by_side(samples.cluster_view(state=VoteState(votes_in=1, quorum=2)))
    assert read(view["blocks"]) == "1 of 2 votes are in. Who said what is shown once all are."


def test_a_closed_case_offers_no_act() -> None:
    assert labels(side_by_side(samples.cluster_view(state=disputed(), closed=True))["blocks"]) == []


def test_the_form_says_what_reopening_does() -> None:
    view = reopen_form(samples.cluster_view(state=disputed(verdict=samples.verdict(VerdictKind.ORGANIC))))
    assert read(view["blocks"]).startswith("*C1* is judged “organic”. Votes, verdicts and reasons stay in the history.")
