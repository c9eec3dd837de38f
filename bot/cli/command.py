"""What a command module exports."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Panel(StrEnum):
    """The headings under which `shoal --help` lists the commands."""

    SLACK = "With Slack"
    FILES = "On files"
    CARE = "Set-up and plugins"


@dataclass(frozen=True, slots=True)
class Command:
    """A command plugin: `run`'s signature gives its options, its docstring its help; the module gives its name."""

    run: Callable[..., None]
    panel: Panel
