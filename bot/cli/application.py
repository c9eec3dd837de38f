"""Puts the command line together out of the commands that are found."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from bot import __version__
from bot.cli import commands
from bot.cli.command import Command
from bot.cli.failures import Outcome
from bot.cli.terminal import output
from bot.registry import discover


def run(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code (0 done, 1 wrong input, 2 wrong usage, 3 our fault)."""
    with Outcome(sys.stderr) as outcome:
        typer.main.get_command(application()).main(args=list(arguments), prog_name="shoal")
    return outcome.code


def application() -> typer.Typer:
    """The typer application with every command of `bot.cli.commands`."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_root)
    found: dict[str, Command] = discover(commands, "COMMAND")
    for name, command in sorted(found.items(), key=_panel_then_name):
        app.command(name, rich_help_panel=command.panel.value)(command.run)
    return app


def _panel_then_name(item: tuple[str, Command]) -> tuple[int, str]:
    name, command = item
    return list(type(command.panel)).index(command.panel), name


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer hands over the flag
    if wanted:
        output().print(f"shoal {__version__}")
        raise typer.Exit


def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Triage of suspected coordinated inauthentic accounts, by a team, in a Slack channel."""
    del version
