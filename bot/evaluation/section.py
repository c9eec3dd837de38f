"""What a section of the evaluation is: a plugin that makes tables, each with what it cannot show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.evaluation.laboratory import Laboratory

NOT_RUN = "not run"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of docs/EVALUATION.md; cells are text; `note` stands above it where a word needs explaining."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cannot_show: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trials:
    """How much to try, and on what.

    `seeds` are the reported half and must be even: odd seeds are for choosing. `data` is the folder of real sets and
    `reference` that of the peers' exact outputs; without them their rows say "not run".
    """

    seeds: tuple[int, ...]
    null_runs: int
    data: Path | None = None
    reference: Path | None = None
    laboratory: Laboratory = field(default_factory=Laboratory)

    def __post_init__(self) -> None:
        if any(seed % 2 for seed in self.seeds):
            raise ValueError("reported seeds are even: odd seeds are for choosing cut-points")

    @property
    def choosing_seeds(self) -> tuple[int, ...]:
        """The other half, as many: the only seeds on which a cut-point may be chosen."""
        return tuple(seed - 1 for seed in self.seeds)


def reported_seeds(number: int, first: int = 2) -> tuple[int, ...]:
    """The first `number` even seeds from `first` on."""
    return tuple(range(first, first + 2 * number, 2))


@dataclass(frozen=True, slots=True)
class Section:
    """A section plugin: `make(trials, say)` runs and returns tables; `say` gets a line of progress now and then."""

    order: int
    title: str
    make: Callable[[Trials, Say], tuple[Table, ...]]


def markdown(table: Table) -> str:
    """A table as Markdown with its limits under it."""
    head = "| " + " | ".join(table.columns) + " |"
    rule = "|" + "---|" * len(table.columns)
    rows = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table.rows]
    note = [table.note, ""] if table.note else []
    return "\n".join(
        [f"### {table.title}", "", *note, head, rule, *rows, "", f"*Cannot show:* {table.cannot_show}", ""]
    )
