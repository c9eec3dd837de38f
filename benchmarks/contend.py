"""One contender a process: `python -m benchmarks.contend NAME DATA.parquet [WINDOW]`, prints its cost as JSON.

Each reads the same Parquet file of integers (object, account, time) and finds the pairs of accounts that shared at
least two objects within the window, with their weights.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from benchmarks.measured import report

FORMS = {
    "duckdb-window": """
        CREATE TABLE result AS
        WITH near AS (
            SELECT account, unnest(list(account) OVER (
                PARTITION BY object ORDER BY time RANGE BETWEEN {w} PRECEDING AND {w} FOLLOWING)) AS other FROM shares)
        SELECT account AS a, other AS b, count(*) AS weight FROM near WHERE account < other
        GROUP BY ALL HAVING count(*) >= 2""",
    "duckdb-frame": """
        CREATE TABLE result AS
        WITH counted AS (
            SELECT object, account, time,
                count(*) OVER (PARTITION BY object ORDER BY time RANGE BETWEEN {w} PRECEDING AND CURRENT ROW) AS upto,
                count(*) OVER (PARTITION BY object, time) AS level,
                row_number() OVER (PARTITION BY object, time ORDER BY account) AS place FROM shares),
        near AS (
            SELECT account, unnest(list(account) OVER (PARTITION BY object ORDER BY time, account
                ROWS BETWEEN (upto - level + place - 1) PRECEDING AND 1 PRECEDING)) AS other FROM counted)
        SELECT least(account, other) AS a, greatest(account, other) AS b, count(*) AS weight FROM near
        GROUP BY ALL HAVING count(*) >= 2""",
    "duckdb-bucket-join": """
        CREATE TABLE result AS
        SELECT least(x.account, y.account) AS a, greatest(x.account, y.account) AS b, count(*) AS weight
        FROM (SELECT *, time // ({w} + 1) AS bucket FROM shares) x
        JOIN (SELECT *, time // ({w} + 1) AS bucket FROM shares
              UNION ALL SELECT *, time // ({w} + 1) + 1 FROM shares) y
        ON x.object = y.object AND x.bucket = y.bucket
        WHERE (y.time < x.time OR (y.time = x.time AND y.account < x.account)) AND x.time - y.time <= {w}
        GROUP BY ALL HAVING count(*) >= 2""",
    "duckdb-self-join": """
        CREATE TABLE result AS
        SELECT x.account AS a, y.account AS b, count(*) AS weight FROM shares x JOIN shares y
        ON x.object = y.object AND x.account < y.account AND y.time BETWEEN x.time - {w} AND x.time + {w}
        GROUP BY ALL HAVING count(*) >= 2""",
}
"""The ways to say it in SQL that we know; the cheapest is the reference."""


def duckdb_form(name: str, data: Path, window: int) -> Callable[[], dict[str, Any]]:
    """One form of the SQL, on two threads."""
    import duckdb  # noqa: PLC0415 - each contender pays for its own imports only

    connection = duckdb.connect(config={"threads": 2})
    connection.execute(f"CREATE VIEW shares AS SELECT * FROM read_parquet('{data}')")  # noqa: S608 - our own file

    def work() -> dict[str, Any]:
        connection.execute(FORMS[name].format(w=window))
        row = connection.execute("SELECT count(*), coalesce(sum(weight), 0) FROM result").fetchone() or (0, 0)
        return {"pairs": int(row[0]), "weight": int(row[1])}

    return work


def columns(data: Path) -> tuple[Any, Any, Any]:
    """The three columns as arrays."""
    table = pq.read_table(data)
    object_, account, time = (table.column(name).to_numpy() for name in ("object", "account", "time"))
    return object_, account, time


def ours(data: Path, windows: tuple[int, ...], min_weight: int) -> Callable[[], dict[str, Any]]:
    """Read, sort, count: what the engine does with a layer's integers."""
    import numpy as np  # noqa: PLC0415 - as above

    from bot.engine import coaction, packing, warm  # noqa: PLC0415 - as above
    from bot.engine.layers import Events  # noqa: PLC0415 - as above

    warm()

    def work() -> dict[str, Any]:
        object_, account, time = columns(data)
        n_objects, n_accounts = int(object_.max()) + 1, int(account.max()) + 1
        object_, time, account = packing.sorted_events(object_, time, account)
        events = Events(object_, account, time, np.empty(0, np.int64), n_objects, n_accounts)
        limits = coaction.Limits(threads=2, rows=coaction.room(16_000, len(windows)))
        counted = coaction.count_pairs(events, windows, min_weight, limits)
        last = counted.histogram[-1]
        found = {"pairs": len(counted.source), "weight": int(counted.weight[:, -1].sum())}
        return {**found, "events": int(last @ np.arange(len(last)))}

    return work


def floor(data: Path, window: int) -> Callable[[], dict[str, Any]]:
    """What nobody who makes the pairs can do without: read, sort, write each pair event down once."""
    from benchmarks.emission import emit, warm_up  # noqa: PLC0415 - as above
    from bot.engine import packing  # noqa: PLC0415 - as above

    warm_up()

    def work() -> dict[str, Any]:
        object_, account, time = columns(data)
        object_, time, account = packing.sorted_events(object_, time, account)
        return {"events": len(emit(object_, time, account, window))}

    return work


def null(data: Path, windows: tuple[int, ...]) -> Callable[[], dict[str, Any]]:
    """Thirty jittered copies at all windows, objects cut to two million pairs."""
    import numpy as np  # noqa: PLC0415 - as above

    from bot.engine import coaction, layers, packing, warm  # noqa: PLC0415 - as above
    from bot.engine import null as model  # noqa: PLC0415 - as above
    from bot.engine.layers import Events  # noqa: PLC0415 - as above
    from bot.measures.keyed import text_keys  # noqa: PLC0415 - as above

    warm()
    object_, account, time = columns(data)
    keys = text_keys(map(str, range(int(object_.max()) + 1))), text_keys(map(str, range(int(account.max()) + 1)))
    object_, time, account = packing.sorted_events(object_, time, account)
    events = Events(object_, account, time, np.arange(len(time)), len(keys[0]), len(keys[1]))
    events = layers.cut(events, layers.viral(events, 2_000_000), "repost", 7, keys)
    limits = coaction.Limits(threads=2, rows=256_000_000)

    def work() -> dict[str, Any]:
        plan = model.plan_of(windows, tuple(max(1800, 6 * w) for w in windows))
        found = model.null_edges(events, plan, model.Jitter("repost", 7, 30, 1, keys), limits)
        return {"pairs": len(found.source)}

    return work


def cut_pairs(data: Path, windows: tuple[int, ...]) -> Callable[[], dict[str, Any]]:
    """The observed pass that the null is compared with: the same events, the same cut."""
    import numpy as np  # noqa: PLC0415 - as above

    from bot.engine import coaction, layers, packing, warm  # noqa: PLC0415 - as above
    from bot.engine.layers import Events  # noqa: PLC0415 - as above
    from bot.measures.keyed import text_keys  # noqa: PLC0415 - as above

    warm()
    object_, account, time = columns(data)
    keys = text_keys(map(str, range(int(object_.max()) + 1))), text_keys(map(str, range(int(account.max()) + 1)))

    def work() -> dict[str, Any]:
        first, when, who = packing.sorted_events(object_, time, account)
        events = Events(first, who, when, np.arange(len(when)), len(keys[0]), len(keys[1]))
        events = layers.cut(events, layers.viral(events, 2_000_000), "repost", 7, keys)
        counted = coaction.count_pairs(events, windows, 2, coaction.Limits(threads=2, rows=10**9))
        return {"pairs": len(counted.source)}

    return work


def main(name: str, data: Path, window: int) -> None:
    """Run one contender."""
    windows = (10, 60, 300)
    makers: dict[str, Callable[[], Callable[[], dict[str, Any]]]] = {
        "ours": lambda: ours(data, (window,), 2),
        "ours-all-pairs": lambda: ours(data, (window,), 1),
        "ours-three-windows": lambda: ours(data, windows, 2),
        "floor": lambda: floor(data, window),
        "null": lambda: null(data, windows),
        "cut-three-windows": lambda: cut_pairs(data, windows),
    }
    report(makers[name]() if name in makers else duckdb_form(name, data, window))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 60)
