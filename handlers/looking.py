"""A first look into a stored file: which format, which columns, and whether that is certain enough to go on."""

from pathlib import Path

from handlers.downloader import Look


def look_at(path: Path, name: str) -> Look:
    """Format and mapping by the first lines; InputError where no reader knows the file."""
    from bot.ingest.recognising import recognise  # noqa: PLC0415  (the readers load when the first file comes)

    found = recognise([(path, name)])
    return Look(found.format, found.mapping, found.sure)
