"""The tables of what was seen where: the sites that groups shared, and accounts that a channel wants to see again."""

from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.columns import Key, UtcMilliseconds


class SiteRow(SQLModel, table=True):
    """One site whose pages tied accounts of a cluster, as one run found it."""

    __tablename__: ClassVar[Any] = "cluster_sites"
    __table_args__ = (Index("ix_cluster_sites_site", "team_id", "site"),)
    cluster_report_id: int = Field(foreign_key="cluster_reports.id", primary_key=True, sa_type=Key)
    site: str = Field(primary_key=True)
    team_id: str
    accounts: int


class WatchedRow(SQLModel, table=True):
    """An account that a channel wants to look at again; taken off it stays, with who did and when."""

    __tablename__: ClassVar[Any] = "watched_accounts"
    __table_args__ = (Index("ix_watched_accounts_channel", "team_id", "channel_id"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    channel_id: str
    account: str
    reason: str
    added_by: str
    added_at: int = Field(sa_type=UtcMilliseconds)
    removed_by: str = ""
    removed_at: int | None = Field(default=None, sa_type=UtcMilliseconds)
