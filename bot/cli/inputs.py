"""Files named on the command line: they must be there and readable before anything else happens."""

import os
from collections.abc import Sequence
from pathlib import Path

from bot.errors import InputError


def readable_files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """(path, name for people) of each file.

    Raises:
        InputError: one is missing, is a folder, or may not be read.
    """
    return [(_readable(path), path.name) for path in paths]


def _readable(path: Path) -> Path:
    if path.is_dir():
        raise InputError("This is a folder, not a file.", hint="Name the files in it.", where=str(path))
    if not path.exists():
        raise InputError("There is no such file.", hint="Check the spelling and the folder.", where=str(path))
    if not os.access(path, os.R_OK):
        raise InputError("The file may not be read.", hint="Ask its owner for the right to read it.", where=str(path))
    return path
