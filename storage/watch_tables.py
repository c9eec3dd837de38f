"""The tables of what goes on after a verdict and around it: rechecks, the outbox, audit, heartbeats, preferences."""

from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Document, Key, UtcMilliseconds


class RecheckRow(SQLModel, table=True):
    """The schedule of one cluster; claimed by a lease when due."""

    __tablename__: ClassVar[Any] = "rechecks"
    __table_args__ = (UniqueConstraint("cluster_id"), Index("ix_rechecks_due", "state", "due_at"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    state: str
    source: str
    step: int = 0
    looks: int = 0
    requests: int = 0
    due_at: int = Field(sa_type=UtcMilliseconds)
    every: str
    by_hand: bool = False
    started_at: int = Field(sa_type=UtcMilliseconds)
    last_checked_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
    hurried_until: int | None = Field(default=None, sa_type=UtcMilliseconds)
    created_by: str
    attempts: int = 0
    lease_token: str | None = None
    lease_expires_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class SnapshotRow(SQLModel, table=True):
    """Append-only: what one account looked like at one time, by its immutable id."""

    __tablename__: ClassVar[Any] = "snapshots"
    __table_args__ = (Index("ix_snapshots_account", "recheck_id", "account_id", "at"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    recheck_id: int = Field(foreign_key="rechecks.id", sa_type=Key)
    look: int
    account_id: str
    handle: str
    name: str
    state: str
    bio_hash: str
    avatar_hash: str
    created: int | None = Field(default=None, sa_type=Key)
    followers: int | None = Field(default=None, sa_type=Key)
    posts_total: int | None = Field(default=None, sa_type=Key)
    source: str
    at: int = Field(sa_type=UtcMilliseconds)


class RecheckChangeRow(SQLModel, table=True):
    """Append-only: a change that the thread was told; told once."""

    __tablename__: ClassVar[Any] = "recheck_changes"
    __table_args__ = (Index("ix_recheck_changes_account", "recheck_id", "account_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    recheck_id: int = Field(foreign_key="rechecks.id", sa_type=Key)
    look: int
    account_id: str
    handle: str
    what: str
    before: str
    after: str
    at: int = Field(sa_type=UtcMilliseconds)


class OutboxRow(SQLModel, table=True):
    """One Slack message that is to be; `revision` counts changes of its content."""

    __tablename__: ClassVar[Any] = "outbox"
    __table_args__ = (
        UniqueConstraint("team_id", "channel_id", "key"),
        Index("ix_outbox_due", "state", "not_before"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    channel_id: str
    case_id: int | None = Field(default=None, sa_type=Key)
    kind: str
    key: str
    in_thread: bool
    content: dict[str, Any] = Field(sa_type=Document)
    payload: dict[str, Any] = Field(sa_type=Document)
    state: str
    revision: int = 1
    attempts: int = 0
    error: str = ""
    ts: str | None = None
    created_at: int = Field(sa_type=UtcMilliseconds)
    not_before: int = Field(sa_type=UtcMilliseconds)


class ChannelLeaseRow(SQLModel, table=True):
    """Who posts to a channel right now."""

    __tablename__: ClassVar[Any] = "channel_leases"
    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    lease_token: str | None = None
    lease_expires_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class AuditRow(SQLModel, table=True):
    """Append-only: who did or looked at what."""

    __tablename__: ClassVar[Any] = "audit_events"
    __table_args__ = (Index("ix_audit_events_case", "team_id", "case_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int | None = Field(default=None, sa_type=Key)
    user_id: str
    verb: str
    detail: dict[str, Any] = Field(sa_type=Document)
    at: int = Field(sa_type=UtcMilliseconds)


class HeartbeatRow(SQLModel, table=True):
    """When a part of the program was last seen alive (team '' = the whole installation)."""

    __tablename__: ClassVar[Any] = "heartbeats"
    team_id: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    at: int = Field(sa_type=UtcMilliseconds)


class PreferenceRow(SQLModel, table=True):
    """One setting of a team (channel ''), of a channel, or of a person (their id stands for the channel's)."""

    __tablename__: ClassVar[Any] = "preferences"
    team_id: str = Field(primary_key=True)
    channel_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    value: str
    set_by: str
    at: int = Field(sa_type=UtcMilliseconds)


class NumberRow(SQLModel, table=True):
    """The last case number that a team has given out."""

    __tablename__: ClassVar[Any] = "case_numbers"
    team_id: str = Field(primary_key=True)
    last: int
