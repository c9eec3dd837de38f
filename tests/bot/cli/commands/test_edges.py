import csv
from collections.abc import Callable
from pathlib import Path

from bot.cli.application import run

Said = Callable[[], tuple[str, str]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_edges_are_written_and_counted(shares: Path, empty: Path, said: Said) -> None:
    line = ["edges", str(shares), "--layer", "object", "--window", "60", "--min-weight", "6", "--out", "edges.csv"]
    assert run(line) == 0
    assert said()[0] == "10 edges within 60 s\nWritten: edges.csv\n"
    written = rows(empty / "edges.csv")
    assert list(written[0]) == ["source", "target", "weight", "avg_time_delta"]
    assert {(row["source"], row["weight"]) for row in written} == {(f"a{i}", "6") for i in range(4)}


def test_several_windows_share_a_file(shares: Path, empty: Path, said: Said) -> None:
    line = ["edges", str(shares), "--layer", "object", "--window", "1", "--window", "4", "--out", "edges.csv"]
    assert run(line) == 0
    assert {row["window"] for row in rows(empty / "edges.csv")} == {"1", "4"}
    assert said()[0].count(" edges within ") == 2


def test_every_option_reaches_the_use_case(shares: Path, empty: Path, said: Said) -> None:
    line = [
        "edges", str(shares), "--layer", "object", "--window", "60", "--out", "edges.csv", "--weight", "pairs",
        "--participation", "either", "--min-participation", "2", "--quantile", "0.5", "--fast-window", "2",
        "--keep-loops", "--pairs", "pairs.csv", "--stats", "stats", "--pair-budget", "100000",
        "--format", "coordination",
    ]  # fmt: skip
    assert run(line) == 0, said()
    assert {path.name for path in empty.rglob("*.csv")} == {
        "shares.csv", "edges.csv", "pairs.csv", "account_stats.csv", "group_stats.csv",
    }  # fmt: skip


def test_over_the_pair_budget_it_stops_with_a_hint_and_writes_nothing(shares: Path, empty: Path, said: Said) -> None:
    line = ["edges", str(shares), "--layer", "object", "--window", "60", "--pair-budget", "10", "--out", "edges.csv"]
    assert run(line) == 1
    assert "Hint: Use a smaller --window or a larger --pair-budget" in said()[1]
    assert not (empty / "edges.csv").exists()


def test_loops_that_our_own_weight_cannot_have_are_refused(shares: Path, said: Said) -> None:
    assert run(["edges", str(shares), "--layer", "object", "--window", "60", "--keep-loops", "--out", "x.csv"]) == 1
    assert "no loops to keep" in said()[1]


def test_a_layer_that_does_not_exist_is_named(shares: Path, said: Said) -> None:
    assert run(["edges", str(shares), "--layer", "likes", "--window", "60", "--out", "x.csv"]) == 1
    assert "likes" in said()[1]
