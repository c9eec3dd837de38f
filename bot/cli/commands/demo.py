"""`shoal demo`: the bot in a Slack workspace on this machine."""

# ruff: noqa: PLC0415 - what a command needs loads when it runs

from pathlib import Path
from typing import Annotated

from typer import Exit, Option

from bot.cli.command import Command, Panel

Play = Annotated[bool, Option("--play", help="Run the scripted conversation, print it, and exit 0 or 1.")]
Port = Annotated[int, Option("--port", metavar="N", min=0, max=65535, help="Port of the page; 0 takes a free one.")]
Data = Annotated[Path | None, Option("--data", metavar="FILE", help="Open a case for this data set as well.")]


def demo(*, play: Play = False, port: Port = 0, data: Data = None) -> None:
    """Open a loopback workspace with the bot and sample cases at http://127.0.0.1:N/. Nothing leaves this machine."""
    from bot.cli.inputs import readable_files
    from bot.demo import run_demo

    if data is not None:
        readable_files([data])
    code = run_demo(play=play, port=port, data=data)
    if code:
        raise Exit(code)


COMMAND = Command(demo, Panel.SLACK)
