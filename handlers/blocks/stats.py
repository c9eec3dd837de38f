"""The team's figures in words: each share with its interval, and "too few" where it would say nothing."""

from bot.measures.intervals import wilson
from bot.reporting.judgements import VERDICTS
from bot.triage.team_stats import (
    ENOUGH_GROUPS,
    ENOUGH_VERDICTS,
    Agreement,
    DetectorRecord,
    Review,
    TeamStats,
)
from handlers.blocks.parts import Message, context, message, section
from handlers.blocks.words import HEADINGS, count, listed

RELIABLE = 0.8
TENTATIVE = 0.667
MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000
CAUTION = (
    "_These figures are about the team's verdicts, not about the truth: people saw the evidence before they judged. "
    "They cover the cases that you can see._"
)


def stats(found: TeamStats) -> Message:
    """All figures, one paragraph each."""
    when = f"last {count(found.days, 'day')}" if found.days else "since the beginning"
    parts = [f"*The team's figures · {when}*\n{_verdicts(found)}", _detectors(found), _waits(found)]
    parts += [_agreement(found.agreement), _review(found.review)]
    return message(f"The team's figures, {when}", [*map(section, parts), context(CAUTION)])


def _verdicts(found: TeamStats) -> str:
    parts = [f"{number} {VERDICTS[kind]}" for kind, number in found.verdicts.items() if number]
    if not parts:
        return "No group has a verdict yet."
    lead = f" Of these a lead decided {found.overrides:,}." if found.overrides else ""
    return f"{count(sum(found.verdicts.values()), 'verdict')}: {listed(parts)}.{lead}"


def _detectors(found: TeamStats) -> str:
    head = (
        "*Detectors:* of the groups in which each gave evidence, how many were judged coordinated rather than organic"
    )
    lines = [f"• {_name(one.detector)}: {_record(one)}" for one in found.detectors]
    return "\n".join([head, *(lines or ["• no group with a verdict holds evidence of one yet"])])


def _name(detector: str) -> str:
    about = HEADINGS.get(detector)
    return f"{detector} {about}" if about else detector


def _record(one: DetectorRecord) -> str:
    total = one.coordinated + one.organic
    more = f"; {one.otherwise:,} judged neither" if one.otherwise else ""
    if total < ENOUGH_VERDICTS:
        return f"{one.coordinated:,} of {total:,}, too few to say (under {ENOUGH_VERDICTS}){more}"
    return f"{share(one.coordinated, total)}{more}"


def share(hits: int, total: int) -> str:
    """`12 of 15, 80 % (55-93 %)`: the interval is Wilson's, 95 %."""
    low, high = wilson(hits, total)
    return f"{hits:,} of {total:,}, {hits / total:.0%} ({low:.0%}–{high:.0%})".replace("%", " %").replace(" %–", "–")


def _waits(found: TeamStats) -> str:
    if found.median_wait_ms is None or found.slow_wait_ms is None:
        return "*Time to a verdict:* none came yet."
    half, most = lasting(found.median_wait_ms), lasting(found.slow_wait_ms)
    return f"*Time to a verdict:* half of them within {half}, nine in ten within {most}."


def lasting(milliseconds: int) -> str:
    """`12 min`, `5 h`, `3 d`, rounded up: nothing is called faster than it was."""
    if milliseconds > 2 * DAY_MS:
        return f"{-(-milliseconds // DAY_MS)} d"
    if milliseconds > HOUR_MS:
        return f"{-(-milliseconds // HOUR_MS)} h"
    return f"{max(-(-milliseconds // MINUTE_MS), 1)} min"


def _agreement(found: Agreement) -> str:
    head = f"*Agreement* of votes given before anybody saw another's ({count(found.groups, 'group')} with two or more)"
    if found.groups < ENOUGH_GROUPS:
        return f"{head}: told from {ENOUGH_GROUPS} groups on."
    lines = [
        f"• acting together: {_figure(*found.acting_together)}",
        f"• not what they seem: {_figure(*found.not_what_they_seem)}",
    ]
    return "\n".join([head, *lines])


def _figure(alpha: float | None, raw: float | None) -> str:
    same = f"{raw or 0:.0%} of pairs gave the same answer".replace("%", " %")
    if alpha is None:
        return f"{same}; alpha has no meaning where all answers are the same"
    label = "reliable" if alpha >= RELIABLE else "tentative" if alpha >= TENTATIVE else "too low to rely on"
    return f"Krippendorff's alpha {alpha:.2f}, {label}; {same}"


def _review(found: Review) -> str:
    if not found.found:
        return "*Misses:* no run found a group without a signal, so none could be drawn for review."
    drawn = f"{found.drawn:,} of {count(found.found, 'group')} without a signal were drawn at random"
    if not found.judged:
        return f"*Misses:* {drawn}; none of them is judged yet, so misses are not known."
    return f"*Misses:* {drawn}. Judged to be coordinated or odd after all: {share(found.missed, found.judged)}."
