"""Makes a finished analysis visible: staged in small commits, shown by one; nothing is announced twice."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.analysis.pipeline import ClusterEvidence, DrawnPicture, RunResult
from bot.model import Case, RunState
from bot.report import ClusterReport, Report
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.look_up import sites_of
from bot.triage.take_run import LEASE_MS, RunClaim
from bot.triage.view_difference import difference_of
from storage import cases, clusters, drawings, runs, sightings, staging
from storage.clusters import Head
from storage.database import Transaction

ACCOUNTS_KEPT = 200
REJECTED_KEPT = 1000
DRAWN_CARDS = 2
"""Groups drawn at random that get a card of their own; the others stand in the table."""
GROUPS_TOLD = 10
"""Groups of which the thread is told what changed; the modal has all."""
Item = TypeVar("Item")


def save_results(desk: Desk, claim: RunClaim, result: RunResult, pictures: Sequence[DrawnPicture]) -> None:
    """Stage the clusters of a finished run, then show them. LeaseLost: another worker has the run; nothing shows."""
    if result.report is None:
        raise ValueError("a finished analysis has a report")
    _clear(desk, claim)
    evidence = {item.key: item for item in result.evidence}
    for cluster in result.report.clusters:
        drawn = [picture for picture in pictures if picture.key == cluster.id]
        _stage(desk, claim, cluster, evidence.get(cluster.id), drawn)
    _show(desk, claim, result.report, result.input_sha256)


def _clear(desk: Desk, claim: RunClaim) -> None:
    removed = 1
    while removed:
        with desk.database.transaction() as tx:
            _hold(tx, desk, claim)
            removed = staging.clear(tx, claim.run.id)


def _stage(
    desk: Desk, claim: RunClaim, cluster: ClusterReport, evidence: ClusterEvidence | None, drawn: Sequence[DrawnPicture]
) -> None:
    team_id, case_id = claim.case.team_id, claim.case.id
    with desk.database.transaction() as tx:
        _hold(tx, desk, claim)
        report_id = staging.add_report(tx, team_id, case_id, claim.run.id, cluster, at=desk.now())
        sightings.add_sites(tx, team_id, report_id, sites_of(evidence.pairs if evidence else ()))
        for number, picture in enumerate(drawn, start=1):
            place = picture.path.relative_to(desk.data_dir).as_posix()
            staging.add_picture(tx, team_id, report_id, number=number, drawing=1, place=place, alt=picture.alt)
    for first, accounts in _batches(cluster.accounts, staging.ROWS_A_COMMIT):
        with desk.database.transaction() as tx:
            _hold(tx, desk, claim)
            staging.add_members(tx, team_id, report_id, accounts, first=first)
    for first, edges in _batches(cluster.edges, staging.EDGES_A_ROW):
        with desk.database.transaction() as tx:
            _hold(tx, desk, claim)
            staging.add_edges(tx, team_id, report_id, edges, position=first)
    for first, pairs in _batches(evidence.pairs if evidence else (), staging.ROWS_A_COMMIT):
        with desk.database.transaction() as tx:
            _hold(tx, desk, claim)
            staging.add_evidence(tx, team_id, report_id, pairs, first=first)


def _show(desk: Desk, claim: RunClaim, report: Report, input_sha256: str) -> None:
    dataset = replace(report.dataset, rejected=report.dataset.rejected[:REJECTED_KEPT])
    bare = replace(report, clusters=(), accounts=report.accounts[:ACCOUNTS_KEPT], dataset=dataset)
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id, lock=True)
        before = {head.id: head for head in clusters.heads(tx, [case.id]) if head.current}
        first = cases.shown_run(tx, case.id) is None
        runs.change(tx, claim.run.id, claim.token, input_sha256=input_sha256)
        runs.finish(tx, claim.run.id, claim.token, RunState.DONE, at=desk.now(), found=bare)
        runs.show(tx, case.id, claim.run.id)
        cases.change(tx, case.id, parameters=dict(claim.run.parameters))
        heads = clusters.heads(tx, [case.id])
        _announce(tx, desk, case, heads)
        if not first:
            _tell_rerun(tx, desk, case, claim, before, heads)
        elif not heads:
            announce.notice(tx, case, "no_cluster", claim.run.id, desk.now(), run_id=claim.run.id)


def _announce(tx: Transaction, desk: Desk, case: Case, heads: Sequence[Head]) -> None:
    """Cards for C0, the first five and two drawn at random, edits of the cards that are there, a table of the rest."""
    now = desk.now()
    announce.root(tx, case, now)
    found = [head for head in heads if head.current and head.key != clusters.NAMED]
    first = {head.id for head in found[: announce.CARDS]} | {head.id for head in heads if head.key == clusters.NAMED}
    first |= {head.id for head in [head for head in found if head.drawn][:DRAWN_CARDS]}
    for head in heads:
        if head.id not in first and head.card_ts is None:
            continue
        for drawn in drawings.newest(tx, head.report_id) if head.current else ():
            announce.picture(tx, case, head.id, drawn.id, now)
        announce.card(tx, case, head.id, head.key, now)
    if len(found) > announce.CARDS:
        announce.table(tx, case, now)


def _tell_rerun(
    tx: Transaction, desk: Desk, case: Case, claim: RunClaim, before: dict[int, Head], heads: Sequence[Head]
) -> None:
    now_shown = {head.id: head for head in heads if head.current}
    known = [head for head in now_shown.values() if head.id in before][:GROUPS_TOLD]
    found = [difference_of(tx, head) for head in known]
    announce.notice(
        tx,
        case,
        "rerun_done",
        claim.run.id,
        desk.now(),
        run_id=claim.run.id,
        changed=[head.key for key, head in now_shown.items() if key in before and head.version != before[key].version],
        gone=[head.key for key, head in before.items() if key not in now_shown],
        new=[head.key for key, head in now_shown.items() if key not in before],
        differences=[one.counted() for one in found if one is not None and one.changed],
    )


def _hold(tx: Transaction, desk: Desk, claim: RunClaim) -> None:
    runs.change(tx, claim.run.id, claim.token, lease_expires_at=desk.now() + LEASE_MS)


def _batches(items: Sequence[Item], size: int) -> Iterator[tuple[int, Sequence[Item]]]:
    for first in range(0, len(items), size):
        yield first, items[first : first + size]
