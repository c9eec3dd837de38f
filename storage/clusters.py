"""Reads clusters as people see them: the newest published report of each, with marks, votes and verdict."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import defer
from sqlmodel import col

from bot.measures.review import drawn_for_review
from bot.model import AccountStatus, Member, Person
from bot.report import ClusterAccount, ClusterEdge, ClusterReport, Role, Suggestion
from storage import marks
from storage.cases import visible
from storage.codec import decode
from storage.database import Transaction
from storage.tables import (
    CaseRow,
    ClusterReportRow,
    ClusterRow,
    EdgeChunkRow,
    EvidenceRow,
    MemberRow,
    NoteRow,
    RunRow,
)

NAMED = "C0"
"""The key of the accounts that a person named."""


@dataclass(frozen=True, slots=True)
class Head:
    """A cluster without its accounts: enough for a list. `report_id` is where its accounts are.

    `drawn`: it has no signal, and was drawn at random for review.
    """

    id: int
    case_id: int
    key: str
    rank: int
    run_id: int
    report_id: int
    version: int
    size: int
    suggestion: Suggestion
    current: bool
    since: int
    card_ts: str | None
    claimed_by: str
    drawn: bool


def heads(tx: Transaction, case_ids: Iterable[int]) -> tuple[Head, ...]:
    """All published clusters of these cases, in key order."""
    return _heads(tx, col(ClusterRow.case_id).in_(list(case_ids)))


def head(tx: Transaction, person: Person, cluster_id: int) -> Head | None:
    """One cluster if the person may see its case."""
    found = _heads(tx, visible(person) & (col(ClusterRow.id) == cluster_id))
    return found[0] if found else None


def case_of(tx: Transaction, person: Person, cluster_id: int) -> int | None:
    """The case of a cluster, if the person may see it; after a purge there is no more of a cluster."""
    statement = (
        select(col(CaseRow.id))
        .join(ClusterRow, col(ClusterRow.case_id) == col(CaseRow.id))
        .where(visible(person), col(ClusterRow.id) == cluster_id)
    )
    return tx.session.execute(statement).scalar_one_or_none()


def of_job(tx: Transaction, cluster_id: int) -> Head:
    """The cluster of a row that a worker holds (no person asks)."""
    (found,) = _heads(tx, col(ClusterRow.id) == cluster_id)
    return found


def lock(tx: Transaction, cluster_id: int) -> None:
    """Make other transactions that change this cluster wait until ours ends."""
    tx.session.execute(select(col(ClusterRow.id)).where(col(ClusterRow.id) == cluster_id).with_for_update())


def change(tx: Transaction, cluster_id: int, **columns: Any) -> None:  # noqa: ANN401 (the columns of a cluster)
    """Set columns of a cluster."""
    tx.session.execute(update(ClusterRow).where(col(ClusterRow.id) == cluster_id).values(**columns))


def report(tx: Transaction, report_id: int, *, edges: bool = False) -> ClusterReport:
    """A cluster's report with its accounts, and with its edges where asked for."""
    row = tx.session.get_one(ClusterReportRow, report_id)
    bare = decode(ClusterReport, row.report)
    accounts = tuple(
        ClusterAccount(
            member.account_id,
            member.handle,
            Role(member.role),
            member.stability,
            tuple(member.reasons),
            tuple(member.exculpatory),
        )
        for member in _member_rows(tx, report_id)
    )
    return replace(bare, accounts=accounts, edges=_edges(tx, report_id) if edges else ())


def version_accounts(tx: Transaction, cluster_id: int, version: int) -> frozenset[str]:
    """The accounts of one version of a cluster."""
    wanted = (col(ClusterReportRow.cluster_id) == cluster_id, col(ClusterReportRow.version) == version)
    newest = select(func.max(col(ClusterReportRow.id))).where(*wanted).scalar_subquery()
    statement = select(col(MemberRow.account_id)).where(col(MemberRow.cluster_report_id) == newest)
    return frozenset(tx.session.execute(statement).scalars())


def members(
    tx: Transaction, cluster_id: int, report_id: int, *, first: int = 0, size: int | None = None
) -> tuple[Member, ...]:
    """A cluster's accounts with the team's marks, A1 first."""
    marked = marks.newest(tx, cluster_id)
    return tuple(_member(row, marked) for row in _member_rows(tx, report_id, first, size))


def count_members(tx: Transaction, report_id: int) -> int:
    """How many accounts a run put into a group: peripheral and excluded ones, too."""
    wanted = select(func.count()).where(col(MemberRow.cluster_report_id) == report_id)
    return int(tx.session.execute(wanted).scalar_one())


def evidence(tx: Transaction, report_id: int) -> list[dict[str, Any]]:
    """The shared objects that were kept for a cluster, the most surprising pair first."""
    wanted = select(col(EvidenceRow.pair)).where(col(EvidenceRow.cluster_report_id) == report_id)
    return list(tx.session.execute(wanted.order_by(col(EvidenceRow.position))).scalars())


def reasons(tx: Transaction, report_id: int, account_ids: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Why these accounts are in the cluster."""
    wanted = (col(MemberRow.cluster_report_id) == report_id, col(MemberRow.account_id).in_(list(account_ids)))
    rows = tx.session.execute(select(MemberRow).where(*wanted)).scalars()
    return {row.account_id: tuple(row.reasons) for row in rows}


def forget_evidence(tx: Transaction, case_id: int, limit: int, *, kept: Collection[int] = ()) -> int:
    """Delete up to `limit` shared objects of a case, since they hold post texts; gives how many were deleted.

    `kept` are cluster reports whose evidence was frozen: that of these stays.
    """
    statement = (
        select(EvidenceRow)
        .join(ClusterReportRow, col(ClusterReportRow.id) == col(EvidenceRow.cluster_report_id))
        .join(ClusterRow, col(ClusterRow.id) == col(ClusterReportRow.cluster_id))
        .where(col(ClusterRow.case_id) == case_id, col(EvidenceRow.cluster_report_id).not_in(list(kept)))
        .limit(limit)
    )
    rows = tx.session.execute(statement).scalars().all()
    for row in rows:
        tx.session.delete(row)
    return len(rows)


def add_note(tx: Transaction, team_id: str, cluster_id: int, user_id: str, text: str, at: int) -> None:
    """Write a note beside a cluster."""
    tx.session.add(NoteRow(team_id=team_id, cluster_id=cluster_id, user_id=user_id, text=text, at=at))
    tx.session.flush()


def notes(tx: Transaction, cluster_id: int) -> tuple[tuple[str, str, int], ...]:
    """A cluster's notes as (person, text, time), oldest first."""
    statement = select(NoteRow).where(col(NoteRow.cluster_id) == cluster_id).order_by(col(NoteRow.id))
    return tuple((row.user_id, row.text, row.at) for row in tx.session.execute(statement).scalars())


def _heads(tx: Transaction, wanted: ColumnElement[bool]) -> tuple[Head, ...]:
    statement = (
        select(ClusterRow, ClusterReportRow, RunRow, col(CaseRow.shown_run_id))
        .join(ClusterReportRow, col(ClusterReportRow.cluster_id) == col(ClusterRow.id))
        .join(RunRow, col(RunRow.id) == col(ClusterReportRow.run_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(wanted, col(RunRow.state) == "done")
        .order_by(col(ClusterRow.case_id), col(ClusterRow.rank), col(RunRow.number))
        .options(_without(ClusterReportRow.report), _without(RunRow.report))  # large, and of no use in a list
        .execution_options(populate_existing=True)
    )
    newest: dict[int, Head] = {}
    first_seen: dict[tuple[int, int], int] = {}
    for cluster, found, run, shown in tx.session.execute(statement):
        since = first_seen.setdefault((cluster.id, found.version), run.finished_at or found.created_at)
        newest[cluster.id] = _head(cluster, found, run, current=run.id == shown, since=since)
    gone = marks.excluded_sizes(tx, [head.report_id for head in newest.values()])
    return tuple(replace(head, size=head.size - gone.get(head.id, 0)) for head in newest.values())


def _without(document: Any) -> Any:  # noqa: ANN401 (a mapped column)
    return defer(document)


def _head(cluster: ClusterRow, found: ClusterReportRow, run: RunRow, *, current: bool, since: int) -> Head:
    silent = found.suggestion == Suggestion.NO_SIGNAL and cluster.key != NAMED
    return Head(
        id=cluster.id or 0,
        case_id=cluster.case_id,
        key=cluster.key,
        rank=cluster.rank,
        run_id=found.run_id,
        report_id=found.id or 0,
        version=found.version,
        size=found.size,
        suggestion=Suggestion(found.suggestion),
        current=current,
        since=since,
        card_ts=cluster.card_ts,
        claimed_by=cluster.claimed_by,
        drawn=silent and drawn_for_review(run.seed, found.fingerprint),
    )


def _member_rows(tx: Transaction, report_id: int, first: int = 0, size: int | None = None) -> list[MemberRow]:
    wanted = select(MemberRow).where(col(MemberRow.cluster_report_id) == report_id)
    page = wanted.order_by(col(MemberRow.position)).offset(first).limit(size)
    return list(tx.session.execute(page).scalars())


def _member(row: MemberRow, marked: Mapping[str, tuple[AccountStatus, str]]) -> Member:
    status, reason = marked.get(row.account_id, (AccountStatus.IN, ""))
    return Member(
        label=f"A{row.position + 1}",
        account_id=row.account_id,
        handle=row.handle,
        role=row.role,
        status=status,
        reason=reason,
        stability=row.stability,
        exculpatory=tuple(row.exculpatory),
    )


def _edges(tx: Transaction, report_id: int) -> tuple[ClusterEdge, ...]:
    wanted = select(EdgeChunkRow).where(col(EdgeChunkRow.cluster_report_id) == report_id)
    chunks = tx.session.execute(wanted.order_by(col(EdgeChunkRow.position))).scalars()
    return tuple(decode(ClusterEdge, edge) for chunk in chunks for edge in chunk.edges)
