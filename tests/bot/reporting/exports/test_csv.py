import csv
import io
import zipfile
from collections.abc import Callable

import pytest

from bot.reporting.cells import neutral
from bot.reporting.exported import CaseExport
from bot.reporting.exports.csv import render


def tables(content: bytes) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
            if name.endswith(".csv")
            if name.endswith(".csv")
        }


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@handle", "\t=1", "\r=1", "＝1", "=HYPERLINK(1)", "  =1"])
def test_a_text_that_begins_like_a_formula_is_neutralised(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "hidden",
    ["\ufeff", "\u200b", "\u2060", "\u200e", "\u00a0", "\u3000", "\u2028", "\x00", "\x0b", "\ufe0f", " \ufeff "],
)
def test_what_nobody_sees_hides_no_formula(hidden: str) -> None:
    assert neutral(f"{hidden}=1+1") == f"'{hidden}=1+1"
    assert neutral(f"{hidden}alice") == f"{hidden}alice"


def test_other_text_and_numbers_stay_as_they_are() -> None:
    assert [neutral(cell) for cell in ("alice", "a=b", "", -1, -0.5, None)] == ["alice", "a=b", "", -1, -0.5, None]


def test_the_zip_holds_one_table_of_each_kind(make_export: Callable[..., CaseExport]) -> None:
    assert sorted(tables(render(make_export()))) == [
        "accounts.csv", "edges.csv", "findings.csv", "not_read.csv", "notes.csv", "verdicts.csv", "votes.csv",
    ]  # fmt: skip


def test_no_cell_of_any_table_can_start_a_formula(make_export: Callable[..., CaseExport]) -> None:
    found = tables(render(make_export({"boss": "@boss", "a2": "=cmd|' /C calc'!A0", "a3": "-3", "a4": "+4"})))
    cells = [cell for rows in found.values() for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'@boss" in {row["handle"] for row in found["accounts.csv"]}
    assert found["votes.csv"][0]["note"] == "'=HYPERLINK(1)"


def test_an_excluded_account_is_in_no_table(make_export: Callable[..., CaseExport]) -> None:
    found = tables(render(make_export()))
    assert [row["label"] for row in found["accounts.csv"]] == ["A1", "A3", "A4", "A5", "A6", "A7"]
    ends = {row[end] for row in found["edges.csv"] for end in ("source", "target")}
    assert "a1" not in ends
    assert "a2" in ends


def test_a_vote_that_cannot_judge_is_kept_as_such(make_export: Callable[..., CaseExport]) -> None:
    last = tables(render(make_export()))["votes.csv"][1]
    assert (last["user"], last["acting_together"], last["at"]) == ("U2", "cannot judge", "2023-11-14T22:14:20Z")


def test_the_verdict_stands_beside_its_votes(make_export: Callable[..., CaseExport]) -> None:
    (row,) = tables(render(make_export()))["verdicts.csv"]
    assert (row["verdict"], row["votes"], row["override_by"]) == ("coordinated_unclear", "2", "")


def test_a_note_is_there_with_its_author_and_cannot_start_a_formula(make_export: Callable[..., CaseExport]) -> None:
    (row,) = tables(render(make_export()))["notes.csv"]
    assert row == {"cluster": "C1", "at": "2023-11-14T22:14:40Z", "user": "U1", "note": "'@boss met the choir"}


def test_the_same_case_gives_the_same_bytes(make_export: Callable[..., CaseExport]) -> None:
    assert render(make_export()) == render(make_export())


def test_the_readme_says_what_each_table_is_and_how_it_could_be_wrong(make_export: Callable[..., CaseExport]) -> None:
    with zipfile.ZipFile(io.BytesIO(render(make_export()))) as archive:
        readme = archive.read("README.txt").decode()
    assert [name for name in tables(render(make_export())) if f"\n{name.removesuffix('.csv')}: " not in readme] == []
    told = "Accounts that the team excluded are in no table; how many they were is told."
    assert f"{told} Excluded by group: C1: 1." in readme
    assert "In organic crowds: Not measured: there was no set of ordinary accounts to compare with." in readme
    assert "Nothing in here says who runs an account" in readme
