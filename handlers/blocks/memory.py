"""What a card says of earlier cases: one line of context, which counts for nothing in the score."""

from bot.measures.indicators import ACCOUNT, HANDLE, PAGE, PICTURE, SITE, TEXT
from bot.model import VerdictKind
from bot.triage.views import SeenBefore
from handlers.blocks.words import VERDICTS, count, day, listed

NOUNS = {
    ACCOUNT: "account",
    HANDLE: "handle",
    SITE: "site",
    PAGE: "page",
    TEXT: "text",
    PICTURE: "profile picture",
}


def seen_line(seen: tuple[SeenBefore, ...]) -> str:
    """One line on what was seen before; empty where nothing was. Other channels' cases are not named."""
    told = [_judged(item) for item in seen if not item.elsewhere]
    if len(told) < len(seen):
        told.append("in another channel: ask a lead")
    return f"*Seen before:* {'; '.join(told)}. _Context only: it adds nothing to the score._" if told else ""


def _judged(item: SeenBefore) -> str:
    common = listed([count(number, NOUNS[kind]) for kind, number in item.common.items()])
    dissent = f", {item.dissent} saw it otherwise" if item.dissent else ""
    favour = "; that speaks in this group's favour" if item.verdict is VerdictKind.ORGANIC else ""
    return (
        f"{common} in {item.key} of case {item.case_number}, judged “{VERDICTS[item.verdict]}” on {day(item.at)} "
        f"({count(item.votes, 'vote')}{dissent}){favour}"
    )
