"""`shoal formats`: which data sets can be read."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from bot.cli.command import Command, Panel
from bot.cli.tables import print_table


def formats() -> None:
    """List the data-set formats that can be read, and what each of them never holds."""
    from bot.ingest import formats as readers_folder
    from bot.protocols import Reader
    from bot.registry import discover

    readers: dict[str, Reader] = discover(readers_folder, "READER")
    rows = [(r.name, r.title, ", ".join(r.lacks) or "-", ", ".join(r.mappable) or "-") for r in readers.values()]
    print_table(("format", "what it is", "never holds", "columns to map"), rows)


COMMAND = Command(formats, Panel.CARE)
