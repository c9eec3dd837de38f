"""What a detector is and works with: edges, groups, parameters, the context it looks at, and what it gives back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bot.protocols.tables import F64, I32, I64, Engine
from bot.report import WINDOWS, Family


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
