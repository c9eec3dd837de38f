import pytest

import bot.sources
from bot.registry import discover

SOURCES = discover(bot.sources, "SOURCE")


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_says_what_it_is_and_what_it_lacks(name: str) -> None:
    plugin = SOURCES[name]
    assert plugin.platform == name
    assert plugin.title
    assert plugin.limits.endswith(".")
    assert plugin.base_url.startswith("https://")


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_is_made_without_asking_anything(name: str) -> None:
    plugin = SOURCES[name]
    made = plugin.make(plugin.base_url, 1.0)
    assert made.platform == name
    assert callable(made.profile)
    assert callable(made.recent_posts)
