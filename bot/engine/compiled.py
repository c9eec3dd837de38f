"""The one place that knows how kernels are compiled and where their machine code is kept.

Numba's cache is unpickled when it is read, so its folder must belong to the person who runs Shoal and to nobody
else: it is made with mode 0700, and a folder that others own or can write to is refused.
"""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config as numba_config

from bot.errors import SettingsError

CACHE_SETTING = "CACHE_DIR"
KERNELS: list[Any] = []
"""All kernels of the modules imported so far, for warming."""

F = TypeVar("F", bound=Callable[..., Any])


def cache_folder() -> Path:
    """NUMBA_CACHE_DIR where it is set, else a folder of ours under the user's cache."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return Path(given)
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "shoal" / "numba"


def owner_only(folder: Path) -> Path:
    """Make `folder` with mode 0700, or take rights away from others; SettingsError if it belongs to someone else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if stat.S_ISLNK(status.st_mode) or status.st_uid != os.getuid():
        raise SettingsError([f"NUMBA_CACHE_DIR: {folder} belongs to someone else, so compiled code in it is not safe"])
    if status.st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def use_cache(folder: Path) -> None:
    """Tell Numba to keep compiled kernels in `folder`."""
    setattr(numba_config, CACHE_SETTING, str(owner_only(folder)))


def kernel(function: F) -> F:
    """Compile `function` on first use, without the interpreter lock, and keep the machine code on disk."""
    if getattr(numba_config, CACHE_SETTING) != str(cache_folder()) or not cache_folder().is_dir():
        use_cache(cache_folder())
    compiled = cast("F", numba.njit(cache=True, nogil=True)(function))
    KERNELS.append(compiled)
    return compiled
