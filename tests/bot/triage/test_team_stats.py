"""The team's figures, from votes and verdicts that went through the use cases."""

from dataclasses import replace

from bot.measures.review import drawn_for_review
from bot.model import Axis, Person, VerdictKind
from bot.report import ClusterReport, Suggestion
from bot.triage.browse_cases import view_case
from bot.triage.desk import Desk
from bot.triage.override_verdict import override_verdict
from bot.triage.purge_case import purge_case
from bot.triage.record_vote import record_vote
from bot.triage.team_stats import DetectorRecord, Review, blind_votes, team_stats
from tests.handlers.samples import vote
from tests.worlds_of_triage import ALICE, BOB, CAROL, LEAD, Clock, cluster, person, published_case

NO, UNSURE, YES = Axis.NO, Axis.UNSURE, Axis.YES
DRAWN = next(name for name in map(str, range(100)) if drawn_for_review(7, name))


def judge(desk: Desk, who: Person, cluster_id: int, acting: Axis, seeming: Axis) -> None:
    record_vote(desk, who, cluster_id, 1, acting_together=acting, not_what_they_seem=seeming, reasons=("posts",))


def opened(desk: Desk, *found: ClusterReport, channel: str = "C1", by: Person = ALICE) -> int:
    case = published_case(desk, *found, channel=channel, by=by)
    return view_case(desk, replace(by, channels=frozenset({channel})), case.id).clusters[0].cluster_id


def test_a_purge_changes_none_of_the_figures(desk: Desk, clock: Clock) -> None:
    both(desk, opened(desk), YES, YES)
    silent = replace(cluster("C1", "abcd"), suggestion=Suggestion.NO_SIGNAL, fingerprint=DRAWN)
    both(desk, opened(desk, silent), YES, YES)
    early = opened(desk)
    clock.forward(hours=5)
    override_verdict(desk, LEAD, early, VerdictKind.ORGANIC, "a fan club")
    before = [team_stats(desk, ALICE, days) for days in (0, 30)]
    assert before[0].review.found == 1
    for number in ("1", "2", "3"):
        purge_case(desk, LEAD, int(number), number)
    assert [team_stats(desk, ALICE, days) for days in (0, 30)] == before
    clock.forward(days=40)
    assert team_stats(desk, ALICE, 30).verdicts == dict.fromkeys(VerdictKind, 0)
    assert team_stats(desk, person("UDAN", channels=["C9"])).review == Review(0, 0, 0, 0)


def both(desk: Desk, cluster_id: int, acting: Axis, seeming: Axis) -> None:
    judge(desk, ALICE, cluster_id, acting, seeming)
    judge(desk, BOB, cluster_id, acting, seeming)


def test_a_detector_is_measured_by_the_verdicts_on_groups_in_which_it_gave_evidence(desk: Desk) -> None:
    both(desk, opened(desk), YES, YES)
    both(desk, opened(desk), YES, UNSURE)
    both(desk, opened(desk), NO, NO)
    both(desk, opened(desk), UNSURE, UNSURE)
    bare = replace(cluster("C1", "abcd"), findings=())
    both(desk, opened(desk, bare), NO, NO)
    found = team_stats(desk, ALICE)
    assert found.detectors == (DetectorRecord("synchrony", coordinated=2, organic=1, otherwise=1),)
    assert found.verdicts[VerdictKind.ORGANIC] == 2


def test_the_newest_verdict_counts_and_a_lead_is_counted_apart(desk: Desk) -> None:
    cluster_id = opened(desk)
    both(desk, cluster_id, YES, YES)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.ORGANIC, "a choir")
    found = team_stats(desk, ALICE)
    assert (found.verdicts[VerdictKind.INAUTHENTIC], found.verdicts[VerdictKind.ORGANIC], found.overrides) == (0, 1, 1)


def test_a_verdict_of_a_channel_of_which_one_is_no_member_is_not_counted(desk: Desk) -> None:
    stranger = person("UELSE", channels=("C2",))
    both(desk, opened(desk), YES, YES)
    assert sum(team_stats(desk, stranger).verdicts.values()) == 0


def test_only_verdicts_of_the_last_days_are_counted(desk: Desk, clock: Clock) -> None:
    both(desk, opened(desk), YES, YES)
    clock.forward(days=40)
    both(desk, opened(desk), NO, NO)
    assert sum(team_stats(desk, ALICE, 30).verdicts.values()) == 1
    assert sum(team_stats(desk, ALICE).verdicts.values()) == 2


def test_the_wait_is_from_the_run_to_the_first_verdict(desk: Desk, clock: Clock) -> None:
    for hours in (1, 2, 30):
        cluster_id = opened(desk)
        clock.forward(hours=hours)
        both(desk, cluster_id, YES, YES)
        clock.forward(days=3)
        judge(desk, ALICE, cluster_id, NO, NO)  # a later dispute moves nothing
    found = team_stats(desk, ALICE)
    assert (found.median_wait_ms, found.slow_wait_ms) == (2 * 3_600_000, 30 * 3_600_000)


def test_agreement_takes_the_votes_that_were_given_blind(desk: Desk) -> None:
    cluster_id = opened(desk)
    both(desk, cluster_id, YES, YES)
    judge(desk, CAROL, cluster_id, NO, NO)  # she saw the others' votes
    found = team_stats(desk, ALICE).agreement
    assert (found.groups, found.acting_together) == (1, (None, 1.0))


def test_whoever_changes_a_vote_before_the_quorum_is_still_blind() -> None:
    given = [
        vote("U1", YES, YES, id=1), vote("U1", NO, NO, id=2), vote("U2", None, None, id=3), vote("U2", YES, YES, id=4),
        vote("U3", NO, NO, id=5),
    ]  # fmt: skip
    assert [(one.user_id, one.id) for one in blind_votes(given, 2)] == [("U1", 2), ("U2", 4)]


def test_a_drawn_group_that_turns_out_coordinated_is_a_miss(desk: Desk) -> None:
    silent = replace(cluster("C1", "abcd", suggestion=Suggestion.NO_SIGNAL), fingerprint=DRAWN)
    passed = replace(cluster("C2", "efgh", suggestion=Suggestion.NO_SIGNAL), fingerprint="not drawn 1")
    assert not drawn_for_review(7, "not drawn 1")
    both(desk, opened(desk, silent, passed), YES, YES)
    assert team_stats(desk, ALICE).review == Review(found=2, drawn=1, judged=1, missed=1)
