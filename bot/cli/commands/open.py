"""`shoal open`: analyse a file here and post the case there."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from bot.cli.command import Command, Panel
from bot.cli.words import parse_mapping

File = Annotated[Path, Argument(metavar="FILE", help="A data set; it stays on this machine.")]
Channel = Annotated[str, Option("--channel", metavar="C", help="The channel's id, such as C024BE91L.")]
Format = Annotated[str | None, Option("--format", metavar="NAME", help="See `shoal formats`.")]
Mapping = Annotated[
    list[str] | None, Option("--map", metavar="FIELD=COLUMN", help="Which column holds a field. Repeatable.")
]


def open_case(file: File, *, channel: Channel, format_: Format = None, mapping: Mapping = None) -> None:
    """Analyse FILE on this machine and have a running `shoal run` post the case in a channel."""
    from bot.cli.open_run import open_and_analyse
    from bot.cli.terminal import output

    number, sentence = open_and_analyse(file, channel, format_, parse_mapping(mapping or []))
    output().print(f"Case {number}: {sentence} `shoal run` posts it in {channel}.", soft_wrap=True)


COMMAND = Command(open_case, Panel.SLACK)
