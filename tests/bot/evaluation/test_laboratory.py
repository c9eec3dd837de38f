from functools import partial

from bot.evaluation.laboratory import Laboratory, Task, run
from bot.evaluation.planted import Planted
from bot.evaluation.worlds import quiet


def test_a_world_is_run_once_for_all_tables() -> None:
    made: list[int] = []

    def make(seed: int) -> Planted:
        made.append(seed)
        return quiet(seed, people=40)

    laboratory = Laboratory()
    first = laboratory.scores("small", make, (2, 4))
    assert laboratory.scores("small", make, (4, 2)) == first[::-1]
    assert made == [2, 4]


def test_switched_off_detectors_make_another_run() -> None:
    made: list[int] = []

    def make(seed: int) -> Planted:
        made.append(seed)
        return quiet(seed, people=40)

    laboratory = Laboratory()
    laboratory.scores("small", make, (2,))
    laboratory.scores("small", make, (2,), ("D1",))
    assert made == [2, 2]


def test_several_processes_give_the_same_scores() -> None:
    make = partial(quiet, people=40)
    with Laboratory(jobs=2) as laboratory:
        assert laboratory.scores("small", make, (2, 4)) == [run(Task("small", make, seed)) for seed in (2, 4)]


def test_a_value_is_built_once_by_name() -> None:
    laboratory = Laboratory()
    first = laboratory.once("answer", lambda: [42])
    assert first == [42]
    assert laboratory.once("answer", lambda: [0]) is first
