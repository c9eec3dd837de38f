"""One analysis: a data set in, a report out. The same inputs, parameters and seed give the same report.

Engine, progress and cancelling come in as arguments; nothing here knows a clock, a path or Slack.
"""

import re
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

import bot.detectors
from bot import __version__
from bot.analysis.account_report import accounts_alone
from bot.analysis.baseline import BaselineRates
from bot.analysis.cluster_report import cluster_report
from bot.analysis.judging import Judged, judge, put_in_order, worth_showing
from bot.analysis.neighbours import with_neighbours
from bot.clustering import Found, attach_posters, clustered, find_clusters, null_alarms, with_audiences
from bot.errors import Cancelled
from bot.fusion import load_calibration
from bot.measures.busiest import busiest
from bot.measures.edges import distinct_pairs
from bot.measures.memo import MEMO
from bot.measures.reposts import reposts
from bot.measures.tables import accounts_of, posts_of
from bot.model import Snapshot
from bot.protocols import I32, Context, Detector, Engine, Group, Parameters, Proposal
from bot.registry import discover
from bot.report import ClusterReport, Dataset, DetectorError, FalseAlarmCard, LayerReport, Report, Watch
from bot.reporting.canonical import significant
from bot.reporting.wording import NEEDS

Progress = Callable[[str, int, int], None]


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


@dataclass(slots=True)
class Desk:
    """What one analysis works with while it runs; errors of detectors gather here."""

    context: Context
    detectors: tuple[Detector, ...]
    progress: Progress
    cancelled: Callable[[], bool]
    errors: list[DetectorError]

    def step(self, stage: str, done: int, total: int) -> None:
        """Tell how far the analysis is; stop here if a person cancelled it."""
        if self.cancelled():
            raise Cancelled
        self.progress(stage, done, total)

    def failed(self, detector: Detector, error: Exception) -> None:
        """Turn a detector's failure into a visible line, once a detector."""
        place = traceback.extract_tb(error.__traceback__)[-1].name
        reason = f"{type(error).__name__} in {place}: {error}"
        if all(line.detector != detector.key for line in self.errors):
            self.errors.append(DetectorError(detector.key, reason))


def detectors_for(parameters: Parameters) -> tuple[Detector, ...]:
    """All detectors that are found, less those that are switched off: D1, D1b, D2 ... D14, N1 ..."""
    found: dict[str, Detector] = discover(bot.detectors, "DETECTOR")
    kept = [item for item in found.values() if item.key not in parameters.detectors_off]
    return tuple(sorted(kept, key=lambda item: natural(item.key)))


def natural(key: str) -> tuple[str, int, str]:
    """A detector's key for sorting: letter, number, rest."""
    match = re.match(r"(\D*)(\d*)(.*)", key)
    return (match[1], int(match[2] or 0), match[3]) if match else (key, 0, "")


def _proposals(desk: Desk) -> list[Proposal]:
    """Edges of every detector that makes them."""
    makers = [item for item in desk.detectors if item.propose is not None]
    made = []
    for index, detector in enumerate(makers):
        desk.step(detector.name, index, len(makers))
        try:
            made.append(detector.propose(desk.context))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 - one broken detector becomes a visible line
            desk.failed(detector, error)
    return made


def _clusters(desk: Desk, proposals: Sequence[Proposal]) -> list[Found]:
    edge_sets = [item for proposal in proposals for item in proposal.edge_sets]
    found = find_clusters(edge_sets, next((item.null for item in proposals if item.null), None))
    audiences = [audience for proposal in proposals for audience in proposal.audiences]
    return with_audiences(attach_posters(found, reposts(desk.context)), audiences)


def _judged(desk: Desk, found: Sequence[Found]) -> list[Judged]:
    """Every cluster measured by every detector, and what is worth showing, in order of the queue."""
    calibration = load_calibration()
    rows = []
    for index, item in enumerate(found):
        desk.step("Measuring groups", index, len(found))
        rows.append(judge(desk.context, item, desk.detectors, calibration, desk.failed))
    return put_in_order([row for row in rows if worth_showing(row)], desk.context)


def _named_group(context: Context, named: Sequence[str]) -> Group | None:
    """C0: the accounts that a person named, or a whole list of accounts without any act."""
    accounts = accounts_of(context)
    by_name = {handle.casefold(): index for index, handle in enumerate(accounts.handle) if handle}
    by_id = {account_id: index for index, account_id in enumerate(accounts.ids)}
    keys = [name.lstrip("@") for name in named]
    chosen = {by_id.get(key, by_name.get(key.casefold(), -1)) for key in keys} - {-1}
    if not named and not context.engine.layers() and not len(posts_of(context)):
        chosen = set(range(len(accounts)))
    if not chosen and not named:
        return None
    core = np.array(sorted(chosen), dtype=np.int32)
    return Group("C0", core, core[:0], named=True)


def _named_report(desk: Desk, named: Sequence[str]) -> tuple[ClusterReport, ...]:
    group = _named_group(desk.context, named)
    if group is None:
        return ()
    desk.step("The accounts you named", 0, 1)
    found = Found(group, group.core[:0], np.ones(len(group.core)), "named by a person", timed=True)
    judged = judge(desk.context, found, desk.detectors, load_calibration(), desk.failed)
    return (cluster_report(desk.context, judged, "C0"),)


def _shown(clusters: Sequence[ClusterReport], desk: Desk) -> I32:
    """Accounts of the groups that the report shows, those at the rim included."""
    dense = {account_id: index for index, account_id in enumerate(accounts_of(desk.context).ids)}
    return np.array(sorted({dense[one.account_id] for item in clusters for one in item.accounts}), dtype=np.int32)


def _watch(context: Context, proposals: Sequence[Proposal], judged: Sequence[Judged]) -> tuple[Watch, ...]:
    """Lone pairs that met again and again, none of them in a shown cluster."""
    names = accounts_of(context).ids
    inside = {int(account) for row in judged for account in row.found.group.everyone()}
    return tuple(
        Watch(names[source], names[target], layer, window, weight, k)
        for proposal in proposals
        for source, target, layer, window, weight, k in proposal.watch
        if source not in inside and target not in inside
    )


def _chance_edges(proposals: Sequence[Proposal], replicates: int) -> float:
    """Mean number of distinct pairs that the shuffled copies keep in any cell."""
    total = 0.0
    for proposal in proposals:
        if proposal.fdr_union is not None:
            kept = len(distinct_pairs(proposal.edge_sets))
            total += max(0.0, proposal.fdr_union * kept - 1.0 / replicates)
    return significant(total) or 0.0


def _null_alarms(proposals: Sequence[Proposal]) -> int:
    """Shuffled copies of which the largest chance group would itself have been kept."""
    return sum(null_alarms(proposal.null) for proposal in proposals if proposal.null)


def _not_applicable(desk: Desk, dataset: Dataset, cells: Sequence[LayerReport]) -> tuple[str, ...]:
    """What could not be looked for, and why: lacking columns, windows below the time resolution, switched off."""
    lines = [
        f"{detector.name}: {NEEDS.get(word, f'the data lack {word}')}"
        for detector in desk.detectors
        for word in sorted(detector.needs & desk.context.lacks)[:1]
    ]
    windows = sorted({cell.window_seconds or 0 for cell in cells if cell.not_applicable})
    resolution = dataset.time_resolution_seconds
    lines += [f"windows of {window} s: times are {resolution} s apart" for window in windows]
    return tuple(lines + [f"{key}: switched off" for key in desk.context.parameters.detectors_off])


def _card(
    desk: Desk, dataset: Dataset, proposals: Sequence[Proposal], baseline: BaselineRates | None
) -> FalseAlarmCard:
    parameters = desk.context.parameters
    cells = [cell for proposal in proposals for cell in proposal.cells]
    ran = any(not cell.not_applicable and cell.window_seconds for cell in cells)
    return FalseAlarmCard(
        null_runs=parameters.replicates if ran else 0,
        null_alarms=_null_alarms(proposals),
        expected_chance_edges=_chance_edges(proposals, parameters.replicates),
        baseline=asdict(baseline) if baseline else None,
        not_applicable=_not_applicable(desk, dataset, cells),
    )


def _rounded(cell: LayerReport) -> LayerReport:
    return replace(
        cell,
        fdr=None if cell.fdr is None else significant(cell.fdr),
        expected_by_chance=None if cell.expected_by_chance is None else significant(cell.expected_by_chance),
    )


def analyse(
    engine: Engine,
    dataset: Dataset,
    parameters: Parameters,
    *,
    named: Sequence[str] = (),
    baseline: BaselineRates | None = None,
    snapshots: Sequence[Snapshot] = (),
    protected: Sequence[str] = (),
    progress: Progress = _silent,
    cancelled: Callable[[], bool] = _never,
) -> Report:
    """Look for groups in a data set; `named` accounts (ids or handles) always get C0.

    `snapshots` are earlier looks at accounts of the case; `protected` holds handles that could be imitated.

    Raises `Cancelled` between steps once `cancelled()` is true. A detector that breaks becomes a line of
    `detector_errors`, never silence.
    """
    given = {"pictures": len(engine.avatars()), "snapshots": len(snapshots)}
    lacks = frozenset(dataset.lacks) | {word for word, count in given.items() if not count}
    shared: dict[str, Any] = {
        MEMO: {},
        "baseline": baseline,
        "snapshots": tuple(snapshots),
        "protected": tuple(protected),
    }
    context = Context(engine, parameters, lacks=lacks, extras=shared)
    desk = Desk(context, detectors_for(parameters), progress, cancelled, [])
    proposals = _proposals(desk)
    desk.context = replace(context, edge_sets=tuple(item for proposal in proposals for item in proposal.edge_sets))
    found = _clusters(desk, proposals)
    desk.context = replace(desk.context, clustered=clustered(found))
    judged = _judged(desk, found)
    named_report = _named_report(desk, named)
    reports = [cluster_report(desk.context, row, f"C{index}") for index, row in enumerate(judged, start=1)]
    clusters = tuple(with_neighbours(desk.context, [row.found.group.everyone() for row in judged], reports))
    inside = _shown(named_report + clusters, desk)
    alone, alone_total = accounts_alone(desk.context, desk.detectors, inside, desk.failed)
    rates = [proposal.fdr_union for proposal in proposals if proposal.fdr_union is not None]
    desk.step("Writing the report", 1, 1)
    return Report(
        shoal=__version__,
        dataset=dataset,
        parameters=asdict(parameters),
        seed=parameters.seed,
        layers=tuple(_rounded(cell) for proposal in proposals for cell in proposal.cells),
        fdr_union=significant(max(rates)) if rates else None,
        clusters=named_report + clusters,
        watch=_watch(desk.context, proposals, judged),
        accounts=alone,
        accounts_total=alone_total,
        busiest=busiest(desk.context),
        false_alarm_card=_card(desk, dataset, proposals, baseline),
        detector_errors=tuple(desk.errors),
    )
