import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.reporting.exported import CaseExport
from bot.reporting.exports import xlsx
from bot.reporting.exports._tables import TABLES
from bot.reporting.exports.xlsx import render


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def rows(content: bytes, sheet: str) -> list[dict[str, Any]]:
    head, *rest = opened(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def cells(content: bytes) -> Iterator[Any]:
    for sheet in opened(content):
        for row in sheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)


def test_another_program_finds_a_sheet_of_each_kind(make_export: Callable[..., CaseExport]) -> None:
    assert opened(render(make_export())).sheetnames == ["read me", *(table.name for table in TABLES)]


def test_the_first_sheet_says_what_the_others_are_and_how_it_could_be_wrong(
    make_export: Callable[..., CaseExport],
) -> None:
    told = [str(cell.value) for cell in opened(render(make_export()))["read me"]["A"] if cell.value]
    assert [table.name for table in TABLES if not any(line.startswith(f"{table.name}: ") for line in told)] == []
    assert any(line.startswith("By coincidence: 0 groups in 30 time-shuffled copies") for line in told)


def test_a_sheet_has_a_frozen_head_filters_and_columns_wide_enough(make_export: Callable[..., CaseExport]) -> None:
    sheet = opened(render(make_export()))["findings"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:M4"
    assert sheet.column_dimensions["J"].width == pytest.approx(60.7, abs=1)


def test_no_cell_is_a_formula_whatever_it_begins_with(make_export: Callable[..., CaseExport]) -> None:
    content = render(
        make_export({"boss": "@boss", "a2": "=cmd|' /C calc'!A0", "a3": "{=1+1}", "a4": "https://x.example"})
    )
    assert {cell.data_type for cell in cells(content)} == {"s", "n"}
    assert [cell for cell in cells(content) if cell.hyperlink] == []
    handles = {row["handle"] for row in rows(content, "accounts")}
    assert {"'@boss", "'=cmd|' /C calc'!A0", "{=1+1}", "https://x.example"} <= handles


def test_numbers_are_numbers(make_export: Callable[..., CaseExport]) -> None:
    edge = rows(render(make_export()), "edges")[0]
    assert (edge["weight"], edge["surprise"], edge["window_seconds"]) == (3, 7.25, 60)


def test_an_excluded_account_is_in_no_sheet(make_export: Callable[..., CaseExport]) -> None:
    assert "a1" not in {cell.value for cell in cells(render(make_export()))}


@pytest.mark.parametrize("handle", ["half\ud800", "null\x00byte", "x" * 40_000])
def test_a_text_that_no_cell_can_hold_is_cut_or_mended(make_export: Callable[..., CaseExport], handle: str) -> None:
    boss = rows(render(make_export({"boss": handle})), "accounts")[0]["handle"]
    assert boss[:4] == handle[:4]
    assert len(boss) <= xlsx.CELL_LIMIT


def test_a_table_longer_than_a_sheet_says_so(
    make_export: Callable[..., CaseExport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    found = rows(render(make_export()), "edges")
    assert [row["cluster"] for row in found] == ["C1", "C1", "More rows than a sheet holds: take the csv export."]


def test_the_same_case_gives_the_same_bytes(make_export: Callable[..., CaseExport]) -> None:
    assert render(make_export()) == render(make_export())


SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_sheet_and_runs_no_cell(make_export: Callable[..., CaseExport], tmp_path: Path) -> None:
    (tmp_path / "case.xlsx").write_bytes(render(make_export({"boss": "@boss", "a2": "=1+1"})))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(  # noqa: S603 - our own words
        [*command, every_sheet, "--outdir", str(tmp_path), str(tmp_path / "case.xlsx")], check=True, timeout=120
    )
    written = {path.stem.removeprefix("case-"): path for path in tmp_path.glob("case-*.csv")}
    assert set(written) == {"read me", *(table.name for table in TABLES)}
    with written["accounts"].open(encoding="utf-8", newline="") as stream:
        handles = {row["account_id"]: row["handle"] for row in csv.DictReader(stream)}
    assert (handles["boss"], handles["a2"]) == ("'@boss", "'=1+1")
