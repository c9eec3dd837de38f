"""Purges a case: personal data go, also from append-only tables, and only in here; counts, hashes and votes stay.

Inside one transaction a row in `purge_gate` opens the triggers of append-only tables, and is taken away again before
the transaction ends: nobody else ever sees the gate open.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlmodel import col

from storage import memory
from storage.database import Transaction
from storage.proof_tables import (
    HeldFileRow,
    HoldRow,
    PackageAccountRow,
    PackageRow,
    PurgeGateRow,
    PurgeRow,
    SentFileRow,
)
from storage.sight_tables import SiteRow
from storage.tables import (
    AccountMarkRow,
    CaseRow,
    ClusterReportRow,
    ClusterRow,
    EdgeChunkRow,
    EvidenceRow,
    FileRow,
    IntakeRow,
    MemberRow,
    NoteRow,
    PictureRow,
    RedrawRow,
    RunRow,
    VerdictRow,
    VoteRow,
)
from storage.watch_tables import AuditRow, OutboxRow, RecheckChangeRow, RecheckRow, SnapshotRow

KEPT_WORDS = frozenset(
    {"cluster", "version", "status", "kind", "purpose", "run", "number", "format", "package", "sha256"}
)
"""Of an audit event's detail: what names no account and was written by no person. Whole numbers stay as well."""
OF_A_REPORT = (MemberRow, EdgeChunkRow, EvidenceRow, PictureRow, SiteRow)
"""Rows of what a run found of a cluster; held files go with their holds."""
OF_FILES = frozenset({"picture", "delete_file"})
"""What is no message in a thread."""
TOLD_STILL = frozenset({"handed_over", "recalled"})
"""Milestones that stay readable: who holds what outlives the case."""


def erase(tx: Transaction, team_id: str, case_id: int, pseudonym: Callable[[str], str], at: int) -> None:
    """Delete or blank what a case holds of people, its own rows and those of its clusters."""
    tx.session.add(PurgeGateRow(team_id=team_id, case_id=case_id))
    tx.session.flush()
    clusters = select(col(ClusterRow.id)).where(col(ClusterRow.case_id) == case_id)
    _erase_results(tx, case_id, clusters)
    _erase_looks(tx, clusters)
    _erase_words(tx, case_id, clusters)
    _hide_accounts(tx, team_id, case_id, clusters, pseudonym)
    _erase_case(tx, case_id, at)
    tx.session.execute(delete(PurgeGateRow).where(col(PurgeGateRow.case_id) == case_id))
    tx.session.flush()


def record(tx: Transaction, team_id: str, case_id: int, user_id: str, kept: Mapping[str, Any], at: int) -> None:
    """Keep that a case was purged, with what is left of it."""
    tx.session.add(PurgeRow(team_id=team_id, case_id=case_id, user_id=user_id, kept=dict(kept), at=at))
    tx.session.flush()


def purge_of(tx: Transaction, case_id: int) -> tuple[str, Mapping[str, Any], int] | None:
    """Who purged a case, what is left of it, and when."""
    row = tx.session.execute(select(PurgeRow).where(col(PurgeRow.case_id) == case_id)).scalars().first()
    return (row.user_id, row.kept, row.at) if row is not None else None


def picture_files(tx: Transaction, case_id: int) -> tuple[str, ...]:
    """Slack's ids of the pictures that were uploaded for a case."""
    statement = (
        select(col(PictureRow.slack_file_id))
        .where(col(PictureRow.cluster_report_id).in_(_reports(case_id)), col(PictureRow.slack_file_id).is_not(None))
        .order_by(col(PictureRow.id))
    )
    return tuple(str(found) for found in tx.session.execute(statement).scalars())


def blank_messages(tx: Transaction, case_id: int, at: int) -> None:
    """What the thread says is edited away (messages that were posted) or never said (those that were not)."""
    rows = tx.session.execute(
        select(OutboxRow).where(col(OutboxRow.case_id) == case_id, col(OutboxRow.kind) != "root")
    ).scalars()
    for row in rows:
        if row.content.get("what") in TOLD_STILL:
            continue
        if row.kind in OF_FILES:
            row.state, row.content, row.payload = "done", {"case_id": case_id}, {}
            continue
        row.kind, row.content, row.payload = "notice", {"what": "erased", "case_id": case_id}, {}
        row.state = (
            "waiting" if row.ts is not None else "done"
        )  # one that is being posted now waits after that: a revision
        row.revision, row.not_before = row.revision + 1, at
    tx.session.flush()


def forget_upload(tx: Transaction, case_id: int, number: int) -> None:
    """Slack no longer has the n-th upload."""
    wanted = (col(FileRow.case_id) == case_id, col(FileRow.number) == number)
    tx.session.execute(update(FileRow).where(*wanted).values(slack_file_id=None))


def _reports(case_id: int) -> Select[Any]:
    return (
        select(col(ClusterReportRow.id))
        .join(ClusterRow, col(ClusterRow.id) == col(ClusterReportRow.cluster_id))
        .where(col(ClusterRow.case_id) == case_id)
    )


def _drop(tx: Transaction, table: Any, wanted: ColumnElement[bool]) -> None:  # noqa: ANN401 (a table)
    tx.session.execute(delete(table).where(wanted).execution_options(synchronize_session=False))


def _blank(tx: Transaction, table: Any, wanted: ColumnElement[bool], **columns: Any) -> None:  # noqa: ANN401 (a table)
    tx.session.execute(update(table).where(wanted).values(**columns).execution_options(synchronize_session=False))


def _erase_results(tx: Transaction, case_id: int, clusters: Select[Any]) -> None:
    reports = list(tx.session.execute(_reports(case_id)).scalars())
    holds = select(col(HoldRow.id)).where(col(HoldRow.case_id) == case_id)
    packages = select(col(PackageRow.id)).where(col(PackageRow.case_id) == case_id)
    _drop(tx, HeldFileRow, col(HeldFileRow.hold_id).in_(holds))
    _drop(tx, PackageAccountRow, col(PackageAccountRow.package_id).in_(packages))
    for table in OF_A_REPORT:
        _drop(tx, table, col(table.cluster_report_id).in_(reports))
    _drop(tx, ClusterReportRow, col(ClusterReportRow.id).in_(reports))
    _drop(tx, RedrawRow, col(RedrawRow.cluster_id).in_(clusters))
    for cluster_id in tx.session.execute(clusters).scalars().all():
        memory.forget(tx, cluster_id or 0)


def _erase_looks(tx: Transaction, clusters: Select[Any]) -> None:
    looks = select(col(RecheckRow.id)).where(col(RecheckRow.cluster_id).in_(clusters))
    _drop(tx, SnapshotRow, col(SnapshotRow.recheck_id).in_(looks))
    _drop(tx, RecheckChangeRow, col(RecheckChangeRow.recheck_id).in_(looks))
    _blank(tx, RecheckRow, col(RecheckRow.cluster_id).in_(clusters), state="stopped", lease_token=None)


def _erase_words(tx: Transaction, case_id: int, clusters: Select[Any]) -> None:
    """Free text: people name accounts in it."""
    _drop(tx, NoteRow, col(NoteRow.cluster_id).in_(clusters))
    _blank(tx, VoteRow, col(VoteRow.cluster_id).in_(clusters), note="")
    _blank(tx, VerdictRow, col(VerdictRow.cluster_id).in_(clusters), override_reason="")
    _blank(tx, HoldRow, col(HoldRow.case_id) == case_id, reason="")
    _blank(tx, IntakeRow, col(IntakeRow.case_id) == case_id, text="", payload={})


def _hide_accounts(
    tx: Transaction,
    team_id: str,
    case_id: int,
    clusters: Select[Any],
    pseudonym: Callable[[str], str],
) -> None:
    """Marks and history keep that something was done to an account, and no longer say to which."""
    for mark in tx.session.execute(
        select(AccountMarkRow).where(col(AccountMarkRow.cluster_id).in_(clusters))
    ).scalars():
        mark.account_id, mark.reason = pseudonym(mark.account_id), ""
    events = (col(AuditRow.team_id) == team_id, col(AuditRow.case_id) == case_id)
    for event in tx.session.execute(select(AuditRow).where(*events)).scalars():
        event.detail = _scrubbed(event.detail, pseudonym)
    tx.session.flush()


def _scrubbed(detail: Mapping[str, Any], pseudonym: Callable[[str], str]) -> dict[str, Any]:
    kept = {name: value for name, value in detail.items() if name in KEPT_WORDS or isinstance(value, int)}
    named = detail.get("account_id")
    return {**kept, "account_id": pseudonym(named)} if isinstance(named, str) else kept


def _erase_case(tx: Transaction, case_id: int, at: int) -> None:
    _blank(tx, RunRow, col(RunRow.case_id) == case_id, report=None, parameters={}, error="", hint="", stage="")
    sent = select(col(SentFileRow.slack_file_id)).where(col(SentFileRow.case_id) == case_id)
    _drop(tx, SentFileRow, col(SentFileRow.slack_file_id).in_(sent))  # rows of another case too: it is gone
    _blank(tx, FileRow, col(FileRow.case_id) == case_id, name="", mapping={}, error="")
    _blank(
        tx,
        CaseRow,
        col(CaseRow.id) == case_id,
        title="purged",
        handles=[],
        parameters={},
        shown_run_id=None,
        status="closed",
        held_by="",
        raw_posts_expire_at=None,
        raw_purged_at=at,
        purged_at=at,
    )
