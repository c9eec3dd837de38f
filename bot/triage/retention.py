"""Raw posts expire: warned 14 days before, deleted on the day; findings, votes, pictures and frozen copies stay.

Where nobody could be warned in time (the bot was away) the day waits for the warning.
"""

import shutil
from pathlib import Path

from bot.analysis.pipeline import PICTURES
from bot.model import Case
from bot.triage import announce
from bot.triage.desk import Desk
from bot.triage.folders import HELD
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
    return sum(_purge(desk, case.id) for case in found)


def forget_deliveries(desk: Desk) -> int:
    """Delete keys of deliveries a week old: Slack sends nothing again after an hour."""
    with desk.database.reading() as tx:
        if not intakes.old_deliveries(tx, desk.now() - DELIVERY_MS):
            return 0
    with desk.database.transaction() as tx:
        return intakes.forget_deliveries(tx, desk.now() - DELIVERY_MS, ROWS_A_COMMIT)


def _purge(desk: Desk, case_id: int) -> bool:
    """Delete a case's raw posts; not if somebody holds its evidence by now."""
    left = ROWS_A_COMMIT
    while left >= ROWS_A_COMMIT:
        with desk.database.transaction() as tx:
            if _spared(cases.of_job(tx, case_id, lock=True)):
                return False
            kept = {item.report_id for item in proof.held_files(tx, case_id)}
            left = clusters.forget_evidence(tx, case_id, ROWS_A_COMMIT, kept=kept)
    now = desk.now()
    with desk.database.transaction() as tx:
        case = cases.of_job(tx, case_id, lock=True)
        if _spared(case):
            return False
        for folder in sorted(desk.case_folder(case_id).glob("*")):
            if folder.name != HELD:
                _empty(folder)
        changed = cases.change(tx, case_id, raw_purged_at=now)
        ids = [file.slack_file_id for file in case.files if file.slack_file_id is not None]
        journal.record(tx, case.team_id, "", "purge", case_id=case_id, detail={"slack_file_ids": ids}, at=now)
        announce.notice(tx, changed, "purged", 1, now, slack_file_ids=ids)
        announce.root(tx, changed, now)
    return True


def _spared(case: Case) -> bool:
    return bool(case.held_by) or case.raw_purged_at is not None


def _empty(folder: Path) -> None:
    """Delete a run's uploads, tables and texts; its pictures and its report stay."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else []:
        if entry.name in _KEPT:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
