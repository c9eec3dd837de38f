"""The folder of a case on its way out: set aside while the database decides, then deleted or put back.

A database takes back what it did not commit, a disk does not. So nothing is deleted before the commit, and what a crash
leaves on the disk in between is swept when the bot starts: by what the database says of the case then.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from bot.triage.desk import Desk
from storage import cases

ASIDE = ".purged-"
"""Stands between the number and a token in the name of a folder that was set aside."""


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
    """Finish what a crash has left: folders that were set aside, and files that came to a case after its purge."""
    root = desk.data_dir / "cases"
    for aside in sorted(root.glob(f"*{ASIDE}*")):
        _finish(desk, aside)
    with desk.database.reading() as tx:
        purged = cases.purged(tx)
    for case_id in purged:
        shutil.rmtree(desk.case_folder(case_id), ignore_errors=True)


def _finish(desk: Desk, aside: Path) -> None:
    """Delete it if its case was purged, or put it back; a purge that is still deciding is waited for."""
    number = aside.name.partition(ASIDE)[0]
    with suppress(ValueError, LookupError), desk.database.transaction() as tx:  # no case of ours: not ours to delete
        case = cases.of_job(tx, int(number), lock=True)
        if case.purged_at is None:
            put_back(aside, desk.case_folder(case.id))
        else:
            shutil.rmtree(aside, ignore_errors=True)
