"""What the same analysis finds among accounts that the team holds to be organic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.report import Report, Suggestion


@dataclass(frozen=True, slots=True)
class BaselineRates:
    """Rates of one organic data set, shown beside a run's own figures.

    `alarms` counts its clusters by suggestion; `clustered` its accounts in any cluster; `edges` is pairs kept per
    layer and window (as in 'repost 60') for each thousand accounts.
    """

    name: str
    accounts: int
    alarms: Mapping[str, int] = field(default_factory=dict)
    clustered: int = 0
    edges: Mapping[str, float] = field(default_factory=dict)


def baseline_rates(report: Report, name: str) -> BaselineRates:
    """The rates of a report on an organic data set."""
    return rates_of(
        report, [(cluster.suggestion, cluster.size) for cluster in report.clusters if cluster.id != "C0"], name
    )


def rates_of(report: Report, clusters: Sequence[tuple[Suggestion, int]], name: str) -> BaselineRates:
    """The same for a report whose clusters, as (suggestion, size), are kept elsewhere."""
    accounts = report.dataset.accounts
    counts = {kind.value: sum(suggestion is kind for suggestion, _ in clusters) for kind in Suggestion}
    return BaselineRates(
        name=name,
        accounts=accounts,
        alarms={kind: count for kind, count in counts.items() if count},
        clustered=sum(size for _, size in clusters),
        edges={
            f"{cell.layer} {cell.window_seconds or 'slow'}": round(1000 * cell.edges_kept / max(accounts, 1), 4)
            for cell in report.layers
            if not cell.not_applicable
        },
    )
