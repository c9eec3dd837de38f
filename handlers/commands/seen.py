"""`seen @x|domain`: where an account or a site occurred, in cases that the person can read."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.look_up import look_up
from handlers.blocks import seen
from handlers.blocks.parts import Message
from handlers.command import Ask, Command
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Look it up in every channel of which the person is a member; that it was asked is recorded."""
    if len(ask.words) != 1:
        raise InputError("One account or one site at a time.", hint="For example: seen @alice, seen news.example")
    found = look_up(office.desk, office.person_everywhere(ask.asker), ask.words[0])
    return seen.seen(ask.words[0], found)


COMMAND = Command(
    "seen",
    "seen @account | site",
    "Where an account or a site occurred, in cases that you can read.",
    ("seen @alice.bsky.social", "seen x:bob", "seen news.example"),
    run,
    needs=RightRole.VIEWER,
    of_case=False,
)
