"""What people do with rechecks: start one by hand, give it another rhythm, snooze it, stop it."""

from bot.errors import Conflict, InputError, NotFound
from bot.model import Case, Person, Recheck, RecheckState, RightRole
from bot.triage import announce
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from bot.triage.schedule import DAY_MS, parse_every
from bot.triage.scheduling import apply_choice, begin_recheck
from storage import clusters, journal, rechecks
from storage.database import Transaction

LONGEST_SNOOZE_DAYS = 365


def change_rechecks(
    desk: Desk, person: Person, case_id: int, every: str, *, key: str | None = None
) -> tuple[Recheck, ...]:
    """Start or change the rechecks of a case's clusters (all of them, or the one named)."""
    need_role(person, RightRole.ANALYST, "change rechecks")
    chosen = parse_every(every)
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        heads = [head for head in clusters.heads(tx, [case.id]) if head.current and key in {None, head.key}]
        if not heads:
            raise NotFound(f"Case {case.number} has no group to recheck.", "Wait until its first run is done.")
        for head in heads:
            if rechecks.of_cluster(tx, head.id) is not None or not chosen.off:
                begin_recheck(tx, desk, case, head.id, every=every, by=person.user_id, by_hand=True)
        _told(tx, desk, person, case, {"every": chosen.text, "clusters": [head.key for head in heads]})
        wanted = {head.id for head in heads}
        return tuple(item for item in rechecks.of_cases(tx, [case.id]) if item.cluster_id in wanted)


def change_recheck(desk: Desk, person: Person, recheck_id: int, every: str) -> Recheck:
    """Give one recheck another rhythm."""
    chosen = parse_every(every)
    with desk.database.transaction() as tx:
        case, recheck = _see(tx, person, recheck_id)
        changed = apply_choice(tx, desk, recheck, chosen, by=person.user_id)
        _told(tx, desk, person, case, {"recheck": recheck_id, "every": chosen.text})
        return changed


def snooze_recheck(desk: Desk, person: Person, recheck_id: int, days: int = 7) -> Recheck:
    """Look again only in so many days; the rhythm stays."""
    if not 1 <= days <= LONGEST_SNOOZE_DAYS:
        raise InputError(f"{days} days is no time to snooze.", f"Choose 1 to {LONGEST_SNOOZE_DAYS} days.", where="days")
    with desk.database.transaction() as tx:
        case, recheck = _see(tx, person, recheck_id)
        if recheck.state is RecheckState.STOPPED:
            raise Conflict("That recheck was stopped.", f"Start it again: /triage recheck {case.number} default")
        changed = rechecks.change(
            tx, recheck.id, state=RecheckState.SCHEDULED.value, due_at=desk.now() + days * DAY_MS, by_hand=False
        )
        _told(tx, desk, person, case, {"recheck": recheck_id, "snooze_days": days})
        return changed


def stop_recheck(desk: Desk, person: Person, recheck_id: int) -> Recheck:
    """Stop one recheck."""
    with desk.database.transaction() as tx:
        case, recheck = _see(tx, person, recheck_id)
        changed = rechecks.change(tx, recheck.id, state=RecheckState.STOPPED.value)
        _told(tx, desk, person, case, {"recheck": recheck_id, "stop": True})
        return changed


def _see(tx: Transaction, person: Person, recheck_id: int) -> tuple[Case, Recheck]:
    need_role(person, RightRole.ANALYST, "change rechecks")
    recheck = rechecks.get(tx, person, recheck_id)
    if recheck is None:
        raise NotFound("You can't see that recheck.", "/triage due lists those you can see.")
    return see_case(tx, person, recheck.case_id), recheck


def _told(tx: Transaction, desk: Desk, person: Person, case: Case, detail: dict[str, object]) -> None:
    journal.record(tx, case.team_id, person.user_id, "recheck", case_id=case.id, detail=detail, at=desk.now())
    announce.root(tx, case, desk.now())
