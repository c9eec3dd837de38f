"""When a part of the program was last seen alive: what came after that was missed."""

from bot.triage.desk import Desk
from storage import journal


def beat(desk: Desk, name: str = "bot") -> None:
    """Note that it is alive now."""
    with desk.database.transaction() as tx:
        journal.beat(tx, name, desk.now())


def last_beat(desk: Desk, name: str = "bot") -> int | None:
    """When it was last seen alive; None = never."""
    with desk.database.reading() as tx:
        return journal.last_beat(tx, name)
