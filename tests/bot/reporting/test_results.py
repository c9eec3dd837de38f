import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.report import ClusterReport, Report
from bot.reporting.results import RunFacts, check_folder, prepare_folder, write_results

FACTS = RunFacts("local", ("a.csv",), "laptop", 1_700_000_000_000, 1.23456, 2, {"python": "3.11"})


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_run_leaves_exactly_its_own_files(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    write_results(engine, make_report(), FACTS, tmp_path / "out")
    assert everything(tmp_path / "out") == [
        "edges.parquet", "pictures/C1.png", "report.html", "report.json", "run.json",
    ]  # fmt: skip


def test_machine_and_time_stand_in_run_json_only(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    write_results(engine, make_report(), FACTS, tmp_path)
    run = json.loads((tmp_path / "run.json").read_text())
    assert (run["host"], run["threads"], run["seconds"]) == ("laptop", 2, 1.235)
    report = (tmp_path / "report.json").read_text()
    assert all(word not in report for word in ("laptop", "1700000000000", "local", str(tmp_path)))


def test_earlier_results_are_replaced(
    engine: LocalEngine, make_report: Callable[..., Report], make_cluster: Callable[..., ClusterReport], tmp_path: Path
) -> None:
    both = (make_cluster(), make_cluster(id="C2"))
    write_results(engine, make_report(clusters=both), FACTS, tmp_path)
    write_results(engine, make_report(), FACTS, tmp_path)
    assert "pictures/C2.png" not in everything(tmp_path)


def test_a_folder_with_something_else_in_it_is_left_alone(
    engine: LocalEngine, make_report: Callable[..., Report], tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match=r"thesis\.txt") as caught:
        write_results(engine, make_report(), FACTS, tmp_path)
    assert caught.value.where == str(tmp_path)
    assert everything(tmp_path) == ["thesis.txt"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_text("")
    with pytest.raises(InputError, match="taken by a file"):
        check_folder(target)


def test_an_empty_or_missing_folder_is_fine(tmp_path: Path) -> None:
    check_folder(tmp_path)
    check_folder(tmp_path / "new" / "deep")


def test_a_folder_that_cannot_be_made_is_said_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be made") as caught:
        prepare_folder(tmp_path / "file" / "inside")
    assert caught.value.hint == "Choose a folder in which you may write."
