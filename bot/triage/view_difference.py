"""Reads what a rerun changed: of one group, beside the version that people voted on, and of a whole case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.analysis.differences import GroupDifference, between
from bot.model import Case, Person
from bot.triage.access import see_case
from bot.triage.desk import Desk
from storage import cases, clusters, journal, runs, votes
from storage.clusters import Head
from storage.database import Transaction
from storage.versions import earlier_report


@dataclass(frozen=True, slots=True)
class CaseDifference:
    """The newest result of a case beside the one before; `voted`: vanished groups that people have voted on."""

    case: Case
    run_before: int
    run_after: int
    parameters_before: Mapping[str, Any]
    parameters_after: Mapping[str, Any]
    groups: tuple[GroupDifference, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    voted: tuple[str, ...]


def difference_of(tx: Transaction, head: Head) -> GroupDifference | None:
    """How a group differs from the newest version that was voted on, or else from the run before; None if it is new."""
    voted = [vote.version for vote in votes.everything(tx, head.id) if vote.version < head.version]
    earlier = earlier_report(tx, head.id, head.run_id, max(voted) if voted else None)
    if earlier is None:
        return None
    before, after = (clusters.report(tx, report_id) for report_id in (earlier.report_id, head.report_id))
    return between(before, after, earlier.run_number, earlier.version)


def view_difference(desk: Desk, person: Person, case_id: int) -> CaseDifference | None:
    """What the newest result changed, group by group; None where there is one result only. Looking is audited."""
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id)
        done = [run for run in runs.of_case(tx, case.id) if run.state.value == "done"]
        shown = cases.shown_run(tx, case.id)
        places = [place for place, run in enumerate(done) if run.id == shown]
        if not places or places[0] == 0:
            return None
        before, after = done[places[0] - 1], done[places[0]]
        detail = {"run": after.number}
        journal.record(tx, case.team_id, person.user_id, "see_changes", case_id=case.id, detail=detail, at=desk.now())
        heads = clusters.heads(tx, [case.id])
        current = [head for head in heads if head.current]
        found = {head.key: difference_of(tx, head) for head in current}
        gone = [head for head in heads if not head.current]
        return CaseDifference(
            case=case,
            run_before=before.number,
            run_after=after.number,
            parameters_before=before.parameters,
            parameters_after=after.parameters,
            groups=tuple(one for one in found.values() if one is not None),
            new=tuple(key for key, one in found.items() if one is None),
            gone=tuple(head.key for head in gone),
            voted=tuple(head.key for head in gone if votes.everything(tx, head.id)),
        )
