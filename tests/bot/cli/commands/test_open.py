import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.application import run
from bot.cli.environment import open_desk
from bot.localslack import LocalSlack
from bot.triage.hold_evidence import hold_case
from bot.triage.operator import operator

Said = Callable[[], tuple[str, str]]
CHANNEL = "C024BE91L"


@pytest.fixture
def opened(workspace: LocalSlack, shares: Path, said: Said) -> str:
    """What `shoal open` printed."""
    assert run(["open", str(shares), "--channel", CHANNEL]) == 0, said()
    assert [call.method for call in workspace.requests] == ["auth.test"]
    return said()[0]


def test_a_case_is_opened_analysed_here_and_exported(opened: str, empty: Path, said: Said) -> None:
    assert opened == f"Case 1: 1 group found. `shoal run` posts it in {CHANNEL}.\n"
    for name in ("csv", "gexf", "graphml", "html", "json"):
        assert run(["export", "1", "--format", name, "--out", f"case.{name}"]) == 0, said()
    with zipfile.ZipFile(empty / "case.csv") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("accounts.csv").decode("utf-8-sig"))))
    assert [row["account_id"] for row in rows] == ["a0", "a1", "a2", "a3", "a4"]
    assert json.loads((empty / "case.json").read_text())["case"]["title"] == "1 file"
    assert json.loads((empty / "case.json").read_text())["report"]["clusters"][0]["size"] == 5
    assert "<title>Case 1: who is tied to whom</title>" in (empty / "case.html").read_text(encoding="utf-8")


def test_a_file_that_is_there_is_not_overwritten(opened: str, empty: Path, said: Said) -> None:
    assert opened
    (empty / "thesis.txt").write_text("years of work")
    assert run(["export", "1", "--format", "json", "--out", "thesis.txt"]) == 1
    assert "it stays as it is" in said()[1]
    assert (empty / "thesis.txt").read_text() == "years of work"
    assert run(["export", "1", "--format", "json", "--out", "no/such/folder.json"]) == 1
    assert "cannot be written" in said()[1]


def test_what_cannot_be_exported_is_said(opened: str, said: Said) -> None:
    assert opened
    assert run(["export", "7", "--format", "json", "--out", "x"]) == 1
    assert run(["export", "1", "--format", "pdf", "--out", "x"]) == 1
    assert "Choose one of csv, gexf, graphml, html, json, stix, urls, xlsx." in said()[1]
    assert run(["export", "1", "--format", "json", "--out", "x", "--team", "TELSEWHERE"]) == 1
    assert "There is no team TELSEWHERE" in said()[1]


def test_held_copies_are_written_with_the_word_that_they_are_intact(opened: str, empty: Path, said: Said) -> None:
    assert opened
    assert run(["export", "1", "--format", "held", "--out", "held.zip"]) == 1
    assert "No evidence of case 1 was held." in said()[1]
    with open_desk() as desk:
        hold_case(desk, operator(desk), 1, "cited")
    assert run(["export", "1", "--format", "held", "--out", "held.zip"]) == 0
    assert "all as they were frozen." in said()[0]
    with zipfile.ZipFile(empty / "held.zip") as archive:
        assert "hold-1/C1-profiles.json" in archive.namelist()


def test_a_name_in_place_of_a_channel_id_is_refused(workspace: LocalSlack, shares: Path, said: Said) -> None:
    assert run(["open", str(shares), "--channel", "#triage"]) == 1
    assert "Error: #triage: This is no channel id.\nHint: Copy it from the channel's details" in said()[1]
    assert workspace.requests == []


def test_columns_that_are_unclear_open_no_case(workspace: LocalSlack, empty: Path, said: Said) -> None:
    (empty / "odd.csv").write_text("x,y\n1,2\n3,4\n")
    assert run(["open", "odd.csv", "--channel", CHANNEL]) == 1
    assert "Hint: " in said()[1]
    assert not (empty / "data").exists()
    assert workspace.requests == []


def test_without_a_token_the_team_is_not_known(shares: Path, said: Said) -> None:
    assert run(["open", str(shares), "--channel", CHANNEL]) == 1
    assert "SLACK_BOT_TOKEN is missing" in said()[1]
