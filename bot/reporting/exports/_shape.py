"""What an export is made of, and what a format plugin must be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.model import Case, Cluster, Member, Run, Verdict, Vote
from bot.report import Rejected, Report


class ExportedPost(Protocol):
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


class ExportedShare(Protocol):
    """An object that two accounts of a cluster shared, with both posts; `first` is that of `source`."""

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
    def window_seconds(self) -> int | None:
        """The window of the tie, None = found over days."""

    @property
    def object(self) -> str:
        """The object."""

    @property
    def first(self) -> ExportedPost:
        """The post of `source`."""

    @property
    def second(self) -> ExportedPost:
        """The post of `target`."""


class ExportedNote(Protocol):
    """What someone wrote beside a cluster."""

    @property
    def user_id(self) -> str:
        """Who wrote it."""

    @property
    def text(self) -> str:
        """As it was written."""

    @property
    def at(self) -> int:
        """UTC milliseconds."""


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

    @property
    def shared(self) -> Sequence[ExportedShare]:
        """What the strongest ties have in common, the most surprising first; empty once raw posts have expired."""

    @property
    def notes(self) -> Sequence[ExportedNote]:
        """What people wrote beside the cluster, oldest first."""


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

    @property
    def exported_at(self) -> int:
        """When it was taken, in UTC milliseconds; tables leave it out, so that their bytes stay the same."""


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
