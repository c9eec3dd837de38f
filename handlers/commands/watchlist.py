"""`watchlist [add|off] @account ...`: accounts that this channel wants to look at again."""

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.watch_list import unwatch, watch, watch_list
from handlers.blocks import watchlist
from handlers.blocks.parts import Message, note
from handlers.blocks.words import count
from handlers.command import Ask, Command
from handlers.office import Office
from handlers.rights import Outsiders


def run(office: Office, ask: Ask) -> Message:
    """Show the list with where each turned up, add to it, or take accounts off."""
    channel = ask.asker.channel_id
    if not ask.words:
        return watchlist.shown(watch_list(office.desk, office.person_everywhere(ask.asker), channel))
    person, verb, words = office.person(ask.asker), ask.words[0].lower(), ask.words[1:]
    if verb == "add":
        added = watch(office.desk, person, channel, words)
        return note(f"On this channel's watch-list: {count(len(added), 'account')}. Cards say so when one turns up.")
    if verb == "off" and words:
        taken = unwatch(office.desk, person, channel, words)
        return note(f"Taken off the watch-list: {count(len(taken), 'account')}.")
    raise InputError("Add accounts with a reason, or take them off.", hint="watchlist add @alice.bsky.social why")


COMMAND = Command(
    "watchlist",
    "watchlist [add|off] @account ... [why]",
    "Accounts that this channel wants to look at again, and where each turned up.",
    ("watchlist", "watchlist add @alice.bsky.social x:bob were in the spring campaign", "watchlist off x:bob"),
    run,
    needs=RightRole.VIEWER,
    changes=RightRole.ANALYST,
    outsiders=Outsiders.NEVER,
    of_case=False,
)
