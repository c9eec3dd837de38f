import numpy as np

from bot.evaluation.ranking import average_precision
from bot.evaluation.sections.edge_scores import COSINE, OWN, RAW, SCORES, TAIL, edges_of
from bot.evaluation.sections.power import batch_world


def test_all_scores_look_at_the_same_edges() -> None:
    edges = edges_of(batch_world(2, size=10, people=150))
    assert {len(values) for values in edges.scores.values()} == {len(edges.truth)}
    assert set(edges.scores) == set(SCORES)
    assert set(edges.usual) == {RAW, COSINE, TAIL, OWN}
    assert 0 < edges.truth.sum() < len(edges.truth)


def test_the_poisson_tail_ranks_a_batch_above_the_crowd() -> None:
    edges = edges_of(batch_world(2, size=10, people=150))
    assert average_precision(edges.scores[TAIL], edges.truth) > max(0.9, edges.truth.mean())


def test_the_usual_cut_of_the_raw_weight_is_the_median() -> None:
    edges = edges_of(batch_world(2, size=10, people=150))
    weight = edges.scores[RAW]
    assert np.array_equal(edges.usual[RAW], weight > np.median(weight))
