"""Raw posts expire: warned 14 days before, deleted on the day; findings, votes, pictures and frozen copies stay.

Where nobody could be warned in time (the bot was away) the day waits for the warning.
"""

import shutil
from pathlib import Path

from bot.model import Case
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.hold_evidence import HELD
from bot.triage.pipeline import PICTURES
from bot.triage.schedule import DAY_MS
from storage import cases, clusters, intakes, journal, proof

WARN_BEFORE_MS = 14 * DAY_MS
DELIVERY_MS = 7 * DAY_MS
ROWS_A_COMMIT = 500
_KEPT = frozenset({PICTURES, "report.json"})


def warn_of_expiry(desk: Desk) -> int:
    """Tell each case whose raw posts expire within 14 days, once; gives how many."""
    now = desk.now()
    with desk.database.transaction() as tx:
        found = cases.unwarned(tx, now + WARN_BEFORE_MS)
        for case in found:
            changed = cases.change(tx, case.id, raw_warned_at=now)
            announce.notice(tx, changed, "retention_warning", 1, now, expires_at=case.raw_posts_expire_at)
            announce.root(tx, changed, now)
    return len(found)


def purge_expired(desk: Desk) -> int:
    """Delete the raw posts of each case whose day has come and that was warned a day ago at least; gives how many."""
    with desk.database.reading() as tx:
        found = cases.expired(tx, desk.now(), desk.now() - DAY_MS)
    for case in found:
        _purge(desk, case)
    return len(found)


def forget_deliveries(desk: Desk) -> int:
    """Delete keys of deliveries a week old: Slack sends nothing again after an hour."""
    with desk.database.reading() as tx:
        if not intakes.old_deliveries(tx, desk.now() - DELIVERY_MS):
            return 0
    with desk.database.transaction() as tx:
        return intakes.forget_deliveries(tx, desk.now() - DELIVERY_MS, ROWS_A_COMMIT)


def _purge(desk: Desk, case: Case) -> None:
    while True:
        with desk.database.transaction() as tx:
            kept = {item.report_id for item in proof.held_files(tx, case.id)}
            if clusters.forget_evidence(tx, case.id, ROWS_A_COMMIT, kept=kept) < ROWS_A_COMMIT:
                break
    for folder in sorted(desk.case_folder(case.id).glob("*")):
        if folder.name != HELD:
            _empty(folder)
    now = desk.now()
    with desk.database.transaction() as tx:
        still = cases.of_job(tx, case.id, lock=True)
        if still.raw_purged_at is not None:
            return
        changed = cases.change(tx, case.id, raw_purged_at=now)
        ids = [file.slack_file_id for file in case.files if file.slack_file_id is not None]
        journal.record(tx, case.team_id, "", "purge", case_id=case.id, detail={"slack_file_ids": ids}, at=now)
        announce.notice(tx, changed, "purged", 1, now, slack_file_ids=ids)
        announce.root(tx, changed, now)


def _empty(folder: Path) -> None:
    """Delete a run's uploads, tables and texts; its pictures and its report stay."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if entry.name in _KEPT:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
