from pathlib import Path

import pytest

from storage.database import connect
from tests import postgres_server
from tests.postgres_server import NoServer, Server, find_binaries, server


def test_a_server_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres_server.VARIABLE, "postgresql://somebody@somewhere/postgres")
    with server() as found:
        assert found == Server("postgresql://somebody@somewhere/postgres", postgres_server.VARIABLE)


@pytest.mark.postgres
def test_the_server_of_this_session_answers(postgres: Server) -> None:
    database = connect(postgres.url)
    with database.reading() as tx:
        assert tx.session.connection().exec_driver_sql("SELECT 1").scalar() == 1
    database.close()


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("initdb", "pg_ctl"):
        (tmp_path / name).write_text("#!/bin/sh\necho no disk space left >&2\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.delenv(postgres_server.VARIABLE, raising=False)
    monkeypatch.setattr(postgres_server, "find_binaries", lambda: tmp_path)
    monkeypatch.setattr(postgres_server, "_unprivileged", lambda _folder: ())
    with pytest.raises(NoServer, match="no disk space left"), server():
        pass


def test_only_a_whole_installation_counts() -> None:
    found = find_binaries()
    assert found is None or {"initdb", "pg_ctl"} <= {entry.name for entry in found.iterdir()}
