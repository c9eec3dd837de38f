"""Table cells for people: no spreadsheet takes one for a formula.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and handles begin with `@`. Such a cell
gets an apostrophe in front, in a workbook too: who saves it as CSV again has it there still. What nobody sees before
the sign (blanks of any kind, a byte order mark, zero-width and control characters) does not hide it: programs drop some
of these when they read a file.
"""

import unicodedata

Cell = str | int | float | None
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS = ("\t", "\r", "\n")
UNSEEN = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
"""Unicode's categories of characters that take no ink: controls, formats, marks without a letter, and blanks."""


def neutral(cell: Cell) -> Cell:
    """A text cell that no spreadsheet runs; numbers stay numbers."""
    return neutral_text(cell) if isinstance(cell, str) else cell


def neutral_text(cell: str) -> str:
    """The same for a text."""
    dangerous = cell.startswith(BREAKS) or _first_seen(cell) in SIGNS
    return f"'{cell}" if dangerous else cell


def _first_seen(cell: str) -> str:
    """The first character that takes ink; "" if none does."""
    return next((one for one in cell if unicodedata.category(one) not in UNSEEN), "")
