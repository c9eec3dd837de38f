"""The borders inside the program: records from readers, tables from an engine, and what a plugin must be.

Columnar tables are arrays over *dense ids*: an account's, post's or object's rank among its kind's text ids in
byte order (UTF-8). Times are unix seconds (int64); -1 stands for "not known" in every integer column.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.report import LAYERS as _LAYERS
from bot.report import WINDOWS, Family, Rejected

I8 = NDArray[np.int8]
I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]
F64 = NDArray[np.float64]

LAYERS = _LAYERS
"""Layers of shares; `object` is the one untyped layer of a 4-column table."""


class PostKind(IntEnum):
    """How a post came about."""

    ORIGINAL = 0
    REPOST = 1
    REPLY = 2
    QUOTE = 3


# --- records: what a reader or a source yields -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """One account as its platform or an export described it; None = not in the data. Times in unix seconds."""

    account_id: str
    handle: str = ""
    name: str = ""
    created: int | None = None
    followers: int | None = None
    following: int | None = None
    posts_total: int | None = None
    bio: str | None = None
    avatar: str | None = None
    language: str | None = None
    verified: bool | None = None
    automated: bool | None = None
    status: str = "active"


@dataclass(frozen=True, slots=True)
class PostRecord:
    """One post. `time` is unix seconds; targets are text ids; lists hold what the post itself carries.

    `time_us` is the same time in microseconds where the data are finer than a second, else None.
    """

    content_id: str
    account_id: str
    time: int
    kind: PostKind = PostKind.ORIGINAL
    text: str = ""
    language: str | None = None
    repost_of: str | None = None
    repost_of_account: str | None = None
    reply_to: str | None = None
    reply_to_account: str | None = None
    quote_of: str | None = None
    quote_of_account: str | None = None
    urls: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    client: str | None = None
    time_us: int | None = None


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """One share of an untyped or typed object, from data that hold no posts. `time_us` as in a post."""

    layer: str
    object_id: str
    account_id: str
    content_id: str
    time: int
    time_us: int | None = None


@dataclass(frozen=True, slots=True)
class ShareBatch:
    """Many shares of one layer as columns of equal length, for formats that are read fast; `line` per row."""

    layer: str
    object_id: Sequence[str]
    account_id: Sequence[str]
    content_id: Sequence[str]
    time_us: Sequence[int]
    line: Sequence[int]


Record = AccountRecord | PostRecord | ShareRecord | Rejected


# --- tables: what an engine gives ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Accounts:
    """All accounts by dense id. `acted` is 1 where the account has a row of its own, 0 where it is only a target."""

    ids: Sequence[str]
    handle: Sequence[str]
    name: Sequence[str]
    bio: Sequence[str]
    avatar: Sequence[str]
    language: Sequence[str]
    created: I64
    followers: I64
    following: I64
    posts_total: I64
    verified: I8
    automated: I8
    acted: I8

    def __len__(self) -> int:
        """Number of accounts."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Avatars:
    """Profile pictures given beside the data, as numbers, by dense account id ascending; mostly there are none.

    `pdq` holds fingerprints of four 64-bit words and `quality` (0 to 100) how much there is to see; `faces` counts
    faces (-1: not looked for); `eyes` is left x, y, right x, y in ten-thousandths of width and height where there is
    one face in an uncut square, else -1.
    """

    account: I32
    pdq: U64
    quality: I16
    faces: I16
    eyes: I32

    def __len__(self) -> int:
        """Number of pictures."""
        return len(self.account)


@dataclass(frozen=True, slots=True)
class Posts:
    """All posts by dense id, columns of length n; `*_account` are dense account ids or -1; lists per post as text."""

    ids: Sequence[str]
    account: I32
    time: I64
    kind: I8
    text: Sequence[str]
    language: Sequence[str]
    repost_of: Sequence[str]
    repost_of_account: I32
    reply_to_account: I32
    quote_of_account: I32
    urls: Sequence[Sequence[str]]
    hashtags: Sequence[Sequence[str]]
    mentions: Sequence[Sequence[str]]
    media: Sequence[Sequence[str]]
    likes: I64
    reposts: I64
    replies: I64
    client: Sequence[str]

    def __len__(self) -> int:
        """Number of posts."""
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Shares:
    """One layer, one row per (account, object): the earliest, tie by content id; sorted by object, time, account."""

    layer: str
    object: I32
    account: I32
    time: I64
    content: Sequence[str]
    n_objects: int
    n_accounts: int


@dataclass(frozen=True, slots=True)
class CoActions:
    """Pairs (source < target) that acted on the same object within each window.

    `weight[i, j]` counts the distinct objects of pair i within `windows[j]` (ascending, so rows never fall).
    Holds pairs whose weight in the largest window reaches `min_weight`. `histogram[j][w]` = number of pairs of
    weight w in window j over *all* pairs (index 0 unused). `sampled` lists (object, kept, total) over the budget.
    """

    layer: str
    windows: tuple[int, ...]
    source: I32
    target: I32
    weight: NDArray[np.int32]
    histogram: tuple[I64, ...]
    sampled: tuple[tuple[int, int, int], ...]
    events: int
    objects: int


@dataclass(frozen=True, slots=True)
class NullEdges:
    """Co-actions of jittered copies: pairs of weight >= 2 in the largest window, by replicate (0 .. replicates-1)."""

    layer: str
    windows: tuple[int, ...]
    replicates: int
    replicate: I16
    source: I32
    target: I32
    weight: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class CoEvents:
    """Each shared object behind given pairs: index of the pair, object, both content ids and both times."""

    pair: I64
    object: I32
    content_source: Sequence[str]
    content_target: Sequence[str]
    time_source: I64
    time_target: I64


class Engine(Protocol):
    """Tables of one run's data; every number it returns is an integer, so that engines agree exactly."""

    def accounts(self) -> Accounts:
        """All accounts."""

    def posts(self) -> Posts:
        """All posts (none where the data hold only shares)."""

    def avatars(self) -> Avatars:
        """Profile pictures, where they were given."""

    def layers(self) -> tuple[str, ...]:
        """Layers with at least one share, in the order of `LAYERS`."""

    def time_resolution(self) -> int:
        """Greatest common divisor of the data's times, in seconds (1 where there is one time or none)."""

    def shares(self, layer: str) -> Shares:
        """The layer's shares."""

    def object_names(self, layer: str, objects: Sequence[int]) -> list[str]:
        """Text ids of objects."""

    def co_actions(
        self, layer: str, windows: Sequence[int], *, seed: int, pair_budget: int, min_weight: int
    ) -> CoActions:
        """Co-action pairs for all windows in one pass; viral objects are cut to `pair_budget` by keyed hash."""

    def null_edges(
        self, layer: str, windows: Sequence[int], *, seed: int, pair_budget: int, replicates: int, shifts: Sequence[int]
    ) -> NullEdges:
        """Co-actions of jittered copies; `shifts[j]` = W of window j in seconds, a multiple of the resolution."""

    def co_events(self, layer: str, window: int, source: I32, target: I32, *, seed: int, pair_budget: int) -> CoEvents:
        """What the given pairs shared within the window."""


# --- groups and detectors --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EdgeSet:
    """Kept edges of one detector, layer and window (None = slow), sorted by (source, target).

    `surprise` is -log10 of the tail probability, for ranking; `expected` the edges expected by chance;
    `fdr_at[i]` the false-discovery rate among edges of weight >= k_star + i.
    """

    detector: str
    layer: str
    window: int | None
    source: I32
    target: I32
    weight: I32
    surprise: F64
    k_star: int | None
    fdr: float | None
    expected: float | None
    fdr_at: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts judged together: dense ids ascending. `core` are tied by kept edges, `posters` were attached."""

    key: str
    core: I32
    posters: I32
    named: bool = False

    def everyone(self) -> I32:
        """Core and posters, ascending."""
        return np.union1d(self.core, self.posters).astype(np.int32)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that changes a result; stored unchanged with the run.

    The last five choose a part of the data (see `bot.measures.selection`): `since` and `until` are days or minutes in
    UTC, both within the span; a post counts if it holds one of `words`; `without` names objects (`domain:example.com`)
    and `without_accounts` ids or handles that are left out.
    """

    windows: tuple[int, ...] = WINDOWS
    layers: tuple[str, ...] = ()
    replicates: int = 30
    shift_minimum: int = 1800
    fdr: float = 0.05
    pair_budget: int = 2_000_000
    seed: int = 7
    detectors_off: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    without_accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a detector may look at: the engine's tables, the parameters, and what earlier stages made.

    `clustered` holds the accounts of every group that acts together: comparisons leave them out.
    """

    engine: Engine
    parameters: Parameters
    edge_sets: tuple[EdgeSet, ...] = ()
    lacks: frozenset[str] = frozenset()
    clustered: I32 = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NullUnion:
    """Distinct edges that the jittered copies keep in any cell at the same k*, by replicate (0 .. replicates-1)."""

    replicates: int
    replicate: I64
    source: I64
    target: I64


@dataclass(frozen=True, slots=True)
class FoundAudience:
    """Accounts that a detector puts together without edges: they boosted the same authors, and look alike."""

    core: I32
    posters: I32


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an edge-making detector offers to clustering: kept edges, and what the report says of each cell."""

    edge_sets: tuple[EdgeSet, ...]
    cells: tuple[Any, ...] = ()
    fdr_union: float | None = None
    null: NullUnion | None = None
    audiences: tuple[FoundAudience, ...] = ()
    watch: tuple[tuple[int, int, str, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Measurement:
    """One detector's numbers on one group. `statistic` is what calibration.toml cuts into buckets."""

    applicable: bool
    support: int = 0
    value: float | None = None
    baseline: float | None = None
    p_value: float | None = None
    statistic: float | None = None
    numbers: Mapping[str, Any] = field(default_factory=dict)
    accounts: tuple[int, ...] = ()
    posts: tuple[str, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Detector:
    """A detector plugin: numbers and sentence templates, no rendering.

    `propose` makes edges out of the whole data set; `measure` looks at one group; at least one is given.
    `sentence`, `caveat` and `innocent` are `str.format_map` templates over a measurement's `numbers`.
    `needs` names what the data must hold ("created", "followers", "posts", "texts", "profiles" ...);
    `only_named` detectors describe the accounts that a person named, and no other group. `alone` looks at accounts
    outside all groups and gives one measurement for each that stands out by itself, said by `alone_sentence`.
    """

    key: str
    name: str
    version: int
    family: Family
    sentence: str
    caveat: str
    innocent: str
    disarm: tuple[str, ...]
    needs: frozenset[str]
    propose: Callable[[Context], Proposal] | None = None
    measure: Callable[[Context, Group], Measurement] | None = None
    only_named: bool = False
    alone: Callable[[Context, I32], Sequence[Measurement]] | None = None
    alone_sentence: str = ""


# --- readers and sources ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """The first decoded lines of a file (at most 64 KiB), from which a reader recognises its format."""

    name: str
    lines: tuple[str, ...]


class Lines(Protocol):
    """A decoded text stream: iterates over (1-based line number, line with its end).

    A reader sets `at` to the line on which the record in hand starts, so that whoever refuses it can say where, and
    adds to `noticed` words of what the data turn out to lack. `part` counts the files of one intake, from 1.
    """

    name: str
    part: int
    at: int
    noticed: set[str]

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Lines in file order."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A data-set format plugin. `recognise` gives 0..1; `read` yields records and `Rejected` rows, streaming.

    `lacks` says what the format never holds, in the words of detectors' `needs`. `batches`, where given, yields
    the same rows as `read` as columns.
    """

    name: str
    title: str
    lacks: tuple[str, ...]
    recognise: Callable[[Head], float]
    read: Callable[[Lines, Mapping[str, str]], Iterator[Record]]
    mappable: tuple[str, ...] = ()
    batches: Callable[[Lines, Mapping[str, str]], Iterator[ShareBatch | Rejected]] | None = None


class Source(Protocol):
    """A live platform: profiles and recent posts by handle or immutable id."""

    platform: str

    def profile(self, handle_or_id: str) -> AccountRecord:
        """The account as it is now; its `status` tells suspended, deleted ...; SourceError if nobody answered."""

    def recent_posts(self, account_id: str, limit: int) -> list[PostRecord]:
        """The newest posts, newest first."""
