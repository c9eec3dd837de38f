"""Records a vote: immutable, bound to the version that the person saw, and the newest of a person counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Conflict, InputError, NotFound
from bot.model import Axis, Case, Person, Recheck, Vote
from bot.triage import announce
from bot.triage.access import see_cluster
from bot.triage.desk import Desk
from bot.triage.verdicts import needs_reason, newest_of_each
from bot.triage.views import VoteState
from bot.triage.voting import need_voter, settle, state_of
from storage import clusters, journal, votes
from storage.clusters import Head
from storage.database import Transaction

NOTE_LENGTH = 3000


@dataclass(frozen=True, slots=True)
class VoteOutcome:
    """What a vote did."""

    vote: Vote
    state: VoteState
    verdict_changed: bool
    recheck: Recheck | None = None


def record_vote(
    desk: Desk,
    person: Person,
    cluster_id: int,
    version: int,
    *,
    acting_together: Axis | None,
    not_what_they_seem: Axis | None,
    confidence: str = "",
    reasons: Sequence[str] = (),
    note: str = "",
    delivery_key: str = "",
) -> VoteOutcome:
    """Record a vote; no answer on either question means "cannot judge from this"."""
    answers = (acting_together, not_what_they_seem)
    if (acting_together is None) != (not_what_they_seem is None):
        raise InputError("Answer both questions, or choose “cannot judge from this”.", where="answers")
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_voter(tx, desk, person, case)
        earlier = votes.of_delivery(tx, case.team_id, delivery_key) if delivery_key else None
        if earlier is not None:
            return VoteOutcome(earlier, state_of(tx, desk, case, head), verdict_changed=False)
        _need_seen(head, version)
        if needs_reason(head.suggestion, *answers) and not reasons and not note.strip():
            raise InputError(
                "Your vote says the opposite of what was suggested.",
                "Choose a reason or write a note, so that the others can follow.",
                where="reasons",
            )
        vote = Vote(
            0,
            cluster_id,
            version,
            person.user_id,
            acting_together,
            not_what_they_seem,
            confidence,
            tuple(reasons),
            note.strip()[:NOTE_LENGTH],
            desk.now(),
        )
        return _keep(tx, desk, case, head, vote, delivery_key)


def may_vote(desk: Desk, person: Person, cluster_id: int) -> None:
    """Stop unless the person could vote on the cluster now."""
    with desk.database.reading() as tx:
        case, _ = see_cluster(tx, person, cluster_id)
        need_voter(tx, desk, person, case)


def confirm_vote(desk: Desk, person: Person, cluster_id: int, version: int, *, delivery_key: str = "") -> VoteOutcome:
    """Let my vote on an earlier version stand for the one that I see, if that is the present one."""
    with desk.database.transaction() as tx:
        clusters.lock(tx, cluster_id)
        case, head = see_cluster(tx, person, cluster_id)
        need_voter(tx, desk, person, case)
        mine = newest_of_each(vote for vote in votes.everything(tx, cluster_id) if vote.user_id == person.user_id)
        if not mine:
            raise NotFound(f"You have not voted on {head.key} yet.", "Press Vote on its card.")
        _need_seen(head, version)
        if mine[0].version == head.version:
            return VoteOutcome(mine[0], state_of(tx, desk, case, head), verdict_changed=False)
        vote = Vote(
            0,
            cluster_id,
            head.version,
            person.user_id,
            mine[0].acting_together,
            mine[0].not_what_they_seem,
            mine[0].confidence,
            mine[0].reasons,
            mine[0].note,
            desk.now(),
        )
        return _keep(tx, desk, case, head, vote, delivery_key)


def _need_seen(head: Head, version: int) -> None:
    """A vote holds for what its voter saw."""
    if head.version != version:
        raise Conflict(
            f"{head.key} has changed: this is version {head.version}, you looked at version {version}.",
            "Look at its card again, then vote.",
        )


def _keep(tx: Transaction, desk: Desk, case: Case, head: Head, vote: Vote, delivery_key: str) -> VoteOutcome:
    kept = votes.add(tx, case.team_id, vote, delivery_key or None)
    detail = {"cluster": head.key, "version": head.version, "vote": kept.id}
    journal.record(tx, case.team_id, vote.user_id, "vote", case_id=case.id, detail=detail, at=desk.now())
    changed, recheck = settle(tx, desk, case, head, by=vote.user_id)
    announce.refresh(tx, case, head.id, head.key, desk.now())
    return VoteOutcome(kept, state_of(tx, desk, case, head), changed, recheck)
