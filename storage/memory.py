"""Case memory: what quorums have judged, and by what it could be recognised in another case."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, delete, func, select
from sqlmodel import col

from bot.measures.indicators import PICTURE, Indicator
from bot.model import Sensitivity, VerdictKind
from storage.database import Transaction
from storage.intakes import insert_once
from storage.memory_tables import IndicatorRow, RememberedRow, UseRow
from storage.tables import CaseRow, ClusterRow

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Remembered:
    """One judged cluster: where it stands, and how the quorum judged it."""

    cluster_id: int
    case_number: int
    channel_id: str
    internal: bool
    key: str
    version: int
    verdict: VerdictKind
    votes: int
    dissent: int
    at: int


def remember(
    tx: Transaction,
    team_id: str,
    case_id: int,
    cluster_id: int,
    *,
    version: int,
    verdict: VerdictKind,
    votes: int,
    dissent: int,
    at: int,
) -> None:
    """Keep how a cluster was judged; what was kept of it before goes, its indicators included."""
    forget(tx, cluster_id)
    row = RememberedRow(
        team_id=team_id,
        case_id=case_id,
        cluster_id=cluster_id,
        version=version,
        verdict=verdict.value,
        votes=votes,
        dissent=dissent,
        at=at,
    )
    tx.session.add(row)
    tx.session.flush()


def add_indicators(tx: Transaction, team_id: str, cluster_id: int, found: Iterable[Indicator]) -> None:
    """Add what the cluster can be recognised by."""
    tx.session.add_all(
        IndicatorRow(team_id=team_id, cluster_id=cluster_id, kind=item.kind, value=item.value) for item in sorted(found)
    )
    tx.session.flush()


def forget(tx: Transaction, cluster_id: int) -> None:
    """Forget a cluster."""
    tx.session.execute(delete(IndicatorRow).where(col(IndicatorRow.cluster_id) == cluster_id))
    tx.session.execute(delete(RememberedRow).where(col(RememberedRow.cluster_id) == cluster_id))


def drop(tx: Transaction, cluster_id: int, found: Collection[Indicator]) -> None:
    """Forget some indicators of a cluster."""
    tx.session.execute(
        delete(IndicatorRow).where(
            col(IndicatorRow.cluster_id) == cluster_id, col(IndicatorRow.value).in_([item.value for item in found])
        )
    )


def of_cluster(tx: Transaction, cluster_id: int) -> frozenset[Indicator]:
    """What is kept of a cluster."""
    rows = tx.session.execute(select(IndicatorRow).where(col(IndicatorRow.cluster_id) == cluster_id)).scalars()
    return frozenset(Indicator(row.kind, row.value) for row in rows)


def anything_beside(tx: Transaction, team_id: str, case_id: int) -> bool:
    """Whether a cluster of another case is remembered."""
    wanted = (col(RememberedRow.team_id) == team_id, col(RememberedRow.case_id) != case_id)
    return tx.session.execute(select(col(RememberedRow.id)).where(*wanted).limit(1)).first() is not None


def known(tx: Transaction, team_id: str, wanted: Iterable[Indicator]) -> Mapping[int, frozenset[Indicator]]:
    """Which of these indicators are remembered, by cluster; pictures are compared elsewhere."""
    found: dict[int, set[Indicator]] = defaultdict(set)
    values = iter(sorted(item.value for item in wanted if item.kind != PICTURE))
    while chunk := list(islice(values, _AT_ONCE)):
        _gather(tx, team_id, col(IndicatorRow.value).in_(chunk), found)
    return {cluster_id: frozenset(items) for cluster_id, items in found.items()}


def pictures(tx: Transaction, team_id: str) -> Mapping[int, frozenset[Indicator]]:
    """All remembered pictures, by cluster."""
    found: dict[int, set[Indicator]] = defaultdict(set)
    _gather(tx, team_id, col(IndicatorRow.kind) == PICTURE, found)
    return {cluster_id: frozenset(items) for cluster_id, items in found.items()}


def judged(tx: Transaction, cluster_ids: Collection[int]) -> Sequence[Remembered]:
    """How these clusters were judged, the newest verdict first."""
    statement = (
        select(RememberedRow, CaseRow, ClusterRow)
        .join(CaseRow, col(CaseRow.id) == col(RememberedRow.case_id))
        .join(ClusterRow, col(ClusterRow.id) == col(RememberedRow.cluster_id))
        .where(col(RememberedRow.cluster_id).in_(list(cluster_ids)))
        .order_by(col(RememberedRow.at).desc(), col(RememberedRow.id).desc())
    )
    return [
        Remembered(
            cluster_id=row.cluster_id,
            case_number=case.number,
            channel_id=case.channel_id,
            internal=case.sensitivity == Sensitivity.INTERNAL.value,
            key=cluster.key,
            version=row.version,
            verdict=VerdictKind(row.verdict),
            votes=row.votes,
            dissent=row.dissent,
            at=row.at,
        )
        for row, case, cluster in tx.session.execute(statement)
    ]


def size(tx: Transaction, team_id: str) -> int:
    """How many clusters the team remembers."""
    statement = select(func.count()).select_from(RememberedRow).where(col(RememberedRow.team_id) == team_id)
    return int(tx.session.execute(statement).scalar_one())


def told_of(tx: Transaction, cluster_id: int) -> frozenset[int]:
    """The judged groups that a cluster's card has told of."""
    statement = select(col(UseRow.remembered_id)).where(col(UseRow.cluster_id) == cluster_id)
    return frozenset(tx.session.execute(statement).scalars())


def tell_of(tx: Transaction, team_id: str, cluster_id: int, remembered_id: int, at: int) -> None:
    """A cluster's card is about to tell of a judged group."""
    place = {"cluster_id": cluster_id, "remembered_id": remembered_id}
    insert_once(tx, UseRow, tuple(place), place | {"team_id": team_id, "at": at})


def users(tx: Transaction, remembered_id: int) -> tuple[int, ...]:
    """The clusters whose cards have told of a judged group."""
    statement = select(col(UseRow.cluster_id)).where(col(UseRow.remembered_id) == remembered_id)
    return tuple(sorted(tx.session.execute(statement).scalars()))


def _gather(
    tx: Transaction,
    team_id: str,
    wanted: ColumnElement[bool],
    found: dict[int, set[Indicator]],
) -> None:
    statement = select(IndicatorRow).where(col(IndicatorRow.team_id) == team_id, wanted)
    for row in tx.session.execute(statement).scalars():
        found[row.cluster_id].add(Indicator(row.kind, row.value))
