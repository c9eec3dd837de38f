"""A verdict is taken back with a reason, and whoever was told of it is told again."""

import pytest

from bot.errors import Conflict, InputError, NotAllowed
from bot.model import Axis, Case, Person, RecheckState, VerdictKind
from bot.triage.annotate import claim_cluster
from bot.triage.browse_cases import my_votes, view_case
from bot.triage.browse_clusters import export_view, view_cluster
from bot.triage.case_memory import note_shown
from bot.triage.desk import Desk
from bot.triage.override_verdict import override_verdict
from bot.triage.record_vote import record_vote
from bot.triage.reopen_group import reopen_group
from tests.worlds_of_triage import ALICE, BOB, CAROL, LEAD, cluster, history_of, person, post_everything, published_case

NO, YES = Axis.NO, Axis.YES
DANA = person("UDANA", channels=("C1", "C2"))


def of(desk: Desk, case: Case, who: Person = DANA) -> int:
    return view_case(desk, who, case.id).clusters[0].cluster_id


def judge(desk: Desk, who: Person, cluster_id: int, answer: Axis) -> None:
    record_vote(desk, who, cluster_id, 1, acting_together=answer, not_what_they_seem=answer, reasons=("posts",))


def both(desk: Desk, cluster_id: int, answer: Axis) -> None:
    judge(desk, ALICE, cluster_id, answer)
    judge(desk, BOB, cluster_id, answer)


def test_a_verdict_of_votes_is_open_until_somebody_votes_anew(desk: Desk) -> None:
    cluster_id = of(desk, published_case(desk))
    both(desk, cluster_id, YES)
    assert reopen_group(desk, LEAD, cluster_id, "the export was of the wrong week") is None
    assert [(line.cluster_id, line.votes_wanted) for line in my_votes(desk, CAROL)] == [(cluster_id, 1)]
    state = view_cluster(desk, CAROL, cluster_id).state
    assert (state.verdict, state.open, len(state.votes)) == (None, True, 2)
    judge(desk, CAROL, cluster_id, YES)
    verdict = view_cluster(desk, CAROL, cluster_id).state.verdict
    assert verdict is not None
    assert (verdict.kind, verdict.votes) == (VerdictKind.INAUTHENTIC, 3)


def test_what_a_lead_decided_gives_way_to_the_votes_again(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = of(desk, case)
    both(desk, cluster_id, YES)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.ORGANIC, "a choir")
    with pytest.raises(NotAllowed, match="To reopen a group you have to be a lead"):
        reopen_group(desk, ALICE, cluster_id, "it is no choir")
    fresh = reopen_group(desk, LEAD, cluster_id, "it is no choir")
    assert fresh is not None
    assert (fresh.kind, fresh.override_by) == (VerdictKind.INAUTHENTIC, None)
    kept = export_view(desk, LEAD, case.id, "json").clusters[0].verdicts
    assert [(verdict.kind.value, verdict.override_by) for verdict in kept] == [
        ("coordinated_inauthentic", None), ("organic", "ULEAD"), ("coordinated_inauthentic", None),
    ]  # fmt: skip
    assert view_cluster(desk, LEAD, cluster_id).recheck is not None
    assert view_cluster(desk, LEAD, cluster_id).recheck.state is RecheckState.SCHEDULED  # type: ignore[union-attr]


def test_reopening_wants_a_verdict_and_a_reason_and_stays_in_the_history(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = of(desk, case)
    with pytest.raises(Conflict, match=r"C1 has no verdict\."):
        reopen_group(desk, LEAD, cluster_id, "why not")
    both(desk, cluster_id, YES)
    with pytest.raises(InputError, match="Why is the group reopened"):
        reopen_group(desk, LEAD, cluster_id, " ")
    reopen_group(desk, LEAD, cluster_id, "a mistake")
    (event,) = [event for event in history_of(desk, case) if event.verb == "reopen_group"]
    assert event.detail == {"cluster": "C1", "before": "coordinated_inauthentic", "reason": "a mistake"}


def test_a_claim_ends_with_the_verdict(desk: Desk) -> None:
    cluster_id = of(desk, published_case(desk))
    claim_cluster(desk, CAROL, cluster_id)
    judge(desk, ALICE, cluster_id, YES)
    assert view_cluster(desk, ALICE, cluster_id).claimed_by == "UCAROL"
    judge(desk, BOB, cluster_id, YES)
    assert view_cluster(desk, ALICE, cluster_id).claimed_by == ""


def shown(desk: Desk, channel: str) -> int:
    """A second case with the accounts of the first; its card was posted. Gives its cluster."""
    eve = person("UEVE", channels=(channel,))
    case = published_case(desk, cluster("C1", "abcd"), by=eve, channel=channel)
    view = view_cluster(desk, DANA, of(desk, case))
    assert view.seen_before
    note_shown(desk, view.case, view.cluster.id, view.seen_before)
    note_shown(desk, view.case, view.cluster.id, view.seen_before)
    post_everything(desk)
    return view.cluster.id


def told(desk: Desk) -> list[dict[str, object]]:
    found = [dict(message.content) for message in post_everything(desk, first_ts=900)]
    return [content for content in found if content.get("what") == "seen_before_changed"]


def test_a_verdict_that_is_overturned_is_told_where_a_card_named_it(desk: Desk) -> None:
    first = of(desk, published_case(desk, cluster("C1", "abcd")))
    both(desk, first, YES)
    second = shown(desk, "C1")
    override_verdict(desk, LEAD, first, VerdictKind.ORGANIC, "a choir")
    (content,) = told(desk)
    assert content["cluster_id"] == second
    assert (content["number"], content["key"], content["before"], content["kind"]) == (
        1, "C1", "coordinated_inauthentic", "organic",
    )  # fmt: skip
    assert view_cluster(desk, DANA, second).seen_before == ()


def test_another_channel_is_told_no_more_than_that_something_changed(desk: Desk) -> None:
    first = of(desk, published_case(desk, cluster("C1", "abcd")))
    both(desk, first, YES)
    shown(desk, "C2")
    reopen_group(desk, LEAD, first, "a secret reason")
    (content,) = told(desk)
    assert content["elsewhere"] is True
    assert not {"number", "key", "kind", "before"} & content.keys()


def test_a_third_view_that_changes_no_verdict_is_told_nowhere_else(desk: Desk) -> None:
    first = of(desk, published_case(desk, cluster("C1", "abcd")))
    both(desk, first, YES)
    shown(desk, "C1")
    judge(desk, CAROL, first, YES)
    assert told(desk) == []
