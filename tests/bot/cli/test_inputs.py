import os
from pathlib import Path

import pytest

from bot.cli.inputs import readable_files
from bot.errors import InputError


def test_a_readable_file_comes_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")
    assert readable_files([path]) == [(path, "a.csv")]


def test_a_missing_file_is_named_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file") as caught:
        readable_files([tmp_path / "b.csv"])
    assert caught.value.where == str(tmp_path / "b.csv")
    assert caught.value.hint


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder, not a file"):
        readable_files([tmp_path])


def test_a_file_that_may_not_be_read_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(InputError, match="may not be read"):
        readable_files([path])
