"""A zip of profile pictures becomes numbers; bombs, strangers and broken files are refused by name."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from PIL import Image

from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.ingest.avatars import AVATARS, AvatarsRead, PictureLimits, read_avatars
from bot.ingest.faces import Faces
from bot.ingest.intake import write_records
from bot.protocols import AccountRecord
from bot.report import Dataset

PORTRAITS = Path("tests/data/avatars")
ACCOUNTS = (
    AccountRecord("101", "Alice.bsky.social"),
    AccountRecord("102", "bob"),
    AccountRecord("103", "twin"),
    AccountRecord("104", "TWIN"),
    AccountRecord("a-b", ""),
    AccountRecord("A-B", ""),
)


def portrait(name: str = "aaron") -> bytes:
    return (PORTRAITS / f"{name}.jpg").read_bytes()


def zipped(folder: Path, files: dict[str, bytes], name: str = "pictures.zip") -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in files.items():
            archive.writestr(entry, data)
    return path


def png(width: int, height: int) -> bytes:
    """A tiny file that claims to be a picture of that size, all of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def data(tmp_path: Path) -> tuple[Path, Dataset]:
    folder = tmp_path / "data"
    return folder, write_records(iter(ACCOUNTS), folder, format="made up", lacks=(), now=lambda: 0)


def read(
    tmp_path: Path, folder: Path, files: dict[str, bytes], limits: PictureLimits | None = None, *, eyes: bool = False
) -> AvatarsRead:
    found = Faces(1, (3877, 4845, 6404, 4827))
    return read_avatars(
        zipped(tmp_path, files),
        folder,
        limits=limits or PictureLimits(),
        find_faces=lambda: (lambda _: found) if eyes else None,
    )


def rows(folder: Path) -> list[dict[str, object]]:
    got: list[dict[str, object]] = pq.read_table(folder / AVATARS).to_pylist()
    return got


def reasons(result: AvatarsRead) -> dict[str, str]:
    return {row.file: row.reason for row in result.rejected}


def test_files_are_named_after_ids_or_handles(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    files = {"all/101.jpg": portrait(), "@BOB.jpeg": portrait("erica"), "A-B.jpg": portrait("diego")}
    result = read(tmp_path, data[0], files)
    assert (result.used, result.rejected) == (3, ())
    assert [row["account_id"] for row in rows(data[0])] == ["101", "102", "A-B"]


def test_a_handle_with_dots_is_read_whole(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    read(tmp_path, data[0], {"alice.bsky.social.jpg": portrait()})
    assert rows(data[0])[0]["account_id"] == "101"


def test_a_handle_of_two_accounts_names_neither(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    result = read(tmp_path, data[0], {"twin.jpg": portrait(), "101.jpg": portrait()})
    assert reasons(result) == {"pictures.zip:twin.jpg": "the file is not named after an account of the data"}


def test_of_two_pictures_of_one_account_the_first_by_name_counts(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    result = read(tmp_path, data[0], {"bob.jpg": portrait("erica"), "102.jpg": portrait()})
    assert reasons(result) == {"pictures.zip:bob.jpg": "a second picture of one account"}
    assert result.used == 1


def test_the_engine_gives_fingerprints_and_eyes(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    read(tmp_path, data[0], {"101.jpg": portrait(), "102.jpg": portrait("erica")}, eyes=True)
    with LocalEngine(data[0]) as engine:
        avatars = engine.avatars()
    assert avatars.account.tolist() == [0, 1]
    assert avatars.pdq[0].tolist()[0] == 0xB28CC77AE6391CD6
    assert avatars.quality.tolist() == [100, 100]
    assert avatars.faces.tolist() == [1, 1]
    assert avatars.eyes[0].tolist() == [3877, 4845, 6404, 4827]


def test_without_a_zip_the_engine_gives_an_empty_table(data: tuple[Path, Dataset]) -> None:
    with LocalEngine(data[0]) as engine:
        avatars = engine.avatars()
    assert len(avatars) == 0
    assert (avatars.pdq.shape, avatars.eyes.shape) == ((0, 4), (0, 4))


def test_without_the_extra_faces_are_not_looked_for_and_that_is_said(
    tmp_path: Path, data: tuple[Path, Dataset]
) -> None:
    result = read(tmp_path, data[0], {"101.jpg": portrait()})
    assert result.faces is False
    assert (rows(data[0])[0]["faces"], rows(data[0])[0]["why_not"]) == (-1, "faces: the extra is not installed")


def test_a_picture_of_too_many_points_is_refused_before_it_is_decoded(
    tmp_path: Path, data: tuple[Path, Dataset]
) -> None:
    bomb = png(60_000, 60_000)
    assert len(bomb) < 1 << 20
    result = read(tmp_path, data[0], {"101.png": bomb, "102.png": png(5000, 4000), "a-b.jpg": portrait()})
    assert set(reasons(result).values()) == {"the picture has too many points"}
    assert result.used == 1


def test_a_picture_of_too_many_bytes_is_refused(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    result = read(tmp_path, data[0], {"101.jpg": portrait(), "102.jpg": b"0" * 9000}, PictureLimits(max_bytes=8000))
    assert reasons(result) == {"pictures.zip:102.jpg": "the picture has too many bytes"}


def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    files = {"101.jpg": b"<svg onload='x'/>", "102.jpg": portrait()[:900], "a-b.jpg": portrait(), "A-B.png": png(3, 3)}
    result = read(tmp_path, data[0], files)
    assert reasons(result) == {
        "pictures.zip:101.jpg": "not a picture that can be read",
        "pictures.zip:102.jpg": "not a picture that can be read",
        "pictures.zip:A-B.png": "the picture is too small",
    }


def test_refused_pictures_are_among_the_rejected_rows_of_the_data(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    told = read(tmp_path, data[0], {"101.jpg": b"no", "102.jpg": portrait()}).told_in(data[1])
    assert told.rejected_total == data[1].rejected_total + 1
    assert told.rejected[-1].reason == "not a picture that can be read"


def test_transparent_pictures_stand_on_white(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    clear, white = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (90, 90), (0, 0, 0, 0)).save(clear, "PNG")
    Image.new("RGB", (90, 90), "white").save(white, "PNG")
    read(tmp_path, data[0], {"101.png": clear.getvalue(), "102.png": white.getvalue()})
    assert rows(data[0])[0]["pdq"] == rows(data[0])[1]["pdq"]


def test_a_zip_without_a_picture_of_anybody_is_refused(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    with pytest.raises(InputError, match="No picture is named after an account") as caught:
        read(tmp_path, data[0], {"stranger.jpg": portrait()})
    assert "12345.jpg" in caught.value.hint
    assert not (data[0] / AVATARS).exists()


def test_too_many_files_and_files_that_are_no_zip_are_refused(tmp_path: Path, data: tuple[Path, Dataset]) -> None:
    with pytest.raises(InputError, match="more than 1 pictures"):
        read(tmp_path, data[0], {"101.jpg": portrait(), "102.jpg": portrait()}, PictureLimits(max_files=1))
    (tmp_path / "plain.zip").write_text("hello")
    with pytest.raises(InputError, match="not in a zip"):
        read_avatars(tmp_path / "plain.zip", data[0])
