"""Real controls and real operations: what is put first, and on which evidence. Most of them can't ship."""

from collections import Counter

import bot.detectors
from bot.evaluation.realsets import CONTROLS, SHIPPED, TAKEDOWNS, report_of
from bot.evaluation.section import NOT_RUN, Say, Section, Table, Trials
from bot.evaluation.trials import clusters_of
from bot.protocols import Detector
from bot.registry import discover

COLUMNS = (
    "set",
    "size",
    "clusters in 'review first'",
    "all clusters",
    "evidence (clusters that have it)",
    "time-shuffled copies that would have given a cluster",
)


def _row(trials: Trials, place: str) -> tuple[str, ...]:
    report = report_of(trials, place)
    if isinstance(report, str):
        return (place, f"could not be read: {report}" if report else NOT_RUN, *(NOT_RUN,) * 4)
    names = {item.key: item.name for item in _detectors()}
    clusters = clusters_of(report)
    kinds = Counter(cluster.suggestion.value.replace("_", " ") for cluster in clusters)
    evidence = Counter(names[item.detector] for cluster in clusters for item in cluster.findings if item.bucket > 0)
    card = report.false_alarm_card
    return (
        place,
        f"{report.dataset.accounts:,} accounts, {report.dataset.posts or report.dataset.shares:,} rows",
        str(kinds["review first"]),
        _counted(kinds),
        _counted(evidence),
        f"{card.null_alarms} of {card.null_runs}" if card.null_runs else "not applicable",
    )


def _detectors() -> tuple[Detector, ...]:
    return tuple(discover(bot.detectors, "DETECTOR").values())


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{name}: {number}" for name, number in sorted(counts.items())) or "none"


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    say("real controls")
    controls = tuple(_row(trials, place) for place in CONTROLS)
    say("real operations")
    operations = tuple(_row(trials, place) for place in (*TAKEDOWNS, SHIPPED))
    return (
        Table(
            "Ordinary accounts (goal: none in 'review first')",
            COLUMNS,
            controls,
            "crowds that these few sets do not hold: two of them are lists of accounts or a topic search, in which few "
            "accounts could act together at all.",
        ),
        Table(
            "Known operations",
            COLUMNS,
            operations,
            "what the platform knew besides: no logins or addresses, times to the minute (first set), no texts or "
            "profiles (second set, the only one here that ships).",
        ),
    )


SECTION = Section(70, "Real sets", _make)
