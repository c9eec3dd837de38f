"""A zip of profile pictures, by the names of its files alone: light enough for the process that listens."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

ALBUM = "pictures"
"""The format of such a file, where others have a table's."""
_ENDINGS = frozenset({"jpg", "jpeg", "png", "gif", "webp"})


def only_pictures(archive: Path) -> bool:
    """Whether a file is a zip that holds pictures and nothing else."""
    if not zipfile.is_zipfile(archive):
        return False
    with zipfile.ZipFile(archive) as opened:
        names = [account_and_ending(entry.filename) for entry in files_of(opened)]
    return bool(names) and all(ending in _ENDINGS for _, ending in names)


def files_of(opened: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    """The entries that are files of somebody's, not of a file manager."""
    for entry in opened.infolist():
        stem = entry.filename.rpartition("/")[2]
        if not entry.is_dir() and not stem.startswith(".") and not entry.filename.startswith("__MACOSX/"):
            yield entry


def account_and_ending(path: str) -> tuple[str, str]:
    """(account as the file's name gives it, ending in small letters)."""
    stem, dot, ending = path.rpartition("/")[2].rpartition(".")
    return (stem, ending.casefold()) if dot else (ending, "")
