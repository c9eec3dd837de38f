"""Draws two data sets side by side, in a process of its own: the one that listens loads no tables and no drawing."""

import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Conflict

PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Side:
    """One data set: its name in the picture (no title, no handle), and the folder of its tables."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with what it says to whoever cannot see it; `name` is its file's."""

    name: str
    content: bytes
    alt: str


def draw_side_by_side(left: Side, right: Side) -> tuple[Drawing, ...]:
    """The pictures of two data sets.

    Raises:
        Conflict: the tables are gone, or drawing took too long.
    """
    if not (left.folder.is_dir() and right.folder.is_dir()):
        raise Conflict("The tables of one of the two cases are gone: there is nothing to draw.", "Rerun that case.")
    pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
    try:
        return pool.submit(_draw, left, right).result(timeout=PATIENCE_SECONDS)
    except (TimeoutError, BrokenProcessPool) as error:
        raise Conflict("Drawing both data sets took too long or too much memory.", "The figures above hold.") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _draw(left: Side, right: Side) -> tuple[Drawing, ...]:
    from bot.reporting.compared import render_comparison  # noqa: PLC0415 - in the drawing process alone

    with tempfile.TemporaryDirectory(prefix="shoal-") as folder:
        drawn = render_comparison((left.name, left.folder), (right.name, right.folder), Path(folder))
        return tuple(Drawing(path.name, path.read_bytes(), alt) for path, alt in drawn)
