"""Any CSV: columns are mapped by name and content, or as the person says."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from bot.ingest.mapped import RowReader
from bot.ingest.mapping import FIELDS, guess, is_sure, settle
from bot.ingest.rows import Row, Table, getter, header_of, sample_rows
from bot.protocols import Head, Lines, Reader, Record
from bot.report import Rejected

_SAMPLE = 200


def recognise(head: Head) -> float:
    """Never surer than a format with names of its own."""
    columns = header_of(head)
    if not columns:
        return 0.0
    return 0.4 if is_sure(guess(columns, sample_rows(head))) else 0.1


def read(lines: Lines, mapping: Mapping[str, str]) -> Iterator[Record]:
    """Records of each row."""
    table = Table(lines)
    rows = table.rows()
    first = list(islice(rows, _SAMPLE))
    samples = [row.cells for row in first if isinstance(row, Row)]
    settled = settle(table.header, samples, mapping, f"{lines.name}, line 1")
    where = {field: table.positions([column])[column] for field, column in settled.items()}
    reader = RowReader(lines, settled)
    for row in chain(first, rows):
        if isinstance(row, Rejected):
            yield row
        else:
            lines.at = row.line
            yield from reader.records(getter(row.cells, where), row.line)


READER = Reader(
    name="mapped_csv",
    title="Any CSV, with its columns mapped",
    lacks=(),
    recognise=recognise,
    read=read,
    mappable=tuple(FIELDS),
)
