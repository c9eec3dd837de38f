from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.application import run

Said = Callable[[], tuple[str, str]]


def test_a_new_database_is_made_and_a_second_call_changes_nothing(empty: Path, said: Said) -> None:
    assert run(["migrate"]) == 0
    assert said()[0] == "The database is up to date now.\n"
    assert (empty / "var" / "shoal.db").is_file()
    assert run(["migrate"]) == 0
    assert said()[0] == "The database was up to date already.\n"


def test_wrong_settings_are_all_told_at_once(empty: Path, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty / ".env").write_text("SHOAL_QUORUM=many\n")
    monkeypatch.setenv("SHOAL_DATABASE_URL", "mysql://x")
    assert run(["migrate"]) == 1
    _, err = said()
    assert "SHOAL_QUORUM" in err
    assert "SHOAL_DATABASE_URL" in err
    assert "Hint: See .env.example." in err


def test_a_database_that_does_not_answer_is_the_settings_fault(
    empty: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOAL_DATABASE_URL", "postgresql://me:sesame@127.0.0.1:9/none")
    monkeypatch.setenv("SHOAL_DATA_DIR", str(empty))
    for line in (["migrate"], ["export", "1", "--format", "csv", "--out", "x"]):
        assert run(line) == 1
        _, err = said()
        assert "SHOAL_DATABASE_URL: the database does not answer" in err
        assert "sesame" not in err
