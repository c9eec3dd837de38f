"""What the same analysis finds among accounts that the team holds to be organic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.report import ClusterReport, Report, Role, Suggestion

NAMES = {
    "D1": "Same thing at the same time",
    "D1b": "Rare links in common over days",
    "D2": "Nearly the same words",
    "D3": "Sites that nobody else links to",
    "D4": "Made in the same days",
    "D5": "Handles of one style",
    "D6": "Silent for a year, then active",
    "D7": "Response out of proportion",
    "D8": "Profile pictures",
    "D9": "Rhythm",
    "D10": "Name and language",
    "D10b": "Posts of one form",
    "D11": "Changes of identity",
    "D12": "Look-alike handles",
    "D14": "An audience that looks alike",
}
"""Detectors by key, as false-alarm cards name them: loading the detectors would load the whole analysis."""


@dataclass(frozen=True, slots=True)
class BaselineRates:
    """Rates of one organic data set, shown beside a run's own figures.

    `alarms` counts its clusters by suggestion; `clustered` its accounts in any cluster; `edges` is pairs kept per
    layer and window (as in 'repost 60') for each thousand accounts; `signs` accounts under a counting finding of each
    detector, and `unseen` the detectors that could not look there.
    """

    name: str
    accounts: int
    alarms: Mapping[str, int] = field(default_factory=dict)
    clustered: int = 0
    edges: Mapping[str, float] = field(default_factory=dict)
    signs: Mapping[str, int] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()


def baseline_rates(report: Report, name: str) -> BaselineRates:
    """The rates of a report on an organic data set."""
    return rates_of(report, [cluster for cluster in report.clusters if cluster.id != "C0"], name)


def rates_of(report: Report, clusters: Sequence[ClusterReport], name: str) -> BaselineRates:
    """The same for a report whose clusters are kept elsewhere."""
    accounts = report.dataset.accounts
    counts = {kind.value: sum(cluster.suggestion is kind for cluster in clusters) for kind in Suggestion}
    return BaselineRates(
        name=name,
        accounts=accounts,
        alarms={kind: count for kind, count in counts.items() if count},
        clustered=sum(cluster.size for cluster in clusters),
        edges={
            f"{cell.layer} {cell.window_seconds or 'slow'}": round(1000 * cell.edges_kept / max(accounts, 1), 4)
            for cell in report.layers
            if not cell.not_applicable
        },
        signs={key: len(accounts) for key, accounts in under_signs(clusters).items()},
        unseen=tuple(sorted(missing_of(report))),
    )


def under_signs(clusters: Sequence[ClusterReport]) -> dict[str, frozenset[str]]:
    """The accounts that a counting finding of each detector rests on; the whole group where it names none."""
    found: dict[str, frozenset[str]] = {}
    for cluster in clusters:
        everyone = frozenset(one.account_id for one in cluster.accounts if one.role is not Role.PERIPHERAL)
        for finding in cluster.findings:
            if finding.applicable and finding.bucket > 0:
                named = frozenset(finding.accounts) & everyone
                found[finding.detector] = found.get(finding.detector, frozenset()) | (named or everyone)
    return dict(sorted(found.items()))


def missing_of(report: Report) -> dict[str, str]:
    """Why a detector could not look, by its key."""
    told = dict(line.partition(": ")[::2] for line in report.false_alarm_card.not_applicable)
    broken = {error.detector: "it could not run" for error in report.detector_errors}
    off = {key: "switched off" for key in NAMES if told.get(key) == "switched off"}
    return {key: told[name] for key, name in NAMES.items() if name in told} | broken | off
