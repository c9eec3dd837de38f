"""coordination-network-toolkit in its own environment: `python -m benchmarks.contend_toolkit DATA.csv DATABASE WINDOW`.

Loading the CSV into its SQLite database is not timed; computing the co-retweet network is.
"""

import contextlib
import io
import sqlite3
import sys
from pathlib import Path
from typing import Any

from coordination_network_toolkit.compute_networks import compute_co_retweet_parallel  # type: ignore[import-not-found]
from coordination_network_toolkit.preprocess import preprocess_csv_files  # type: ignore[import-not-found]

from benchmarks.measured import report


def main(data: str, database: str, window: int) -> None:
    """Load, then compute and count the edges of weight 2 and more."""
    Path(database).unlink(missing_ok=True)
    quiet = io.StringIO()
    with contextlib.redirect_stdout(quiet):
        preprocess_csv_files(database, [data])

    def work() -> dict[str, Any]:
        with contextlib.redirect_stdout(quiet):
            compute_co_retweet_parallel(database, window, n_threads=2, min_edge_weight=2)
        with sqlite3.connect(database) as connection:
            query = "SELECT count(*), coalesce(sum(weight), 0) FROM co_retweet_network WHERE user_1 <> user_2"
            edges, weight = connection.execute(query).fetchone()
        return {"pairs": edges // 2, "weight": weight // 2}

    report(work)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
