"""One trial: a generated world goes through the real main job, and the report is held against the truth."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.engine.local import LocalEngine
from bot.evaluation.planted import Planted
from bot.ingest.intake import write_records
from bot.protocols import Parameters, Record
from bot.report import ClusterReport, Report, Role, Suggestion
from bot.triage.analyse import analyse

COORDINATED = frozenset({Suggestion.REVIEW_FIRST, Suggestion.COORDINATED_UNCLEAR})
REVIEW_FIRST = frozenset({Suggestion.REVIEW_FIRST})


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`; adds up over trials."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Pool two counts."""
        return Share(self.hits + other.hits, self.total + other.total)


@dataclass(frozen=True, slots=True)
class NetworkScore:
    """How one planted network came out; account shares, roles only over accounts that were found."""

    network: str
    recall: Share
    recall_review_first: Share
    roles: Share


@dataclass(frozen=True, slots=True)
class TrialScore:
    """One trial's counts: planted accounts among those in 'review first' clusters, traps there, networks, clusters."""

    precision: Share
    precision_coordinated: Share
    trapped: Share
    networks: tuple[NetworkScore, ...]
    clusters: int
    review_first: int


def report_on(records: Iterable[Record], parameters: Parameters | None = None, *, form: str = "generated") -> Report:
    """Send records through ingest, engine and detectors in a folder that is removed afterwards."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        dataset = write_records(records, folder, format=form, lacks=())
        with LocalEngine(folder) as engine:
            return analyse(engine, dataset, parameters or Parameters())


def found(report: Report, suggestions: frozenset[Suggestion]) -> dict[str, Role]:
    """Accounts (not peripheral ones) of clusters with one of the suggestions, with their roles."""
    clusters = [cluster for cluster in report.clusters if cluster.suggestion in suggestions and cluster.id != "C0"]
    return {
        account.account_id: account.role
        for cluster in clusters
        for account in cluster.accounts
        if account.role is not Role.PERIPHERAL
    }


def score(planted: Planted, report: Report) -> TrialScore:
    """Hold a report against the truth of its world."""
    first, any_coordinated = found(report, REVIEW_FIRST), found(report, COORDINATED)
    networks = sorted({truth.network for truth in planted.truth.values()} - {""})
    traps = [account_id for account_id in first if not planted.truth[account_id].network]
    return TrialScore(
        precision=Share(len(first) - len(traps), len(first)),
        precision_coordinated=_true_share(planted, any_coordinated),
        trapped=Share(len(traps), sum(not truth.network for truth in planted.truth.values())),
        networks=tuple(_network(planted, name, first, any_coordinated) for name in networks),
        clusters=len(_tested(report)),
        review_first=sum(cluster.suggestion is Suggestion.REVIEW_FIRST for cluster in _tested(report)),
    )


def _tested(report: Report) -> list[ClusterReport]:
    return [cluster for cluster in report.clusters if cluster.id != "C0"]


def _true_share(planted: Planted, accounts: dict[str, Role]) -> Share:
    return Share(sum(bool(planted.truth[account_id].network) for account_id in accounts), len(accounts))


def _network(planted: Planted, name: str, first: dict[str, Role], coordinated: dict[str, Role]) -> NetworkScore:
    members = planted.network(name)
    hit = sorted(members & set(coordinated))
    right = sum(_same_role(planted.truth[account_id].role, coordinated[account_id]) for account_id in hit)
    return NetworkScore(
        network=name,
        recall=Share(len(hit), len(members)),
        recall_review_first=Share(len(members & set(first)), len(members)),
        roles=Share(right, len(hit)),
    )


def _same_role(truth: str, role: Role) -> bool:
    return truth == role.value


def pooled(shares: Iterable[Share]) -> Share:
    """Add up the counts of several trials."""
    total = Share()
    for one in shares:
        total += one
    return total


def run_trials(
    make: Callable[[int], Planted], seeds: Iterable[int], parameters: Parameters | None = None
) -> list[TrialScore]:
    """Generate a world per seed, analyse it, score it."""
    scores = []
    for seed in seeds:
        planted = make(seed)
        scores.append(score(planted, report_on(planted.records(), parameters)))
    return scores
