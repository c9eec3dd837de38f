"""Fetches a case's files: claimed by lease, stored under numbers, and the run starts when the last one is here."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import InputError
from bot.model import Case, InputFile, Run
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.start_run import begin_run
from storage import cases, files, runs
from storage.database import Transaction
from storage.files import StoredFile

LEASE_MS = 300_000


@dataclass(frozen=True, slots=True)
class FileClaim:
    """A file that is ours to fetch: write it to `path` (its folder is there)."""

    id: int
    case: Case
    file: InputFile
    batch: int
    path: Path
    token: str
    attempts: int


def claim_file(desk: Desk, *, lease_ms: int = LEASE_MS) -> FileClaim | None:
    """Take the oldest file that is still wanted."""
    now = desk.now()
    with desk.database.reading() as tx:
        if not files.anything_due(tx, now):
            return None
    with desk.database.transaction() as tx:
        found = files.claim(tx, token=desk.new_token(), now=now, until=now + lease_ms)
        return _claimed(tx, desk, found) if found is not None else None


def add_local_file(desk: Desk, case_id: int, name: str, source: Path) -> FileClaim:
    """Copy a file of this machine into a case; hand the claim to `store_file`."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, case_id, lock=True)
        wanted: list[tuple[str, str | None, int]] = [(name, None, source.stat().st_size)]
        (added,) = files.add(tx, case.team_id, case.id, wanted, batch=next_batch(tx, case.id), purpose="data", at=0)
        token, until = desk.new_token(), desk.now() + LEASE_MS
        claim = _claimed(tx, desk, files.claim_one(tx, added.id, token=token, until=until))
    shutil.copyfile(source, claim.path)
    return claim


def store_file(
    desk: Desk,
    claim: FileClaim,
    *,
    size: int,
    sha256: str,
    format: str = "",  # noqa: A002 (the word that people use)
    mapping: Mapping[str, str] | None = None,
    sure: bool = True,
) -> Run | None:
    """The file is here. Unless we are `sure` of its columns a person is asked; else the run may start."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id, lock=True)
        state = "stored" if sure else "unclear"
        known = dict(mapping or {})
        files.finish(
            tx, claim.id, claim.token, size=size, sha256=sha256, state=state, format_name=format, mapping=known
        )
        if not sure:
            content = {"case_id": case.id, "file_number": claim.file.number}
            key = f"case:{case.id}:columns:{claim.file.number}"
            announce.thread_message(tx, case, "confirm_columns", key, content, desk.now())
        run = begin_if_ready(tx, desk, case)
        announce.root(tx, case, desk.now())
        return run


def fail_file(desk: Desk, claim: FileClaim, error: str, hint: str = "", *, retry_at: int | None = None) -> None:
    """The file could not be had: try again later, or (None) tell the thread and go on with the others."""
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, claim.case.id, lock=True)
        files.fail(tx, claim.id, claim.token, error=error, retry_at=retry_at)
        if retry_at is None:
            content = {"number": claim.file.number, "error": error, "hint": hint}
            announce.notice(tx, case, "file_failed", claim.file.number, desk.now(), **content)
            begin_if_ready(tx, desk, case)
        announce.root(tx, case, desk.now())


def begin_if_ready(tx: Transaction, desk: Desk, case: Case) -> Run | None:
    """Start the run if nothing is on its way any more, nothing is unclear, and something new is here."""
    held = files.of_case(tx, case.id)
    if any(file.state in {"wanted", "unclear"} for file in held) or runs.active(tx, case.id) is not None:
        return None
    newest = max((file.batch for file in held if file.state == "stored"), default=0)
    purpose = next((file.purpose for file in held if file.batch == newest and file.state == "stored"), "")
    if newest <= runs.last_number(tx, case.id):
        return None
    return begin_run(tx, desk, case, by="", purpose="analysis" if purpose == "data" else "compare")


def next_batch(tx: Transaction, case_id: int) -> int:
    """The folder number of files that come now: that of the run which will read them."""
    held = files.of_case(tx, case_id)
    waiting = [file.batch for file in held if file.state in {"wanted", "unclear"}]
    return max([*waiting, runs.last_number(tx, case_id) + 1])


def stored_file(tx: Transaction, case_id: int, number: int) -> StoredFile:
    """The case's n-th file."""
    for file in files.of_case(tx, case_id):
        if file.file.number == number:
            return file
    raise InputError(f"The case has no file {number}.", "Look at its first message for the files it has.")


def _claimed(tx: Transaction, desk: Desk, found: StoredFile) -> FileClaim:
    path = desk.file_path(found.case_id, found.batch, found.file.number)
    path.parent.mkdir(parents=True, exist_ok=True)
    case = cases.of_job(tx, found.case_id)
    return FileClaim(found.id, case, found.file, found.batch, path, found.token, found.attempts)
