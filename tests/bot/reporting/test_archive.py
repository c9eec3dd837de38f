import io
import zipfile

from bot.reporting.archive import zipped


def test_the_same_files_give_the_same_bytes_in_the_order_given() -> None:
    content = zipped({"b.txt": b"2", "a.txt": b"1"})
    assert content == zipped({"b.txt": b"2", "a.txt": b"1"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["b.txt", "a.txt"]
        assert archive.read("a.txt") == b"1"
