from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.errors import SettingsError
from storage.database import connect
from storage.reaching import reaching_database


def test_a_server_that_is_not_there_is_a_problem_of_the_settings() -> None:
    database = connect("postgresql://me:sesame@127.0.0.1:9/none")
    with pytest.raises(SettingsError, match="does not answer") as caught, reaching_database(), database.reading():
        pass
    assert "sesame" not in str(caught.value)


def test_what_a_statement_runs_into_goes_on_as_it_is(tmp_path: Path) -> None:
    database = connect(f"sqlite:///{tmp_path / 'shoal.db'}")
    with pytest.raises(OperationalError), reaching_database(), database.reading() as tx:
        tx.session.execute(text("SELECT nothing FROM nowhere"))
    database.close()


def test_a_missing_driver_is_named_with_its_extra() -> None:
    with pytest.raises(SettingsError, match=r"shoal\[postgres\]"), reaching_database():
        raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")


def test_another_missing_module_is_our_fault() -> None:
    with pytest.raises(ModuleNotFoundError), reaching_database():
        raise ModuleNotFoundError("No module named 'numpy'", name="numpy")
