import csv
from pathlib import Path

import numpy as np
import pytest

from bot.analysis import edges_tables
from bot.analysis.edges_tables import Names, Table
from bot.engine.own_edges import ObjectEdges
from bot.engine.peers import Edges
from bot.errors import UserError

NAMES = Names(["a", "b", "c"], ["o"], ["p", "q"])


def network(rows: list[tuple[int, int, int]]) -> Edges:
    source, target, weight = (np.array([row[k] for row in rows], np.int64) for k in range(3))
    n = np.ones(len(rows), np.int64)
    ends = source.astype(np.int32), target.astype(np.int32)
    return Edges(*ends, weight, np.full(len(n), 1.5), n, n, n, np.ones(len(n)))


def test_whole_numbers_are_written_without_a_point_and_others_to_the_last_bit() -> None:
    assert [edges_tables.cell(value) for value in (2.0, 1 / 3, 7, "x", None)] == [2, repr(1 / 3), 7, "x", ""]


def test_strong_edges_have_the_least_weight_and_exceed_the_quantile() -> None:
    weight = np.array([1, 2, 2, 5])
    assert edges_tables.strong(weight, 2, None).tolist() == [1, 2, 3]
    assert edges_tables.strong(weight, 2, 0.5).tolist() == [3]


def test_self_loops_are_left_out_unless_asked_for() -> None:
    found = network([(0, 0, 2), (0, 1, 1)])
    without = edges_tables.message_table(found, NAMES, 1, None, keep_loops=False)
    assert [row[:2] for row in without.rows] == [("a", "b")]
    kept = edges_tables.message_table(found, NAMES, 1, None, keep_loops=True)
    assert [row[-1] for row in kept.rows] == [1, 0]


def test_the_threshold_is_taken_over_all_edges_also_those_left_out() -> None:
    table = edges_tables.peer_pair_table(network([(0, 1, 1), (0, 2, 2), (1, 2, 3)]), NAMES, 2, 0.5)
    assert [(row[2], row[7]) for row in table.rows] == [(2, 0), (3, 1)]


def test_an_edge_that_is_not_fast_has_empty_cells() -> None:
    table = edges_tables.fast_table(network([(0, 1, 2), (1, 2, 1)]), network([(0, 1, 1)]), NAMES, 1, 0.5)
    by_name = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    assert [row["weight_fast"] for row in by_name] == [1, None]
    assert [row["weight_threshold_full"] for row in by_name] == [1, 0]
    assert by_name[1]["edge_symmetry_score_fast"] is None


def test_groups_come_with_the_most_accounts_first() -> None:
    names = Names([], ["x", "y", "z"], [])
    table = edges_tables.group_table((np.array([0, 1, 2], np.int32), np.array([1, 4, 1])), names)
    assert table.rows == [("y", 4), ("x", 1), ("z", 1)]


def test_one_window_needs_no_column_for_it() -> None:
    one = Table(("a", "b"), [("x", 1)])
    assert edges_tables.joined({60: one}) is one
    assert edges_tables.joined({60: one, 10: one}) == Table(("a", "b", "window"), [("x", 1, 10), ("x", 1, 60)])


def test_our_edges_name_both_ends() -> None:
    found = ObjectEdges(np.array([0], np.int32), np.array([2], np.int32), np.array([3]), np.array([0.5]))
    assert edges_tables.object_table(found, NAMES.accounts, 1, None).rows == [("a", "c", 3, 0.5)]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    class Unwritable:
        def __str__(self) -> str:
            raise RuntimeError("no text")

    path = tmp_path / "out.csv"
    path.write_text("before")
    with pytest.raises(RuntimeError):
        edges_tables.write(path, Table(("a",), [(Unwritable(),)]))
    assert path.read_text() == "before"


def test_commas_and_quotes_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "out.csv"
    edges_tables.write(path, Table(("a", "b"), [('x,"y"', "line\nend")]))
    with path.open(newline="", encoding="utf-8") as text:
        assert list(csv.reader(text)) == [["a", "b"], ['x,"y"', "line\nend"]]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(UserError) as caught:
        edges_tables.write(tmp_path / "out.csv", Table(("a",), []))
    assert caught.value.where.endswith("out.csv")
