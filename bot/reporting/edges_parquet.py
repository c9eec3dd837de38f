"""edges.parquet: every kept edge of every cluster, for people who go on in other tools. Ids are raw."""

from pathlib import Path

from bot.report import Report


def write_edges(report: Report, path: Path) -> None:
    """Write one row a kept edge: cluster, source, target, layer, window_seconds (null = slow), weight, surprise."""
    import pyarrow as pa  # noqa: PLC0415 - heavy, and only a run's results need it
    from pyarrow import parquet  # noqa: PLC0415 - the same

    rows = sorted(
        (cluster.id, edge.layer, edge.window_seconds or 0, edge.source.encode(), edge.target.encode(), edge)
        for cluster in report.clusters
        for edge in cluster.edges
    )
    edges = [row[-1] for row in rows]
    columns = {
        "cluster": pa.array([row[0] for row in rows], pa.string()),
        "source": pa.array([edge.source for edge in edges], pa.string()),
        "target": pa.array([edge.target for edge in edges], pa.string()),
        "layer": pa.array([edge.layer for edge in edges], pa.string()),
        "window_seconds": pa.array([edge.window_seconds for edge in edges], pa.int32()),
        "weight": pa.array([edge.weight for edge in edges], pa.int32()),
        "surprise": pa.array([edge.surprise for edge in edges], pa.float64()),
    }
    parquet.write_table(pa.table(columns), path, compression="zstd")
