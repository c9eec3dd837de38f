"""Names that the team looks after: accounts with a handle that looks like one of them are pointed out (D12)."""

from collections.abc import Sequence

from bot.errors import InputError
from bot.model import Case, Person, RightRole
from bot.triage.access import need_insider, need_role
from bot.triage.desk import Desk
from storage import journal
from storage.database import Transaction

KEY = "protected_names"
MOST = 500
LONGEST = 100


def protected_names(desk: Desk, person: Person) -> tuple[str, ...]:
    """The team's list, in alphabetical order."""
    need_insider(person, "read the list of protected names")
    with desk.database.reading() as tx:
        return _names(tx, person.team_id)


def protect(desk: Desk, person: Person, names: Sequence[str]) -> tuple[str, ...]:
    """Add handles to the list; gives the whole list.

    Raises:
        InputError: a handle that is none, or a list that would be too long.
    """
    need_role(person, RightRole.LEAD, "change the list of protected names")
    wanted = [_clean(name) for name in names]
    with desk.database.transaction() as tx:
        return _store(tx, desk, person, {*_names(tx, person.team_id), *wanted}, added=len(wanted))


def unprotect(desk: Desk, person: Person, names: Sequence[str]) -> tuple[str, ...]:
    """Take handles off the list; gives the whole list.

    Raises:
        InputError: a handle that is not on it.
    """
    need_role(person, RightRole.LEAD, "change the list of protected names")
    with desk.database.transaction() as tx:
        held = set(_names(tx, person.team_id))
        wanted = {_clean(name) for name in names}
        if missing := sorted(wanted - held):
            raise InputError(f"{', '.join(missing)} is not on the list.", "/triage protect shows the list.")
        return _store(tx, desk, person, held - wanted, added=-len(wanted))


def names_for(tx: Transaction, case: Case) -> tuple[str, ...]:
    """The list that a run of the case looks at."""
    return _names(tx, case.team_id)


def _names(tx: Transaction, team_id: str) -> tuple[str, ...]:
    return tuple(journal.chosen(tx, team_id, "").get(KEY, "").split())


def _clean(name: str) -> str:
    bare = name.strip().removeprefix("@").lower()
    if not 2 <= len(bare) <= LONGEST or any(char in "<>|&/" or char.isspace() for char in bare):
        raise InputError(f"“{name}” is no handle.", "For example: /triage protect @ministry_of_health", where=name)
    return bare


def _store(tx: Transaction, desk: Desk, person: Person, names: set[str], *, added: int) -> tuple[str, ...]:
    if len(names) > MOST:
        raise InputError(f"The list holds at most {MOST} names.", "Take some off with: /triage protect off NAME")
    listed, at = tuple(sorted(names)), desk.now()
    journal.choose(tx, person.team_id, "", KEY, "\n".join(listed), by=person.user_id, at=at)
    detail = {"added": added, "names": len(listed)}
    journal.record(tx, person.team_id, person.user_id, "protect", case_id=None, detail=detail, at=at)
    return listed
