import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from bot.cli.application import run

ROOT = Path(__file__).parents[4]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
RUSSIAN = ROOT / "bot" / "demo" / "data" / "russian_coord_tweets.csv.gz"

Said = Callable[[], tuple[str, str]]


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file but run.json."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_json_prints_the_report_and_nothing_else(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--json"]) == 0
    out, err = said()
    jsonschema.validate(json.loads(out), SCHEMA)
    assert out.endswith("}\n")
    assert err == ""


def test_the_group_that_was_put_in_is_found_and_told(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares)]) == 0
    out, _ = said()
    assert "Read 0 posts, 350 shares, 45 accounts as coordination" in out
    assert "C1: 5 accounts" in out
    assert re.search(r"Could be wrong by coincidence: \d+ groups? in 30 time-shuffled copies of these data", out)
    assert "Could be wrong in organic crowds: Not measured" in out


def test_out_holds_what_json_prints(shares: Path, empty: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--json", "--out", "result"]) == 0
    out, _ = said()
    assert (empty / "result" / "report.json").read_text(encoding="utf-8") == out
    assert set(digests(empty / "result")) == {"report.json", "report.html", "edges.parquet", "pictures/C1.png"}


def test_a_seed_changes_the_parameters_that_are_reported(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--json", "--seed", "11"]) == 0
    report = json.loads(said()[0])
    assert (report["seed"], report["parameters"]["seed"]) == (11, 11)


def test_a_baseline_stands_beside_the_figures(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--json", "--baseline", str(shares)]) == 0
    baseline = json.loads(said()[0])["false_alarm_card"]["baseline"]
    assert (baseline["name"], baseline["accounts"], baseline["clustered"]) == ("shares.csv", 45, 5)


def test_layers_that_are_not_asked_for_are_not_looked_at(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--json", "--layers", "url"]) == 0
    report = json.loads(said()[0])
    assert report["clusters"] == []
    assert {layer["layer"] for layer in report["layers"]} <= {"url"}


def test_a_folder_with_other_things_in_it_is_refused_before_any_work(shares: Path, empty: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--out", str(empty)]) == 1
    out, err = said()
    assert out == ""
    assert "shares.csv" in err
    assert "Hint: Choose a folder that is new, empty" in err


def test_a_missing_baseline_is_said_before_any_work(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--baseline", "fans.csv"]) == 1
    assert said()[1].startswith("Error: fans.csv: There is no such file.")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "The file is empty."), (b"a\n1\n2\n", "one column"), (b"\x1f\x8b\x08\x00cut", "")],
    ids=["empty", "one column", "cut gzip"],
)
def test_a_file_that_cannot_be_used_is_1_with_a_hint(empty: Path, said: Said, content: bytes, words: str) -> None:
    path = empty / "bad.csv"
    path.write_bytes(content)
    assert run(["analyze", str(path)]) == 1
    _, err = said()
    assert err.startswith("Error: ")
    assert words in err
    assert "Hint: " in err


def test_an_unknown_format_is_1(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--format", "telepathy"]) == 1
    assert "telepathy" in said()[1]


def test_two_runs_on_the_sample_data_are_byte_identical_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("1", "4242"):
        subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "bot", "analyze", str(RUSSIAN), "--out", str(tmp_path / seed)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
    first, second = digests(tmp_path / "1"), digests(tmp_path / "4242")
    assert first == second
    assert {"report.json", "report.html", "edges.parquet", "pictures/C1.png"} <= set(first)
    assert json.loads((tmp_path / "1" / "run.json").read_text())["inputs"] == [str(RUSSIAN)]
