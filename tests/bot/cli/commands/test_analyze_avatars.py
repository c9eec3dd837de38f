"""`shoal analyze --avatars`: a zip of profile pictures beside the data."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from bot.cli.application import run

Said = Callable[[], tuple[str, str]]
PORTRAIT = (Path(__file__).parents[3] / "data" / "avatars" / "aaron.jpg").read_bytes()


def album(folder: Path, names: list[str]) -> Path:
    path = folder / "faces.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(f"{name}.jpg", PORTRAIT)
    return path


def test_one_picture_on_every_account_of_a_group_is_in_the_report(shares: Path, empty: Path, said: Said) -> None:
    pictures = album(empty, [f"a{number}" for number in range(5)] + ["nobody"])
    assert run(["analyze", str(shares), "--avatars", str(pictures), "--json"]) == 0
    report = json.loads(said()[0])
    (found,) = [item for item in report["clusters"][0]["findings"] if item["detector"] == "D8"]
    assert (found["applicable"], found["support"]) == (True, 5)
    assert report["dataset"]["rejected"][-1]["file"] == "faces.zip:nobody.jpg"


def test_a_file_that_is_no_zip_of_pictures_is_refused_with_a_hint(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--avatars", str(shares)]) == 1
    _, err = said()
    assert "The profile pictures are not in a zip that can be read." in err
    assert "12345.jpg" in err


def test_a_zip_that_is_not_there_is_told_before_any_work(shares: Path, said: Said) -> None:
    assert run(["analyze", str(shares), "--avatars", "nowhere.zip"]) == 1
    assert "There is no such file." in said()[1]
