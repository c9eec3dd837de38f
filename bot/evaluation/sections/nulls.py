"""Worlds with nothing in them: how often does any cluster appear?"""

from collections.abc import Callable
from functools import partial

from bot.evaluation.intervals import said
from bot.evaluation.section import Section, Table, Trials
from bot.evaluation.trials import run_trials
from bot.evaluation.worlds import quiet


def _make(trials: Trials, say: Callable[[str], None]) -> tuple[Table, ...]:
    rows = []
    for people in (300, 1500):
        say(f"nothing planted: {people} people")
        scores = run_trials(partial(quiet, people=people), range(1000, 1000 + trials.null_runs))
        any_cluster, first = (
            sum(score.clusters > 0 for score in scores),
            sum(score.review_first > 0 for score in scores),
        )
        rows.append((f"{people} people, 14 days", said(any_cluster, len(scores)), said(first, len(scores))))
    return (
        Table(
            "Nothing planted",
            ("world", "runs with any cluster", "runs with 'review first'"),
            tuple(rows),
            "an organic crowd that does move together (see the traps); here nobody does.",
        ),
    )


SECTION = Section(2, "Daily life only", _make)
