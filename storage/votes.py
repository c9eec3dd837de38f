"""Votes and verdicts: rows are only ever added, and the newest counts."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import func, select
from sqlmodel import col

from bot.model import Axis, Verdict, VerdictKind, Vote
from storage.database import Transaction
from storage.tables import VerdictRow, VoteRow


def add(tx: Transaction, team_id: str, vote: Vote, delivery_key: str | None) -> Vote:
    """Append a vote (its id is given by the database)."""
    row = VoteRow(
        team_id=team_id,
        cluster_id=vote.cluster_id,
        version=vote.version,
        user_id=vote.user_id,
        acting_together=vote.acting_together,
        not_what_they_seem=vote.not_what_they_seem,
        confidence=vote.confidence,
        reasons=list(vote.reasons),
        note=vote.note,
        at=vote.at,
        delivery_key=delivery_key,
    )
    tx.session.add(row)
    tx.session.flush()
    return replace(vote, id=row.id or 0)


def of_delivery(tx: Transaction, team_id: str, delivery_key: str) -> Vote | None:
    """The vote that an earlier delivery of the same click has left."""
    wanted = (col(VoteRow.team_id) == team_id, col(VoteRow.delivery_key) == delivery_key)
    row = tx.session.execute(select(VoteRow).where(*wanted)).scalar_one_or_none()
    return _vote(row) if row is not None else None


def everything(tx: Transaction, cluster_id: int) -> tuple[Vote, ...]:
    """All votes ever given on a cluster, oldest first."""
    statement = select(VoteRow).where(col(VoteRow.cluster_id) == cluster_id).order_by(col(VoteRow.id))
    return tuple(_vote(row) for row in tx.session.execute(statement).scalars())


def counting(tx: Transaction, cluster_ids: Iterable[int]) -> Mapping[int, tuple[Vote, ...]]:
    """Each person's newest vote on each version of these clusters, by cluster, oldest first."""
    wanted = col(VoteRow.cluster_id).in_(list(cluster_ids))
    newest = select(func.max(col(VoteRow.id))).where(wanted)
    newest = newest.group_by(col(VoteRow.cluster_id), col(VoteRow.version), col(VoteRow.user_id))
    statement = select(VoteRow).where(col(VoteRow.id).in_(newest)).order_by(col(VoteRow.id))
    found: dict[int, tuple[Vote, ...]] = {}
    for row in tx.session.execute(statement).scalars():
        found[row.cluster_id] = (*found.get(row.cluster_id, ()), _vote(row))
    return found


def add_verdict(tx: Transaction, team_id: str, cluster_id: int, version: int, verdict: Verdict | None, at: int) -> None:
    """Append the verdict; None withdraws the one before."""
    tx.session.add(
        VerdictRow(
            team_id=team_id,
            cluster_id=cluster_id,
            version=version,
            kind=verdict.kind.value if verdict else "",
            acting_together=verdict.acting_together.value if verdict else "",
            not_what_they_seem=verdict.not_what_they_seem.value if verdict else "",
            votes=verdict.votes if verdict else 0,
            at=at,
            override_by=verdict.override_by if verdict else None,
            override_reason=verdict.override_reason if verdict else "",
        )
    )
    tx.session.flush()


def verdicts(tx: Transaction, cluster_ids: Iterable[int]) -> Mapping[tuple[int, int], Verdict | None]:
    """The newest verdict by (cluster, version)."""
    statement = select(VerdictRow).where(col(VerdictRow.cluster_id).in_(list(cluster_ids))).order_by(col(VerdictRow.id))
    rows = tx.session.execute(statement).scalars()
    return {(row.cluster_id, row.version): _verdict(row) for row in rows}


def first_verdicts(tx: Transaction, cluster_id: int) -> Mapping[int, Verdict]:
    """The first verdict on each version of a cluster: with it the version's votes were opened."""
    statement = select(VerdictRow).where(col(VerdictRow.cluster_id) == cluster_id).order_by(col(VerdictRow.id).desc())
    found = ((row.version, _verdict(row)) for row in tx.session.execute(statement).scalars())
    return {version: verdict for version, verdict in found if verdict is not None}


def verdict_history(tx: Transaction, cluster_id: int) -> tuple[Verdict, ...]:
    """Every verdict a cluster ever had, oldest first."""
    statement = select(VerdictRow).where(col(VerdictRow.cluster_id) == cluster_id).order_by(col(VerdictRow.id))
    found = (_verdict(row) for row in tx.session.execute(statement).scalars())
    return tuple(verdict for verdict in found if verdict is not None)


def _vote(row: VoteRow) -> Vote:
    return Vote(
        row.id or 0,
        row.cluster_id,
        row.version,
        row.user_id,
        Axis(row.acting_together) if row.acting_together else None,
        Axis(row.not_what_they_seem) if row.not_what_they_seem else None,
        row.confidence,
        tuple(row.reasons),
        row.note,
        row.at,
    )


def _verdict(row: VerdictRow) -> Verdict | None:
    if not row.kind:
        return None
    return Verdict(
        VerdictKind(row.kind),
        Axis(row.acting_together),
        Axis(row.not_what_they_seem),
        row.votes,
        row.at,
        row.override_by,
        row.override_reason,
    )
