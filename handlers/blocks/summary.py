"""The summary that a closed case leaves in its thread."""

from collections.abc import Mapping
from typing import Any

from bot.model import Case, RecheckState, Vote
from bot.reporting.judgements import VERDICTS
from bot.triage.closing_summary import CaseSummary, GroupSummary
from handlers.blocks.parts import Message, context, message, section
from handlers.blocks.peoples_words import in_channel, withheld
from handlers.blocks.words import AXES, RECHECKS, count, day, listed
from handlers.escaping import escape, mention

GROUPS = 12
SHOWN = 3


def summary(content: Mapping[str, Any], found: CaseSummary) -> Message:
    """Who closed it and why; then each group that somebody judged, marked or wrote about."""
    reason = f" Reason: {in_channel(found.case, str(content['reason']), 400)}." if content.get("reason") else ""
    told = f"{mention(str(content['by']))} closed the case.{reason} Rechecks go on; Reopen is on the first message."
    blocks = [section(told), *(section("\n".join(_group(found.case, one))) for one in found.groups[:GROUPS])]
    left = max(len(found.groups) - GROUPS, 0)
    more = [f"{count(left, 'more group')} in the exports"] if left else []
    more += [f"{count(found.others, 'group')} that nobody judged"] if found.others else []
    if more:
        blocks.append(context(f"And {listed(more)}."))
    return message(f"Case {found.case.number}: closed", blocks)


def _group(case: Case, one: GroupSummary) -> list[str]:
    internal = withheld(case)
    lines = [f"*{one.key} · {count(one.size, 'account')}: {_verdict(one)}*", *_votes(case, one)]
    lines += [f"Saw it otherwise: {_said(vote, notes=not internal)}" for vote in one.dissent[:SHOWN]]
    if one.excluded:
        lines.append(f"Set aside: {count(len(one.excluded), 'account')}{'' if internal else _reasons(one.excluded)}")
    if one.notes and internal:
        lines.append(f"{count(len(one.notes), 'note')}: in the exports")
    elif one.notes:
        lines += [f"Note by {mention(note.user_id)}: {escape(note.text, 250)}" for note in one.notes[-SHOWN:]]
    if one.recheck is not None and one.recheck.state is not RecheckState.STOPPED:
        lines.append(f"Recheck: {RECHECKS[one.recheck.state]}, next {day(one.recheck.due_at)}")
    return lines


def _verdict(one: GroupSummary) -> str:
    return VERDICTS[one.state.verdict.kind] if one.state.verdict else "no verdict"


def _votes(case: Case, one: GroupSummary) -> list[str]:
    state = one.state
    if not state.open:
        return [f"{state.votes_in} of {state.quorum} votes in; they stay hidden"]
    verdict, lines = state.verdict, []
    if verdict is not None and verdict.override_by:
        reason = in_channel(case, verdict.override_reason, 250)
        lines.append(f"Decided by {mention(verdict.override_by)}: {reason}")
    names = [mention(vote.user_id) for vote in state.votes if vote.counted]
    if names:
        lines.append(f"{count(len(names), 'vote')}: {listed(names)}")
    return lines


def _said(vote: Vote, *, notes: bool) -> str:
    if vote.acting_together is None or vote.not_what_they_seem is None:
        return mention(vote.user_id)
    together, seem = AXES[vote.acting_together], AXES[vote.not_what_they_seem]
    note = f", “{escape(vote.note, 200)}”" if vote.note and notes else ""
    return f"{mention(vote.user_id)}, acting together {together}, not what they seem {seem}{note}"


def _reasons(excluded: tuple[str, ...]) -> str:
    told = list(dict.fromkeys(escape(reason, 100) for reason in excluded if reason))
    return f" ({'; '.join(told[:SHOWN])}{'; …' if len(told) > SHOWN else ''})" if told else ""
