"""Opens what was uploaded: plain text, gzip or zip, told apart by content, with bounds on what it may expand to.

Names inside an archive are shown to people and never become paths.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.errors import InputError
from bot.ingest.limits import Limits

_UNREADABLE = {
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"(\xb5/\xfd": "a zstd archive",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"SQLite format 3": "an SQLite database",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_KINDS = "Give CSV, JSON Lines or JSON, as it is or packed once with gzip or zip."
_MAX_ENTRIES = 10_000
_RATIO_FLOOR = 16 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One text file to read: the name shown to people, its bytes, and how far into the upload it is."""

    name: str
    stream: BinaryIO
    position: Callable[[], int]


@contextmanager
def parts_of(path: Path, name: str, limits: Limits) -> Iterator[Iterator[Part]]:
    """The text files in an upload, one after the other; InputError for what cannot be read."""
    size = path.stat().st_size
    if size == 0:
        raise InputError("The file is empty.", "Export it again; it should start with a line of column names.", name)
    if size > limits.max_bytes:
        raise InputError(
            f"The file has {_mega(size)} MB; the limit is {_mega(limits.max_bytes)} MB.",
            "Split it by date, or leave out columns that are not needed.",
            name,
        )
    with path.open("rb") as raw:
        start = raw.read(512)
        raw.seek(0)
        if start.startswith(_GZIP):
            yield iter([_gzip_part(raw, name, size, limits)])
        elif start.startswith((_ZIP, _EMPTY_ZIP)):
            with _zip_file(raw, name) as archive:
                yield _zip_parts(archive, raw, name, limits)
        else:
            _refuse_tar(start, name)
            refuse_binary(start, name)
            yield iter([Part(name, raw, raw.tell)])


def refuse_binary(start: bytes, name: str) -> None:
    """InputError if the first bytes are of a kind of file that holds no table of ours."""
    for magic, kind in _UNREADABLE.items():
        if start.startswith(magic):
            raise InputError(f"This is {kind}, not a table.", _KINDS, name)
    if start.startswith((_GZIP, _ZIP, _EMPTY_ZIP)) or _is_tar(start):
        raise InputError("There is an archive inside the archive.", "Unpack the inner one first. " + _KINDS, name)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<?xml", b"<gexf", b"<graphml", b"<!doctype", b"<html")):
        raise InputError("XML and HTML files are not accepted.", _KINDS, name)


def _is_tar(start: bytes) -> bool:
    return start[257:262] == b"ustar"


def _refuse_tar(start: bytes, name: str) -> None:
    if _is_tar(start):
        raise InputError("This is a tar archive, not a table.", _KINDS, name)


class _Bounded(io.RawIOBase):
    """Counts what comes out of a packed stream and stops a bomb; broken packing becomes an InputError."""

    def __init__(self, inner: BinaryIO, name: str, packed: int, limits: Limits) -> None:
        super().__init__()
        self._inner = inner
        self._name = name
        self._most = min(limits.max_expanded, max(_RATIO_FLOOR, packed * limits.max_ratio))
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise InputError(
                "The archive is damaged or was cut off before its end; nothing of it was used.",
                "Copy or download it again, and compare its size with the original.",
                self._name,
            ) from error
        self._read += len(data)
        if self._read > self._most:
            raise InputError(
                f"The archive expands to more than {_mega(self._most)} MB, which no table of this size does.",
                "Unpack it yourself and give the part that is needed.",
                self._name,
            )
        buffer[: len(data)] = data
        return len(data)


def _gzip_part(raw: BinaryIO, name: str, size: int, limits: Limits) -> Part:
    inner = gzip.GzipFile(fileobj=raw, mode="rb")
    stream = io.BufferedReader(_Bounded(inner, name, size, limits), 1 << 17)  # type: ignore[arg-type]
    refuse_binary(stream.peek(512)[:512], name)
    return Part(name, stream, raw.tell)


def _zip_file(raw: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except zipfile.BadZipFile as error:
        raise InputError(
            "The zip archive is damaged or was cut off before its end; nothing of it was used.",
            "Copy or download it again, and compare its size with the original.",
            name,
        ) from error


def _zip_parts(archive: zipfile.ZipFile, raw: BinaryIO, name: str, limits: Limits) -> Iterator[Part]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _clutter(entry.filename)]
    _check_entries(entries, name, limits)
    for entry in entries:
        shown = f"{name}:{_shown(entry.filename)}"
        if entry.file_size == 0:
            raise InputError("A file inside the archive is empty.", "Take it out, or export it again.", shown)
        with _entry(archive, entry, shown) as inner:
            bounded = _Bounded(inner, shown, entry.compress_size, limits)
            stream = io.BufferedReader(bounded, 1 << 17)
            refuse_binary(stream.peek(512)[:512], shown)
            yield Part(shown, stream, raw.tell)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> BinaryIO:
    try:
        return archive.open(entry)  # type: ignore[return-value]
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError(
            "The zip archive is damaged; nothing of it was used.", "Copy or download it again.", shown
        ) from error


def _check_entries(entries: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if not entries:
        raise InputError("The zip archive holds no file.", _KINDS, name)
    if any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise InputError("This is an Excel or Word file, not a table in text.", "Save it as 'CSV UTF-8'.", name)
    if sum(entry.file_size for entry in entries) > limits.max_expanded:
        raise InputError(
            f"The archive expands to more than {_mega(limits.max_expanded)} MB.", "Split it by date.", name
        )
    if len(entries) > _MAX_ENTRIES:
        raise InputError(f"The archive holds more than {_MAX_ENTRIES:,} files.", "Join them, or give a part.", name)
    for entry in entries:
        shown = f"{name}:{_shown(entry.filename)}"
        if entry.flag_bits & 0x1:
            raise InputError("The zip archive is encrypted.", "Pack it again without a password.", shown)
        if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise InputError(
                "The zip archive is packed in a way that is not read here.", "Pack it again as an ordinary zip.", shown
            )
        if _escapes(entry.filename):
            raise InputError(
                "The archive holds a name that points outside of it; such archives are made to do harm.",
                "Pack the files again yourself, and ask where this one came from.",
                shown,
            )


def _escapes(filename: str) -> bool:
    parts = filename.replace("\\", "/").split("/")
    return ".." in parts or parts[0] == "" or (len(parts[0]) == 2 and parts[0][1] == ":")


def _clutter(filename: str) -> bool:
    """What macOS and Windows add to archives on their own."""
    last = filename.rsplit("/", 1)[-1]
    return filename.startswith("__MACOSX/") or last in {".DS_Store", "Thumbs.db"}


def _shown(filename: str) -> str:
    return "".join(mark for mark in filename if mark.isprintable())[:120]


def _mega(size: int) -> str:
    return f"{size / 1_000_000:,.0f}" if size >= 1_000_000 else f"{size / 1_000_000:.3g}"
