"""`shoal run`: the bot against Slack."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from typing import Annotated

from typer import Option

from bot.cli.command import Command, Panel

Http = Annotated[bool, Option("--http", help="Take signed HTTP requests instead of Socket Mode.")]


def run(*, http: Http = False) -> None:
    """Run the bot against Slack until it is told to stop (Ctrl-C). Tokens come from the environment or `.env`."""
    from bot.app import build
    from bot.cli.environment import settings
    from bot.cli.slack_words import slack_said
    from storage.reaching import reaching_database

    chosen = settings()
    chosen.require_slack(http=http)
    with reaching_database():
        bot = build(chosen)
    with slack_said():
        bot.run(http=http)


COMMAND = Command(run, Panel.SLACK)
