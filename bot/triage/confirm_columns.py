"""A person says what the columns of a file mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Conflict
from bot.model import Person, RightRole, Run
from bot.triage import announce
from bot.triage.access import need_open, need_role, see_case
from bot.triage.desk import Desk
from bot.triage.store_file import begin_if_ready, stored_file
from storage import files, journal


@dataclass(frozen=True, slots=True)
class ColumnsGuess:
    """What we believe of a file's columns."""

    number: int
    name: str
    format: str
    mapping: Mapping[str, str]
    path: Path


def confirm_columns(
    desk: Desk,
    person: Person,
    case_id: int,
    file_number: int,
    *,
    format: str,  # noqa: A002 (the word that people use)
    mapping: Mapping[str, str],
) -> Run | None:
    """Keep the mapping; the run starts if nothing else is missing."""
    need_role(person, RightRole.ANALYST, "confirm columns")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, lock=True)
        need_open(case)
        file = stored_file(tx, case.id, file_number)
        if file.state != "unclear":
            raise Conflict(
                "The columns of that file are confirmed already.", "Rerun the case to read it in another way."
            )
        files.confirm(tx, file.id, format_name=format, mapping=mapping)
        detail = {"file": file_number, "format": format, "mapping": dict(mapping)}
        journal.record(
            tx, case.team_id, person.user_id, "confirm_columns", case_id=case.id, detail=detail, at=desk.now()
        )
        run = begin_if_ready(tx, desk, case)
        announce.root(tx, case, desk.now())
        return run


def columns_guess(desk: Desk, person: Person, case_id: int, file_number: int) -> ColumnsGuess:
    """What we believe of a file's columns, and where the file is: for whoever confirms them."""
    need_role(person, RightRole.ANALYST, "confirm columns")
    with desk.database.reading() as tx:
        case = see_case(tx, person, case_id)
        file = stored_file(tx, case.id, file_number)
    path = desk.file_path(case.id, file.batch, file_number)
    return ColumnsGuess(file_number, file.file.name, file.format, file.mapping, path)
