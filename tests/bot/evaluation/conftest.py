from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.evaluation.laboratory import Laboratory, Task
from bot.evaluation.section import Trials, reported_seeds
from bot.evaluation.trials import TrialScore, score
from tests.bot.evaluation.handmade import three_clusters, world

REFERENCE = Path(__file__).parents[2] / "data" / "reference"


class HandmadeLaboratory(Laboratory):
    """Answers every task with the score of the report that was written by hand, and notes the tasks."""

    def __init__(self) -> None:
        super().__init__()
        self.tasks: list[Task] = []

    def _run(self, tasks: Sequence[Task]) -> list[TrialScore]:
        self.tasks += tasks
        return [score(world(), three_clusters()) for _ in tasks]


@pytest.fixture
def laboratory() -> HandmadeLaboratory:
    return HandmadeLaboratory()


@pytest.fixture
def trials(laboratory: HandmadeLaboratory) -> Trials:
    """Two reported seeds, one null run, no folders."""
    return Trials(reported_seeds(2), 1, laboratory=laboratory)
