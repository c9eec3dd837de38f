"""Each family of detectors off in turn: what does it carry?"""

import bot.detectors
from bot.evaluation.causes import WORDS
from bot.evaluation.section import Say, Section, Table, Trials
from bot.evaluation.shares import Share, pooled
from bot.evaluation.trials import TrialScore
from bot.evaluation.worlds import scenario
from bot.protocols import Detector
from bot.registry import discover
from bot.report import Family

WORLDS = ("experts", "single use", "hijacked", "crowded")
RUNS = 1


def by_family() -> dict[Family, tuple[str, ...]]:
    """Keys of the detectors that judge groups found in the data, by family; families without one are left out."""
    found: dict[str, Detector] = discover(bot.detectors, "DETECTOR")
    wanted = [item for item in found.values() if not item.only_named]
    held = {family: tuple(sorted(item.key for item in wanted if item.family is family)) for family in Family}
    return {family: keys for family, keys in held.items() if keys}


def _scores(trials: Trials, off: tuple[str, ...]) -> list[TrialScore]:
    return [
        score
        for name in WORLDS
        for score in trials.laboratory.scores(name, scenario(name).make, trials.seeds[:RUNS], off)
    ]


def _cells(scores: list[TrialScore]) -> tuple[str, ...]:
    networks = [item for score in scores for item in score.networks]
    alarms = sum((score.trapped for score in scores), Share())
    return (
        str(pooled(score.precision for score in scores)),
        str(pooled(item.recall_review_first for item in networks)),
        str(pooled(score.together for score in scores)),
        str(pooled(item.recall for item in networks)),
        f"{alarms.hits:,}",
    )


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    say("ablation: everything on")
    rows = [("nothing", "", *_cells(_scores(trials, ())))]
    for family, keys in by_family().items():
        say(f"ablation: {WORDS[family]} off")
        rows.append((f"{WORDS[family]} ({family.value})", ", ".join(keys), *_cells(_scores(trials, keys))))
    return (
        Table(
            "One family of detectors off at a time",
            (
                "off",
                "detectors",
                "planted among accounts in 'review first'",
                "planted accounts in 'review first'",
                "made to act together, among all shown as co-ordinated",
                "planted accounts shown as co-ordinated",
                "innocent accounts in 'review first'",
            ),
            tuple(rows),
            "what a family is worth against a campaign that was built to avoid the others. A family that changes "
            "nothing here may be the only one to see another kind of network.",
            f"The same worlds each time ({', '.join(WORLDS)}); {RUNS} run of each.",
        ),
    )


SECTION = Section(50, "What each family of evidence carries", _make)
