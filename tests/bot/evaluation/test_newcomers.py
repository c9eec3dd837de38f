"""Crowds of new accounts: each is there, nobody among them is planted, and none of them comes first in the queue."""

import pytest

from bot.evaluation.newcomers import trap_debut
from bot.evaluation.planted import Planted
from bot.evaluation.population import DAY, TIMED_CROWDS
from bot.evaluation.worlds import arrived


@pytest.fixture(scope="module")
def world() -> Planted:
    return arrived(2)


@pytest.mark.parametrize(("name", "days"), [("debut", 6), ("newsroom", 1), ("arrivals", 3)])
def test_every_crowd_is_there_and_was_made_in_days(world: Planted, name: str, days: int) -> None:
    made = sorted(world.accounts[account_id].created or 0 for account_id in world.trap(name))[:-1]
    assert len(made) >= 24
    assert made[-1] - made[1] <= days * DAY
    assert name in TIMED_CROWDS


def test_nobody_in_them_is_planted(world: Planted) -> None:
    assert not any(truth.network for truth in world.truth.values())


def test_a_newspapers_staff_say_where_they_work(world: Planted) -> None:
    assert {world.accounts[account_id].bio for account_id in world.trap("newsroom")} == {
        "Reporter at the County Record. Views are my own."
    }


def test_a_bands_fans_are_many_and_its_account_is_small(world: Planted) -> None:
    assert len(world.trap("debut")) == 71
    assert trap_debut.__name__ == "trap_debut"
