"""`settings [key value]`: what the team has chosen; a lead changes it."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.preferences import OF_CHANNEL, preferences, set_preference
from handlers.blocks import lists
from handlers.blocks.parts import Message
from handlers.command import Ask, Command
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Show the settings, or change one."""
    if not ask.words:
        return lists.preferences(preferences(office.desk, ask.asker.team_id, ask.asker.channel_id))
    if len(ask.words) == 1:
        raise InputError(f"To what should {ask.words[0]!r} be set?", hint="For example: settings quorum 3.")
    person = office.person(ask.asker)
    key, value = ask.words[0], " ".join(ask.words[1:])
    place = ask.asker.channel_id if key in OF_CHANNEL else ""
    set_preference(office.desk, person, key, value, channel_id=place)
    return lists.preferences(preferences(office.desk, ask.asker.team_id, ask.asker.channel_id))


COMMAND = Command(
    "settings",
    "settings [key value]",
    "What the team has chosen; a lead changes it.",
    (
        "settings",
        "settings digest_hour 9",
        "settings quiet_hours 22-7",
        "settings timezone Europe/Brussels",
        "settings quorum 3",
        "settings default_platform bluesky",
    ),
    run,
    needs=RightRole.VIEWER,
    changes=RightRole.LEAD,
    of_case=False,
)
