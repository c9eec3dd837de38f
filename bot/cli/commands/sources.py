"""`shoal sources`: which platforms can be asked."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from bot.cli.command import Command, Panel
from bot.cli.tables import print_table


def sources() -> None:
    """List the live platforms that can be asked for profiles and posts, what they never tell, and what a look costs."""
    from bot import sources as folder
    from bot.registry import discover
    from bot.sources._plugin import SourcePlugin

    found: dict[str, SourcePlugin] = discover(folder, "SOURCE")
    rows = [(s.platform, s.title, s.base_url, ", ".join(s.lacks) or "-", s.limits) for s in found.values()]
    print_table(("platform", "what it is", "asked at", "never tells", "what a look costs"), rows)


COMMAND = Command(sources, Panel.CARE)
