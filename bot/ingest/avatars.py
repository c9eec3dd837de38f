"""Profile pictures that are given beside a data set, or fetched: they become numbers in the run's folder.

Each file of a zip is named after its account (id or handle, then .jpg, .png, .gif or .webp). Nothing is written to disk
but `avatars.parquet`, and pictures are opened one by one under bounds on bytes and points: a small file that unfolds
into a huge picture is refused before it is decoded.
"""

import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from PIL import Image, UnidentifiedImageError

from bot.errors import InputError
from bot.ingest.albums import account_and_ending, files_of
from bot.ingest.faces import FaceFinder, face_finder
from bot.ingest.store import SHOWN_REJECTED
from bot.ingest.tables import TableWriter
from bot.measures.keyed import text_key
from bot.measures.pdq import fingerprint, lightness
from bot.report import Dataset, Rejected

AVATARS = "avatars.parquet"
KINDS = ("JPEG", "PNG", "GIF", "WEBP")
_HINT = "Name each file after its account's id or handle, as in 12345.jpg or alice.png, and pack them in one zip."
_LARGEST_SIDE = 1024
_SCHEMA = pa.schema([
    ("account_id", pa.string()), ("pdq", pa.string()), ("quality", pa.int16()), ("faces", pa.int16()),
    ("eye_left_x", pa.int32()), ("eye_left_y", pa.int32()), ("eye_right_x", pa.int32()), ("eye_right_y", pa.int32()),
    ("why_not", pa.string()),
])  # fmt: skip
_NOBODY = "the file is not named after an account of the data"
_TWICE = "a second picture of one account"
_NO_EYES = (-1, -1, -1, -1)

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """Bounds on one zip of pictures: files, bytes of one picture and of all, points of one picture."""

    max_files: int = 50_000
    max_bytes: int = 8 << 20
    max_expanded: int = 4 << 30
    max_points: int = 16_000_000


@dataclass(frozen=True, slots=True)
class AvatarsRead:
    """What became of the files of a zip: pictures in use, files that were not, and whether faces were looked for."""

    used: int
    rejected: tuple[Rejected, ...]
    faces: bool

    def told_in(self, dataset: Dataset) -> Dataset:
        """The data set with the files that could not be used among its rejected rows."""
        shown = (*dataset.rejected, *self.rejected)[: max(SHOWN_REJECTED, len(dataset.rejected))]
        return replace(dataset, rejected=shown, rejected_total=dataset.rejected_total + len(self.rejected))


DEFAULT_LIMITS = PictureLimits()


class _RefusedError(Exception):
    """Why one picture cannot be used."""


def read_avatars(
    archive: Path,
    folder: Path,
    *,
    name: str = "",
    limits: PictureLimits = DEFAULT_LIMITS,
    find_faces: Callable[[], FaceFinder | None] = face_finder,
    progress: Progress | None = None,
) -> AvatarsRead:
    """Turn the zip's pictures into `avatars.parquet` beside the tables of `folder`; InputError for any other file."""
    shown, finder = name or archive.name, find_faces()
    part = folder / f"{AVATARS}.part"
    with _opened(archive, shown, limits) as opened:
        wanted, rejected = _by_account(opened, _Names(folder), shown)
        if not wanted:
            raise InputError("No picture is named after an account of the data.", _HINT, shown)
        writer = TableWriter(part, _SCHEMA)
        for number, (account_id, entry) in enumerate(sorted(wanted.items())):
            if progress is not None:
                progress("looking at profile pictures", number, len(wanted))
            row = _row(opened, entry, limits, finder)
            if row[0] is None:
                rejected.append(_rejected(shown, entry, str(row[-1])))
            writer.append((account_id, *row))
        used = len(wanted) - sum(item.reason not in {_NOBODY, _TWICE} for item in rejected)
    writer.close()
    part.replace(folder / AVATARS)
    return AvatarsRead(used, tuple(rejected), faces=finder is not None)


def write_avatars(
    pictures: Iterable[tuple[str, bytes]],
    folder: Path,
    *,
    limits: PictureLimits = DEFAULT_LIMITS,
    find_faces: Callable[[], FaceFinder | None] = face_finder,
) -> AvatarsRead:
    """Turn fetched pictures, by account id, into `avatars.parquet`; those that cannot be used are rejected."""
    finder, rejected, part = find_faces(), [], folder / f"{AVATARS}.part"
    writer, used = TableWriter(part, _SCHEMA), 0
    for account_id, data in pictures:
        row = _numbers(lambda data=data: data, limits, finder)  # type: ignore[misc]
        if row[0] is None:
            rejected.append(Rejected("profile pictures", 1, str(row[-1])))
        used += row[0] is not None
        writer.append((account_id, *row))
    writer.close()
    part.replace(folder / AVATARS)
    return AvatarsRead(used, tuple(rejected), faces=finder is not None)


def addresses_of_avatars(folder: Path) -> list[tuple[str, str]]:
    """(account id, address of its picture) of the accounts that acted and have one, in the order of hashed ids."""
    table = pq.read_table(folder / "accounts.parquet", columns=["account_id", "avatar", "acted"])
    rows = zip(*(table[name].to_pylist() for name in ("account_id", "avatar", "acted")), strict=True)
    found = [(account_id, avatar) for account_id, avatar, acted in rows if acted and avatar and _is_address(avatar)]
    return sorted(found, key=lambda row: (text_key(row[0]), row[0]))


def _is_address(avatar: str) -> bool:
    return avatar.startswith(("https://", "http://"))


def _rejected(shown: str, entry: zipfile.ZipInfo, reason: str) -> Rejected:
    return Rejected(f"{shown}:{entry.filename.rpartition('/')[2]}", 1, reason)


def _by_account(
    opened: zipfile.ZipFile, names: "_Names", shown: str
) -> tuple[dict[str, zipfile.ZipInfo], list[Rejected]]:
    """The first picture of each account by the names of files, and the files that are of nobody or one too many."""
    found: dict[str, zipfile.ZipInfo] = {}
    rejected = []
    for entry in sorted(files_of(opened), key=lambda entry: entry.filename.encode("utf-8", "surrogatepass")):
        account_id = names.account(account_and_ending(entry.filename)[0])
        if account_id is None or account_id in found:
            rejected.append(_rejected(shown, entry, _NOBODY if account_id is None else _TWICE))
        else:
            found[account_id] = entry
    return found, rejected


def _row(
    opened: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: PictureLimits, finder: FaceFinder | None
) -> tuple[Any, ...]:
    return _numbers(lambda: _bytes(opened, entry, limits), limits, finder)


def _numbers(read: Callable[[], bytes], limits: PictureLimits, finder: FaceFinder | None) -> tuple[Any, ...]:
    """(pdq, quality, faces, four places of eyes, why not) of one picture."""
    try:
        picture = _picture(read(), limits)
    except _RefusedError as error:
        return (None, 0, -1, *_NO_EYES, str(error))
    printed = fingerprint(lightness(np.asarray(picture)))
    if printed is None:
        return (None, 0, -1, *_NO_EYES, "the picture is too small")
    if finder is None:
        return (printed.bits, printed.quality, -1, *_NO_EYES, "faces: the extra is not installed")
    faces = finder(picture)
    if faces is None:
        return (printed.bits, printed.quality, -1, *_NO_EYES, "faces: not a square picture")
    return (printed.bits, printed.quality, faces.count, *(faces.eyes or _NO_EYES), "")


def _bytes(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: PictureLimits) -> bytes:
    if entry.file_size > limits.max_bytes:
        raise _RefusedError("the picture has too many bytes")
    try:
        with opened.open(entry) as stream:
            return stream.read(limits.max_bytes + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise _RefusedError("the archive is damaged or locked there") from error


def _picture(data: bytes, limits: PictureLimits) -> Image.Image:
    """The first frame in colour, on white where it is transparent; sides over 1,024 points are scaled down."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=KINDS) as found:
                if found.width * found.height > limits.max_points:
                    raise _RefusedError("the picture has too many points")
                found.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
                layered = found.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _RefusedError("the picture has too many points") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise _RefusedError("not a picture that can be read") from error
    return Image.alpha_composite(Image.new("RGBA", layered.size, "white"), layered).convert("RGB")


def _opened(archive: Path, name: str, limits: PictureLimits) -> zipfile.ZipFile:
    try:
        opened = zipfile.ZipFile(archive)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputError("The profile pictures are not in a zip that can be read.", _HINT, name) from error
    entries = list(files_of(opened))
    if len(entries) > limits.max_files or sum(entry.file_size for entry in entries) > limits.max_expanded:
        opened.close()
        raise InputError(
            f"The zip holds more than {limits.max_files:,} pictures or {limits.max_expanded >> 20:,} MB.",
            "Leave out the accounts that are of no interest.",
            name,
        )
    return opened


class _Names:
    """What a picture may be called: an account's id, or a handle that one account alone has."""

    def __init__(self, folder: Path) -> None:
        table = pq.read_table(folder / "accounts.parquet", columns=["account_id", "handle"])
        self._ids = frozenset(table["account_id"].to_pylist())
        self._owners: dict[str, set[str]] = defaultdict(set)
        for account_id, handle in zip(table["account_id"].to_pylist(), table["handle"].to_pylist(), strict=True):
            self._owners[(handle or "").casefold()].add(account_id)

    def account(self, name: str) -> str | None:
        """The account's id; None for a name of nobody, or of several."""
        if name in self._ids:
            return name
        handle = name.removeprefix("@").casefold()
        owners = self._owners.get(handle, set()) if handle else set()
        return next(iter(owners)) if len(owners) == 1 else None
