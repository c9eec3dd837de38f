"""Seven more innocent crowds: each does together what it is named after, and nobody among them is planted."""

from collections import Counter, defaultdict

import pytest

from bot.evaluation.planted import Planted
from bot.evaluation.population import TIMED_CROWDS
from bot.evaluation.worlds import gathered

CROWDS = ("match", "earthquake", "ticket_sale", "class", "employees", "sister_papers", "mirrors")


@pytest.fixture(scope="module")
def world() -> Planted:
    return gathered(2)


@pytest.mark.parametrize("name", CROWDS)
def test_every_crowd_is_there_and_acts_together(world: Planted, name: str) -> None:
    assert len(world.trap(name)) >= 7
    assert name in TIMED_CROWDS


def test_nobody_in_them_is_planted(world: Planted) -> None:
    assert not any(truth.network for truth in world.truth.values())


def test_mirrors_say_that_they_are_automated(world: Planted) -> None:
    assert all(world.accounts[account_id].automated for account_id in world.trap("mirrors"))


def test_a_class_was_made_in_one_lesson(world: Planted) -> None:
    made = sorted(world.accounts[account_id].created or 0 for account_id in world.trap("class"))
    assert made[-1] - made[0] < 2700


def test_sister_papers_post_one_text_on_sites_of_their_own(world: Planted) -> None:
    sites = defaultdict(set)
    for post in world.posts:
        if post.account_id in world.trap("sister_papers") and post.urls:
            sites[post.text].add(post.urls[0].split("/")[2])
    assert Counter(len(found) > 1 for found in sites.values())[True] > 30
