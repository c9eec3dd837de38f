from bot.evaluation.causes import NO_CLUSTER, ONE_TIE, SLOW_ONLY
from bot.evaluation.shares import Share
from bot.evaluation.trials import COORDINATED, REVIEW_FIRST, clusters_of, found, report_on, score
from bot.evaluation.worlds import quiet
from bot.report import DetectorError, Role
from tests.bot.evaluation.handmade import report, three_clusters, world

SCORE = score(world(), three_clusters())
NET, SLOW = SCORE.networks


def test_accounts_that_a_person_named_are_no_find() -> None:
    assert [cluster.id for cluster in clusters_of(three_clusters())] == ["C1", "C2"]
    assert "o2" not in found(three_clusters(), REVIEW_FIRST)


def test_an_account_with_one_tie_is_not_counted_as_found() -> None:
    assert set(found(three_clusters(), COORDINATED)) == {"p1", "a1", "a2", "f1", "b1", "b2", "o1"}
    assert found(three_clusters(), COORDINATED)["p1"] is Role.POSTER


def test_precision_is_the_planted_share_of_review_first() -> None:
    assert SCORE.precision == Share(3, 4)


def test_innocents_under_review_first_are_counted_against_all_innocents() -> None:
    assert SCORE.trapped == Share(1, 4)


def test_an_alarm_names_the_crowd_and_the_role_it_was_given() -> None:
    assert dict(SCORE.alarms) == {"fan club as member": 1}


def test_a_fan_club_was_made_to_act_together_and_a_stranger_was_not() -> None:
    assert SCORE.together == Share(6, 7)


def test_recall_counts_every_member_of_the_network() -> None:
    assert (NET.network, NET.recall, NET.recall_review_first) == ("net", Share(3, 5), Share(3, 5))
    assert (SLOW.network, SLOW.recall, SLOW.recall_review_first) == ("slow", Share(2, 2), Share(0, 2))


def test_roles_are_compared_for_the_accounts_found() -> None:
    assert NET.roles == Share(2, 3)
    assert dict(NET.confusions) == {"amplifier shown as member": 1}


def test_every_missed_member_has_a_cause() -> None:
    assert dict(NET.causes) == {NO_CLUSTER: 1, ONE_TIE: 1}
    assert dict(SLOW.causes) == {SLOW_ONLY: 2}


def test_clusters_are_counted() -> None:
    assert (SCORE.clusters, SCORE.review_first) == (2, 1)


def test_a_broken_detector_is_carried_into_the_score() -> None:
    broken = report(errors=(DetectorError("D4", "ZeroDivisionError in burst: division by zero"),))
    assert score(world(), broken).broken == ("D4: ZeroDivisionError in burst: division by zero",)


def test_a_generated_world_goes_through_the_main_job() -> None:
    planted = quiet(2, people=60)
    made = report_on(planted.records())
    assert made.dataset.posts == len(planted.posts)
    assert made.dataset.accounts == len(planted.accounts)
    assert made == report_on(quiet(2, people=60).records())
