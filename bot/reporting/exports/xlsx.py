"""The tables for people as one workbook: a sheet each with a frozen head, and a sheet that says what they are."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.reporting.cells import Cell, neutral
from bot.reporting.exported import CaseExport, ExportFormat
from bot.reporting.exports._tables import TABLES, Row, introduction

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_000_000
"""A sheet ends at 1,048,576 rows; what is over is said in the last row."""
CELL_LIMIT = 32_000
NARROWEST, WIDEST = 10, 60
LOOKED_AT = 200
MADE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The same case gives the same bytes, whatever the day."""
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(view: CaseExport) -> bytes:
    """The workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this format needs it

    target = io.BytesIO()
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": f"Case {view.case.number}", "created": MADE})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _introduce(book.add_worksheet("read me"), introduction(view), wrapped)
        for table in TABLES:
            _fill(book.add_worksheet(table.name), table.header, table.rows(view), head)
    return target.getvalue()


def _introduce(sheet: "Worksheet", lines: Iterable[str], wrapped: "Format") -> None:
    sheet.set_column(0, 0, 110)
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, _text(line), wrapped)


def _fill(sheet: "Worksheet", header: tuple[str, ...], rows: Iterable[Row], head: "Format") -> None:
    sheet.freeze_panes(1, 0)
    widths = [len(title) for title in header]
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, head)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            sheet.write_string(number, 0, "More rows than a sheet holds: take the csv export.")
            break
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell)
            if number <= LOOKED_AT:
                widths[column] = max(widths[column], len(str(cell or "")))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    sheet.autofilter(0, 0, max(number, 1), len(header) - 1)


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, _text(str(neutral(cell))))
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _text(text: str) -> str:
    """What a cell can hold: no half characters, at most 32,767 of them."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= CELL_LIMIT else whole[: CELL_LIMIT - 1] + "…"


EXPORT = ExportFormat("Tables for people, as a workbook", "xlsx", render)
