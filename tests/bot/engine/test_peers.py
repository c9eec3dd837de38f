from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import peers
from bot.engine.peers import SECOND, Pairs, Rows

ROW = st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 25), st.integers(0, 90))
QUICK = settings(max_examples=60, deadline=None)


def rows_of(rows: list[tuple[int, int, int, int]]) -> Rows:
    table = np.array(rows, np.int64).reshape(-1, 4)
    object_, account, content = (table[:, k].astype(np.int32) for k in range(3))
    return Rows(object_, account, content, table[:, 3] * SECOND, table[:, 2] == table[:, 0])


def unordered(pairs: Pairs) -> Counter[frozenset[int]]:
    return Counter(frozenset((int(a), int(b))) for a, b in zip(pairs.older, pairs.newer, strict=True))


@QUICK
@given(st.lists(ROW, max_size=50), st.integers(0, 60))
def test_all_pairs_are_the_row_pairs_of_one_object_within_the_window(
    rows: list[tuple[int, int, int, int]], window: int
) -> None:
    table = rows_of(rows)
    found = peers.all_pairs(table, np.arange(len(rows)), window * SECOND)
    expected = {
        frozenset((i, k))
        for i, k in combinations(range(len(rows)), 2)
        if rows[i][0] == rows[k][0] and abs(rows[i][3] - rows[k][3]) <= window
    }
    assert unordered(found) == Counter(expected)
    assert peers.count_pairs(table, window * SECOND) == len(expected)
    assert (table.time[found.older] <= table.time[found.newer]).all()


@QUICK
@given(st.lists(ROW, max_size=50), st.integers(1, 4), st.booleans())
def test_row_pairs_follow_the_four_steps(
    rows: list[tuple[int, int, int, int]],
    participation: int,
    both: bool,  # noqa: FBT001 - drawn
) -> None:
    kept, found = peers.row_pairs(rows_of(rows), 30 * SECOND, participation, both=both, keep_loops=False)
    many = Counter(row[1] for row in rows)
    step1 = [row for row in rows if many[row[1]] >= participation]
    step3 = [
        (x, y)
        for x, y in combinations(step1, 2)
        if x[0] == y[0] and abs(x[3] - y[3]) <= 30 and x[1] != y[1] and x[2] != y[2] and x[0] not in {x[2], y[2]}
    ]
    contents = {row[2] for pair in step3 for row in pair}
    taking_part = Counter(row[1] for row in step1 if row[2] in contents)
    good = {row[2] for row in step1 if row[2] in contents and taking_part[row[1]] >= participation}
    rule = all if both else any
    expected = [pair for pair in step3 if rule(row[2] in good for row in pair)]
    names = Counter(
        frozenset(((int(kept.account[a]), int(kept.content[a])), (int(kept.account[b]), int(kept.content[b]))))
        for a, b in zip(found.older, found.newer, strict=True)
    )
    assert names == Counter(frozenset(((x[1], x[2]), (y[1], y[2]))) for x, y in expected)


def test_of_equal_times_the_row_of_the_account_that_came_first_is_the_older() -> None:
    rows = rows_of([(3, 5, 9, 50), (0, 2, 11, 10), (0, 5, 12, 10)])
    kept, pairs = peers.row_pairs(rows, SECOND, 1, both=False, keep_loops=False)
    assert [(int(kept.account[a]), int(kept.account[b])) for a, b in zip(pairs.older, pairs.newer, strict=True)] == [
        (5, 2)
    ]


@QUICK
@given(st.lists(ROW, max_size=50))
def test_a_direction_weighs_its_distinct_messages(rows: list[tuple[int, int, int, int]]) -> None:
    table = peers.first_messages(rows_of(rows))
    first: dict[int, tuple[int, int, int, int]] = {}
    for row in rows:
        first.setdefault(row[2], row)
    expected = Counter(
        (one[1], other)
        for one in first.values()
        for other in {
            row[1] for row in first.values() if row[0] == one[0] and row[2] != one[2] and abs(row[3] - one[3]) <= 30
        }
    )
    found = peers.message_edges(table, peers.messages_pairs(table, 30 * SECOND))
    rows_found = zip(found.source.tolist(), found.target.tolist(), found.weight.tolist(), strict=True)
    assert {(a, b): w for a, b, w in rows_found} == dict(expected)


def test_links_keep_one_row_for_each_message_and_link() -> None:
    rows = rows_of([(0, 1, 7, 0), (1, 1, 7, 0), (0, 2, 7, 5), (0, 3, 8, 5)])
    assert len(peers.first_messages(rows)) == 2
    assert peers.first_messages(rows, per_object=True).account.tolist() == [1, 1, 3]


def test_symmetry_is_the_smaller_number_of_contents_over_the_larger() -> None:
    rows = rows_of([(0, 1, 11, 0), (0, 2, 12, 1), (0, 2, 13, 2), (0, 2, 14, 3)])
    kept, pairs = peers.row_pairs(rows, 5 * SECOND, 1, both=False, keep_loops=False)
    edges = peers.pair_edges(kept, pairs)
    assert (edges.weight.tolist(), edges.older.tolist(), edges.newer.tolist()) == ([3], [1], [3])
    assert edges.symmetry.tolist() == [pytest.approx(1 / 3, abs=1e-12)]
    assert edges.gap.tolist() == [2.0]


def test_the_quantile_is_of_type_seven_and_exceeded_strictly() -> None:
    assert peers.over_quantile(np.array([1, 2, 3, 4]), 0.5).tolist() == [0, 0, 1, 1]
    assert peers.over_quantile(np.array([1, 1, 1, 4]), 0.5).tolist() == [0, 0, 0, 1]
    assert peers.over_quantile(np.array([2]), 0.5).tolist() == [0]
    assert peers.over_quantile(np.empty(0, np.int64), 0.5).tolist() == []


def test_nothing_in_gives_nothing_out() -> None:
    kept, pairs = peers.row_pairs(rows_of([]), SECOND, 2, both=True, keep_loops=False)
    assert (len(kept), len(pairs), len(peers.pair_edges(kept, pairs))) == (0, 0, 0)
    assert peers.group_stats(kept, pairs)[0].tolist() == []
