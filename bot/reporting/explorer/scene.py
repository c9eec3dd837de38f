"""What the explorer page is made of: a case's clusters with labels, and what their strongest ties share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.report import ClusterReport, Report, SharedObject


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster: `labels` of its accounts by id, those held `unsure`, how many were excluded, where the team stands."""

    report: ClusterReport
    labels: Mapping[str, str]
    unsure: frozenset[str] = frozenset()
    excluded: int = 0
    standing: str = "No verdict yet"
    shared: Sequence[SharedObject] = ()


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
