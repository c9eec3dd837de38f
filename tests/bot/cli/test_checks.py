import os
from pathlib import Path

import pytest

from bot.cli.checks import (
    Line,
    State,
    attempt,
    check_data_dir,
    check_database,
    check_kernels,
    check_names,
    check_slack,
    check_versions,
)
from bot.config import load
from bot.errors import InputError
from bot.localslack import LocalSlack


def test_versions_of_python_and_libraries_are_told() -> None:
    line = check_versions()
    assert line.state is State.FINE
    assert "duckdb " in line.text


def test_our_top_level_names_are_ours_here() -> None:
    assert check_names().state is State.FINE


@pytest.mark.parametrize("name", ["bot", "handlers", "storage"])
def test_another_owner_of_a_top_level_name_is_refused(name: str) -> None:
    line = check_names(lambda: {name: ["shoal", "robots"], "numpy": ["numpy"]})
    assert line.state is State.WRONG
    assert f"{name} (robots)" in line.text
    assert "environment of its own" in line.hint


def test_a_data_folder_for_its_owner_only_is_fine(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    assert check_data_dir(folder).state is State.FINE


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777])
def test_a_data_folder_that_others_may_look_into_is_wrong(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)
    line = check_data_dir(folder)
    assert (line.state, line.hint) == (State.WRONG, f"chmod 700 {folder}")


def test_a_data_folder_that_is_not_there_yet_is_fine_where_it_can_be_made(tmp_path: Path) -> None:
    assert check_data_dir(tmp_path / "a" / "b").state is State.FINE
    assert not (tmp_path / "a").exists()


def test_a_data_folder_that_is_a_file_is_wrong(tmp_path: Path) -> None:
    target = tmp_path / "data"
    target.write_text("")
    assert check_data_dir(target).state is State.WRONG


def test_a_data_folder_that_cannot_be_made_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    line = check_data_dir(tmp_path / "a")
    assert line.state is State.WRONG
    assert "SHOAL_DATA_DIR" in line.hint


def test_a_database_that_is_not_there_yet_is_not_made_by_looking(tmp_path: Path) -> None:
    settings = load({"SHOAL_DATA_DIR": str(tmp_path / "data")})
    assert check_database(settings).state is State.FINE
    assert not (tmp_path / "data").exists()


def test_a_database_without_tables_asks_for_a_migration(tmp_path: Path) -> None:
    (tmp_path / "shoal.db").touch()
    line = check_database(load({"SHOAL_DATA_DIR": str(tmp_path)}))
    assert (line.state, line.hint) == (State.NOTE, "shoal migrate")


def test_a_database_that_does_not_answer_is_a_line_without_its_password() -> None:
    settings = load({"SHOAL_DATABASE_URL": "postgresql://me:sesame@127.0.0.1:9/none"})
    line = attempt("database", lambda: check_database(settings))
    assert line.state is State.WRONG
    assert "OperationalError" in line.text
    assert "sesame" not in line.text


def test_kernels_that_were_never_compiled_are_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))
    line = check_kernels(warm=False)
    assert (line.state, line.hint) == (State.NOTE, "shoal doctor --warm")
    assert (tmp_path / "kernels").stat().st_mode & 0o077 == 0


def test_without_a_token_slack_is_not_asked() -> None:
    assert check_slack(load({})).state is State.NOTE


def test_a_token_that_slack_takes_is_fine(workspace: LocalSlack) -> None:
    line = check_slack(load({"SLACK_BOT_TOKEN": workspace.bot_token, "SLACK_API_URL": workspace.api_url}))
    assert line.state is State.FINE
    assert [call.method for call in workspace.calls("auth.test")] == ["auth.test"]


def test_a_token_that_slack_refuses_is_wrong(workspace: LocalSlack) -> None:
    line = check_slack(load({"SLACK_BOT_TOKEN": "xoxb-gone", "SLACK_API_URL": workspace.api_url}))
    assert (line.state, line.text) == (State.WRONG, "Slack answers invalid_auth")


def test_a_check_that_breaks_becomes_a_line() -> None:
    assert attempt("x", lambda: Line("x", State.FINE, str(1 / 0))) == Line(
        "x", State.WRONG, "ZeroDivisionError: division by zero"
    )


def test_a_check_that_a_person_can_put_right_keeps_its_hint() -> None:
    def check() -> Line:
        raise InputError("no", hint="do this")

    assert attempt("x", check) == Line("x", State.WRONG, "no", "do this")
