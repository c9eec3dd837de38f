"""What a closed case leaves in its thread: groups with verdicts, votes, dissent, notes, what goes on, what is out."""

from dataclasses import dataclass

from bot.model import AccountStatus, Case, Note, Person, Recheck, Vote
from bot.triage.access import see_case
from bot.triage.desk import Desk
from bot.triage.preferences import read_preferences
from bot.triage.verdicts import dissenting
from bot.triage.views import VoteState
from bot.triage.voting import states
from storage import clusters, marks, rechecks
from storage.clusters import Head
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """One group at the end: `excluded` holds the reasons, one for each account that is out."""

    key: str
    size: int
    state: VoteState
    dissent: tuple[Vote, ...]
    notes: tuple[Note, ...]
    excluded: tuple[str, ...]
    recheck: Recheck | None


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case at its end: groups that somebody judged or wrote about, and how many others there are."""

    case: Case
    groups: tuple[GroupSummary, ...]
    others: int


def summarise(desk: Desk, person: Person, case_id: int) -> CaseSummary:
    """The case as it stands."""
    with desk.database.reading() as tx:
        case = see_case(tx, person, case_id)
        heads = [head for head in clusters.heads(tx, [case.id]) if head.current]
        quorum = read_preferences(tx, desk, case.team_id, case.channel_id).quorum
        standing = states(tx, heads, {case.id: quorum})
        found = [_group(tx, head, standing[head.id]) for head in heads]
    told = tuple(one for one in found if one.state.votes_in or one.state.verdict or one.notes or one.excluded)
    return CaseSummary(case, told, len(found) - len(told))


def _group(tx: Transaction, head: Head, state: VoteState) -> GroupSummary:
    marked = marks.newest(tx, head.id).values()
    return GroupSummary(
        key=head.key,
        size=head.size,
        state=state,
        dissent=dissenting(state.verdict, state.votes) if state.verdict else (),
        notes=tuple(Note(*note) for note in clusters.notes(tx, head.id)),
        excluded=tuple(reason for status, reason in marked if status is AccountStatus.EXCLUDED),
        recheck=rechecks.of_cluster(tx, head.id),
    )
