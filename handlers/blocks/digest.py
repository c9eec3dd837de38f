"""The daily message of a channel: what waits, counted, with the first few by name; nobody's handle."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import ids
from handlers.blocks.parts import Message, actions, button, context, message, section
from handlers.blocks.words import ago, count, day, listed
from handlers.ids import Ref

NAMED = 5


def digest(content: Mapping[str, Any], channel_id: str, now: int) -> Message:
    """What waits, as it was when the day's hour came."""
    parts = [_votes(content, now), _disputed(content), _rechecks(content), _expiring(content)]
    lines = [line for line in parts if line]
    blocks = [section("*What waits in this channel*\n" + "\n".join(lines))]
    if content["wanted"]:
        mine = button("My votes", ids.MY_VOTES, Ref(channel=channel_id), style="primary")
        blocks.append(actions(f"digest:{channel_id}", mine))
    blocks.append(context("_Once a day; a lead changes the hour: `/triage settings digest_hour 9` (or off)_"))
    return message("What waits in this channel today", blocks)


def _votes(content: Mapping[str, Any], now: int) -> str:
    if not content["wanted"]:
        return ""
    oldest = min(int(item["at"]) for item in content["wanted"])
    told = f"*{count(int(content['votes']), 'vote')} wanted* · oldest waits {ago(now - oldest)}"
    return f"{told}: {_named(content['wanted'])}"


def _disputed(content: Mapping[str, Any]) -> str:
    found = content["disputed"]
    return f"*{len(found):,} disputed*, another view is wanted: {_named(found)}" if found else ""


def _rechecks(content: Mapping[str, Any]) -> str:
    found = content["rechecks"]
    return f"*{count(len(found), 'recheck')} today:* {_named(found)}" if found else ""


def _expiring(content: Mapping[str, Any]) -> str:
    found = content["expiring"]
    if not found:
        return ""
    told = [f"case {int(item['case'])} on {day(int(item['at']))}" for item in found[:NAMED]]
    return f"*Raw posts are deleted soon:* {_more(told, len(found))}. Hold evidence keeps what is cited."


def _named(found: Sequence[Mapping[str, Any]]) -> str:
    return _more([f"{item['key']} of case {int(item['case'])}" for item in found[:NAMED]], len(found))


def _more(told: list[str], total: int) -> str:
    return listed([*told, f"{total - NAMED:,} more"]) if total > NAMED else listed(told)
