"""Opens SQLite or PostgreSQL and hands out transactions; nothing else makes a connection.

SQLite has one writer: a writing transaction begins with BEGIN IMMEDIATE, so it waits for its turn at the start and
never fails half way. Reading transactions begin deferred and see one state of the file (WAL).
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.errors import ShoalError

BUSY_TIMEOUT_MS = 15_000
LOG_TIMEOUT_MS = 1_000
"""How long readers are waited for before the log is emptied: a person is waiting, and the next start tries again."""
PRAGMAS = (
    "journal_mode=WAL",
    f"busy_timeout={BUSY_TIMEOUT_MS}",
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",  # what was deleted is overwritten, and not only forgotten
)


class DatabaseUnavailable(ShoalError):
    """The database does not answer, or is locked for too long: loops wait and try again, people get a reference."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """A running transaction; repositories take it, use cases open it."""

    session: Session
    dialect: str


@dataclass(frozen=True, slots=True)
class Database:
    """A database that use cases talk to."""

    engine: Engine

    @property
    def url(self) -> URL:
        """Where it is."""
        return self.engine.url

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Run one writing transaction: committed at the end, rolled back on any error."""
        with _available(), self.engine.begin() as connection, _session(connection) as transaction:
            yield transaction

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Run one reading transaction; it never waits for a writer, and its writes are rolled back."""
        with (
            _available(),
            self.engine.connect() as connection,
            _session(connection.execution_options(reading=True)) as transaction,
        ):
            yield transaction

    def empty_log(self) -> bool:
        """Write SQLite's log of changes into its file and cut it to nothing, as it still holds what was deleted.

        False if somebody reads or writes for too long. PostgreSQL keeps its log by its own settings: nothing is done.
        """
        if self.url.get_backend_name() != "sqlite":
            return True
        with closing(self.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
            cursor.execute(f"PRAGMA busy_timeout={LOG_TIMEOUT_MS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            (busy, _, _) = cursor.fetchone() or (1, 0, 0)
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        return not busy

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def unavailable(error: OperationalError) -> DatabaseUnavailable:
    """The driver's first line as our error; drivers repeat neither password nor whole address there."""
    reason = (str(error.orig).splitlines() or ["no reason given"])[0]
    return DatabaseUnavailable(f"the database does not answer ({reason})")


@contextmanager
def _available() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if error.statement is not None and not error.connection_invalidated and "locked" not in str(error.orig):
            raise  # the statement's own fault: the database is there
        raise unavailable(error) from error


@contextmanager
def _session(connection: Connection) -> Iterator[Transaction]:
    with Session(bind=connection, expire_on_commit=False) as session:
        yield Transaction(session, connection.dialect.name)
        session.flush()


def connect(url: str) -> Database:
    """Open the database at `url` (`sqlite:///PATH` or `postgresql://...`); makes the folder of an SQLite file."""
    address = resolve(url)
    if address.get_backend_name() == "sqlite":
        return Database(_sqlite(address))
    return Database(create_engine(address, pool_pre_ping=True, pool_size=10, max_overflow=20))


def resolve(url: str) -> URL:
    """Parse a database address; PostgreSQL is always spoken to with psycopg 3."""
    address = make_url(url)
    if address.drivername in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    return address


def _sqlite(address: URL) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(address, pool_size=20, max_overflow=20)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:  # noqa: ANN401 (a DB-API connection)
    connection.isolation_level = None  # we begin transactions ourselves
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
