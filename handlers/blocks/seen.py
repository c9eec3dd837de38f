"""Where an account or a site occurred before, for the one person who asked."""

from collections.abc import Sequence

from bot.reporting.judgements import VERDICTS
from bot.triage.look_up import Sighting
from handlers.blocks.parts import Message, message, note, section
from handlers.blocks.words import count
from handlers.escaping import code, escape

SHOWN = 25
NOTHING = "Not seen in cases that you can read."


def seen(asked: str, found: Sequence[Sighting]) -> Message:
    """The list, or that there is nothing that this person may read."""
    if not found:
        return note(NOTHING)
    told = f"Seen in {count(len({one.case_number for one in found}), 'case')} that you can read"
    lines = [f"• {sighting(one)}" for one in found[:SHOWN]]
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    rest = "To be in a group that was judged is no judgement of one account."
    texts = ["\n".join(lines[start : start + 8]) for start in range(0, len(lines), 8)]
    return message(told, [section(f"*{told}:* {code(asked, 80)}"), *map(section, [*texts, *more, f"_{rest}_"])])


def sighting(one: Sighting) -> str:
    """One group, what it was there, and where the votes stand."""
    what = f"{one.role} {one.label}" if one.label else f"shared by {count(one.accounts, 'account')}"
    parts = [f"{one.key} of case {one.case_number}, “{escape(one.case_title, 60)}”", escape(what, 60), _judged(one)]
    parts += ["*excluded by people*"] if one.excluded else []
    parts += [] if one.current else ["the newest run no longer finds this group"]
    return " · ".join(parts)


def _judged(one: Sighting) -> str:
    if one.verdict is None:
        return f"no verdict yet ({one.votes_in} of {one.quorum} votes)"
    by = "closed early by a lead" if one.verdict.override_by else count(one.verdict.votes, "vote")
    return f"{VERDICTS[one.verdict.kind]} ({by})"
