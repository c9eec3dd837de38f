"""Runs worlds once and remembers their scores: several tables look at the same runs."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from types import TracebackType
from typing import Self, TypeVar, cast

from bot.evaluation.planted import Planted
from bot.evaluation.trials import TrialScore, report_on, score
from bot.protocols import Parameters

Make = Callable[[int], Planted]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Task:
    """One run: a world by name and maker, a seed, and the detectors that are switched off."""

    name: str
    make: Make
    seed: int
    off: tuple[str, ...] = ()


def run(task: Task) -> TrialScore:
    """Generate the world, analyse it, score it."""
    planted = task.make(task.seed)
    return score(planted, report_on(planted.records(), Parameters(detectors_off=task.off)))


class Laboratory:
    """Scores by world, seed and switched-off detectors; `jobs` processes at once (1: here, in this one).

    With more than one, close it, or use it in a `with` block.
    """

    def __init__(self, jobs: int = 1) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._done: dict[tuple[str, int, tuple[str, ...]], TrialScore] = {}
        self._kept: dict[str, object] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the other processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def scores(self, name: str, make: Make, seeds: Sequence[int], off: tuple[str, ...] = ()) -> list[TrialScore]:
        """Scores of one world in the order of the seeds; `name` stands for what `make` makes, options included."""
        missing = [Task(name, make, seed, off) for seed in seeds if (name, seed, off) not in self._done]
        for task, result in zip(missing, self._run(missing), strict=True):
            self._done[task.name, task.seed, task.off] = result
        return [self._done[name, seed, off] for seed in seeds]

    def once(self, name: str, build: Callable[[], T]) -> T:
        """The value called `name`, built at first use."""
        if name not in self._kept:
            self._kept[name] = build()
        return cast("T", self._kept[name])

    def _run(self, tasks: Sequence[Task]) -> list[TrialScore]:
        if self._jobs == 1 or len(tasks) < 2:
            return [run(task) for task in tasks]
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=get_context("spawn"))
        return list(self._pool.map(run, tasks))
