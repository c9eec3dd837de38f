"""Table cells for people: no spreadsheet takes one for a formula.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and handles begin with `@`. Such a cell
gets an apostrophe in front, in a workbook too: who saves it as CSV again has it there still.
"""

Cell = str | int | float | None
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")


def neutral(cell: Cell) -> Cell:
    """A text cell that no spreadsheet runs; numbers stay numbers."""
    return neutral_text(cell) if isinstance(cell, str) else cell


def neutral_text(cell: str) -> str:
    """The same for a text."""
    dangerous = cell.startswith(BREAKS) or cell.lstrip(" \t\r\n").startswith(SIGNS)
    return f"'{cell}" if dangerous else cell
