"""Why not a fan club? Innocent causes: what each would show, what was seen here, and what could not be checked."""

from dataclasses import dataclass

from bot.report import ClusterReport, Finding
from bot.triage.views import ClusterView
from handlers import ids
from handlers.blocks.parts import Block, context, divider, modal, section
from handlers.blocks.words import HEADINGS, count
from handlers.escaping import escape
from handlers.ids import Ref

MOST_SIGNS = 3
SENTENCE_SHOWN = 320


@dataclass(frozen=True, slots=True)
class Cause:
    """One innocent cause and the detectors whose evidence bears on it."""

    name: str
    would_show: str
    signs: tuple[str, ...]
    unchecked: str


CAUSES = (
    Cause(
        "A fan club or a call to action",
        "the same posts shared soon after each other, by accounts of many ages that also post about other things",
        ("D1", "D7", "D4", "D6"),
        "what the accounts post outside these data",
    ),
    Cause(
        "The public of something new: a band, a movement, a local group",
        "the same posts shared within minutes by accounts made in the same weeks, with names and profiles of their own",
        ("D1", "D4", "D7", "D14"),
        "what was new at that time, and whether its public says so",
    ),
    Cause(
        "A newsroom, party or campaign with several accounts",
        "the same links and texts from a few accounts that say who they are",
        ("D2", "D1b", "D3", "D1"),
        "who runs the accounts: nothing here can tell",
    ),
    Cause(
        "A wave of new people after an event",
        "creation dates close together, then varied posts; handles of the platform's default style",
        ("D4", "D5", "D8"),
        "sign-ups on the platform at that time",
    ),
    Cause(
        "A share button or an app",
        "the same text with a link, once an account, with little repetition between the same two accounts",
        ("D2", "D10b", "D1b"),
        "whether the linked page offers a ready-made text",
    ),
    Cause(
        "Declared feeds and schedulers",
        "posts at regular times, and a profile that says so",
        ("D9", "D10b"),
        "client names, where the export holds none",
    ),
)


def fan_club(view: ClusterView) -> Block:
    """The table of innocent causes for one cluster."""
    blocks: list[Block] = [context("No row decides anything: it says what to look at before voting.")]
    if view.report is not None and view.report.false_alarm_card.baseline is None:
        blocks.append(
            context("How often ordinary accounts show the same was not measured: `/triage baseline N`, then rerun.")
        )
    for cause in CAUSES:
        blocks += [_row(cause, view), divider()]
    facts = list(dict.fromkeys(fact for account in view.cluster.report.accounts for fact in account.exculpatory))
    said = escape("; ".join(facts), 500) if facts else "nothing was found, which is no proof"
    blocks.append(section(f"*Speaks against, in these accounts:* {said}"))
    ref = Ref(case=view.case.id, cluster=view.cluster.id)
    return modal(ids.FAN_CLUB, "Why not a fan club?", blocks, ref=ref)


def _row(cause: Cause, view: ClusterView) -> Block:
    cells = (
        f"*Innocent cause*\n{cause.name}",
        f"*It would show*\n{cause.would_show}",
        f"*We saw*\n{_seen(view, cause)}",
        f"*Could not check*\n{_unchecked(cause, view.cluster.report)}",
    )
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": cell} for cell in cells]}


def _seen(view: ClusterView, cause: Cause) -> str:
    """What was found of it here, what was looked for in vain, and how often organic accounts show the same."""
    found = {
        one.detector: one for one in view.cluster.report.findings if one.detector in cause.signs and one.applicable
    }
    told = [_told(found[key]) for key in cause.signs if key in found and found[key].bucket > 0]
    vain = [HEADINGS[key] for key in cause.signs if key in found and found[key].bucket <= 0]
    lines = told[:MOST_SIGNS] or ["nothing that stands out" if found else "could not be looked for"]
    lines += [f"Looked for and not striking: {', '.join(vain)}."] if vain else []
    return "\n".join([*lines, *_organic(view, cause)])


def _told(finding: Finding) -> str:
    return f"_{HEADINGS[finding.detector]}:_ {escape(finding.sentence, SENTENCE_SHOWN)}"


def _organic(view: ClusterView, cause: Cause) -> list[str]:
    baseline = view.report.false_alarm_card.baseline if view.report is not None else None
    if not baseline or "signs" not in baseline:
        return []
    unseen = frozenset(baseline.get("unseen", ())).difference(baseline["signs"])
    counts = [
        f"{HEADINGS[key]} {'not looked for' if key in unseen else format(baseline['signs'].get(key, 0), ',')}"
        for key in cause.signs
    ]
    total = count(baseline["accounts"], "account")
    return [f"_Of {total} held to be organic, under such findings: {', '.join(counts)}._"]


def _unchecked(cause: Cause, report: ClusterReport) -> str:
    reasons = [
        f"{HEADINGS[one.detector]}: {one.why_not}"
        for one in report.findings
        if one.detector in cause.signs and one.why_not
    ]
    return escape("; ".join(dict.fromkeys([cause.unchecked, *reasons])), 500)
