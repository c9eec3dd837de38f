"""The first look at an uploaded file: tables by their columns, a zip of pictures by its names."""

import zipfile
from pathlib import Path

import pytest

from bot.errors import InputError
from handlers.looking import look_at


def test_a_zip_of_pictures_needs_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "1"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("alice.jpg", b"x")
    look = look_at(path, "faces.zip")
    assert (look.format, look.mapping, look.sure) == ("pictures", {}, True)


def test_a_table_of_shares_is_known_by_its_columns(tmp_path: Path) -> None:
    path = tmp_path / "1"
    path.write_text("object_id,account_id,content_id,timestamp_share\no1,a,c1,1700000000\n")
    look = look_at(path, "shares.csv")
    assert (look.format, look.sure) == ("coordination", True)


def test_a_picture_outside_a_zip_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "1"
    path.write_bytes(Path("tests/data/avatars/aaron.jpg").read_bytes())
    with pytest.raises(InputError, match="a picture"):
        look_at(path, "face.jpg")
