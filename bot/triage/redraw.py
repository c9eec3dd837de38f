"""Draws a cluster's pictures again after an exclusion; without raw posts the old pictures are withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.pipeline import DATA, DrawnPicture, PriorCluster, RunInputs
from bot.triage import announce
from bot.triage.desk import Desk
from storage import cases, clusters, drawings, marks, redraws, runs, staging
from storage.redraws import Redraw

LEASE_MS = 120_000
MOST_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class RedrawClaim:
    """A cluster that is ours to draw; `inputs` is None where its pictures can only be withdrawn."""

    redraw: Redraw
    report_id: int
    inputs: RunInputs | None


def claim_redraw(desk: Desk, *, lease_ms: int = LEASE_MS) -> RedrawClaim | None:
    """Take the oldest wish for new pictures."""
    now = desk.now()
    with desk.database.reading() as tx:
        if not redraws.anything_due(tx, now):
            return None
    with desk.database.transaction() as tx:
        redraw = redraws.claim(tx, token=desk.new_token(), now=now, until=now + lease_ms)
        if redraw is None:
            return None
        head = clusters.of_job(tx, redraw.cluster_id)
        run = runs.get(tx, head.run_id)
        if run is None:
            raise LookupError(f"run {head.run_id} is gone")
        folder = desk.run_folder(head.case_id, run.number)
        marked = marks.newest(tx, head.id)
        out = frozenset(key for key, (status, _) in marked.items() if status == "excluded")
        prior = PriorCluster(head.key, head.version, frozenset(), out)
    if redraw.attempts > MOST_ATTEMPTS or not (folder / DATA).is_dir():
        return RedrawClaim(redraw, head.report_id, None)
    inputs = RunInputs(
        purpose="redraw",
        folder=folder / f"redraw-{head.id}-{redraw.revision}",
        files=(),
        handles=(),
        source="",
        parameters={},
        seed=run.seed,
        priors=(prior,),
        redraw=head.key,
        data_folder=folder / DATA,
        now=now,
    )
    return RedrawClaim(redraw, head.report_id, inputs)


def save_redraw(desk: Desk, claim: RedrawClaim, pictures: Sequence[DrawnPicture]) -> None:
    """Show the new pictures (none: withdraw the old ones, which still hold who was excluded)."""
    with desk.database.transaction() as tx:
        redraws.finish(tx, claim.redraw)
        head = clusters.of_job(tx, claim.redraw.cluster_id)
        if head.report_id != claim.report_id:
            return  # a rerun has drawn it anew in the meantime
        case = cases.of_job(tx, head.case_id)
        drawing = drawings.how_many(tx, head.report_id) + 1
        drawn = [(picture.path.relative_to(desk.data_dir).as_posix(), picture.alt) for picture in pictures] or [
            ("", "")
        ]
        for number, (place, alt) in enumerate(drawn, start=1):
            picture_id = staging.add_picture(
                tx, case.team_id, head.report_id, number=number, drawing=drawing, place=place, alt=alt
            )
            if place:
                announce.picture(tx, case, head.id, picture_id, desk.now())
        announce.refresh(tx, case, head.id, head.key, desk.now())
