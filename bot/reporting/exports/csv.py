"""Tables for people, in a zip: accounts, edges, findings, votes, verdicts, notes, rows not read, and a README.

Text cells that begin like a formula are neutralised (`bot.reporting.cells`); files for machines hold ids raw.
"""

import csv
import io
from collections.abc import Iterable

from bot.reporting.archive import zipped
from bot.reporting.cells import neutral
from bot.reporting.exported import CaseExport, ExportFormat
from bot.reporting.exports._tables import TABLES, Row, introduction


def render(view: CaseExport) -> bytes:
    """The zip."""
    readme = "\n".join(introduction(view)) + "\n"
    tables = {f"{table.name}.csv": _csv(table.header, table.rows(view)) for table in TABLES}
    return zipped({"README.txt": readme.encode("utf-8", "replace"), **tables})


def _csv(header: Row, rows: Iterable[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


EXPORT = ExportFormat("Tables for people, in a zip", "csv.zip", render)
