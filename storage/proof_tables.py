"""The tables of proof: what is held, which packages left the house and who has them, and which cases were purged."""

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.columns import Document, Key, UtcMilliseconds

APPEND_ONLY = ("packages", "purges")


class HoldRow(SQLModel, table=True):
    """Someone froze what a case cites; `released_at` lets raw posts expire again, the copies stay."""

    __tablename__: ClassVar[Any] = "holds"
    __table_args__ = (Index("ix_holds_case", "case_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    user_id: str
    reason: str
    at: int = Field(sa_type=UtcMilliseconds)
    released_at: int | None = Field(default=None, sa_type=UtcMilliseconds)


class HeldFileRow(SQLModel, table=True):
    """One frozen file of a hold; `place` is relative to the data folder, `cluster_report_id` what it was taken of."""

    __tablename__: ClassVar[Any] = "held_files"
    __table_args__ = (Index("ix_held_files_hold", "hold_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    hold_id: int = Field(foreign_key="holds.id", sa_type=Key)
    cluster_report_id: int = Field(foreign_key="cluster_reports.id", sa_type=Key)
    name: str
    kind: str
    items: int
    size: int = Field(sa_type=Key)
    sha256: str
    place: str


class PackageRow(SQLModel, table=True):
    """Append-only: a package for a platform or for the public, and who has it. `groups` names no account."""

    __tablename__: ClassVar[Any] = "packages"
    __table_args__ = (Index("ix_packages_case", "team_id", "case_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    kind: str
    recipient: str
    user_id: str
    sha256: str
    groups: list[dict[str, Any]] = Field(sa_type=Document)
    at: int = Field(sa_type=UtcMilliseconds)


class PackageAccountRow(SQLModel, table=True):
    """An account that a package names: whoever excludes it later reads who has to be told. Goes with a purge."""

    __tablename__: ClassVar[Any] = "package_accounts"
    __table_args__ = (Index("ix_package_accounts_account", "cluster_id", "account_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    package_id: int = Field(foreign_key="packages.id", sa_type=Key)
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    account_id: str


class SentFileRow(SQLModel, table=True):
    """A file of a case that the bot sent to one person; a purge deletes it from Slack, and the row."""

    __tablename__: ClassVar[Any] = "sent_files"
    __table_args__ = (Index("ix_sent_files_case", "case_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    user_id: str
    slack_file_id: str
    at: int = Field(sa_type=UtcMilliseconds)


class PurgeRow(SQLModel, table=True):
    """Append-only: a case was purged; `kept` are the counts and hashes that are left of it."""

    __tablename__: ClassVar[Any] = "purges"
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    user_id: str
    kept: dict[str, Any] = Field(sa_type=Document)
    at: int = Field(sa_type=UtcMilliseconds)


class PurgeGateRow(SQLModel, table=True):
    """While a row stands here, append-only tables let go of personal data; only inside a purge's own transaction."""

    __tablename__: ClassVar[Any] = "purge_gate"
    team_id: str = Field(primary_key=True)
    case_id: int = Field(primary_key=True, sa_type=Key)
