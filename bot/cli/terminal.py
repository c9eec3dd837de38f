"""The two streams of a command: results go to stdout, progress and complaints to stderr."""

import contextlib
import sys
import unicodedata
from collections.abc import Callable, Iterator

from rich.console import Console

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) while long work runs; total 0 = not known yet."""


def printable(text: str) -> str:
    """The text without what could steer a terminal or reorder a line: control and format characters become `�`."""
    return "".join("�" if unicodedata.category(c) in {"Cc", "Cf"} and c != "\t" else c for c in text)


def output() -> Console:
    """The console for results; text is never read as markup, so brackets in data stay what they are."""
    return Console(file=sys.stdout, markup=False, highlight=False, emoji=False)


@contextlib.contextmanager
def progress_bar(*, wanted: bool = True) -> Iterator[Progress]:
    """Yield a function that moves a bar on stderr; a silent one where stderr is no terminal."""
    if not (wanted and sys.stderr.isatty()):
        yield _silent
        return
    from rich import progress  # noqa: PLC0415 - loads only where a person looks

    columns = (
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(stage: str, done: int, total: int) -> None:
            bar.update(task, description=stage, completed=done, total=total or None)

        yield show


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody looks."""
    del stage, done, total
