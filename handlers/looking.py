"""A first look into a stored file: which format, which columns, and whether that is certain enough to go on."""

from pathlib import Path

from bot.errors import InputError
from bot.ingest.albums import ALBUM, only_pictures
from handlers.blocks.columns import Table
from handlers.downloader import Look

LEAST_COLUMNS = 2


def look_at(path: Path, name: str) -> Look:
    """Format and mapping by the first lines; InputError where no reader knows the file."""
    from bot.ingest.recognising import recognise  # noqa: PLC0415  (the readers load when the first file comes)

    if only_pictures(path):
        return Look(ALBUM, {}, sure=True)
    found = recognise([(path, name)])
    if not found.sure and len(found.columns) < LEAST_COLUMNS:
        raise InputError(
            "The table has one column only; at least an account and a time are needed.",
            hint="Check the delimiter (comma, semicolon, tab or | are understood), or export more columns.",
        )
    return Look(found.format, found.mapping, found.sure)


def table_of(path: Path, name: str) -> Table:
    """Columns and first rows, for people to confirm."""
    from bot.ingest.recognising import recognise  # noqa: PLC0415  (as above)

    found = recognise([(path, name)])
    return Table(tuple(found.columns), tuple(tuple(row) for row in found.samples))
