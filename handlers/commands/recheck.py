"""`recheck N [C1] now|in 3d|daily|weekly|monthly|off`: look at a case's accounts again."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.change_recheck import change_rechecks
from handlers.blocks.parts import Message, note
from handlers.blocks.words import RECHECKS, day
from handlers.command import Ask, Command, is_key, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Start, change or stop the rechecks of a case or of one of its groups."""
    case, words = take_case(office, ask)
    key = words[0].upper() if words and is_key(words[0]) else None
    every = " ".join(words[1:] if key else words)
    if not every:
        raise InputError(
            "How often?", hint=f"For example: recheck {case.number} weekly, recheck {case.number} in 3d, or off."
        )
    found = change_rechecks(office.desk, office.person(ask.asker, case.channel_id), case.id, every, key=key)
    if not found:
        return note(f"Case {case.number} has no group to look at again yet.")
    first = min(found, key=lambda one: one.due_at)
    told = f"{RECHECKS[first.state]}, next look {day(first.due_at)}" if every != "off" else RECHECKS[first.state]
    return note(f"Rechecks of case {case.number}: {len(found)} {told}.")


COMMAND = Command(
    "recheck",
    "recheck N [C1] now|in 3d|daily|weekly|monthly|off",
    "Look at a case's accounts again, now or in a rhythm.",
    ("recheck 4 weekly", "recheck 4 C1 now", "recheck 4 in 3d", "recheck 4 off"),
    run,
    needs=RightRole.ANALYST,
)
