"""The person at this machine's console: who can open the database can read its cases, and is named in the audit."""

from bot.errors import InputError, NotFound
from bot.model import Person, RightRole
from bot.triage.desk import Desk
from storage import cases, teams

CONSOLE = "console"


def operator(desk: Desk, team_id: str = "") -> Person:
    """The console's person in a team, a reader of every channel that has a case.

    Without `team_id` the team is the only one that the database knows.

    Raises:
        NotFound: the team, or any team at all, has no case.
        InputError: several teams have cases, so one has to be named.
    """
    with desk.database.reading() as tx:
        known = teams.with_cases(tx)
        team = team_id or (known[0] if len(known) == 1 else "")
        if not known:
            raise NotFound("The database holds no case.", hint="Check SHOAL_DATABASE_URL and SHOAL_DATA_DIR.")
        if not team:
            raise InputError("Several teams have cases.", hint=f"Name one with --team: {', '.join(known)}.")
        if team not in known:
            raise NotFound(f"There is no team {team} with cases.", hint=f"Teams: {', '.join(known)}.")
        return Person(team, CONSOLE, RightRole.LEAD, frozenset(cases.channels(tx, team)))
