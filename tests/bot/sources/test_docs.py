from pathlib import Path

import pytest

import bot.sources
from bot.registry import discover

DOCS = Path(__file__).parents[3] / "docs" / "sources.md"


@pytest.mark.parametrize("name", discover(bot.sources, "SOURCE"))
def test_every_source_is_documented_with_its_address(name: str) -> None:
    text = DOCS.read_text("utf-8")
    assert f"| `{name}` |" in text
    assert discover(bot.sources, "SOURCE")[name].base_url in text
