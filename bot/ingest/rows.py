"""CSV as people really save it: delimiter, header, quoted line ends, stray NUL bytes; one bad row spoils no other."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.errors import InputError
from bot.protocols import Head, Lines
from bot.report import Rejected

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: the line on which it starts and its cells."""

    line: int
    cells: list[str]


def delimiter_of(line: str) -> str:
    """The delimiter that splits a header line into most columns; a comma where none does."""
    return max(DELIMITERS, key=lambda mark: len(_cells(line, mark)))


def header_of(head: Head) -> tuple[str, ...]:
    """Column names of the first line that holds anything; () where the file is not a table."""
    first = next((line for line in head.lines if line.strip()), "")
    if first.lstrip()[:1] in {"{", "["}:
        return ()
    return columns(_cells(first, delimiter_of(first)))


def columns(cells: Iterable[str]) -> tuple[str, ...]:
    """Column names without marks and blanks."""
    return tuple(cell.strip().lstrip("\ufeff").strip() for cell in cells)


def sample_rows(head: Head, most: int = 200) -> list[list[str]]:
    """The first rows below the header, as far as the head reaches; a row that may be cut is left out."""
    lines = [line for line in head.lines if line.strip()]
    if not lines:
        return []
    reader = csv.reader(iter(lines[1:]), delimiter=delimiter_of(lines[0]))
    rows: list[list[str]] = []
    try:
        for cells in reader:
            if cells:
                rows.append(cells)
            if len(rows) > most:
                break
    except csv.Error:
        return rows
    return rows[:-1] if len(rows) > 1 and len("".join(head.lines)) >= 60_000 else rows


class Table:
    """A CSV file in reading: its header, then its rows; a row of the wrong shape is rejected by itself."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.nul = False
        self._source: Iterator[tuple[int, str]] = iter(lines)
        self._pulled = 0
        first = next((line for line in self._numbered() if line.strip()), "")
        self.delimiter = delimiter_of(first)
        self.header = columns(_cells(first, self.delimiter))

    def position(self, name: str) -> int | None:
        """Index of a column by name (case does not matter); None where there is none; InputError if it is double."""
        found = [index for index, column in enumerate(self.header) if column.lower() == name.lower()]
        if len(found) > 1:
            raise InputError(
                f"The column '{name}' occurs {len(found)} times, so it is not clear which one is meant.",
                "Rename or remove one of them.",
                f"{self.lines.name}, line 1",
            )
        return found[0] if found else None

    def positions(self, names: Sequence[str]) -> dict[str, int]:
        """Indices of those of the columns that exist."""
        return {name: index for name in names if (index := self.position(name)) is not None}

    def require(self, names: Sequence[str]) -> None:
        """InputError that names every column that is missing."""
        missing = [name for name in names if self.position(name) is None]
        if missing:
            raise InputError(
                f"The table has no column {', '.join(missing)}; it has {_few(self.header)}.",
                "Export it with these columns, or say which column is which (--map FIELD=COLUMN).",
                f"{self.lines.name}, line 1",
            )

    def bulk(self, size: int) -> tuple[int, list[list[str]]] | None:
        """(line of the first, cells) of the next rows where each is one line as wide as the header; none at the end.

        None where that is not so: then `rows()` goes on with these lines, one by one.
        """
        taken = list(islice(self._source, size))
        lines = [line for _, line in taken]
        width = len(self.header)
        try:
            cells = list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error:
            cells = []
        even = len(cells) == len(lines) and set(map(len, cells)) <= {width}
        if even and "\0" not in "".join(lines):
            return (taken[0][0] if taken else 0), cells
        self._source = chain(taken, self._source)
        return None

    def rows(self) -> Iterator[Row | Rejected]:
        """Rows with as many cells as the header, others as `Rejected`; blank lines are skipped."""
        width = len(self.header)
        reader = csv.reader(self._numbered(), delimiter=self.delimiter, strict=True)
        while True:
            start = self._pulled + 1
            self.nul = False
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Rejected(self.lines.name, start, _reason(str(error)))
                continue
            if cells:
                self.lines.at = start
                yield self.checked(start, cells, width)

    def checked(self, line: int, cells: list[str], width: int) -> Row | Rejected:
        """The row, or why it cannot be used."""
        if self.nul and any("\0" in cell for cell in cells):
            return Rejected(self.lines.name, line, "the row holds a NUL byte")
        if len(cells) < width:
            return Rejected(self.lines.name, line, f"the row has {len(cells)} cells, the header {width}")
        if len(cells) > width and any(cells[width:]):
            return Rejected(self.lines.name, line, f"the row has {len(cells)} cells, the header {width}")
        return Row(line, cells)

    def _numbered(self) -> Iterator[str]:
        for number, line in self._source:
            self._pulled = number
            if "\0" in line:
                self.nul = True
            yield line


def getter(cells: list[str], where: Mapping[str, int]) -> Callable[[str], str | None]:
    """A function that gives a row's cell by column name; None where the table lacks the column."""

    def get(name: str) -> str | None:
        index = where.get(name)
        return None if index is None else cells[index]

    return get


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.rstrip("\r\n").split(delimiter)


def _reason(error: str) -> str:
    if "field larger" in error:
        return "a cell is longer than the limit"
    if "unexpected end of data" in error:
        return "a quote is opened and never closed"
    return f"the quotes do not match ({error})"


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(name[:40] or "(no name)" for name in names[:12])
    return f"{shown} and {len(names) - 12} more" if len(names) > 12 else shown
