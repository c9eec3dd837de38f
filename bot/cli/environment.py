"""Settings and the clock of this process: the command line is where both come in."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.triage.desk import Desk


def settings() -> "Settings":
    """Settings from the environment and from `.env` in the present folder."""
    from bot.config import load  # noqa: PLC0415 - commands without settings start without it

    return load(os.environ, Path(".env"))


def utc_now() -> int:
    """UTC milliseconds of this machine's clock."""
    return time.time_ns() // 1_000_000


@contextlib.contextmanager
def open_desk() -> Iterator["Desk"]:
    """The desk of these settings; its connections are given back at the end."""
    from bot.app import desk_of  # noqa: PLC0415 - storage and Slack's SDK load with it
    from storage.reaching import reaching_database  # noqa: PLC0415 - the same

    with reaching_database():
        desk = desk_of(settings())
    try:
        yield desk
    finally:
        desk.database.close()
