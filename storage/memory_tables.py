"""The tables of case memory: groups that a quorum judged, what they are recognised by, which cards told of them."""

from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.columns import Key, UtcMilliseconds


class RememberedRow(SQLModel, table=True):
    """One cluster with the quorum's standing verdict; goes when the verdict is overturned."""

    __tablename__: ClassVar[Any] = "remembered_clusters"
    __table_args__ = (UniqueConstraint("cluster_id"), Index("ix_remembered_clusters_team", "team_id", "case_id"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    case_id: int = Field(foreign_key="cases.id", sa_type=Key)
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    version: int
    verdict: str
    votes: int
    dissent: int
    at: int = Field(sa_type=UtcMilliseconds)


class IndicatorRow(SQLModel, table=True):
    """One indicator of a remembered cluster, as a digest (pictures: a fingerprint)."""

    __tablename__: ClassVar[Any] = "case_memory"
    __table_args__ = (
        UniqueConstraint("cluster_id", "kind", "value"),
        Index("ix_case_memory_value", "team_id", "kind", "value"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    team_id: str
    cluster_id: int = Field(foreign_key="clusters.id", sa_type=Key)
    kind: str
    value: str


class UseRow(SQLModel, table=True):
    """The card of `cluster_id` told of the judged group `remembered_id`: told again if that verdict changes."""

    __tablename__: ClassVar[Any] = "memory_uses"
    cluster_id: int = Field(foreign_key="clusters.id", primary_key=True, sa_type=Key)
    remembered_id: int = Field(foreign_key="clusters.id", primary_key=True, sa_type=Key, index=True)
    team_id: str
    at: int = Field(sa_type=UtcMilliseconds)
