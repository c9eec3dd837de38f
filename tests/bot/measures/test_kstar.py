"""k* and the control over the union of cells."""

import numpy as np
import pytest

from bot.measures.kstar import Cell, Decision, at_least, cell_fdr, cells_of, decide, fdr_curve, k_star, union_rate
from bot.protocols import CoActions, NullEdges

N = 1000
R = 10


def cell(layer: str, observed: dict[int, int], null: dict[int, int]) -> Cell:
    """A cell by {pair number: weight} of the data and of replicate 0."""
    chance = np.array([null[code] for code in sorted(null)], dtype=np.int32)
    return Cell(
        layer=layer,
        window=60,
        codes=np.array(sorted(observed), dtype=np.int64),
        weights=np.array([observed[code] for code in sorted(observed)], dtype=np.int32),
        null_counts=at_least(chance),
        null_codes=np.array(sorted(null), dtype=np.int64),
        null_weights=chance,
    )


def test_counts_say_how_many_weights_reach_each_level() -> None:
    assert at_least(np.array([2, 2, 3, 5], dtype=np.int32)).tolist() == [4, 4, 4, 2, 1, 1, 0]


def test_k_star_is_the_smallest_level_with_three_edges_within_the_rate() -> None:
    observed, null = np.array([0, 0, 40, 20, 5, 0]), np.array([0, 0, 100, 9, 0, 0])
    assert k_star(observed, null, R, 0.05) == 3
    assert k_star(observed, null, R, 0.30) == 2


def test_two_edges_are_never_kept_however_clean_the_null() -> None:
    assert k_star(np.array([2, 2, 2, 0]), np.zeros(4, dtype=np.int64), R, 0.5) is None


def test_an_empty_null_still_counts_as_one_edge_in_all_replicates_together() -> None:
    assert cell_fdr(observed=4, null_total=0, replicates=30) == 1 / 120
    assert k_star(np.array([3, 3, 3, 0]), np.zeros(4, dtype=np.int64), 5, 0.05) is None


def test_the_union_is_held_to_the_rate_even_where_each_cell_is() -> None:
    good = cell("repost", dict.fromkeys(range(100), 4), {})
    heavy = dict.fromkeys(range(200, 240), 2) | dict.fromkeys(range(300, 304), 6)
    edge = cell("url", heavy, dict.fromkeys(range(500, 519), 2))
    loose = decide([good, edge], R, 0.05)
    assert loose.k_stars == (2, 2)
    more = cell("domain", dict.fromkeys(range(600, 622), 2), dict.fromkeys(range(700, 710), 2))
    rest = cell("text", dict.fromkeys(range(800, 822), 2), dict.fromkeys(range(900, 910), 2))
    tight = decide([edge, more, rest], R, 0.05)
    assert tight.fdr_union is not None
    assert tight.fdr_union <= 0.05
    assert union_rate([edge, more, rest], tight.k_stars, R) == tight.fdr_union


def test_pairs_seen_in_several_cells_count_once_in_the_union() -> None:
    first = cell("repost", dict.fromkeys(range(20), 3), {1: 3})
    again = cell("url", dict.fromkeys(range(20), 3), {1: 3})
    assert union_rate([first, again], [2, 2], R) == cell_fdr(20, 1, R)


def test_nothing_kept_has_no_rate() -> None:
    assert decide([cell("repost", {}, {})], R, 0.05) == decide([], R, 0.05).__class__((None,), None)


def test_the_curve_never_rises_with_the_weight() -> None:
    rows = cell("repost", {code: 2 + code % 5 for code in range(50)}, {code: 2 + code % 3 for code in range(60)})
    curve = fdr_curve(rows, 2, R)
    assert len(curve) == 5
    assert list(curve) == sorted(curve, reverse=True)


def test_two_cells_that_pass_alone_and_not_together_are_thinned_until_their_union_passes() -> None:
    """The same forty pairs in both cells, and chance pairs that differ: .04 in each, .0775 in their union."""
    pairs, heavy = np.arange(40, dtype=np.int64), np.full(40, 2, dtype=np.int32)
    chance, light = np.arange(15, dtype=np.int64), np.full(15, 2, dtype=np.int32)
    counts = at_least(light)
    cells = [Cell("url", window, pairs, heavy, counts, chance + 100 * window, light) for window in (10, 60)]
    assert union_rate(cells, (2, 2), 10) == pytest.approx(31 / 400)
    assert decide(cells, 10, 0.05) == Decision((None, 2), 16 / 400)


def test_chance_pairs_below_the_cells_own_k_star_are_counted_and_not_held() -> None:
    edges = [(1, 2, 2), (1, 3, 5), (2, 3, 5), (2, 4, 5), (3, 4, 1)]
    chance = [(0, 1, 2, 2), (1, 1, 2, 2), (1, 5, 6, 3), (0, 1, 3, 4)]
    seen = CoActions(
        layer="url",
        windows=(60,),
        source=np.array([a for a, _, _ in edges], np.int32),
        target=np.array([b for _, b, _ in edges], np.int32),
        weight=np.array([[w] for _, _, w in edges], np.int32),
        histogram=(np.zeros(6, np.int64),),
        sampled=(),
        events=9,
        objects=9,
    )
    null = NullEdges(
        "url",
        (60,),
        R,
        np.array([r for r, *_ in chance], np.int16),
        np.array([a for _, a, _, _ in chance], np.int32),
        np.array([b for _, _, b, _ in chance], np.int32),
        np.array([[w] for *_, w in chance], np.int16),
    )
    (made,) = cells_of(seen, null, N, 0.07)
    assert made.codes.tolist() == [1002, 1003, 2003, 2004]
    assert made.null_counts.tolist() == [4, 4, 4, 2, 1, 0]
    assert decide([made], R, 0.07).k_stars == (4,)
    assert (made.null_codes.tolist(), made.null_weights.tolist()) == ([1003], [4])
