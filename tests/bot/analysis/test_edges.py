"""What `shoal edges` does with options, files and mistakes; parity with the peers is in test_edges_parity.py."""

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.analysis.edges import EdgesRequest, edges
from bot.errors import InputError, UserError

HEADER = "object_id,account_id,content_id,timestamp_share\n"
ROWS = [
    ("o1", "b", "c1", 1_600_000_000),
    ("o1", "a", "c2", 1_600_000_010),
    ("o1", "a", "c3", 1_600_000_020),
    ("o2", "a", "c4", 1_600_001_000),
    ("o2", "b", "c5", 1_600_001_050),
    ("o2", "Z", "c6", 1_600_001_055),
    ("o3", "b", "c7", 1_600_005_000),
]


def table(path: Path, rows: list[tuple[str, str, str, int]] | None = None) -> Path:
    lines = [",".join(map(str, row)) for row in (ROWS if rows is None else rows)]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def request_(tmp_path: Path) -> EdgesRequest:
    return EdgesRequest(file=table(tmp_path / "in.csv"), layer="object", windows=(60,), out=tmp_path / "edges.csv")


def written(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as text:
        return list(csv.reader(text))


def test_by_our_definition_the_earliest_row_of_an_account_counts_once_an_object(request_: EdgesRequest) -> None:
    edges(request_)
    assert written(request_.out) == [
        ["source", "target", "weight", "avg_time_delta"],
        ["Z", "a", "1", "55"],
        ["Z", "b", "1", "5"],
        ["a", "b", "2", "30"],
    ]


def test_rows_are_sorted_by_bytes_and_source_comes_before_target(request_: EdgesRequest) -> None:
    edges(request_)
    ends = [(row[0].encode(), row[1].encode()) for row in written(request_.out)[1:]]
    assert ends == sorted(ends)
    assert all(source <= target for source, target in ends)


def test_several_windows_come_in_one_table_with_a_column_that_says_which(request_: EdgesRequest) -> None:
    result = edges(replace(request_, windows=(60, 5)))
    assert written(request_.out) == [
        ["source", "target", "weight", "avg_time_delta", "window"],
        ["Z", "a", "1", "55", "60"],
        ["Z", "b", "1", "5", "5"],
        ["Z", "b", "1", "5", "60"],
        ["a", "b", "2", "30", "60"],
    ]
    assert result.edges == {5: 1, 60: 3}


def test_both_accounts_must_share_enough_distinct_objects_or_either(request_: EdgesRequest) -> None:
    edges(replace(request_, min_participation=2))
    assert [row[:2] for row in written(request_.out)[1:]] == [["a", "b"]]
    edges(replace(request_, min_participation=3))
    assert written(request_.out)[1:] == []
    edges(replace(request_, min_participation=3, participation="either"))
    assert [row[:2] for row in written(request_.out)[1:]] == [["Z", "b"], ["a", "b"]]


def test_edges_below_the_least_weight_are_left_out(request_: EdgesRequest) -> None:
    edges(replace(request_, min_weight=2))
    assert [row[:3] for row in written(request_.out)[1:]] == [["a", "b", "2"]]


def test_a_quantile_keeps_what_lies_strictly_above_it(request_: EdgesRequest) -> None:
    edges(replace(request_, quantile=0.5))
    assert [row[:2] for row in written(request_.out)[1:]] == [["a", "b"]]


def test_the_pairs_behind_our_edges_name_the_older_content_first(request_: EdgesRequest) -> None:
    pairs = request_.out.with_name("pairs.csv")
    result = edges(replace(request_, pairs=pairs))
    assert written(pairs) == [
        ["object_id", "account_id", "account_id_y", "content_id", "content_id_y", "time_delta"],
        ["o1", "b", "a", "c1", "c2", "10"],
        ["o2", "a", "b", "c4", "c5", "50"],
        ["o2", "a", "Z", "c4", "c6", "55"],
        ["o2", "b", "Z", "c5", "c6", "5"],
    ]
    assert result.written == (request_.out, pairs)


def test_by_messages_a_direction_counts_its_own_messages(request_: EdgesRequest) -> None:
    edges(replace(request_, weight="messages"))
    rows = {(row[0], row[1]): row[2:] for row in written(request_.out)[1:]}
    assert rows["a", "b"][0] == "3"
    assert rows["b", "a"][0] == "2"
    assert ("a", "a") not in rows
    edges(replace(request_, weight="messages", keep_loops=True))
    assert ["a", "a", "2", "10", "1"] in written(request_.out)


def test_by_pairs_every_pair_of_rows_counts(request_: EdgesRequest) -> None:
    edges(replace(request_, weight="pairs", participation="either"))
    rows = written(request_.out)
    assert rows[0][4:] == ["n_content_id", "n_content_id_y", "edge_symmetry_score", "weight_threshold", "n_objects"]
    ab = next(row for row in rows if row[:2] == ["a", "b"])
    assert (ab[2], ab[7], ab[8]) == ("3", "1", "2")


def test_by_pairs_both_asks_more_than_either(request_: EdgesRequest) -> None:
    either = replace(request_, weight="pairs", participation="either", min_participation=2)
    more, fewer = edges(either).edges[60], edges(replace(either, participation="both")).edges[60]
    assert (more, fewer) == (1, 1)
    alone = replace(either, min_participation=3)
    assert (edges(alone).edges[60], edges(replace(alone, participation="both")).edges[60]) == (1, 0)


def test_over_the_pair_budget_it_stops_with_a_hint_and_writes_nothing(request_: EdgesRequest) -> None:
    for weight in ("objects", "pairs", "messages"):
        with pytest.raises(UserError, match=r"pairs of shares lie within 60 s, more than the budget of 2") as caught:
            edges(replace(request_, weight=weight, pair_budget=2))
        assert "--pair-budget" in caught.value.hint
        assert not request_.out.exists()


def test_a_layer_that_the_data_lack_is_refused_with_those_they_hold(request_: EdgesRequest) -> None:
    for weight in ("objects", "pairs", "messages"):
        with pytest.raises(UserError, match="no shares of layer 'url'") as caught:
            edges(replace(request_, layer="url", weight=weight))
        assert "object" in caught.value.hint


def test_similar_texts_need_texts(request_: EdgesRequest) -> None:
    with pytest.raises(UserError, match="the data hold no texts"):
        edges(replace(request_, layer="similar", weight="messages"))


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"layer": "likes"}, "there is no layer 'likes'"),
        ({"weight": "heavy"}, "there is no weight 'heavy'"),
        ({"windows": ()}, "no window is given"),
        ({"windows": (60, -1)}, "a window is negative"),
        ({"windows": (60, 60)}, "a window is given twice"),
        ({"participation": "none"}, "participation is 'both' or 'either'"),
        ({"min_participation": 0}, "--min-participation starts at 1"),
        ({"min_weight": 0}, "--min-weight starts at 1"),
        ({"pair_budget": 0}, "--pair-budget starts at 1"),
        ({"quantile": 1.5}, "--quantile lies between 0 and 1"),
        ({"layer": "similar", "weight": "messages", "similarity": 0.0}, "--similarity lies above 0, up to 1"),
        ({"similarity": 0.9}, "--similarity does nothing on the layer 'object'"),
        ({"layer": "post"}, "the layer 'post' has no objects to count"),
        ({"weight": "messages", "min_participation": 2}, "--weight messages knows no participation rule"),
        ({"keep_loops": True}, "--weight objects has no loops to keep"),
        ({"fast_window": 10}, "--fast-window and --stats belong to --weight pairs"),
        ({"weight": "pairs", "fast_window": 60}, "--fast-window must be smaller than --window"),
    ],
)
def test_wrong_options_are_refused_in_a_sentence(request_: EdgesRequest, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(UserError) as caught:
        edges(replace(request_, **changes))
    assert caught.value.text.startswith(text)
    assert not request_.out.exists()


def test_a_file_without_rows_is_refused(request_: EdgesRequest) -> None:
    table(request_.file, [])
    with pytest.raises(InputError):
        edges(request_)


def test_the_order_of_the_rows_and_the_threads_change_nothing(request_: EdgesRequest) -> None:
    edges(request_, threads=1)
    one = request_.out.read_bytes()
    table(request_.file, ROWS[::-1])
    edges(request_, threads=2)
    assert request_.out.read_bytes() == one


def test_ids_that_look_like_formulas_stay_raw_in_this_machine_file(request_: EdgesRequest) -> None:
    table(request_.file, [("o", "=1+1", "c1", 1_600_000_000), ("o", "-x", "c2", 1_600_000_001)])
    edges(request_)
    assert written(request_.out)[1][:2] == ["-x", "=1+1"]


def test_progress_is_told_while_reading_and_counting(request_: EdgesRequest) -> None:
    stages: set[str] = set()
    edges(request_, progress=lambda stage, _done, _total: stages.add(stage))
    assert "counting" in stages


def test_nothing_is_left_behind_where_the_result_cannot_be_written(request_: EdgesRequest, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot write the file") as caught:
        edges(replace(request_, out=tmp_path / "file" / "edges.csv"))
    assert caught.value.hint == "Choose another place."
