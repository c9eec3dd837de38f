import stat
from pathlib import Path

import pytest
from numba.core import config

from bot.engine import compiled
from bot.errors import SettingsError


def test_the_cache_is_ours_alone(tmp_path: Path) -> None:
    folder = compiled.owner_only(tmp_path / "a" / "numba")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_rights_that_others_have_are_taken_away(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert stat.S_IMODE(compiled.owner_only(tmp_path).stat().st_mode) == 0o700


def test_a_link_to_somewhere_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "real")
    with pytest.raises(SettingsError, match="belongs to someone else"):
        compiled.owner_only(link)


def test_the_folder_of_another_person_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = tmp_path.stat().st_uid
    monkeypatch.setattr("os.getuid", lambda: owner + 1)
    with pytest.raises(SettingsError, match="not safe"):
        compiled.owner_only(tmp_path)


def test_a_given_folder_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "given"))
    assert compiled.cache_folder() == tmp_path / "given"


def test_without_one_the_folder_lies_in_the_user_s_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert compiled.cache_folder() == tmp_path / "shoal" / "numba"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert compiled.cache_folder() == Path.home() / ".cache" / "shoal" / "numba"


def test_kernels_keep_their_code_where_we_said() -> None:
    assert Path(getattr(config, compiled.CACHE_SETTING)) == compiled.cache_folder()
    assert stat.S_IMODE(compiled.cache_folder().stat().st_mode) == 0o700
