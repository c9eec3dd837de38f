"""Worlds with nothing in them: how often does any cluster appear?"""

from functools import partial

from bot.evaluation.section import Say, Section, Table, Trials, reported_seeds
from bot.evaluation.shares import Share
from bot.evaluation.trials import TrialScore
from bot.evaluation.worlds import quiet

SIZES = (300, 1500)
FIRST_SEED = 1000


def quiet_scores(trials: Trials, people: int) -> list[TrialScore]:
    """Scores of worlds of that size with nothing planted."""
    seeds = reported_seeds(trials.null_runs, FIRST_SEED)
    return trials.laboratory.scores(f"nothing planted, {people}", partial(quiet, people=people), seeds)


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    rows = []
    for people in SIZES:
        say(f"nothing planted: {people} people")
        scores = quiet_scores(trials, people)
        any_cluster = Share(sum(score.clusters > 0 for score in scores), len(scores))
        first = Share(sum(score.review_first > 0 for score in scores), len(scores))
        rows.append((f"{people:,} people, 14 days", str(any_cluster), str(first)))
    return (
        Table(
            "Nothing planted",
            ("world", "runs with any cluster", "runs with 'review first' (goal: 0)"),
            tuple(rows),
            "an organic crowd that does move together (see the innocent crowds); here nobody does.",
        ),
    )


SECTION = Section(20, "Daily life only", _make)
