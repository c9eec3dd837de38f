"""A zip of pictures is told from a zip of tables by the names in it."""

import zipfile
from pathlib import Path

import pytest

from bot.ingest.albums import account_and_ending, only_pictures


def zipped(folder: Path, *names: str) -> Path:
    path = folder / "given.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return path


def test_a_zip_of_pictures_in_folders_is_an_album(tmp_path: Path) -> None:
    assert only_pictures(zipped(tmp_path, "a/1.jpg", "b/2.PNG", "3.webp"))


def test_what_a_file_manager_leaves_in_a_zip_does_not_matter(tmp_path: Path) -> None:
    assert only_pictures(zipped(tmp_path, "1.jpg", "__MACOSX/._1.jpg", ".DS_Store"))


@pytest.mark.parametrize("names", [("1.jpg", "posts.csv"), ("posts.jsonl",), (), ("jpg",)])
def test_anything_else_in_it_makes_it_no_album(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert not only_pictures(zipped(tmp_path, *names))


def test_a_file_that_is_no_zip_is_no_album(tmp_path: Path) -> None:
    (tmp_path / "posts.csv").write_text("a,b")
    assert not only_pictures(tmp_path / "posts.csv")


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("x/alice.bsky.social.JPG", ("alice.bsky.social", "jpg")),
        ("@bob.png", ("@bob", "png")),
        ("../../etc/101.gif", ("101", "gif")),
    ],
)
def test_the_account_is_the_name_before_the_last_dot(path: str, found: tuple[str, str]) -> None:
    assert account_and_ending(path) == found
