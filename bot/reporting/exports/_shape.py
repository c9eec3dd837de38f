"""What an export is made of, and what a format plugin must be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model import Case, Cluster, Member, Run, Verdict, Vote
from bot.report import Rejected, Report


class ExportedCluster(Protocol):
    """A cluster with every vote and verdict; accounts that were excluded are counted and not named."""

    @property
    def cluster(self) -> Cluster:
        """The cluster without excluded accounts."""

    @property
    def votes(self) -> tuple[Vote, ...]:
        """All votes, dissent included."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, oldest first."""

    @property
    def excluded(self) -> int:
        """How many accounts were excluded."""


class CaseExport(Protocol):
    """A case as the export's use case gives it."""

    @property
    def case(self) -> Case:
        """The case."""

    @property
    def run(self) -> Run:
        """The run that is exported."""

    @property
    def report(self) -> Report:
        """Its report, without anybody excluded."""

    @property
    def clusters(self) -> Sequence[ExportedCluster]:
        """Its clusters."""

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Rows that could not be read."""


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """An export plugin: `suffix` ends the file's name, `render` gives its bytes."""

    title: str
    suffix: str
    render: Callable[[CaseExport], bytes]


def members_of(item: ExportedCluster) -> dict[str, Member]:
    """{account id: member} of the accounts that the export may name, in the order of their labels."""
    named = {account.account_id for account in item.cluster.report.accounts}
    return {member.account_id: member for member in item.cluster.members if member.account_id in named}
