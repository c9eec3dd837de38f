"""What a section of the evaluation is: a plugin that makes tables, each with what it cannot show."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """One table of docs/EVALUATION.md; cells are text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cannot_show: str


@dataclass(frozen=True, slots=True)
class Trials:
    """How much to try: `seeds` are the reported half (even; odd ones served to choose cut-points)."""

    seeds: tuple[int, ...]
    null_runs: int
    data: Path | None


@dataclass(frozen=True, slots=True)
class Section:
    """A section plugin: `make(trials, say)` runs and returns tables; `say` gets a line of progress now and then."""

    order: int
    title: str
    make: Callable[[Trials, Callable[[str], None]], tuple[Table, ...]]


NOT_RUN = "not run"


def markdown(table: Table) -> str:
    """A table as Markdown with its limits under it."""
    head = "| " + " | ".join(table.columns) + " |"
    rule = "|" + "---|" * len(table.columns)
    rows = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table.rows]
    return "\n".join([f"### {table.title}", "", head, rule, *rows, "", f"*Cannot show:* {table.cannot_show}", ""])
