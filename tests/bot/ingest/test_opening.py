import gzip
import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.ingest.limits import Limits

TABLE = "object_id,account_id,content_id,timestamp_share\no1,a,c1,1600000000\no1,b,c2,1600000005\n"
Read = Callable[..., Any]


def _zip(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_gzip_is_told_by_content_not_by_name(read: Read) -> None:
    assert read(gzip.compress(TABLE.encode()), names=("data.txt",)).dataset.shares == 2


def test_all_files_of_a_zip_are_read_as_one_data_set(read: Read) -> None:
    more = TABLE.replace("c1", "c3").replace("c2", "c4")
    assert read(_zip({"a.csv": TABLE.encode(), "sub/b.csv": more.encode()})).dataset.shares == 4


def test_what_macos_adds_to_a_zip_is_passed_over(read: Read) -> None:
    folder = read(_zip({"a.csv": TABLE.encode(), "__MACOSX/._a.csv": b"\x00\x05\x16"}))
    assert (folder.dataset.shares, folder.dataset.rejected_total) == (2, 0)


def test_an_empty_file_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="The file is empty") as caught:
        read("")
    assert caught.value.where == "file.csv"
    assert caught.value.hint


def test_a_file_of_two_gigabytes_is_refused_before_a_byte_is_read(read: Read, tmp_path: Path) -> None:
    sparse = tmp_path / "big.csv"
    with sparse.open("wb") as out:
        os.truncate(out.fileno(), 2 << 30)
    with pytest.raises(InputError, match=r"2,147 MB; the limit is 1,074 MB"):
        read(sparse)


def test_a_truncated_gzip_is_an_error_and_leaves_nothing(read: Read, tmp_path: Path) -> None:
    rows = "".join(f"o{n},a{n % 7},c{n},{1_600_000_000 + n * 37 % 9999}\n" for n in range(60_000))
    packed = gzip.compress(("object_id,account_id,content_id,timestamp_share\n" + rows).encode())
    with pytest.raises(InputError, match="cut off before its end; nothing of it was used"):
        read(packed[: len(packed) // 2])
    assert list((tmp_path / "out1").iterdir()) == []


def test_a_gzip_with_a_wrong_checksum_is_an_error(read: Read) -> None:
    packed = bytearray(gzip.compress(TABLE.encode()))
    packed[-6] ^= 0xFF
    with pytest.raises(InputError, match="damaged"):
        read(bytes(packed))


def test_a_zip_that_was_cut_off_is_an_error(read: Read) -> None:
    with pytest.raises(InputError, match="zip archive is damaged"):
        read(_zip({"a.csv": TABLE.encode()})[:-30])


def test_a_gzip_bomb_stops_at_the_ratio(read: Read) -> None:
    bomb = gzip.compress(b"account,time\n" + b"0" * 40_000_000)
    with pytest.raises(InputError, match="expands to more than"):
        read(bomb, limits=Limits(max_ratio=20))


def test_a_zip_bomb_stops_at_the_declared_size(read: Read) -> None:
    bomb = _zip({f"{n}.csv": b"0" * 1_000_000 for n in range(5)})
    with pytest.raises(InputError, match="expands to more than 2 MB"):
        read(bomb, limits=Limits(max_expanded=2_000_000))


def test_a_name_that_climbs_out_of_the_archive_is_refused_and_nothing_is_written(read: Read, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="points outside"):
        read(_zip({"../../evil.csv": TABLE.encode()}))
    assert not list(tmp_path.parent.rglob("evil.csv"))


@pytest.mark.parametrize("name", ["/etc/x.csv", "C:\\x.csv", "a/../../x.csv", "..\\x.csv"])
def test_absolute_and_climbing_names_are_refused(read: Read, name: str) -> None:
    with pytest.raises(InputError, match="points outside"):
        read(_zip({name: TABLE.encode()}))


def test_an_archive_in_an_archive_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="archive inside the archive"):
        read(gzip.compress(_zip({"a.csv": TABLE.encode()})))
    with pytest.raises(InputError, match="archive inside the archive"):
        read(_zip({"a.csv.gz": gzip.compress(TABLE.encode())}))


def test_an_encrypted_zip_is_refused(read: Read) -> None:
    plain = bytearray(_zip({"a.csv": TABLE.encode()}))
    plain[6] |= 1
    central = plain.index(b"PK\x01\x02")
    plain[central + 8] |= 1
    with pytest.raises(InputError, match="encrypted"):
        read(bytes(plain))


def test_a_tar_archive_is_named_and_one_inside_a_gzip_too(read: Read) -> None:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo("a.csv")
        entry.size = len(TABLE)
        archive.addfile(entry, io.BytesIO(TABLE.encode()))
    with pytest.raises(InputError, match="a tar archive"):
        read(packed.getvalue())
    with pytest.raises(InputError, match="archive inside the archive"):
        read(gzip.compress(packed.getvalue()))


def test_a_zip_packed_in_an_unusual_way_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="packed in a way that is not read here"):
        read(_zip({"a.csv": TABLE.encode()}, zipfile.ZIP_LZMA))


def test_a_zip_whose_entry_is_not_where_it_should_be_is_damaged(read: Read) -> None:
    packed = bytearray(_zip({"a.csv": TABLE.encode()}))
    packed[0:4] = b"PK\x03\x04"
    packed[30:35] = b"b.csv"
    with pytest.raises(InputError, match="damaged"):
        read(bytes(packed))


def test_a_zip_of_too_many_files_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="more than 10,000 files"):
        read(_zip({f"{n}.csv": b"a" for n in range(10_001)}, zipfile.ZIP_STORED))


def test_an_empty_zip_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="holds no file"):
        read(_zip({}))


def test_an_excel_workbook_is_named_as_one(read: Read) -> None:
    with pytest.raises(InputError, match="Excel") as caught:
        read(_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>"}))
    assert "CSV UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    "start", [b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"\xef\xbb\xbf <gexf>"]
)
def test_xml_is_not_accepted(read: Read, start: bytes) -> None:
    with pytest.raises(InputError, match="XML and HTML files are not accepted"):
        read(start)


@pytest.mark.parametrize(
    ("start", "kind"), [(b"%PDF-1.7", "a PDF"), (b"PAR1", "Parquet"), (b"BZh91", "bzip2"), (b"7z\xbc\xaf\x27", "7-Zip")]
)
def test_other_kinds_of_files_are_named(read: Read, start: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=kind):
        read(start + b"\0" * 100)


def test_names_inside_archives_are_shown_without_control_characters(read: Read) -> None:
    with pytest.raises(InputError) as caught:
        read(_zip({"a\u202e\n.csv": b""}))
    assert caught.value.where == "file.csv:a.csv"
