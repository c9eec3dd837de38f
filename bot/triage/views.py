"""What several use cases put together to be shown; a value that one alone gives back stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.analysis.differences import GroupDifference
from bot.model import Case, Cluster, Note, Recheck, Run, Sensitivity, Verdict, VerdictKind, Vote
from bot.report import Report, Suggestion


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a team, or one of its channels, has chosen."""

    default_platform: str = ""
    quorum: int = 2
    retention_days: int = 90
    outsiders_vote: bool = False
    sensitivity: Sensitivity = Sensitivity.OPEN
    digest_hour: int | None = None
    quiet_hours: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class OwnPreferences:
    """What one person has chosen: asked in a direct message or by a mention, not within their quiet hours."""

    direct: bool = False
    quiet_hours: str = ""
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file of a case: wanted, stored, failed, or unclear (its columns have to be confirmed)."""

    number: int
    name: str
    size: int
    state: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class EarlierVotes:
    """Votes on an earlier version: they never extend to this one by themselves."""

    version: int
    votes_in: int
    added: int
    gone: int
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class VoteState:
    """Where the votes on a cluster's present version stand; `votes` is empty until the quorum is reached."""

    votes_in: int
    quorum: int
    votes: tuple[Vote, ...] = ()
    cannot_judge: int = 0
    verdict: Verdict | None = None
    disputed: bool = False
    earlier: EarlierVotes | None = None

    @property
    def open(self) -> bool:
        """True once the quorum is reached (or a lead decided): split, names and reasons may be shown."""
        return self.votes_in >= self.quorum or self.verdict is not None


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a cluster; `slack_file_id` is None until it was uploaded."""

    id: int
    cluster_id: int
    version: int
    number: int
    name: str
    alt: str
    path: Path
    slack_file_id: str | None


@dataclass(frozen=True, slots=True)
class ClusterLine:
    """A cluster in a list; `votes_wanted` are asked for; `drawn` = without a signal, drawn at random for review."""

    cluster_id: int
    case_id: int
    case_number: int
    case_title: str
    channel_id: str
    key: str
    version: int
    size: int
    suggestion: Suggestion
    state: VoteState
    current: bool
    waiting_since: int
    card_ts: str | None
    claimed_by: str
    votes_wanted: int = 0
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """A package that left the house, and who has it; `turned` are groups whose verdict is another one by now."""

    kind: str
    recipient: str
    by: str
    at: int
    sha256: str
    keys: tuple[str, ...]
    turned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purge:
    """What is left of a purged case, who purged it, and when; `kept` holds counts, hashes and verdicts."""

    by: str
    at: int
    kept: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything that a root message says. `missing` tells why nothing runs ('' = nothing is missing)."""

    case: Case
    run: Run | None
    report: Report | None
    clusters: tuple[ClusterLine, ...]
    votes_wanted: int
    waiting_since: int
    quorum: int
    files: tuple[FileLine, ...]
    missing: str
    held: bool
    rechecks: tuple[Recheck, ...]
    run_count: int
    holdings: tuple[Holding, ...] = ()
    purge: Purge | None = None


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """A group of an earlier case, judged by a quorum, that has things in `common` with this one (kind: how many).

    `elsewhere`: not everybody who reads this one may read which case it was (another channel, or internal only).
    """

    elsewhere: bool
    case_number: int
    key: str
    verdict: VerdictKind
    votes: int
    dissent: int
    at: int
    common: Mapping[str, int]
    cluster_id: int = 0


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A group's verdict became another one, appeared or was taken back; `mark` tells one change from the next."""

    before: Verdict | None
    now: Verdict | None
    by: str
    reason: str
    mark: str


@dataclass(frozen=True, slots=True)
class WatchedMember:
    """An account of a cluster that is on the channel's watch-list."""

    label: str
    reason: str
    added_by: str
    added_at: int


@dataclass(frozen=True, slots=True)
class ClusterView:
    """Everything that a cluster's card and its modals say."""

    case: Case
    cluster: Cluster
    state: VoteState
    my_vote: Vote | None
    my_earlier_vote: Vote | None
    recheck: Recheck | None
    pictures: tuple[Picture, ...]
    notes: tuple[Note, ...]
    total: int
    current: bool
    closed: bool
    claimed_by: str
    report: Report | None = None
    seen_before: tuple[SeenBefore, ...] = ()
    drawn: bool = False
    difference: GroupDifference | None = None
    holdings: tuple[Holding, ...] = ()
    watched: tuple[WatchedMember, ...] = ()
