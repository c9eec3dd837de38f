"""Facts that hold for every command that is found."""

import inspect
from typing import Any

import pytest
import typer

from bot.cli import commands
from bot.cli.application import application, run
from bot.cli.command import Command
from bot.registry import discover

FOUND: dict[str, Command] = discover(commands, "COMMAND")
COMMANDS: dict[str, Any] = typer.main.get_command(application()).commands  # type: ignore[attr-defined]


def test_the_commands_of_the_design_are_there() -> None:
    wanted = {
        "run", "worker", "demo", "open", "analyze", "edges", "export", "doctor", "migrate", "detectors", "formats",
        "sources", "evaluate", "calibrate",
    }  # fmt: skip
    assert set(FOUND) == wanted == set(COMMANDS)


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_command_is_called_like_its_module(name: str) -> None:
    assert FOUND[name].run.__module__ == f"bot.cli.commands.{name}"


@pytest.mark.parametrize("name", sorted(FOUND))
def test_help_of_a_command_works_and_does_nothing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert f"Usage: shoal {name}" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(FOUND))
def test_a_command_explains_itself_in_its_first_line(name: str) -> None:
    first = (inspect.getdoc(FOUND[name].run) or "").splitlines()[0]
    assert first[:1].isupper()
    assert first.endswith(".")
