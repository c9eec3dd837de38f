"""Every detector's statistic on planted and innocent groups of the generated worlds: what cut-points are fixed on.

Groups are the clusters that the analysis itself finds, and random groups of ordinary people of the same sizes. For
families of the axis "acting together" the crowds that really act together (fan clubs, television) are no controls.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.analysis.analyse import detectors_for
from bot.clustering import attach_posters, clustered, find_clusters, with_audiences
from bot.engine.local import LocalEngine
from bot.evaluation.likelihood import Sample, pooled_samples
from bot.evaluation.planted import Planted
from bot.evaluation.population import Truth
from bot.evaluation.worlds import Scenario
from bot.fusion import COORDINATION
from bot.ingest.intake import write_records
from bot.measures.memo import MEMO
from bot.measures.reposts import reposts
from bot.measures.tables import accounts_of
from bot.protocols import Context, Detector, Group, Parameters

SIZES = (5, 14, 60, 200)
"""Sizes of the random groups in worlds where nothing is planted."""
PURE, MIXED = 0.5, 0.1
"""A cluster counts as planted from half of its accounts on, as innocent up to a tenth; between them as neither."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A group, whether it is planted, and whether its accounts were made to act together."""

    group: Group
    planted: bool
    together: bool


def choosing_seeds(number: int) -> tuple[int, ...]:
    """The first `number` odd seeds: reported figures come from even ones."""
    return tuple(range(1, 2 * number, 2))


def samples(
    scenarios: Sequence[Scenario], seeds: Sequence[int], say: Callable[[str], None]
) -> tuple[dict[str, Sample], int]:
    """Statistics by detector over all worlds, and the number of worlds.

    Raises `ValueError` for an even seed.
    """
    if any(seed % 2 == 0 for seed in seeds):
        raise ValueError("cut-points are chosen on odd seeds: even ones are reported")
    parts: dict[str, list[Sample]] = defaultdict(list)
    worlds = [(item, seed) for item, seed in product(scenarios, seeds) if seed in seeds[: item.runs]]
    for item, seed in worlds:
        say(f"{item.name}, seed {seed}")
        for key, sample in world_samples(item.make(seed), seed).items():
            parts[key].append(sample)
    return {key: pooled_samples(rows) for key, rows in sorted(parts.items())}, len(worlds)


def world_samples(planted: Planted, seed: int, parameters: Parameters | None = None) -> dict[str, Sample]:
    """Statistics by detector on the groups of one world."""
    settings = parameters or Parameters()
    with TemporaryDirectory() as name:
        dataset = write_records(planted.records(), Path(name), format="generated", lacks=())
        with LocalEngine(Path(name), threads=1) as engine:
            lacks = frozenset(dataset.lacks) | {"pictures", "snapshots"}
            context = Context(engine, settings, lacks=lacks, extras={MEMO: {}})
            detectors = [
                item for item in detectors_for(settings) if not item.only_named and item.needs.isdisjoint(lacks)
            ]
            context, groups = _found(context, detectors)
            names = accounts_of(context).ids
            truth = [planted.truth.get(account_id, Truth()) for account_id in names]
            labelled = [item for item in (_labelled(group, truth) for group in groups) if item is not None]
            labelled += _ordinary(truth, [len(item.group.everyone()) for item in labelled if item.planted], seed)
            return {item.key: _sample(context, item, labelled) for item in detectors if item.measure}


def _found(context: Context, detectors: Iterable[Detector]) -> tuple[Context, list[Group]]:
    """The context with all kept edges, and the clusters as the analysis finds them."""
    proposals = [item.propose(context) for item in detectors if item.propose]
    edge_sets = tuple(item for proposal in proposals for item in proposal.edge_sets)
    clusters = find_clusters(edge_sets, next((item.null for item in proposals if item.null), None))
    audiences = [audience for proposal in proposals for audience in proposal.audiences]
    found = with_audiences(attach_posters(clusters, reposts(context)), audiences)
    context = replace(context, edge_sets=edge_sets, clustered=clustered(found))
    return context, [item.group for item in found]


def _labelled(group: Group, truth: Sequence[Truth]) -> Labelled | None:
    """What a found cluster is; None where it mixes planted accounts and innocents."""
    rows = [truth[account] for account in group.everyone().tolist()]
    share = sum(bool(row.network) for row in rows) / len(rows)
    if MIXED < share < PURE:
        return None
    return Labelled(group, share >= PURE, 2 * sum(row.acts_together for row in rows) >= len(rows))


def _ordinary(truth: Sequence[Truth], sizes: Sequence[int], seed: int) -> list[Labelled]:
    """Random groups of people who are in no network and no crowd, as large as the planted groups."""
    people = np.flatnonzero([not row.network and not row.trap for row in truth])
    rng = np.random.default_rng([seed, len(truth)])
    groups = []
    for size in sizes or SIZES:
        core = np.sort(rng.choice(people, min(size, len(people)), replace=False)).astype(np.int32)
        groups.append(Labelled(Group("C1", core, core[:0]), planted=False, together=False))
    return groups


def _sample(context: Context, detector: Detector, groups: Sequence[Labelled]) -> Sample:
    """One detector's statistics where it could look."""
    values: Mapping[bool, list[float]] = {True: [], False: []}
    for item in groups:
        if not item.planted and item.together and detector.family in COORDINATION:
            continue
        result = detector.measure(context, item.group) if detector.measure else None
        if result is not None and result.applicable and result.statistic is not None:
            values[item.planted].append(result.statistic)
    return Sample(tuple(values[True]), tuple(values[False]))
