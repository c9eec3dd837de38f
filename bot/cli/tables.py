"""Tables on stdout: aligned for people on a terminal, tab-separated when piped into a program."""

import sys
from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from bot.cli.terminal import output, printable


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header."""
    console = output()
    if not console.is_terminal:
        lines = ["\t".join(printable(cell.replace("\t", " ")) for cell in row) for row in [header, *rows]]
        sys.stdout.write("\n".join(lines) + "\n")
        return
    table = Table(*header, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)
