"""The engine `local`: one machine, one folder, integers only."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from bot.engine import coaction, layers, null, profiles, shared
from bot.engine.layers import Events
from bot.engine.tables import Tables
from bot.measures.keyed import U64, text_keys
from bot.protocols import I32, Accounts, Avatars, CoActions, CoEvents, NullEdges, Posts, Shares


class LocalEngine:
    """Implements `bot.protocols.Engine` over a run's Parquet folder; close it, or use it in a `with` block."""

    def __init__(self, folder: Path, memory_mb: int = 1024, threads: int = 2) -> None:
        self._tables = Tables(folder, memory_mb, threads)
        self._memory_mb = memory_mb
        self._threads = threads
        self._events: dict[str, Events] = {}
        self._cut: dict[tuple[str, int, int], Events] = {}
        self._object_keys: dict[str, U64] = {}
        self._account_keys: U64 | None = None
        self._accounts: Accounts | None = None
        self._posts: Posts | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database connection and let go of the layers."""
        self._events.clear()
        self._cut.clear()
        self._accounts = self._posts = None
        self._tables.close()

    def accounts(self) -> Accounts:
        """All accounts, read once: every detector, picture and export looks at the same values."""
        if self._accounts is None:
            self._accounts = profiles.accounts(self._tables)
        return self._accounts

    def posts(self) -> Posts:
        """All posts (none where the data hold only shares), read once."""
        if self._posts is None:
            self._posts = profiles.posts(self._tables)
        return self._posts

    def avatars(self) -> Avatars:
        """Profile pictures, where they were given."""
        return profiles.avatars(self._tables)

    def layers(self) -> tuple[str, ...]:
        """Layers with at least one share, in the order of `LAYERS`."""
        return self._tables.layers

    def time_resolution(self) -> int:
        """Greatest common divisor of the data's times, in seconds (1 where there is one time or none)."""
        return self._tables.time_resolution

    def shares(self, layer: str) -> Shares:
        """The layer's shares."""
        events = self._layer(layer)
        content = self._tables.content_ids(layer, events.row)
        return Shares(layer, events.object, events.account, events.time, content, events.n_objects, events.n_accounts)

    def object_names(self, layer: str, objects: Sequence[int]) -> list[str]:
        """Text ids of objects."""
        names = self._tables.object_ids(layer)
        return [names[int(index)] for index in objects]

    def co_actions(
        self, layer: str, windows: Sequence[int], *, seed: int, pair_budget: int, min_weight: int
    ) -> CoActions:
        """Co-action pairs for all windows (ascending) in one pass; viral objects cut to `pair_budget` by keyed hash."""
        events, over = self._sampled(layer, seed, pair_budget)
        limits = coaction.Limits(self._threads, coaction.room(self._memory_mb, len(windows)))
        counted = coaction.count_pairs(events, windows, min_weight, limits)
        return CoActions(
            layer=layer,
            windows=tuple(windows),
            source=counted.source,
            target=counted.target,
            weight=counted.weight,
            histogram=counted.histogram,
            sampled=tuple(over),
            events=len(events),
            objects=int(np.count_nonzero(np.bincount(events.object))) if len(events) else 0,
        )

    def null_edges(
        self, layer: str, windows: Sequence[int], *, seed: int, pair_budget: int, replicates: int, shifts: Sequence[int]
    ) -> NullEdges:
        """Co-actions of jittered copies: pairs of weight >= 2 in any window (in the widest, where shifts are equal)."""
        events, _ = self._sampled(layer, seed, pair_budget)
        jitter = null.Jitter(layer, seed, replicates, self.time_resolution(), self._keys(layer))
        limits = coaction.Limits(self._threads, self._memory_mb * 1_000_000 // 4)
        return null.null_edges(events, null.plan_of(windows, shifts), jitter, limits)

    def co_events(self, layer: str, window: int, source: I32, target: I32, *, seed: int, pair_budget: int) -> CoEvents:
        """What the given pairs shared within the window."""
        events, _ = self._sampled(layer, seed, pair_budget)
        found = shared.shared_events(events, window, source, target)
        return CoEvents(
            pair=found.pair,
            object=events.object[found.left],
            content_source=self._tables.content_ids(layer, events.row[found.left]),
            content_target=self._tables.content_ids(layer, events.row[found.right]),
            time_source=events.time[found.left],
            time_target=events.time[found.right],
        )

    def _layer(self, layer: str) -> Events:
        if layer not in self._events:
            self._events[layer] = layers.load(self._tables, layer)
        return self._events[layer]

    def _keys(self, layer: str) -> tuple[U64, U64]:
        if self._account_keys is None:
            self._account_keys = text_keys(self._tables.account_ids)
        if layer not in self._object_keys:
            self._object_keys[layer] = text_keys(self._tables.object_ids(layer))
        return self._object_keys[layer], self._account_keys

    def _sampled(self, layer: str, seed: int, pair_budget: int) -> tuple[Events, list[tuple[int, int, int]]]:
        events = self._layer(layer)
        over = layers.viral(events, pair_budget)
        if not over:
            return events, over
        key = (layer, seed, pair_budget)
        if key not in self._cut:
            self._cut = {key: layers.cut(events, over, layer, seed, self._keys(layer))}
        return self._cut[key], over
