"""Bytes to numbered lines of text: byte-order marks, UTF-8 and UTF-16, bounded line length, clear errors."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from bot.errors import InputError
from bot.ingest.limits import Limits
from bot.protocols import Head

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
HEAD_BYTES = 1 << 16
_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class TextLines:
    """The lines of one file, decoded as they are asked for; `at` is the line of the record in hand."""

    def __init__(self, stream: BinaryIO, name: str, limits: Limits, part: int = 1) -> None:
        self.name = name
        self.part = part
        self.at = 0
        self.noticed: set[str] = set()
        self._given = 0
        self._limits = limits
        self._stream = stream
        self._first = _read_full(stream, HEAD_BYTES)
        self.encoding, mark = _encoding(self._first)
        self._decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        self._skip = mark

    def head(self) -> Head:
        """The first lines (the last one may be cut), without consuming them."""
        decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        try:
            text = decoder.decode(self._first[self._skip :])
        except UnicodeDecodeError as error:
            raise self._wrong_encoding(error, self._first[self._skip :], 1) from error
        return Head(self.name, tuple(_split(text)))

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """(1-based number, line with its end)."""
        rest = ""
        for text in self._texts():
            whole = rest + text
            end = whole.rfind("\n") + 1 or whole.rfind("\r", 0, len(whole) - 1) + 1
            rest = whole[end:]
            yield from self._numbered(_split(whole[:end]))
            if len(rest) > self._limits.max_line:
                raise self._too_long()
        yield from self._numbered(_split(rest))

    def _numbered(self, lines: list[str]) -> Iterator[tuple[int, str]]:
        first = self._given + 1
        self._given += len(lines)
        return enumerate(lines, start=first)

    def _texts(self) -> Iterator[str]:
        chunk, self._first = self._first[self._skip :], b""
        while chunk:
            try:
                yield self._decoder.decode(chunk)
                chunk = self._stream.read(_CHUNK)
                if not chunk:
                    yield self._decoder.decode(b"", final=True)
            except UnicodeDecodeError as error:
                raise self._wrong_encoding(error, chunk, self._given + 1) from error

    def _wrong_encoding(self, error: UnicodeDecodeError, chunk: bytes, line: int) -> InputError:
        at = line + chunk[: error.start].count(b"\n")
        return InputError(
            f"The text is not {self.encoding.upper()}: byte 0x{error.object[error.start]:02x} cannot be read"
            " (it may be Latin-1 or a Windows code page).",
            "Save the file as UTF-8 (in Excel: 'CSV UTF-8'), or run: iconv -f WINDOWS-1252 -t UTF-8.",
            f"{self.name}, line {at}",
        )

    def _too_long(self) -> InputError:
        return InputError(
            f"A line is longer than {self._limits.max_line:,} characters.",
            "Save JSON with one object a line (JSON Lines); in CSV look for a quote that is never closed.",
            f"{self.name}, line {self._given + 1}",
        )


def _split(text: str) -> list[str]:
    r"""Lines with their ends, at \n, \r\n and \r only (str.splitlines also splits at marks that occur in posts)."""
    if text.endswith("\n") and text.count("\r") == text.count("\r\n"):
        return [line + "\n" for line in text[:-1].split("\n")]
    return _LINE.findall(text)


def _read_full(stream: BinaryIO, size: int) -> bytes:
    """Read `size` bytes unless the stream ends first."""
    pieces: list[bytes] = []
    missing = size
    while missing > 0 and (piece := stream.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _encoding(start: bytes) -> tuple[str, int]:
    """Name of the encoding and the length of its mark; UTF-16 without a mark shows by its zero bytes."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    even, odd = start[0:2048:2].count(0), start[1:2048:2].count(0)
    pairs = max(1, min(len(start), 2048) // 2)
    if odd > 0.4 * pairs and even < 0.1 * pairs:
        return "utf-16-le", 0
    if even > 0.4 * pairs and odd < 0.1 * pairs:
        return "utf-16-be", 0
    return "utf-8", 0
