"""Profile pictures beside a data set, and earlier looks, reach the analysis of a run."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from bot.analysis.local_pipeline import LocalPipeline
from bot.analysis.pipeline import DataFile, RunInputs
from bot.analysis.run_analysis import read_result, run_analysis
from bot.errors import InputError
from bot.model import AccountState, Snapshot
from tests.worlds_of_triage import START_MS

START = START_MS // 1000
SWARM = [f"swarm{number}" for number in range(6)]
PORTRAIT = Path("tests/data/avatars/aaron.jpg").read_bytes()


def silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def table(folder: Path) -> DataFile:
    """Six accounts share the same twelve posts within seconds, among four hundred that share at any time."""
    rows = ["object_id,account_id,content_id,timestamp_share"]
    for number in range(400):
        for turn in range(3):
            thing = (number * 7 + turn * 131) % 90
            rows.append(f"o{thing},crowd{number},c{number}-{turn},{START + (number * 977 + turn * 40_009) % 800_000}")
    for thing in range(12):
        rows += [f"s{thing},{name},{name}-{thing},{START + thing * 50_000 + place}" for place, name in enumerate(SWARM)]
    path = folder / "posts"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return DataFile(path, "export.csv")


def album(folder: Path, names: list[str]) -> DataFile:
    path = folder / "album"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(f"{name}.jpg", PORTRAIT)
    return DataFile(path, "faces.zip", "pictures")


def inputs_of(folder: Path, *files: DataFile) -> RunInputs:
    (folder / "run").mkdir(exist_ok=True)
    return RunInputs("analysis", folder / "run", files, (), "", {}, 7, now=START_MS + 10**10)


def findings(inputs: RunInputs, detector: str) -> tuple[str, str]:
    """(sentence, why not) of a detector on the first group, after a real run."""
    run_analysis(LocalPipeline(), inputs, silent)
    report = read_result(inputs.folder).report
    assert report is not None
    (found,) = [item for item in report.clusters[0].findings if item.detector == detector]
    return found.sentence, found.why_not


def test_one_picture_on_all_accounts_of_a_group_is_told(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, table(tmp_path), album(tmp_path, SWARM))
    sentence, _ = findings(inputs, "D8")
    assert sentence.startswith("6 of 6 profile pictures are also on another account of the group (1 different picture)")


def test_pictures_without_an_account_are_among_the_rows_that_were_not_read(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, table(tmp_path), album(tmp_path, [*SWARM, "stranger"]))
    run_analysis(LocalPipeline(), inputs, silent)
    report = read_result(inputs.folder).report
    assert report is not None
    assert (report.dataset.rejected[0].file, report.dataset.rejected_total) == ("faces.zip:stranger.jpg", 1)


def test_without_pictures_that_is_said_of_the_group_and_on_the_card(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, table(tmp_path))
    assert findings(inputs, "D8")[1] == "no profile pictures were given"
    report = read_result(inputs.folder).report
    assert report is not None
    assert "Profile pictures: no profile pictures were given" in report.false_alarm_card.not_applicable


def test_pictures_alone_are_no_data_set(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the posts or accounts are missing"):
        run_analysis(LocalPipeline(), inputs_of(tmp_path, album(tmp_path, SWARM)), silent)


def test_earlier_looks_at_the_accounts_of_a_group_are_evidence_of_the_next_run(tmp_path: Path) -> None:
    looks = tuple(
        Snapshot(name, name, "", AccountState.ACTIVE, "", "", None, None, posts, "x", at)
        for name in SWARM
        for posts, at in ((900, START_MS), (40, START_MS + 10**9))
    )
    inputs = replace(inputs_of(tmp_path, table(tmp_path)), seen=looks)
    sentence, _ = findings(inputs, "D11")
    assert sentence.startswith("6 of 6 accounts became somebody else after 1 Jan 2026; 6 have at least a fifth fewer")


def test_without_earlier_looks_that_is_said(tmp_path: Path) -> None:
    assert findings(inputs_of(tmp_path, table(tmp_path)), "D11")[1] == "no earlier look at these accounts is known"


def profiles(folder: Path, address: str) -> DataFile:
    """The same six accounts as posts with their pictures' addresses."""
    rows = ["content_id,account_id,time,text,avatar"]
    rows += [f"p{n},swarm{n % 6},{START + n},something {n},{address}/{n % 6}.jpg" for n in range(30)]
    path = folder / "profiles"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    mapping = {"content_id": "content_id", "account_id": "account_id", "time": "time", "avatar": "avatar"}
    return DataFile(path, "profiles.csv", "mapped_csv", mapping)


def test_pictures_are_fetched_only_when_that_is_switched_on_and_a_miss_is_told(tmp_path: Path) -> None:
    inputs = inputs_of(tmp_path, profiles(tmp_path, "http://127.0.0.1:1"))
    for fetches, notes in ((False, ()), (True, ("6 of 6 profile pictures could not be fetched",))):
        run_analysis(LocalPipeline(fetch_avatars=fetches), inputs, silent)
        report = read_result(inputs.folder).report
        assert report is not None
        told = report.dataset.notes
        assert tuple(line.partition(" (")[0] for line in told) == notes
