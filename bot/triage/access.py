"""Who may do what: every use case re-reads its row through here, with the person who asks."""

from collections.abc import Sequence

from bot.errors import Conflict, NotAllowed, NotFound
from bot.model import Case, CaseStatus, Person, RightRole
from storage import cases, clusters
from storage.clusters import Head
from storage.database import Transaction

_ORDER: Sequence[RightRole] = (RightRole.VIEWER, RightRole.ANALYST, RightRole.LEAD)
_A_ROLE = {RightRole.VIEWER: "a viewer", RightRole.ANALYST: "an analyst", RightRole.LEAD: "a lead"}


def see_case(tx: Transaction, person: Person, case_id: int, *, lock: bool = False, purged: bool = False) -> Case:
    """The case, if the person may see it; a purged one only where what is left of it is told (`purged`)."""
    case = cases.get(tx, person, case_id, lock=lock)
    if case is None:
        raise NotFound("You can't see that case.", "A case can be read by the members of its channel.")
    if not purged:
        need_contents(case)
    return case


def see_cluster(tx: Transaction, person: Person, cluster_id: int) -> tuple[Case, Head]:
    """The cluster and its case, if the person may see them."""
    head = clusters.head(tx, person, cluster_id)
    if head is None:
        case_id = clusters.case_of(tx, person, cluster_id)
        if case_id is not None:
            see_case(tx, person, case_id)
        raise NotFound("You can't see that group.", "A group can be read by the members of its case's channel.")
    return see_case(tx, person, head.case_id), head


def need_role(person: Person, role: RightRole, what: str, *, outsiders: bool = False) -> None:
    """Stop unless the person's role is at least `role`.

    People of other organisations read, and do nothing else; with `outsiders` the caller asks whether they may.
    """
    if role is not RightRole.VIEWER and not outsiders:
        need_insider(person, what)
    if _ORDER.index(person.role) < _ORDER.index(role):
        raise NotAllowed(
            f"To {what} you have to be {_A_ROLE[role]}.", "Ask someone who is, or whoever installed Shoal."
        )


def need_insider(person: Person, what: str) -> None:
    """Stop people of other organisations."""
    if person.outsider:
        raise NotAllowed(f"People of other organisations can't {what} here.", "Ask someone of the team.")


def need_member(person: Person, channel_id: str) -> None:
    """Stop unless the person is in the channel."""
    if channel_id not in person.channels:
        raise NotAllowed("You are not a member of that channel.", "Join it, then try again.")


def need_contents(case: Case) -> None:
    """Stop if the case was purged."""
    if case.purged_at is not None:
        raise Conflict(
            f"Case {case.number} was purged: counts, hashes and votes are all that is left.",
            "Open a new case with the data.",
        )


def need_open(case: Case) -> None:
    """Stop if the case is closed."""
    if case.status is CaseStatus.CLOSED:
        raise Conflict(f"Case {case.number} is closed.", "Reopen it first: the button is on its first message.")
