from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from bot.report import ClusterEdge, ClusterReport, Report
from bot.reporting.edges_parquet import write_edges


def test_each_edge_of_each_cluster_is_a_row(
    make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport], tmp_path: Path
) -> None:
    clusters = (make_cluster(), make_cluster(id="C2", edges=(ClusterEdge("x", "y", "url", None, 4, 9.5),)))
    write_edges(make_report(clusters=clusters), tmp_path / "edges.parquet")
    table = pq.read_table(tmp_path / "edges.parquet")
    assert table.column_names == ["cluster", "source", "target", "layer", "window_seconds", "weight", "surprise"]
    assert table.num_rows == 7
    assert table.to_pylist()[-1] == {
        "cluster": "C2", "source": "x", "target": "y", "layer": "url", "window_seconds": None, "weight": 4,
        "surprise": 9.5,
    }  # fmt: skip


def test_rows_are_sorted_by_cluster_layer_window_and_ids(
    make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport], tmp_path: Path
) -> None:
    edges = make_cluster().edges
    write_edges(make_report(clusters=(make_cluster(edges=edges),)), tmp_path / "a.parquet")
    write_edges(make_report(clusters=(make_cluster(edges=edges[::-1]),)), tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_report_without_clusters_gives_an_empty_table(make_report: Callable[..., Report], tmp_path: Path) -> None:
    write_edges(make_report(clusters=()), tmp_path / "edges.parquet")
    assert pq.read_table(tmp_path / "edges.parquet").num_rows == 0
