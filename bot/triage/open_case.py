"""Opens a case: handles, files, or both; the thread's first message follows, and a run as soon as there is data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import InputError, NotFound
from bot.model import Case, Person, RightRole, Sensitivity
from bot.triage import announce
from bot.triage.access import need_member, need_role
from bot.triage.desk import Desk
from bot.triage.preferences import read_preferences
from bot.triage.start_run import begin_run
from storage import cases, files, intakes, journal
from storage.database import Transaction

DAY_MS = 86_400_000
TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that a person gave us and that we still have to fetch."""

    name: str
    slack_file_id: str | None = None
    size: int = 0


def open_case(
    desk: Desk,
    person: Person,
    intake_id: int | None,
    *,
    title: str,
    handles: Sequence[str] = (),
    files: Sequence[WantedFile] = (),
    source: str = "",
    sensitivity: Sensitivity | None = None,
    parameters: Mapping[str, Any] | None = None,
    channel_id: str | None = None,
    data_follow: bool = False,
) -> Case:
    """Open a case for an intake (or straight in a channel); asked twice for one intake, give the same case.

    `handles` are "platform:handle"; `source` is the live source that can look them up ('' = none can). With
    `data_follow` the case may start empty: files are added from this machine right after.
    """
    need_role(person, RightRole.ANALYST, "open a case")
    if not handles and not files and not data_follow:
        raise InputError("There is nothing to look at.", "Name accounts, or give a file: /triage @alice @bob")
    with desk.database.transaction() as tx:
        known, channel = _known(tx, person, intake_id, channel_id)
        if known is not None:
            return known
        chosen = read_preferences(tx, desk, person.team_id, channel)
        now = desk.now()
        case = cases.add(
            tx,
            team_id=person.team_id,
            number=cases.next_number(tx, person.team_id),
            channel_id=channel,
            intake_id=intake_id,
            title=title.strip()[:TITLE_LENGTH] or "untitled",
            opened_by=person.user_id,
            opened_at=now,
            status="open",
            sensitivity=(sensitivity or chosen.sensitivity).value,
            handles=list(handles),
            source=source,
            parameters=dict(parameters or {}),
            raw_posts_expire_at=now + chosen.retention_days * DAY_MS,
        )
        _fill(tx, desk, person, case, intake_id, files)
        return cases.of_job(tx, case.id)


def _known(tx: Transaction, person: Person, intake_id: int | None, channel_id: str | None) -> tuple[Case | None, str]:
    if intake_id is None:
        need_member(person, channel_id or "")
        return None, channel_id or ""
    found = intakes.get(tx, person.team_id, intake_id)
    if found is None:
        raise NotFound("That request is not known.", "Send it again.")
    intake, case_id = found
    need_member(person, intake.channel_id)
    return (cases.of_job(tx, case_id) if case_id is not None else None), intake.channel_id


def _fill(
    tx: Transaction, desk: Desk, person: Person, case: Case, intake_id: int | None, wanted: Sequence[WantedFile]
) -> None:
    now = desk.now()
    if intake_id is not None:
        intakes.settle(tx, intake_id, case_id=case.id)
    listed = [(file.name, file.slack_file_id, file.size) for file in wanted]
    files.add(tx, case.team_id, case.id, listed, batch=1, purpose="data", at=now)
    journal.record(
        tx, case.team_id, person.user_id, "open_case", case_id=case.id, detail={"number": case.number}, at=now
    )
    if case.handles and case.source and not wanted:
        begin_run(tx, desk, case, by=person.user_id)
    announce.root(tx, case, now)
