"""The tables. They never leave this package: other modules of storage turn rows into frozen dataclasses.

Every row carries its team. `votes`, `verdicts`, `account_marks`, `audit_events`, `snapshots` and `recheck_changes` are
append-only: the first migration gives them triggers that refuse UPDATE and DELETE.
"""

from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Document, Key, UtcMilliseconds

APPEND_ONLY = ("votes", "verdicts", "account_marks", "audit_events", "snapshots", "recheck_changes")


class IntakeRow(SQLModel, table=True):
    """A request as it came."""

    __tablename__: ClassVar[Any] = "intakes"
    __table_args__ = (UniqueConstraint("team_id", "delivery_key"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    channel_id: str
    user_id: str
    kind: str
    text: str
    payload: dict[str, Any] = Field(sa_type=Document)
    delivery_key: str
    received_at: int = Field(sa_type=UtcMilliseconds)
    case_id: int | None = Field(default=None, sa_type=Key)
    dismissed: str = ""


class DeliveryRow(SQLModel, table=True):
    """The key of a delivery that was handled: Slack sends some of them twice."""

    __tablename__: ClassVar[Any] = "deliveries"
    team_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    at: int = Field(sa_type=UtcMilliseconds)


class CaseRow(SQLModel, table=True):
    """One case. `shown_run_id` is the run whose results people see: publishing moves it, in one small commit."""

    __tablename__: ClassVar[Any] = "cases"
    __table_args__ = (
        UniqueConstraint("team_id", "number"),
        UniqueConstraint("team_id", "intake_id"),
        Index("ix_cases_thread", "team_id", "channel_id", "thread_ts"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    number: int
    channel_id: str
    intake_id: int | None = Field(default=None, sa_type=Key)
    title: str
    opened_by: str
    opened_at: int = Field(sa_type=UtcMilliseconds)
    status: str
    sensitivity: str
    thread_ts: str | None = None
    handles: list[str] = Field(sa_type=Document)
    source: str = ""
    parameters: dict[str, Any] = Field(sa_type=Document)
    shown_run_id: int | None = Field(default=None, sa_type=Key)
    raw_posts_expire_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
    raw_warned_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
    raw_purged_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
    held_by: str = ""
    closed_by: str | None = None
    closed_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
    purged_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class FileRow(SQLModel, table=True):
    """One file of a case; lives under `<case>/<batch>/<number>`, whatever a person called it."""

    __tablename__: ClassVar[Any] = "case_files"
    __table_args__ = (UniqueConstraint("case_id", "number"), Index("ix_case_files_due", "state", "not_before"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    number: int
    batch: int
    name: str
    size: int = Field(sa_type=Key)
    sha256: str = ""
    slack_file_id: str | None = None
    state: str
    purpose: str = "data"
    format: str = ""
    mapping: dict[str, str] = Field(sa_type=Document)
    error: str = ""
    attempts: int = 0
    not_before: int = Field(sa_type=UtcMilliseconds)
    lease_token: str | None = None
    lease_expires_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class RunRow(SQLModel, table=True):
    """One analysis. `report` is the finished report without its clusters."""

    __tablename__: ClassVar[Any] = "runs"
    __table_args__ = (UniqueConstraint("case_id", "number"), Index("ix_runs_due", "state", "lease_expires_at"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    number: int
    purpose: str = "analysis"
    state: str
    stage: str = ""
    done: int = Field(default=0, sa_type=Key)
    total: int = Field(default=0, sa_type=Key)
    parameters: dict[str, Any] = Field(sa_type=Document)
    seed: int = Field(sa_type=Key)
    version: str
    input_sha256: str = ""
    requested_by: str
    created_at: int = Field(sa_type=UtcMilliseconds)
    finished_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
    error: str = ""
    hint: str = ""
    attempts: int = 0
    cancelled_by: str = ""
    report: dict[str, Any] | None = Field(default=None, sa_type=Document)
    lease_token: str | None = None
    lease_expires_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class ClusterRow(SQLModel, table=True):
    """One cluster of a case, through all its versions; `key` is C0, C1 ..."""

    __tablename__: ClassVar[Any] = "clusters"
    __table_args__ = (UniqueConstraint("case_id", "key"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    key: str
    rank: int
    created_at: int = Field(sa_type=UtcMilliseconds)
    card_ts: str | None = None
    claimed_by: str = ""


class ClusterReportRow(SQLModel, table=True):
    """A cluster as one run found it; staged until the case shows that run."""

    __tablename__: ClassVar[Any] = "cluster_reports"
    __table_args__ = (UniqueConstraint("cluster_id", "run_id"), Index("ix_cluster_reports_run", "run_id"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    run_id: int = Field(foreign_key="runs.id", sa_type=Key)
    version: int
    size: int
    suggestion: str
    fingerprint: str
    report: dict[str, Any] = Field(sa_type=Document)
    created_at: int = Field(sa_type=UtcMilliseconds)


class MemberRow(SQLModel, table=True):
    """One account of a cluster in one run; `position` 0 is A1."""

    __tablename__: ClassVar[Any] = "members"
    __table_args__ = (Index("ix_members_account", "team_id", "account_id"),)
    cluster_report_id: int = Field(foreign_key="cluster_reports.id", primary_key=True, sa_type=Key)
    position: int = Field(primary_key=True)
    team_id: str
    account_id: str
    handle: str
    role: str
    stability: float
    reasons: list[str] = Field(sa_type=Document)
    exculpatory: list[str] = Field(sa_type=Document)


class EdgeChunkRow(SQLModel, table=True):
    """Up to a thousand kept edges of a cluster, for exports."""

    __tablename__: ClassVar[Any] = "edge_chunks"
    cluster_report_id: int = Field(foreign_key="cluster_reports.id", primary_key=True, sa_type=Key)
    position: int = Field(primary_key=True)
    team_id: str
    edges: list[Any] = Field(sa_type=Document)


class EvidenceRow(SQLModel, table=True):
    """One shared object behind one edge, with both posts: what "See the posts" shows until raw posts expire."""

    __tablename__: ClassVar[Any] = "evidence"
    cluster_report_id: int = Field(foreign_key="cluster_reports.id", primary_key=True, sa_type=Key)
    position: int = Field(primary_key=True)
    team_id: str
    pair: dict[str, Any] = Field(sa_type=Document)


class PictureRow(SQLModel, table=True):
    """A picture of a cluster: a file in the run's folder, and Slack's id of it once uploaded."""

    __tablename__: ClassVar[Any] = "pictures"
    __table_args__ = (UniqueConstraint("cluster_report_id", "number", "drawing"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_report_id: int = Field(foreign_key="cluster_reports.id", sa_type=Key)
    number: int
    drawing: int = 1
    place: str
    alt: str
    slack_file_id: str | None = None


class RedrawRow(SQLModel, table=True):
    """A wish to draw a cluster's pictures again, because an account was excluded or taken back."""

    __tablename__: ClassVar[Any] = "redraws"
    cluster_id: int = Field(foreign_key="clusters.id", primary_key=True, sa_type=Key)
    team_id: str
    revision: int
    drawn: int = 0
    attempts: int = 0
    not_before: int = Field(sa_type=UtcMilliseconds)
    lease_token: str | None = None
    lease_expires_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class AccountMarkRow(SQLModel, table=True):
    """Append-only: someone said that an account is in, excluded or unsure; the newest counts."""

    __tablename__: ClassVar[Any] = "account_marks"
    __table_args__ = (Index("ix_account_marks_account", "cluster_id", "account_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    account_id: str
    status: str
    reason: str
    user_id: str
    at: int = Field(sa_type=UtcMilliseconds)


class VoteRow(SQLModel, table=True):
    """Append-only: one person's judgement of one version; the newest of a person counts."""

    __tablename__: ClassVar[Any] = "votes"
    __table_args__ = (UniqueConstraint("team_id", "delivery_key"), Index("ix_votes_cluster", "cluster_id", "version"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    version: int
    user_id: str
    acting_together: str | None = None
    not_what_they_seem: str | None = None
    confidence: str
    reasons: list[str] = Field(sa_type=Document)
    note: str
    at: int = Field(sa_type=UtcMilliseconds)
    delivery_key: str | None = None


class VerdictRow(SQLModel, table=True):
    """Append-only: what the votes add up to after each change; kind '' = withdrawn. The newest of a version counts."""

    __tablename__: ClassVar[Any] = "verdicts"
    __table_args__ = (Index("ix_verdicts_cluster", "cluster_id", "version"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    version: int
    kind: str
    acting_together: str
    not_what_they_seem: str
    votes: int
    at: int = Field(sa_type=UtcMilliseconds)
    override_by: str | None = None
    override_reason: str = ""


class NoteRow(SQLModel, table=True):
    """What someone wrote beside a cluster."""

    __tablename__: ClassVar[Any] = "notes"
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key, index=True)
    user_id: str
    text: str
    at: int = Field(sa_type=UtcMilliseconds)
