"""One trial: a generated world goes through the real main job, and the report is held against the truth."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.analysis.analyse import analyse
from bot.engine.local import LocalEngine
from bot.evaluation.causes import role_confusions, why_not_first
from bot.evaluation.innocents import Innocents, innocents
from bot.evaluation.planted import Planted
from bot.evaluation.shares import Share
from bot.ingest.intake import write_records
from bot.protocols import Parameters, Record
from bot.report import ClusterReport, Report, Role, Suggestion

COORDINATED = frozenset({Suggestion.REVIEW_FIRST, Suggestion.COORDINATED_UNCLEAR})
REVIEW_FIRST = frozenset({Suggestion.REVIEW_FIRST})


@dataclass(frozen=True, slots=True)
class NetworkScore:
    """How one planted network came out; roles only over accounts that were found.

    `causes` counts the members that are not under "review first" by what kept them out; `confusions` counts wrong
    roles by what was taken for what.
    """

    network: str
    recall: Share
    recall_review_first: Share
    roles: Share
    causes: Mapping[str, int]
    confusions: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TrialScore:
    """One trial's counts: planted accounts among those in 'review first' clusters, innocents there, networks, clusters.

    `together` counts, among the accounts of all co-ordinated clusters, those that the generator made act together,
    be it a network or an innocent crowd; `alarms` counts innocents under 'review first' by crowd and role.
    """

    precision: Share
    together: Share
    trapped: Share
    networks: tuple[NetworkScore, ...]
    innocents: tuple[Innocents, ...]
    alarms: Mapping[str, int]
    clusters: int
    review_first: int
    broken: tuple[str, ...]


def report_on(records: Iterable[Record], parameters: Parameters | None = None, *, form: str = "generated") -> Report:
    """Send records through ingest, engine and detectors in a folder that is removed afterwards; one thread."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        dataset = write_records(records, folder, format=form, lacks=())
        with LocalEngine(folder, threads=1) as engine:
            return analyse(engine, dataset, parameters or Parameters())


def clusters_of(report: Report) -> list[ClusterReport]:
    """Clusters that the analysis found, without the accounts that a person named."""
    return [cluster for cluster in report.clusters if cluster.id != "C0"]


def found(report: Report, suggestions: frozenset[Suggestion]) -> dict[str, Role]:
    """Accounts (not peripheral ones) of clusters with one of the suggestions, with their roles."""
    return {
        account.account_id: account.role
        for cluster in clusters_of(report)
        if cluster.suggestion in suggestions
        for account in cluster.accounts
        if account.role is not Role.PERIPHERAL
    }


def score(planted: Planted, report: Report) -> TrialScore:
    """Hold a report against the truth of its world."""
    first, coordinated = found(report, REVIEW_FIRST), found(report, COORDINATED)
    networks = sorted({truth.network for truth in planted.truth.values()} - {""})
    trapped = sum(not planted.truth[account_id].network for account_id in first)
    together = sum(planted.truth[account_id].acts_together for account_id in coordinated)
    return TrialScore(
        precision=Share(len(first) - trapped, len(first)),
        together=Share(together, len(coordinated)),
        trapped=Share(trapped, sum(not truth.network for truth in planted.truth.values())),
        networks=tuple(_network(planted, report, name, first, coordinated) for name in networks),
        innocents=innocents(planted, frozenset(coordinated), frozenset(first)),
        alarms=_alarms(planted, first),
        clusters=len(clusters_of(report)),
        review_first=sum(cluster.suggestion is Suggestion.REVIEW_FIRST for cluster in clusters_of(report)),
        broken=tuple(f"{line.detector}: {line.reason}" for line in report.detector_errors),
    )


def _alarms(planted: Planted, first: Mapping[str, Role]) -> Counter[str]:
    """Innocents under 'review first': 'fan club as member' and how often."""
    innocent = {account_id: role for account_id, role in first.items() if not planted.truth[account_id].network}
    return Counter(
        f"{planted.truth[account_id].trap.replace('_', ' ') or 'ordinary people'} as {role.value}"
        for account_id, role in innocent.items()
    )


def _network(
    planted: Planted, report: Report, name: str, first: dict[str, Role], coordinated: dict[str, Role]
) -> NetworkScore:
    members = planted.network(name)
    hit = sorted(members & set(coordinated))
    truth = {account_id: planted.truth[account_id].role for account_id in hit}
    confusions = role_confusions(truth, coordinated)
    return NetworkScore(
        network=name,
        recall=Share(len(hit), len(members)),
        recall_review_first=Share(len(members & set(first)), len(members)),
        roles=Share(len(hit) - sum(confusions.values()), len(hit)),
        causes=Counter(why_not_first(clusters_of(report), members - set(first))),
        confusions=confusions,
    )
