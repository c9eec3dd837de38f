"""Finds or starts the PostgreSQL server that storage tests run on.

In this order: the server that SHOAL_TEST_POSTGRES_URL names; the machine's own binaries, started in a temporary
folder (as an unprivileged user where we are root, since PostgreSQL refuses root); the wheel `pgserver`.
"""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "SHOAL_TEST_POSTGRES_URL"
_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Server:
    """A server's address (to its database `postgres`) and where it came from."""

    url: str
    origin: str


class NoServer(Exception):
    """No PostgreSQL could be found; the text says what was tried."""


@contextmanager
def server() -> Iterator[Server]:
    """Give a server for the time of the block."""
    given = os.environ.get(VARIABLE)
    if given:
        yield Server(given, VARIABLE)
        return
    binaries = find_binaries()
    if binaries is not None:
        with _started(binaries) as url:
            yield Server(url, str(binaries))
        return
    with _from_wheel() as url:
        yield Server(url, "pgserver")


def find_binaries() -> Path | None:
    """The folder of an installed PostgreSQL's `initdb` and `pg_ctl`, newest version first."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        found.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in found if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.parent.name.split(".") if part.isdigit())


@contextmanager
def _started(binaries: Path) -> Iterator[str]:
    # A socket's path may be 107 bytes long at most, so the folder has a short name.
    folder = Path(tempfile.mkdtemp(prefix="shpg", dir="/tmp"))
    unprivileged = _unprivileged(folder)
    data, log = folder / "data", folder / "log"
    settings = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} "
        "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=200"
    )
    _run([*unprivileged, binaries / "initdb", "-D", data, "-U", "shoal", "-A", "trust", "-E", "UTF8", "--no-sync"])
    _run([*unprivileged, binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", settings, "start"])
    try:
        yield f"postgresql://shoal@/postgres?host={folder}"
    finally:
        _run([*unprivileged, binaries / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> Sequence[str | Path]:
    """The words to put before a command so that it does not run as root (none where we are not)."""
    if os.geteuid() != 0:
        return ()
    import pwd  # noqa: PLC0415 - not on every platform

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next((known[name] for name in _USERS if name in known), None)
    setpriv, runuser = shutil.which("setpriv"), shutil.which("runuser")
    if user is None or (setpriv is None and runuser is None):
        raise NoServer("PostgreSQL refuses to run as root, and there is no unprivileged user to run it as")
    os.chown(folder, user.pw_uid, user.pw_gid)
    if setpriv is not None:
        return (setpriv, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
    return ("runuser", "-u", user.pw_name, "--")


def _run(words: Sequence[str | Path]) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": "/tmp"}  # noqa: S108 (nothing is kept)
    done = subprocess.run(  # noqa: S603 (our own words)
        [str(word) for word in words],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd="/",
        env=environment,
        timeout=120,
    )
    if done.returncode != 0:
        raise NoServer(f"{words[-1]}: {done.stderr.decode(errors='replace').strip()[-400:]}")


@contextmanager
def _from_wheel() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it grumbles about a missing XDG_RUNTIME_DIR
        try:
            import pgserver  # noqa: PLC0415 - only where nothing is installed
        except ImportError as error:
            raise NoServer(f"no {VARIABLE}, no initdb on this machine, and no pgserver wheel ({error})") from error
    folder = Path(tempfile.mkdtemp(prefix="shpg", dir="/tmp"))
    running = pgserver.get_server(folder, cleanup_mode="stop")  # type: ignore[attr-defined]
    try:
        yield str(running.get_uri())
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
