"""Settings and the clock of this process: the command line is where both come in."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.config import Settings


def settings() -> "Settings":
    """Settings from the environment and from `.env` in the present folder."""
    from bot.config import load  # noqa: PLC0415 - commands without settings start without it

    return load(os.environ, Path(".env"))


def utc_now() -> int:
    """UTC milliseconds of this machine's clock."""
    return time.time_ns() // 1_000_000
