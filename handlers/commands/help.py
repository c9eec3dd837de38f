"""`help [subcommand]`: what works, with an example each."""

import handlers.commands
from bot.errors import NotFound
from bot.model import RightRole
from bot.registry import discover
from handlers.blocks import help_text
from handlers.blocks.parts import Message
from handlers.command import Ask, Command
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """List the subcommands, or explain one."""
    del office
    commands: dict[str, Command] = {found.name: found for found in discover(handlers.commands, "COMMAND").values()}
    if not ask.words:
        return help_text.overview(tuple(commands.values()))
    wanted = commands.get(ask.words[0].lower())
    if wanted is None:
        raise NotFound(f"There is no subcommand {ask.words[0]!r}.", hint="Known: " + ", ".join(sorted(commands)) + ".")
    return help_text.one(wanted)


COMMAND = Command(
    name="help",
    usage="help [subcommand]",
    summary="What can be asked, with examples.",
    examples=("help", "help recheck"),
    run=run,
    needs=RightRole.VIEWER,
    of_case=False,
)
