from bot.evaluation.section import Trials
from bot.evaluation.sections import nulls
from tests.bot.evaluation.conftest import HandmadeLaboratory


def test_runs_are_counted_not_clusters(trials: Trials) -> None:
    (table,) = nulls.SECTION.make(trials, lambda _: None)
    assert [row[1] for row in table.rows] == ["1 of 1 (1.00; .21–1.00)"] * 2


def test_worlds_without_a_plant_have_even_seeds_of_their_own(trials: Trials, laboratory: HandmadeLaboratory) -> None:
    nulls.SECTION.make(trials, lambda _: None)
    assert {task.seed for task in laboratory.tasks} == {1000}
    assert {len(task.make(task.seed).network("")) for task in laboratory.tasks[:1]} == {300}
