"""Writes a file that must not be there yet."""

from pathlib import Path

from bot.errors import InputError


def write_new(path: Path, content: bytes) -> None:
    """Write the file.

    Raises:
        InputError: it exists, or its folder does not.
    """
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise InputError("There is a file already; it stays as it is.", "Choose another name.", str(path)) from None
    except OSError as error:
        raise InputError(f"It cannot be written: {error.strerror}.", "Choose another folder.", str(path)) from None
