"""What one run found: the values behind report.json (schema 1), cards and exports.

Everything is frozen; numbers are rounded once, where they are made (6 significant digits).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LAYERS = ("object", "repost", "url", "domain", "hashtag", "text", "media", "reply", "mention")
WINDOWS = (10, 60, 300)
"""Layers of shares, and windows in seconds where nobody chooses others."""
BOOST = "boost"
"""The layer of a shared object that is a post of `source`, reposted by `target`."""


class Suggestion(StrEnum):
    """A cluster's place in the queue; never a finding about one person."""

    REVIEW_FIRST = "review_first"
    COORDINATED_UNCLEAR = "coordinated_unclear"
    ODD_ACCOUNTS = "odd_accounts"
    NO_SIGNAL = "no_signal"


class Role(StrEnum):
    """What an account does in its cluster."""

    POSTER = "poster"
    AMPLIFIER = "amplifier"
    MEMBER = "member"
    PERIPHERAL = "peripheral"


class Family(StrEnum):
    """Families of evidence; F1 and F2 add up to coordination, the others to inauthenticity."""

    SYNCHRONY = "F1"
    CONTENT = "F2"
    HISTORY = "F3"
    IDENTITY = "F4"
    BEHAVIOUR = "F5"
    DRIFT = "F6"


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that could not be read: file name as given (never a path), 1-based line, reason."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What was read: counts, the first and last time (unix seconds), the gcd of the times, what the format lacks.

    `notes` are lines for people on what could not be had besides (profile pictures that nobody answered for).
    """

    format: str
    accounts: int
    posts: int
    shares: int
    first: int | None
    last: int | None
    time_resolution_seconds: int
    lacks: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    rejected_total: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampledObject:
    """An object over the pair budget: `kept` of its `total` accounts were looked at.

    `author` is the account whose post it is; '' where it is no post, or nobody knows.
    """

    object: str
    kept: int
    total: int
    author: str = ""


@dataclass(frozen=True, slots=True)
class LayerReport:
    """One layer at one window: what was seen, what the null gives, what was kept."""

    layer: str
    window_seconds: int | None
    objects: int
    events: int
    edges_observed: int
    k_star: int | None
    fdr: float | None
    edges_kept: int
    expected_by_chance: float | None
    sampled_objects: tuple[SampledObject, ...] = ()
    not_applicable: str = ""


class Dependence(StrEnum):
    """Why a finding is no kind of evidence of its own; it counts on its axis, except where it holds for a FEW."""

    ONE_PUBLIC = "one public"
    NEWCOMERS = "newcomers"
    SAME_TEXTS = "same texts"
    FEW = "few"
    WAVE = "wave"


@dataclass(frozen=True, slots=True)
class Finding:
    """One detector's result on one cluster, with the sentence that a person reads.

    `dependence` tells why it is no kind of evidence of its own; the caveat ends with the same in words.
    """

    detector: str
    version: int
    family: Family | None
    applicable: bool
    support: int
    value: float | None
    baseline: float | None
    p_value: float | None
    bucket: float
    sentence: str
    caveat: str
    innocent: str
    disarm: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    numbers: Mapping[str, Any] = field(default_factory=dict)
    why_not: str = ""
    dependence: Dependence | None = None


@dataclass(frozen=True, slots=True)
class ClusterAccount:
    """One account of a cluster."""

    account_id: str
    handle: str
    role: Role
    stability: float
    reasons: tuple[str, ...] = ()
    exculpatory: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClusterEdge:
    """One kept edge inside a cluster: layer, window (None = slow), weight and -log10 of the Poisson tail."""

    source: str
    target: str
    layer: str
    window_seconds: int | None
    weight: int
    surprise: float


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another cluster that kept edges tie to this one: distinct pairs across, accounts here that have them, layers."""

    id: str
    pairs: int
    accounts: int
    layers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClusterReport:
    """One cluster: two axes, families, accounts, findings. `id` is C0 (named by a person), C1, C2 ...

    `authors` names the account of each post that a finding cites, so that an exclusion can take its posts out.
    """

    id: str
    version: int
    size: int
    suggestion: Suggestion
    coordination: float
    inauthenticity: float
    families: Mapping[str, float]
    accounts: tuple[ClusterAccount, ...]
    findings: tuple[Finding, ...]
    edges: tuple[ClusterEdge, ...] = ()
    stands_out_by: str = ""
    fingerprint: str = ""
    neighbours: tuple[Neighbour, ...] = ()
    authors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Watch:
    """A pair too small for a cluster but repeated enough to be named."""

    source: str
    target: str
    layer: str
    window_seconds: int
    weight: int
    k_star: int


@dataclass(frozen=True, slots=True)
class AccountReport:
    """What account-level detectors say of an account outside any cluster."""

    account_id: str
    handle: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Busy:
    """A hyperactive account (`kind` "account": of all acts) or a viral object (its layer: of active accounts)."""

    kind: str
    id: str
    count: int
    of: int


@dataclass(frozen=True, slots=True)
class FalseAlarmCard:
    """How the run could be wrong: by coincidence (null) and in organic crowds (baseline, or None = not measured)."""

    null_runs: int
    null_alarms: int
    expected_chance_edges: float
    baseline: Mapping[str, Any] | None
    not_applicable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DetectorError:
    """A detector that broke; shown as broken, never as 'nothing found'."""

    detector: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole result of one run; holds no engine, path, host, clock time or thread count.

    `accounts` lists accounts outside all groups that stand out by themselves; of `accounts_total` in all.
    """

    shoal: str
    dataset: Dataset
    parameters: Mapping[str, Any]
    seed: int
    layers: tuple[LayerReport, ...]
    fdr_union: float | None
    clusters: tuple[ClusterReport, ...]
    watch: tuple[Watch, ...]
    accounts: tuple[AccountReport, ...]
    false_alarm_card: FalseAlarmCard
    detector_errors: tuple[DetectorError, ...] = ()
    accounts_total: int = 0
    busiest: tuple[Busy, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidencePost:
    """One side of a pair: `time` is unix seconds; `text` is '' where the data hold none."""

    content_id: str
    time: int
    text: str


@dataclass(frozen=True, slots=True)
class SharedObject:
    """One object that two accounts of a cluster shared: what a run keeps for "See the posts".

    `author` is the account whose post the object is; '' where it is no post, or nobody knows.
    """

    source: str
    target: str
    layer: str
    window_seconds: int | None
    weight: int
    object: str
    first: EvidencePost
    second: EvidencePost
    author: str = ""
