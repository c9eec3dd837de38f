"""The channel's watch-list, for the one person who asked."""

from collections.abc import Sequence

from bot.triage.watch_list import WatchLine
from handlers.blocks.parts import Message, message, note, section
from handlers.blocks.seen import sighting
from handlers.blocks.words import count, day
from handlers.escaping import code, escape, mention

SHOWN = 30
PLACES = 3


def shown(lines: Sequence[WatchLine]) -> Message:
    """Every account with who put it there and why, and where it turned up."""
    if not lines:
        return note("The watch-list of this channel is empty. `/triage watchlist add @account why` puts one there.")
    told = f"{count(len(lines), 'account')} on this channel's watch-list"
    blocks = [section(_line(line)) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        blocks.append(section(f"and {len(lines) - SHOWN} more"))
    return message(told, [section(f"*{told}*"), *blocks])


def _line(line: WatchLine) -> str:
    one = line.watched
    head = f"{code(one.account, 80)} · {mention(one.added_by)}, {day(one.added_at)}: “{escape(one.reason, 200)}”"
    if not line.seen:
        return f"{head}\nNot seen in cases that you can read."
    more = [f"and {len(line.seen) - PLACES} more: seen {code(one.account, 80)}"] if len(line.seen) > PLACES else []
    return "\n".join([head, *(f"• {sighting(found)}" for found in line.seen[:PLACES]), *more])
