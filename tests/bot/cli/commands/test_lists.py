"""The commands that list plugins."""

from collections.abc import Callable

import pytest

import bot.detectors
import bot.sources
from bot.cli.application import run
from bot.ingest import formats
from bot.registry import discover

Said = Callable[[], tuple[str, str]]


@pytest.mark.parametrize(
    ("command", "package", "export", "name"),
    [
        ("detectors", bot.detectors, "DETECTOR", "key"),
        ("formats", formats, "READER", "name"),
        ("sources", bot.sources, "SOURCE", "platform"),
    ],
)
def test_every_plugin_that_is_found_has_a_row(
    said: Said, command: str, package: object, export: str, name: str
) -> None:
    assert run([command]) == 0
    table = [line.split("\t") for line in said()[0].splitlines()]
    found = [getattr(plugin, name) for plugin in discover(package, export).values()]  # type: ignore[arg-type]
    assert [row[0] for row in table[1:]] == found
    assert len({len(row) for row in table}) == 1
    assert all(cell for row in table for cell in row)
