"""What people said of single accounts of a group: in, excluded, unsure. Append-only; the newest mark counts."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import col

from bot.model import AccountStatus
from bot.report import Role
from storage.database import Transaction
from storage.tables import AccountMarkRow, ClusterReportRow, ClusterRow, MemberRow


def newest(tx: Transaction, cluster_id: int) -> Mapping[str, tuple[AccountStatus, str]]:
    """The newest mark of each marked account of a cluster."""
    statement = (
        select(AccountMarkRow).where(col(AccountMarkRow.cluster_id) == cluster_id).order_by(col(AccountMarkRow.id))
    )
    rows = tx.session.execute(statement).scalars()
    return {row.account_id: (AccountStatus(row.status), row.reason) for row in rows}


def excluded(tx: Transaction, case_id: int) -> dict[int, dict[str, frozenset[str]]]:
    """{cluster: {account that is excluded from it: the handles under which runs knew it}} of a case."""
    groups = select(col(ClusterRow.id)).where(col(ClusterRow.case_id) == case_id)
    marked = select(AccountMarkRow).where(*_excluded(groups)).order_by(col(AccountMarkRow.id))
    out = [(row.cluster_id, row.account_id) for row in tx.session.execute(marked).scalars()]
    if not out:
        return {}
    known = (
        select(col(ClusterReportRow.cluster_id), col(MemberRow.account_id), col(MemberRow.handle))
        .join(ClusterReportRow, col(ClusterReportRow.id) == col(MemberRow.cluster_report_id))
        .where(
            col(ClusterReportRow.cluster_id).in_({cluster_id for cluster_id, _ in out}),
            col(MemberRow.account_id).in_({account_id for _, account_id in out}),
        )
        .distinct()
    )
    handles: dict[tuple[int, str], set[str]] = {}
    for cluster_id, account_id, handle in tx.session.execute(known):
        handles.setdefault((cluster_id, account_id), set()).add(handle)
    found: dict[int, dict[str, frozenset[str]]] = {}
    for cluster_id, account_id in out:
        found.setdefault(cluster_id, {})[account_id] = frozenset(handles.get((cluster_id, account_id), ()))
    return found


def excluded_sizes(tx: Transaction, report_ids: Collection[int]) -> Mapping[int, int]:
    """{cluster: how many accounts of these reports were excluded from it, of those that its size counts}."""
    groups = select(col(ClusterReportRow.cluster_id)).where(col(ClusterReportRow.id).in_(report_ids))
    statement = (
        select(col(AccountMarkRow.cluster_id), func.count())
        .join(ClusterReportRow, col(ClusterReportRow.cluster_id) == col(AccountMarkRow.cluster_id))
        .join(MemberRow, col(MemberRow.cluster_report_id) == col(ClusterReportRow.id))
        .where(
            *_excluded(groups),
            col(ClusterReportRow.id).in_(report_ids),
            col(MemberRow.account_id) == col(AccountMarkRow.account_id),
            col(MemberRow.role) != Role.PERIPHERAL,
        )
        .group_by(col(AccountMarkRow.cluster_id))
    )
    return {row[0]: row[1] for row in tx.session.execute(statement)}


def add(
    tx: Transaction,
    team_id: str,
    cluster_id: int,
    account_id: str,
    status: AccountStatus,
    reason: str,
    *,
    by: str,
    at: int,
) -> None:
    """Append a mark."""
    tx.session.add(
        AccountMarkRow(
            team_id=team_id,
            cluster_id=cluster_id,
            account_id=account_id,
            status=status.value,
            reason=reason,
            user_id=by,
            at=at,
        )
    )
    tx.session.flush()


def _excluded(groups: Select[Any]) -> tuple[ColumnElement[bool], ...]:
    """Conditions on a mark: the newest of its account in one of these groups, and it excludes the account."""
    ids = (
        select(func.max(col(AccountMarkRow.id)))
        .where(col(AccountMarkRow.cluster_id).in_(groups))
        .group_by(col(AccountMarkRow.cluster_id), col(AccountMarkRow.account_id))
    )
    return col(AccountMarkRow.id).in_(ids), col(AccountMarkRow.status) == AccountStatus.EXCLUDED
