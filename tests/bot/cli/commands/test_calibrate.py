"""The table of cut-points from the command line."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from bot.cli.application import run
from bot.fusion import load_calibration

Said = Callable[[], tuple[str, str]]


def test_the_table_is_written_where_one_wants_it_and_cuts_stay(said: Said, empty: Path) -> None:
    table = empty / "table.toml"
    assert run(["calibrate", "--out", str(table), "--only", "quiet", "--seeds", "1"]) == 0
    written = tomllib.loads(table.read_text(encoding="utf-8"))
    assert {key: tuple(row["cuts"]) for key, row in written.items()} == {
        key: row.cuts for key, row in load_calibration().items()
    }
    assert "1 generated worlds (seed 1)" in written["D1"]["origin"]
    assert written["D1"]["n_positive"] == 0
    out, progress = said()
    assert not out
    assert progress.splitlines() == ["quiet, seed 1", f"Written to {table}"]
