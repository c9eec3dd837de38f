"""What an engine gives: arrays over *dense ids*, an account's, post's or object's rank among its kind's text ids.

Ranks are in byte order (UTF-8). Times are unix seconds (int64); -1 stands for "not known" in every integer column.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

I8 = NDArray[np.int8]
I16 = NDArray[np.int16]
I32 = NDArray[np.int32]
I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]
F64 = NDArray[np.float64]


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
    weight: NDArray[np.int16]


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
