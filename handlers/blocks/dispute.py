"""Reasons side by side: who said what on each question, and why; and the forms that follow from it."""

from collections.abc import Sequence
from itertools import zip_longest

from bot.model import Axis, Vote
from bot.reporting.judgements import VERDICTS
from bot.triage.views import ClusterView
from handlers import ids
from handlers.blocks.parts import Block, actions, button, context, divider, field, fields, modal, section, text_input
from handlers.blocks.votes import REASONS
from handlers.blocks.words import AXES, listed
from handlers.escaping import escape, mention
from handlers.ids import Ref

ROWS = 10
ORDER = (Axis.YES, Axis.UNSURE, Axis.NO)


def side_by_side(view: ClusterView) -> Block:
    """Who agrees that they act together stands left, who does not stands right; hidden until the quorum."""
    state = view.state
    if not state.open:
        told = f"{state.votes_in} of {state.quorum} votes are in. Who said what is shown once all are."
        return modal(ids.REASONS, "Side by side", [section(told)], ref=_ref(view))
    counted = [vote for vote in state.votes if vote.counted]
    blocks = [section("\n".join([_standing(view), *_axes(counted)])), divider()]
    blocks += [fields([_vote(left), _vote(right)]) for left, right in _pairs(counted)[:ROWS]]
    others = [mention(vote.user_id) for vote in state.votes if not vote.counted]
    if others:
        blocks.append(context(f"Cannot judge from this: {listed(others)}"))
    return modal(ids.REASONS, f"{view.cluster.key}: side by side", blocks + _acts(view), ref=_ref(view))


def reopen_form(view: ClusterView) -> Block:
    """Why the verdict is taken back."""
    verdict = view.state.verdict
    now = f"*{view.cluster.key}* is judged “{VERDICTS[verdict.kind]}”. " if verdict else ""
    blocks = [
        section(
            f"{now}Votes, verdicts and reasons stay in the history. What a lead decided gives way to the votes again; "
            "a verdict of votes is open until somebody votes anew. Wherever the verdict was used, that is told."
        ),
        field("reason", "Reason", text_input("reason", multiline=True)),
    ]
    return modal(ids.REOPEN_GROUP_SAVE, "Reopen a group", blocks, submit="Reopen", close="Cancel", ref=_ref(view))


def _standing(view: ClusterView) -> str:
    verdict = view.state.verdict
    if verdict is None:
        return f"*{view.cluster.key}: no verdict*"
    by = ""
    if verdict.override_by:
        by = f", decided by {mention(verdict.override_by)}: {escape(verdict.override_reason, 300)}"
    return f"*{view.cluster.key}: {VERDICTS[verdict.kind]}*{by}"


def _axes(counted: Sequence[Vote]) -> list[str]:
    together = [(vote.user_id, vote.acting_together) for vote in counted]
    seem = [(vote.user_id, vote.not_what_they_seem) for vote in counted]
    return [f"*Acting together:* {_who(together)}", f"*Not what they seem:* {_who(seem)}"]


def _who(answers: Sequence[tuple[str, Axis | None]]) -> str:
    said = {axis: [mention(user_id) for user_id, answer in answers if answer is axis] for axis in ORDER}
    return " · ".join(f"{AXES[axis]} {listed(names)}" for axis, names in said.items() if names) or "nobody judged"


def _pairs(counted: Sequence[Vote]) -> list[tuple[Vote | None, Vote | None]]:
    """Votes that stand for the group on the left, the others on the right."""
    ranked = sorted(counted, key=_rank)
    if not ranked:
        return []
    left = [vote for vote in ranked if _rank(vote) == _rank(ranked[0])]
    right = [vote for vote in ranked if _rank(vote) != _rank(ranked[0])]
    if not right:  # all agree: two columns all the same
        left, right = ranked[::2], ranked[1::2]
    return list(zip_longest(left, right))


def _rank(vote: Vote) -> tuple[int, ...]:
    return tuple(ORDER.index(answer) for answer in (vote.acting_together, vote.not_what_they_seem) if answer)


def _vote(vote: Vote | None) -> str:
    if vote is None or vote.acting_together is None or vote.not_what_they_seem is None:
        return " "
    known = dict(REASONS)
    lines = [
        f"*{mention(vote.user_id)}*" + (f" · {vote.confidence} confidence" if vote.confidence else ""),
        f"acting together *{AXES[vote.acting_together]}* · not what they seem *{AXES[vote.not_what_they_seem]}*",
    ]
    if vote.reasons:
        lines.append(f"rests on: {escape('; '.join(known.get(one, one).lower() for one in vote.reasons), 300)}")
    if vote.note:
        lines.append(f"“{escape(vote.note, 900)}”")
    return "\n".join(lines)


def _acts(view: ClusterView) -> list[Block]:
    if view.closed or not view.current:
        return []
    elements = [button("Ask for a third view", ids.THIRD_VIEW, _ref(view), style="primary")]
    elements.append(button("Decide (lead)", ids.OVERRIDE, _ref(view)))
    if view.state.verdict is not None:
        elements.append(button("Reopen (lead)", ids.REOPEN_GROUP, _ref(view)))
    return [actions(f"reasons:{view.cluster.id}", *elements)]


def _ref(view: ClusterView) -> Ref:
    return Ref(case=view.case.id, cluster=view.cluster.id, version=view.cluster.version, channel=view.case.channel_id)
