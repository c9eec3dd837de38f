from itertools import pairwise

from bot.evaluation.laboratory import Laboratory
from bot.evaluation.section import Trials, reported_seeds
from bot.evaluation.sections import power


def test_a_batch_has_the_size_that_is_asked_for() -> None:
    assert len(power.batch_world(2, size=9, people=60).network("batch")) == 9


def test_camouflage_adds_ordinary_reposts() -> None:
    def reposts(share: float) -> int:
        world = power.batch_world(2, size=9, people=60, camouflaged=share)
        batch = world.network("batch")
        return sum(post.account_id in batch for post in world.posts)

    assert all(more > less for less, more in pairwise([reposts(0), reposts(1), reposts(5)]))


def test_a_strong_batch_is_found_and_a_weak_one_is_not() -> None:
    trials = Trials(reported_seeds(1), 1, laboratory=Laboratory())
    assert power.cell(trials, size=15, participation=0.8, people=300).startswith("1.00;")
    assert power.cell(trials, size=5, participation=0.1, people=300).startswith(".00;")
