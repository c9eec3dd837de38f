import numpy as np

from bot.evaluation.ranking import average_precision, kept_at
from bot.evaluation.sections.edge_scores import COSINE, OWN, RAW, SCORES, TAIL, edges_of, small_campaign
from bot.evaluation.sections.power import batch_world


def test_all_scores_look_at_the_same_edges() -> None:
    edges = edges_of(batch_world(2, size=10, people=150))
    assert {len(values) for values in edges.scores.values()} == {len(edges.truth)}
    assert set(edges.scores) == set(SCORES)
    assert set(edges.usual) == {RAW, COSINE, TAIL, OWN}
    assert 0 < edges.truth.sum() < len(edges.truth)


def test_beside_viral_posts_k_star_keeps_planted_pairs_only_and_the_median_keeps_viewers() -> None:
    edges = edges_of(small_campaign(2))
    own, median = (kept_at(edges.usual[name], edges.truth) for name in (OWN, RAW))
    assert edges.truth.mean() < 0.02
    assert own.precision.rate == 1.0
    assert own.recall.rate > 0.5
    assert median.precision.rate < 0.6


def test_a_campaign_that_makes_up_most_pairs_hides_from_the_tail() -> None:
    edges = edges_of(batch_world(2, size=10, people=150))
    assert edges.truth.mean() > 0.5
    assert average_precision(edges.scores[TAIL], edges.truth) < average_precision(edges.scores[RAW], edges.truth)


def test_the_usual_cut_of_the_raw_weight_is_the_median() -> None:
    edges = edges_of(batch_world(2, size=10, people=150))
    weight = edges.scores[RAW]
    assert np.array_equal(edges.usual[RAW], weight > np.median(weight))
