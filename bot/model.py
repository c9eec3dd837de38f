"""The case workflow's values: cases, runs, clusters, votes, verdicts, rechecks, as frozen dataclasses.

Storage turns rows into these; handlers turn them into blocks. Times are UTC integer milliseconds (`*_at`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.report import ClusterReport, Suggestion


class Axis(StrEnum):
    """An answer to one of the two questions of a vote; ordered no < unsure < yes."""

    NO = "no"
    UNSURE = "unsure"
    YES = "yes"


class VerdictKind(StrEnum):
    """What the team's votes add up to."""

    INAUTHENTIC = "coordinated_inauthentic"
    UNCLEAR = "coordinated_unclear"
    ODD = "odd_accounts"
    ORGANIC = "organic"
    INCONCLUSIVE = "inconclusive"
    DISPUTED = "disputed"


class CaseStatus(StrEnum):
    """A case is open until someone closes it; it can be reopened."""

    OPEN = "open"
    CLOSED = "closed"


class Sensitivity(StrEnum):
    """Who may see handles, posts and files in the channel."""

    OPEN = "open"
    INTERNAL = "internal_only"


class RunState(StrEnum):
    """Where a run stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class AccountStatus(StrEnum):
    """Whether an account counts as part of its cluster."""

    IN = "in"
    EXCLUDED = "excluded"
    UNSURE = "unsure"


class AccountState(StrEnum):
    """What a platform says of an account (rechecks)."""

    ACTIVE = "active"
    PROTECTED = "protected"
    LIMITED = "limited"
    SUSPENDED = "suspended"
    TAKEN_DOWN = "taken_down"
    DELETED = "deleted"
    DEACTIVATED = "deactivated"
    RENAMED = "renamed"
    HANDLE_REUSED = "handle_reused"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class RightRole(StrEnum):
    """What a person may do; ordered viewer < analyst < lead."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: their team, their role, and the channels of which they are a member right now."""

    team_id: str
    user_id: str
    role: RightRole
    channels: frozenset[str]
    outsider: bool = False


@dataclass(frozen=True, slots=True)
class InputFile:
    """One stored upload: a case's n-th file; `name` is shown to people only and never becomes a path."""

    number: int
    name: str
    size: int
    sha256: str
    slack_file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """A request as it came, saved before the ack; a case grows out of it."""

    id: int
    team_id: str
    channel_id: str
    user_id: str
    kind: str
    text: str
    payload: Mapping[str, Any]
    received_at: int


@dataclass(frozen=True, slots=True)
class Case:
    """One intake with its thread; `number` counts up within a team."""

    id: int
    team_id: str
    number: int
    channel_id: str
    title: str
    opened_by: str
    opened_at: int
    status: CaseStatus
    sensitivity: Sensitivity
    thread_ts: str | None
    handles: tuple[str, ...] = ()
    files: tuple[InputFile, ...] = ()
    raw_posts_expire_at: int | None = None
    closed_by: str | None = None
    source: str = ""
    held_by: str = ""
    raw_purged_at: int | None = None
    purged_at: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One analysis: reproducible from inputs, parameters, seed and version."""

    id: int
    case_id: int
    number: int
    state: RunState
    stage: str
    done: int
    total: int
    parameters: Mapping[str, Any]
    seed: int
    version: str
    input_sha256: str
    created_at: int
    finished_at: int | None
    error: str
    attempts: int
    lease_token: str | None = None
    hint: str = ""
    purpose: str = "analysis"


@dataclass(frozen=True, slots=True)
class Member:
    """One account of a stored cluster, with the team's view of it."""

    label: str
    account_id: str
    handle: str
    role: str
    status: AccountStatus
    reason: str
    stability: float
    exculpatory: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's judgement of one version of a cluster; immutable, the newest of a person counts."""

    id: int
    cluster_id: int
    version: int
    user_id: str
    acting_together: Axis | None
    not_what_they_seem: Axis | None
    confidence: str
    reasons: tuple[str, ...]
    note: str
    at: int

    @property
    def counted(self) -> bool:
        """False for 'cannot judge from this'."""
        return self.acting_together is not None and self.not_what_they_seem is not None


@dataclass(frozen=True, slots=True)
class Note:
    """What someone wrote beside a cluster."""

    user_id: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The team's verdict, derived from votes, or a lead's override with the dissent kept."""

    kind: VerdictKind
    acting_together: Axis
    not_what_they_seem: Axis
    votes: int
    at: int
    override_by: str | None = None
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A stored cluster: its newest version, members and findings, and where its card stands."""

    id: int
    case_id: int
    run_id: int
    key: str
    version: int
    size: int
    suggestion: Suggestion
    report: ClusterReport
    members: tuple[Member, ...]
    verdict: Verdict | None
    votes_in: int
    card_ts: str | None = None
    claimed_by: str = ""


class RecheckState(StrEnum):
    """Where one recheck of one cluster stands."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    WAITING_FOR_DATA = "waiting_for_data"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Recheck:
    """The schedule of one cluster: `step` counts looks already taken; `source` is '' for file-only cases."""

    id: int
    case_id: int
    cluster_id: int
    state: RecheckState
    source: str
    step: int
    due_at: int
    every: str
    started_at: int
    last_checked_at: int | None
    created_by: str
    lease_token: str | None = None
    looks: int = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one account looked like at one time; append-only, keyed by the immutable id."""

    account_id: str
    handle: str
    name: str
    state: AccountState
    bio_hash: str
    avatar_hash: str
    created: int | None
    followers: int | None
    posts_total: int | None
    source: str
    at: int


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed between two snapshots, in words for the thread."""

    account_id: str
    handle: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A Slack message that is to be: `content` is the value that a block builder renders at posting time."""

    id: int
    team_id: str
    channel_id: str
    case_id: int | None
    kind: str
    key: str
    content: Mapping[str, Any]
    created_at: int
    not_before: int
    attempts: int
    ts: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    thread_ts: str | None = None
    in_thread: bool = False
    revision: int = 1
