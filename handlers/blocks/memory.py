"""What a card says of earlier cases and of watched accounts: lines of context, which count for nothing in the score."""

from bot.measures.indicators import ACCOUNT, HANDLE, PAGE, PICTURE, SITE, TEXT
from bot.model import VerdictKind
from bot.reporting.judgements import VERDICTS
from bot.triage.views import SeenBefore, WatchedMember
from handlers.blocks.words import count, day, listed
from handlers.escaping import escape, mention

NOUNS = {
    ACCOUNT: "account",
    HANDLE: "handle",
    SITE: "site",
    PAGE: "page",
    TEXT: "text",
    PICTURE: "profile picture",
}

WATCHED_TOLD = 5


def seen_line(seen: tuple[SeenBefore, ...]) -> str:
    """One line on what was seen before; empty where nothing was. Cases that not all here can read stay unnamed."""
    told = [_judged(item) for item in seen if not item.elsewhere]
    if len(told) < len(seen):
        told.append("in a case that not everybody here can read: ask a lead")
    return f"*Seen before:* {'; '.join(told)}. _Context only: it adds nothing to the score._" if told else ""


def watched_line(watched: tuple[WatchedMember, ...]) -> str:
    """Accounts of the group that are on the channel's watch-list, by label: who put each there, when and why."""
    if not watched:
        return ""
    told = [
        f"{one.label} (put there by {mention(one.added_by)} on {day(one.added_at)}{_why(one.reason)})"
        for one in watched[:WATCHED_TOLD]
    ]
    more = f" and {len(watched) - WATCHED_TOLD} more" if len(watched) > WATCHED_TOLD else ""
    return f"*On your watch-list:* {'; '.join(told)}{more}. _Context only: it adds nothing to the score._"


def _why(reason: str) -> str:
    return f": “{escape(reason, 120)}”" if reason else "; the reason is in /triage watchlist"


def _judged(item: SeenBefore) -> str:
    common = listed([count(number, NOUNS[kind]) for kind, number in item.common.items()])
    dissent = f", {item.dissent} saw it otherwise" if item.dissent else ""
    favour = "; that speaks in this group's favour" if item.verdict is VerdictKind.ORGANIC else ""
    return (
        f"{common} in {item.key} of case {item.case_number}, judged “{VERDICTS[item.verdict]}” on {day(item.at)} "
        f"({count(item.votes, 'vote')}{dissent}){favour}"
    )
