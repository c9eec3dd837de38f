"""Statistics are gathered on the clusters of generated worlds and on random groups of ordinary people."""

import pytest

from bot.evaluation.calibrating import SIZES, choosing_seeds, samples, world_samples
from bot.evaluation.likelihood import Sample
from bot.evaluation.worlds import Scenario, quiet, swarm
from bot.protocols import Parameters

FAST = Parameters(replicates=10)


@pytest.fixture(scope="module")
def of_swarm() -> dict[str, Sample]:
    return world_samples(swarm(1, amplifiers=60, posters=4, people=500), 1, FAST)


def test_cut_points_are_chosen_on_odd_seeds_alone() -> None:
    assert choosing_seeds(3) == (1, 3, 5)
    with pytest.raises(ValueError, match="odd seeds"):
        samples((), (1, 2), print)


def test_a_swarm_is_a_planted_group_with_as_large_a_random_one_beside_it(of_swarm: dict[str, Sample]) -> None:
    assert len(of_swarm["D1"].positives) == 1
    assert len(of_swarm["D1"].controls) >= 1
    assert of_swarm["D1"].positives[0] > max(of_swarm["D1"].controls)


def test_a_batch_of_accounts_shows_its_creation_dates_and_random_people_do_not(of_swarm: dict[str, Sample]) -> None:
    assert of_swarm["D4"].positives[0] > max(of_swarm["D4"].controls)


def test_detectors_without_pictures_or_earlier_looks_are_not_asked(of_swarm: dict[str, Sample]) -> None:
    assert not {"D8", "D11", "N1"} & set(of_swarm)


def test_where_nothing_is_planted_all_groups_are_controls() -> None:
    found = world_samples(quiet(1, people=400), 1, FAST)
    assert all(not sample.positives for sample in found.values())
    assert len(found["D2"].controls) >= len(SIZES)


def test_the_same_seeds_give_the_same_samples_and_progress_names_each_world() -> None:
    world = Scenario("few", "few people", lambda seed: quiet(seed, people=150), runs=1)
    said: list[str] = []
    first, worlds = samples((world,), (1, 3), said.append)
    assert (worlds, said) == (1, ["few, seed 1"])
    assert first == samples((world,), (1, 3), said.append)[0]
