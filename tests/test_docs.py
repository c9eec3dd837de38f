import re
from pathlib import Path
from typing import Any

import pytest
import typer

from bot.cli.application import application

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
COMMANDS: dict[str, Any] = typer.main.get_command(application()).commands  # type: ignore[attr-defined]
PROSE = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def section(command: str) -> str:
    """What the page says of one command."""
    found = re.search(rf"^## shoal {command}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None, f"docs/cli.md has no section on shoal {command}"
    return found[1]


def options(command: str) -> set[str]:
    """The long options that a command takes."""
    taken = {option for parameter in COMMANDS[command].params for option in parameter.opts}
    return {option for option in taken if option.startswith("--")} - {"--help"}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_a_command_has_a_row(command: str) -> None:
    rows = set(re.findall(r"^\| `(--[a-z-]+)", section(command), re.MULTILINE))
    assert rows == options(command)


def test_every_section_describes_a_command_that_exists() -> None:
    assert set(re.findall(r"^## shoal (\w+)", PAGE, re.MULTILINE)) == set(COMMANDS)


def test_every_exit_code_is_explained() -> None:
    assert re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE) == ["0", "1", "2", "3"]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_option_says_what_it_does(command: str) -> None:
    found = COMMANDS[command]
    assert found.help
    assert found.help.strip().splitlines()[0].endswith((".", "/"))
    assert [parameter.name for parameter in found.params if not getattr(parameter, "help", "help")] == []


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_command_line_in_the_docs_names_what_exists(page: Path) -> None:
    for command, rest in re.findall(r"^(?:\$ )?shoal (\w+)([^\n#]*)", page.read_text(encoding="utf-8"), re.MULTILINE):
        assert command in COMMANDS, f"{page.name}: shoal {command}"
        assert set(re.findall(r"--[a-z][a-z-]*", rest)) <= options(command), f"{page.name}: shoal {command}{rest}"


@pytest.mark.parametrize("page", PROSE, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_link_to_a_file_of_ours_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    gone = [
        link
        for link in links
        if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists()
    ]
    assert gone == []
