"""Reads ``multipart/form-data`` bodies: the page's file drop and uploads by form."""

import re
from dataclasses import dataclass

_NAME = re.compile(r'\bname="((?:[^"\\]|\\.)*)"')
_FILENAME = re.compile(r'\bfilename="((?:[^"\\]|\\.)*)"')
_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?')


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a form; ``filename`` is None for plain fields."""

    name: str
    filename: str | None
    content: bytes


def parse(content_type: str, body: bytes) -> list[Part]:
    """Split a body into its parts.

    Raises:
        ValueError: the content type names no boundary.
    """
    found = _BOUNDARY.search(content_type)
    if found is None:
        raise ValueError("The form has no boundary")
    delimiter = b"\r\n--" + found.group(1).encode()
    pieces = (b"\r\n" + body).split(delimiter)[1:]
    return [part for piece in pieces if not piece.startswith(b"--") and (part := _part(piece))]


def _part(piece: bytes) -> Part | None:
    head, separator, content = piece.partition(b"\r\n\r\n")
    header = head.decode("utf-8", "replace")
    name, filename = _NAME.search(header), _FILENAME.search(header)
    if not separator or name is None:
        return None
    return Part(_unquoted(name.group(1)), _unquoted(filename.group(1)) if filename else None, content)


def _unquoted(value: str) -> str:
    return value.replace("%22", '"').replace('\\"', '"')
