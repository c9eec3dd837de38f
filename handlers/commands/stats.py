"""`stats [DAYS]`: the team's figures in the cases that the person can see."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.team_stats import team_stats
from handlers.blocks import stats
from handlers.blocks.parts import Message
from handlers.command import Ask, Command
from handlers.office import Office

LONGEST = 3_650


def run(office: Office, ask: Ask) -> Message:
    """Count what the person may read."""
    words = [word for word in ask.words if word.lower() not in {"d", "day", "days"}]
    days = words[0].lower().removesuffix("d") if words else "0"
    if len(words) > 1 or not days.isdecimal() or int(days) > LONGEST:
        raise InputError(f"I know no span {' '.join(ask.words)!r}.", hint="For example: stats, or stats 30.")
    return stats.stats(team_stats(office.desk, office.person_everywhere(ask.asker), int(days)))


COMMAND = Command(
    "stats",
    "stats [DAYS]",
    "How verdicts bear out each detector, how long they take, how far people agree, what was missed.",
    ("stats", "stats 30"),
    run,
    needs=RightRole.VIEWER,
    of_case=False,
)
