import numpy as np
import pytest

from bot.evaluation.ranking import average_precision, best_cut, kept_at, tfidf_cosine
from bot.evaluation.shares import Share
from bot.protocols import Shares

TRUTH = np.array([True, False, True, False])


def test_a_perfect_ranking_has_precision_one() -> None:
    assert average_precision(np.array([4.0, 1.0, 3.0, 2.0]), TRUTH) == 1.0


def test_average_precision_is_the_mean_at_each_planted_edge() -> None:
    assert average_precision(np.array([4.0, 3.0, 2.0, 1.0]), TRUTH) == pytest.approx((1 / 1 + 2 / 3) / 2)


def test_edges_of_one_score_come_together_whatever_their_order() -> None:
    scores = np.array([1.0, 1.0, 1.0, 0.0])
    assert average_precision(scores, TRUTH) == average_precision(scores, TRUTH[[1, 0, 2, 3]]) == pytest.approx(2 / 3)


def test_nothing_planted_has_no_precision_and_no_cut() -> None:
    nothing = np.zeros(3, dtype=np.bool_)
    assert average_precision(np.arange(3.0), nothing) == 0.0
    assert best_cut(np.arange(3.0), nothing) == float("inf")


def test_the_best_cut_keeps_what_gives_the_best_f1() -> None:
    assert best_cut(np.array([5.0, 4.0, 3.0, 2.0]), np.array([True, True, False, False])) == 4.0
    assert best_cut(np.array([5.0, 4.0, 3.0, 2.0]), np.array([False, True, True, False])) == 3.0


def test_a_cut_is_counted_against_kept_and_planted_edges() -> None:
    kept = kept_at(np.array([True, True, False, False]), TRUTH)
    assert (kept.precision, kept.recall) == (Share(1, 2), Share(1, 2))


def test_the_cosine_weighs_rare_objects_more() -> None:
    # Accounts 0 and 1 share the rare object 1; accounts 0 and 2 only the common object 0; nobody is left out.
    objects, accounts = np.array([0, 0, 0, 1, 1, 2, 3], dtype=np.int32), np.array([0, 1, 2, 0, 1, 2, 3], dtype=np.int32)
    shares = Shares("repost", objects, accounts, np.arange(7), [""] * 7, 4, 4)
    near, far = tfidf_cosine(shares, np.array([0, 0], dtype=np.int32), np.array([1, 2], dtype=np.int32))
    assert near == pytest.approx(1.0)
    common, rare = np.log(4 / 3), np.log(4 / 1)
    assert far == pytest.approx(common**2 / (np.hypot(common, np.log(2)) * np.hypot(common, rare)))
