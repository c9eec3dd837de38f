"""Why not a fan club? Innocent causes: what each would show, what was seen here, and what could not be checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.report import ClusterReport, Family
from bot.triage.views import ClusterView
from handlers import ids
from handlers.blocks.parts import Block, context, divider, modal, section
from handlers.escaping import escape
from handlers.ids import Ref


@dataclass(frozen=True, slots=True)
class Cause:
    """One innocent cause and the families of evidence that bear on it."""

    name: str
    would_show: str
    families: tuple[Family, ...]
    unchecked: str


CAUSES = (
    Cause(
        "A fan club or a call to action",
        "the same posts shared soon after each other, by accounts of many ages that also post about other things",
        (Family.SYNCHRONY, Family.HISTORY),
        "what the accounts post outside these data",
    ),
    Cause(
        "A newsroom, party or campaign with several accounts",
        "the same links and texts from a few accounts that say who they are",
        (Family.CONTENT, Family.SYNCHRONY),
        "who runs the accounts: nothing here can tell",
    ),
    Cause(
        "A wave of new people after an event",
        "creation dates close together, then varied posts; handles of the platform's default style",
        (Family.HISTORY, Family.IDENTITY),
        "sign-ups on the platform at that time",
    ),
    Cause(
        "A share button or an app",
        "the same text with a link, once an account, with little repetition between the same two accounts",
        (Family.CONTENT,),
        "whether the linked page offers a ready-made text",
    ),
    Cause(
        "Declared feeds and schedulers",
        "posts at regular times, and a profile that says so",
        (Family.BEHAVIOUR,),
        "client names, where the export holds none",
    ),
)


def fan_club(view: ClusterView) -> Block:
    """The table of innocent causes for one cluster."""
    blocks: list[Block] = [context("No row decides anything: it says what to look at before voting.")]
    for cause in CAUSES:
        blocks += [_row(cause, view.cluster.report), divider()]
    facts = list(dict.fromkeys(fact for account in view.cluster.report.accounts for fact in account.exculpatory))
    said = escape("; ".join(facts), 500) if facts else "nothing was found, which is no proof"
    blocks.append(section(f"*Speaks against, in these accounts:* {said}"))
    ref = Ref(case=view.case.id, cluster=view.cluster.id)
    return modal(ids.FAN_CLUB, "Why not a fan club?", blocks, ref=ref)


def _row(cause: Cause, report: ClusterReport) -> Block:
    cells = (
        f"*Innocent cause*\n{cause.name}",
        f"*It would show*\n{cause.would_show}",
        f"*We saw*\n{_seen(report, cause.families)}",
        f"*Could not check*\n{_unchecked(cause, report)}",
    )
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": cell} for cell in cells]}


def _seen(report: ClusterReport, families: Sequence[Family]) -> str:
    told = [
        one.sentence
        for one in report.findings
        if one.family is not None and one.family in families and one.applicable and one.sentence
    ]
    return escape(" ".join(told[:2]), 600) if told else "nothing that stands out"


def _unchecked(cause: Cause, report: ClusterReport) -> str:
    reasons = [one.why_not for one in report.findings if one.family in cause.families and one.why_not]
    return escape("; ".join(dict.fromkeys([cause.unchecked, *reasons])), 400)
