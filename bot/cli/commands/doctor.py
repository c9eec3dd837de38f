"""`shoal doctor`: is everything in place on this machine?"""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from typing import Annotated

import typer

from bot.cli.command import Command, Panel


def doctor(
    *, warm: Annotated[bool, typer.Option("--warm", help="Compile the kernels now; `make demo` does so.")] = False
) -> None:
    """Check versions, names, settings, data folder, database, kernels and Slack; exit 1 if something is wrong."""
    from bot.cli.checks import State
    from bot.cli.checkup import checkup
    from bot.cli.tables import print_table
    from bot.errors import UserError

    lines = checkup(warm=warm)
    print_table(("check", "", "what was seen", "what to do"), [(x.name, x.state.value, x.text, x.hint) for x in lines])
    wrong = [line.name for line in lines if line.state is State.WRONG]
    if wrong:
        raise UserError(f"Not ready: {', '.join(wrong)}.", hint="Do what the last column says, then run this again.")


COMMAND = Command(doctor, Panel.CARE)
