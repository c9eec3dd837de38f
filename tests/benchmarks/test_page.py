from pathlib import Path

from benchmarks import page
from benchmarks.measured import Cost
from benchmarks.pairs import TOOLKIT, Block


def block(size: int, cpu: float, *others: Cost) -> Block:
    ours = Cost("ours", cpu, 1.0, 100.0, {"events": size * 2, "pairs": 5, "weight": 10})
    return Block(size, (ours, *others), ("left out",))


def rivals() -> tuple[Cost, ...]:
    found = {"pairs": 5, "weight": 10}
    return (
        Cost("floor", 0.5, 1.0, 90.0, {}),
        Cost("duckdb-window", 9.0, 5.0, 400.0, found),
        Cost("duckdb-frame", 12.0, 5.0, 300.0, found),
        Cost(TOOLKIT, 50.0, 60.0, 200.0, found),
    )


def test_the_cheapest_sql_and_the_least_memory_are_the_references() -> None:
    text = page.tables([block(1000, 1.0, *rivals())])
    assert "| CPU: duckdb-window (the best SQL) / ours | 1,000 | 9.0 | >= 8 |" in text
    assert "| peak memory: ours / DuckDB's least | 1,000 | 0.33 | <= 1 |" in text
    assert f"| CPU: {TOOLKIT} / ours | 1,000 | 50 | >= 25 |" in text
    assert "| CPU: ours / floor | 1,000 | 2.00 | <= 2.5 |" in text


def test_what_was_not_run_is_named() -> None:
    assert "left out." in page.tables([block(1000, 1.0)])


def test_growth_compares_pair_events_a_cpu_second() -> None:
    text = page.tables([block(1000, 1.0, *rivals()), block(4000, 5.0)])
    assert "| pair events a CPU second: 4,000 / 1,000 shares | | 0.80 | >= 0.7 |" in text


def test_only_what_stands_between_the_markers_is_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "PERFORMANCE.md"
    path.write_text("before\n<!-- pairs: written by make bench -->\nold\n<!-- end of pairs -->\nafter\n")
    page.write(path, page.PAIRS, page.tables([block(1000, 1.0, *rivals())]))
    text = path.read_text()
    assert text.startswith("before\n<!-- pairs: written by make bench -->\n")
    assert text.endswith("<!-- end of pairs -->\nafter\n")
    assert "old" not in text
