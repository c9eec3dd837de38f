"""Folders whose end the database decides: a purged case's is set aside, that of copies not held yet is marked.

A database takes back what it did not commit, a disk does not. So nothing is deleted before the commit, and what a crash
leaves on the disk in between is swept when the bot starts: by what the database says of the case then.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from bot.triage.desk import Desk
from storage import cases, proof

ASIDE = ".purged-"
"""Stands between the number and a token in the name of a folder that was set aside."""
HELD = "held"
"""The evidence store inside a case's folder: a folder for each hold."""
UNFINISHED = "unfinished"
"""A file in a hold's folder until the database has the hold."""
WRITING_MS = 60 * 60 * 1000
"""A hold that is marked for so long is not being written any more."""


def set_aside(desk: Desk, case_id: int) -> Path:
    """Give the case's folder another name, inside the transaction that purges the case; gives the new place."""
    folder = desk.case_folder(case_id)
    aside = folder.with_name(f"{folder.name}{ASIDE}{desk.new_token()}")
    with suppress(FileNotFoundError):  # a case without files
        folder.rename(aside)
    return aside


def put_back(aside: Path, folder: Path) -> None:
    """Undo it: what was written there in the meantime stays beside what comes back."""
    if not folder.exists():
        with suppress(FileNotFoundError):
            aside.rename(folder)
    elif aside.is_dir() and folder.is_dir():
        for entry in sorted(aside.iterdir()):
            put_back(entry, folder / entry.name)
        shutil.rmtree(aside, ignore_errors=True)


def sweep_folders(desk: Desk) -> None:
    """Finish what a crash has left: folders set aside, files that came to a case after its purge, copies never held."""
    root = desk.data_dir / "cases"
    for aside in sorted(root.glob(f"*{ASIDE}*")):
        _finish(desk, aside)
    with desk.database.reading() as tx:
        purged = cases.purged(tx)
    for case_id in purged:
        shutil.rmtree(desk.case_folder(case_id), ignore_errors=True)
    _sweep_holds(desk, root)


def discard(copies: Path) -> None:
    """Delete the folder of a hold, and those above it that were made for it alone: a purge leaves none."""
    shutil.rmtree(copies, ignore_errors=True)
    for parent in (copies.parent, copies.parent.parent):
        with suppress(OSError):
            parent.rmdir()


def _finish(desk: Desk, aside: Path) -> None:
    """Delete it if its case was purged, or put it back; a purge that is still deciding is waited for."""
    number = aside.name.partition(ASIDE)[0]
    with suppress(ValueError, LookupError), desk.database.transaction() as tx:  # no case of ours: not ours to delete
        case = cases.of_job(tx, int(number), lock=True)
        if case.purged_at is None:
            put_back(aside, desk.case_folder(case.id))
        else:
            shutil.rmtree(aside, ignore_errors=True)


def _sweep_holds(desk: Desk, root: Path) -> None:
    """Delete copies of holds that the database does not have, and take the mark from those that it has."""
    found = [mark for mark in root.glob(f"*/{HELD}/*/{UNFINISHED}") if _age_ms(desk, mark) > WRITING_MS]
    with desk.database.reading() as tx:
        known = proof.places(tx) if found else frozenset()
    for mark in found:
        folder = mark.parent
        if folder.relative_to(desk.data_dir).as_posix() in {place.rpartition("/")[0] for place in known}:
            mark.unlink(missing_ok=True)
        else:
            discard(folder)


def _age_ms(desk: Desk, path: Path) -> float:
    return desk.now() - path.stat().st_mtime * 1000
