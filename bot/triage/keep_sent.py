"""Keeps which files of a case were sent to people: a purge takes them out of Slack, as it does pictures."""

from collections.abc import Iterable

from bot.model import Case
from bot.triage import announce
from bot.triage.desk import Desk
from storage import cases, proof


def keep_sent(desk: Desk, about: Iterable[Case], user_id: str, slack_file_id: str) -> None:
    """The file is about these cases; if one was purged while it was made, the file goes at once."""
    with desk.database.transaction() as tx:
        for one in sorted(about, key=lambda case: case.id):
            case = cases.of_job(tx, one.id, lock=True)
            if case.purged_at is not None:
                announce.delete_file(tx, case, slack_file_id, desk.now())
            else:
                proof.add_sent(tx, case.team_id, case.id, user_id, slack_file_id, desk.now())
