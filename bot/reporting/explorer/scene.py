"""What the explorer page is made of: a case's clusters with labels, and what their strongest ties share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.report import ClusterReport, Report


class Post(Protocol):
    """One side of a shared object."""

    @property
    def content_id(self) -> str:
        """The post's id."""

    @property
    def time(self) -> int:
        """Unix seconds."""

    @property
    def text(self) -> str:
        """What it says, or '' where the data hold no text."""


class Share(Protocol):
    """An object that two accounts shared; `first` is the post of `source`."""

    @property
    def source(self) -> str:
        """Account id."""

    @property
    def target(self) -> str:
        """Account id."""

    @property
    def layer(self) -> str:
        """The kind of object."""

    @property
    def object(self) -> str:
        """The object."""

    @property
    def first(self) -> Post:
        """The post of `source`."""

    @property
    def second(self) -> Post:
        """The post of `target`."""


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster: `labels` of its accounts by id, those held `unsure`, how many were excluded, where the team stands."""

    report: ClusterReport
    labels: Mapping[str, str]
    unsure: frozenset[str] = frozenset()
    excluded: int = 0
    standing: str = "No verdict yet"
    shared: Sequence[Share] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A case to look at; `purged`: raw posts were deleted, so ties no longer show what they share."""

    title: str
    case_number: int
    run_number: int
    internal: bool
    purged: bool
    report: Report
    groups: tuple[Group, ...]
