"""An engine in plain Python: slow, obvious, and what the fast ones are held against.

It computes everything of `bot.protocols.Engine` by its definition, over records in memory.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import gcd, isqrt
from typing import NamedTuple

import numpy as np

from bot.ingest.shares import shares_of as post_shares
from bot.measures.avatars import no_avatars
from bot.measures.keyed import JITTER, SAMPLE, keyed_hash, keyed_offsets, text_keys
from bot.protocols import (
    I32,
    I64,
    LAYERS,
    AccountRecord,
    Accounts,
    Avatars,
    CoActions,
    CoEvents,
    NullEdges,
    PostRecord,
    Posts,
    Record,
    ShareRecord,
    Shares,
)
from bot.report import Dataset


class Event(NamedTuple):
    """One share: the earliest of its account and object."""

    object: int
    time: int
    account: int
    content: str


@dataclass(frozen=True)
class Layer:
    """One layer's events, sorted by object, time, account, and the names of its objects."""

    events: tuple[Event, ...]
    objects: tuple[str, ...]


def _rank(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(texts), key=lambda text: text.encode("utf-8", "surrogatepass")))


def shares_of(record: Record) -> list[ShareRecord]:
    """The shares that a record holds, by the one definition of ingest; acts on one's own content are dropped."""
    if isinstance(record, ShareRecord):
        return [record] if record.object_id != record.content_id else []
    if not isinstance(record, PostRecord):
        return []
    return [
        ShareRecord(layer, name, record.account_id, record.content_id, record.time)
        for layer, name in post_shares(record)
        if name != record.content_id
    ]


class ReferenceEngine:
    """All of `Engine` over records in memory."""

    def __init__(self, records: Iterable[Record]) -> None:
        rows = list(records)
        self.pictures = no_avatars()
        self._profiles = {row.account_id: row for row in rows if isinstance(row, AccountRecord)}
        by_id = {row.content_id: row for row in reversed(rows) if isinstance(row, PostRecord)}
        self._posts = [by_id[key] for key in _rank(by_id)]
        shares = [share for row in rows for share in shares_of(row)]
        acted = {post.account_id for post in self._posts} | {share.account_id for share in shares}
        targets = {
            target
            for post in self._posts
            for target in (post.repost_of_account, post.reply_to_account, post.quote_of_account)
            if target
        }
        self._acted = acted
        self._ids = _rank(acted | targets | set(self._profiles))
        self._dense = {name: index for index, name in enumerate(self._ids)}
        self._times = sorted({post.time for post in self._posts} | {share.time for share in shares})
        self._layers = self._gather(shares)
        self._share_rows = len(shares)

    def _gather(self, shares: Sequence[ShareRecord]) -> dict[str, Layer]:
        by_layer: dict[str, list[ShareRecord]] = defaultdict(list)
        for share in shares:
            by_layer[share.layer].append(share)
        return {layer: self._layer(by_layer[layer]) for layer in LAYERS if by_layer[layer]}

    def _layer(self, shares: Sequence[ShareRecord]) -> Layer:
        first: dict[tuple[str, str], ShareRecord] = {}
        for share in sorted(shares, key=lambda row: (row.time, row.content_id.encode())):
            first.setdefault((share.object_id, share.account_id), share)
        objects = _rank(share.object_id for share in first.values())
        dense = {name: index for index, name in enumerate(objects)}
        events = sorted(
            Event(dense[share.object_id], share.time, self._dense[share.account_id], share.content_id)
            for share in first.values()
        )
        return Layer(tuple(events), objects)

    def dataset(self, lacks: tuple[str, ...] = ()) -> Dataset:
        """What a reader would say of these records."""
        return Dataset(
            format="records",
            accounts=len(self._ids),
            posts=len(self._posts),
            shares=self._share_rows,
            first=self._times[0] if self._times else None,
            last=self._times[-1] if self._times else None,
            time_resolution_seconds=self.time_resolution(),
            lacks=lacks,
        )

    def accounts(self) -> Accounts:
        """All accounts."""
        rows = [self._profiles.get(key, AccountRecord(key)) for key in self._ids]

        def number(values: Iterable[int | None]) -> I64:
            return np.array([-1 if value is None else int(value) for value in values], dtype=np.int64)

        return Accounts(
            ids=self._ids,
            handle=[row.handle for row in rows],
            name=[row.name for row in rows],
            bio=[row.bio or "" for row in rows],
            avatar=[row.avatar or "" for row in rows],
            language=[row.language or "" for row in rows],
            created=number(row.created for row in rows),
            followers=number(row.followers for row in rows),
            following=number(row.following for row in rows),
            posts_total=number(row.posts_total for row in rows),
            verified=number(row.verified for row in rows).astype(np.int8),
            automated=number(row.automated for row in rows).astype(np.int8),
            acted=np.array([key in self._acted for key in self._ids], dtype=np.int8),
        )

    def posts(self) -> Posts:
        """All posts."""
        rows = self._posts

        def dense(names: Iterable[str | None]) -> I32:
            return np.array([self._dense[name] if name else -1 for name in names], dtype=np.int32)

        def number(values: Iterable[int | None]) -> I64:
            return np.array([-1 if value is None else value for value in values], dtype=np.int64)

        return Posts(
            ids=[row.content_id for row in rows],
            account=dense(row.account_id for row in rows),
            time=number(row.time for row in rows),
            kind=np.array([int(row.kind) for row in rows], dtype=np.int8),
            text=[row.text for row in rows],
            language=[row.language or "" for row in rows],
            repost_of=[row.repost_of or "" for row in rows],
            repost_of_account=dense(row.repost_of_account for row in rows),
            reply_to_account=dense(row.reply_to_account for row in rows),
            quote_of_account=dense(row.quote_of_account for row in rows),
            urls=[row.urls for row in rows],
            hashtags=[row.hashtags for row in rows],
            mentions=[row.mentions for row in rows],
            media=[row.media for row in rows],
            likes=number(row.likes for row in rows),
            reposts=number(row.reposts for row in rows),
            replies=number(row.replies for row in rows),
            client=[row.client or "" for row in rows],
        )

    def avatars(self) -> Avatars:
        """The pictures that a test gave, if any."""
        return self.pictures

    def layers(self) -> tuple[str, ...]:
        """Layers with at least one share."""
        return tuple(self._layers)

    def time_resolution(self) -> int:
        """Greatest common divisor of the times' distances from the epoch."""
        return max(1, gcd(*self._times)) if len(self._times) > 1 else 1

    def shares(self, layer: str) -> Shares:
        """The layer's shares."""
        held = self._layers.get(layer, Layer((), ()))
        return Shares(
            layer=layer,
            object=np.array([event.object for event in held.events], dtype=np.int32),
            account=np.array([event.account for event in held.events], dtype=np.int32),
            time=np.array([event.time for event in held.events], dtype=np.int64),
            content=[event.content for event in held.events],
            n_objects=len(held.objects),
            n_accounts=len(self._ids),
        )

    def object_names(self, layer: str, objects: Sequence[int]) -> list[str]:
        """Text ids of objects."""
        names = self._layers[layer].objects
        return [names[int(index)] for index in objects]

    def _hashes(self, layer: str, events: Sequence[Event], seed: int, purpose: str, replicate: int) -> list[int]:
        names = self._layers[layer].objects
        objects = text_keys(names[event.object] for event in events)
        accounts = text_keys(self._ids[event.account] for event in events)
        return [int(value) for value in keyed_hash(seed, purpose, replicate, layer, objects, accounts)]

    def _sampled(self, layer: str, seed: int, budget: int) -> tuple[list[Event], list[tuple[int, int, int]]]:
        """Events after viral objects were cut, and (object, kept, total) of those that were."""
        keep = (1 + isqrt(1 + 8 * budget)) // 2
        by_object: dict[int, list[Event]] = defaultdict(list)
        for event in self._layers[layer].events if layer in self._layers else ():
            by_object[event.object].append(event)
        events, cut = [], []
        for name, group in sorted(by_object.items()):
            if len(group) > keep:
                hashes = self._hashes(layer, group, seed, SAMPLE, 0)
                order = sorted(range(len(group)), key=lambda row: (hashes[row], group[row].account))
                cut.append((name, keep, len(group)))
                events += sorted(group[row] for row in order[:keep])
            else:
                events += group
        return events, cut

    @staticmethod
    def _weights(events: Sequence[Event], window: int) -> Counter[tuple[int, int]]:
        by_object: dict[int, list[Event]] = defaultdict(list)
        for event in events:
            by_object[event.object].append(event)
        return Counter(
            (min(a.account, b.account), max(a.account, b.account))
            for group in by_object.values()
            for a, b in combinations(group, 2)
            if abs(a.time - b.time) <= window
        )

    def co_actions(
        self, layer: str, windows: Sequence[int], *, seed: int, pair_budget: int, min_weight: int
    ) -> CoActions:
        """Co-action pairs by definition."""
        events, cut = self._sampled(layer, seed, pair_budget)
        counts = [self._weights(events, window) for window in windows]
        pairs = sorted(pair for pair, weight in counts[-1].items() if weight >= min_weight) if counts else []
        return CoActions(
            layer=layer,
            windows=tuple(windows),
            source=np.array([a for a, _ in pairs], dtype=np.int32),
            target=np.array([b for _, b in pairs], dtype=np.int32),
            weight=np.array([[count[pair] for count in counts] for pair in pairs], dtype=np.int32).reshape(
                len(pairs), len(counts)
            ),
            histogram=tuple(
                np.bincount(np.array(list(count.values()), dtype=np.int64), minlength=1) for count in counts
            ),
            sampled=tuple(cut),
            events=len(events),
            objects=len({event.object for event in events}),
        )

    def null_edges(
        self, layer: str, windows: Sequence[int], *, seed: int, pair_budget: int, replicates: int, shifts: Sequence[int]
    ) -> NullEdges:
        """Co-actions of jittered copies, one copy a replicate and shift."""
        events, _ = self._sampled(layer, seed, pair_budget)
        step = self.time_resolution()
        rows: list[tuple[int, int, int, list[int]]] = []
        for replicate in range(replicates):
            hashes = np.array(self._hashes(layer, events, seed, JITTER, replicate), dtype=np.uint64)
            counts = []
            for window, shift in zip(windows, shifts, strict=True):
                moves = keyed_offsets(hashes, shift // step) * step
                moved = [event._replace(time=event.time + int(move)) for event, move in zip(events, moves, strict=True)]
                counts.append(self._weights(moved, window))
            pairs = sorted({pair for count in counts for pair, weight in count.items() if weight >= 2})
            rows += [(replicate, a, b, [count[a, b] for count in counts]) for a, b in pairs]
        return NullEdges(
            layer=layer,
            windows=tuple(windows),
            replicates=replicates,
            replicate=np.array([row[0] for row in rows], dtype=np.int16),
            source=np.array([row[1] for row in rows], dtype=np.int32),
            target=np.array([row[2] for row in rows], dtype=np.int32),
            weight=np.array([row[3] for row in rows], dtype=np.int16).reshape(len(rows), len(windows)),
        )

    def co_events(self, layer: str, window: int, source: I32, target: I32, *, seed: int, pair_budget: int) -> CoEvents:
        """What each pair shared within the window, by pair and object."""
        events, _ = self._sampled(layer, seed, pair_budget)
        held: dict[int, dict[int, Event]] = defaultdict(dict)
        for event in events:
            held[event.account][event.object] = event
        rows = [
            (index, name, held[int(a)][name], held[int(b)][name])
            for index, (a, b) in enumerate(zip(source, target, strict=True))
            for name in sorted(held[int(a)].keys() & held[int(b)].keys())
            if abs(held[int(a)][name].time - held[int(b)][name].time) <= window
        ]
        return CoEvents(
            pair=np.array([row[0] for row in rows], dtype=np.int64),
            object=np.array([row[1] for row in rows], dtype=np.int32),
            content_source=[row[2].content for row in rows],
            content_target=[row[3].content for row in rows],
            time_source=np.array([row[2].time for row in rows], dtype=np.int64),
            time_target=np.array([row[3].time for row in rows], dtype=np.int64),
        )
