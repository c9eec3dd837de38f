"""Groups without a signal: one in ten goes to review, the others ask for nothing."""

from dataclasses import replace

from bot.measures.review import drawn_for_review
from bot.model import Axis, CaseStatus
from bot.report import ClusterReport, Suggestion
from bot.triage.browse_cases import my_votes, view_case
from bot.triage.close_case import close_case
from bot.triage.desk import Desk
from bot.triage.record_vote import record_vote
from tests.worlds_of_triage import ALICE, BOB, cluster, line, post_everything, published_case

DRAWN = next(name for name in map(str, range(100)) if drawn_for_review(7, name))
PASSED = next(name for name in map(str, range(100)) if not drawn_for_review(7, name))


def silent(key: str, fingerprint: str) -> ClusterReport:
    made = cluster(key, [f"{key}-{letter}" for letter in "abcd"], suggestion=Suggestion.NO_SIGNAL)
    return replace(made, fingerprint=fingerprint)


def test_only_the_drawn_group_asks_for_votes(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"), silent("C2", DRAWN), silent("C3", PASSED))
    view = view_case(desk, ALICE, case.id)
    assert [(item.key, item.drawn, item.votes_wanted) for item in view.clusters] == [
        ("C1", False, 2), ("C2", True, 2), ("C3", False, 0),
    ]  # fmt: skip
    assert view.votes_wanted == 4
    assert [item.key for item in my_votes(desk, ALICE)] == ["C1", "C2"]


def test_a_group_that_somebody_judged_all_the_same_asks_for_the_second_vote(desk: Desk) -> None:
    case = published_case(desk, silent("C1", PASSED))
    found = line(view_case(desk, ALICE, case.id).clusters, "C1")
    record_vote(desk, BOB, found.cluster_id, 1, acting_together=Axis.NO, not_what_they_seem=Axis.NO)
    assert [item.votes_wanted for item in my_votes(desk, ALICE)] == [1]


def test_a_case_with_no_group_that_asks_for_votes_is_closed_by_any_analyst(desk: Desk) -> None:
    case = published_case(desk, silent("C1", PASSED))
    assert close_case(desk, ALICE, case.id).status is CaseStatus.CLOSED


def test_a_drawn_group_beyond_the_first_five_gets_a_card(desk: Desk) -> None:
    first = [cluster(f"C{number}", [f"{number}{letter}" for letter in "abcd"]) for number in range(1, 6)]
    published_case(desk, *first, silent("C6", PASSED), silent("C7", DRAWN))
    cards = [message for message in post_everything(desk) if message.kind == "cluster_card"]
    assert len(cards) == 6
