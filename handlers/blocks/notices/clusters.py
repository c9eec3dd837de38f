"""What is told of a group: a view is asked for, its verdict, and that a group seen before is judged otherwise."""

from collections.abc import Mapping

from bot.model import VerdictKind
from bot.reporting.judgements import VERDICTS
from bot.triage.verdicts import dissenting
from bot.triage.views import CaseView, ClusterLine
from handlers import ids
from handlers.blocks.notices.milestone import Build, Content, line_of, said
from handlers.blocks.parts import Block, Message, actions, button, context
from handlers.blocks.peoples_words import in_channel
from handlers.blocks.words import count, listed
from handlers.escaping import mention, mention_group
from handlers.ids import Ref


def asked(content: Content, view: CaseView) -> Message:
    """Somebody's view is wanted."""
    cluster = int(content["cluster_id"])
    line = line_of(view, cluster)
    group = str(content.get("group_id") or "")
    people = [str(user_id) for user_id in content.get("user_ids") or [content.get("user_id") or ""]]
    whose = mention_group(group) if group else listed([mention(user_id) for user_id in people])
    text = f"{whose}, {mention(str(content['by']))} asks for your view on {line.key if line else 'a group'}."
    row = actions(f"asked:{cluster}:{group or people[0]}", _vote(view, cluster))
    return said(view, text, row, plain="a view is asked for")


def asked_direct(content: Content, view: CaseView) -> Message:
    """The same for one person alone: nothing of the case but its number, its channel and the way to the card."""
    cluster = int(content["cluster_id"])
    line = line_of(view, cluster)
    key, number = line.key if line else "a group", view.case.number
    where = f"<#{view.case.channel_id}>"
    text = f"{mention(str(content['by']))} asks for your view on {key} of case {number} in {where}."
    link = str(content.get("link") or "")
    way = [context(f"<{link}|Look at its card first>")] if link else []
    row = actions(f"asked:{cluster}", _vote(view, cluster))
    return said(view, text, *way, row, plain=f"your view on {key} is asked for")


def _vote(view: CaseView, cluster: int) -> Block:
    line = line_of(view, cluster)
    version = line.version if line else 0
    ref = Ref(case=view.case.id, cluster=cluster, version=version, channel=view.case.channel_id)
    return button("Vote", ids.VOTE, ref, style="primary")


def verdict(content: Content, view: CaseView) -> Message:
    """The team's verdict appeared or changed."""
    cluster = int(content["cluster_id"])
    line = line_of(view, cluster)
    key = line.key if line else "A group"
    before = f" (before: {VERDICTS[VerdictKind(content['before'])]})" if content.get("before") else ""
    if not content.get("kind"):
        text = f"*{key}: no verdict any more*{before}. It is open to votes.{_reopened(content, view)}"
        return said(view, text, plain=f"{key} is open again")
    kind, made = VerdictKind(content["kind"]), _made(content, line)
    by = _reopened(content, view)
    if made.get("override_by"):
        early = "Closed early" if made["early"] else "Decided"
        by = f" {early} by {mention(str(made['override_by']))}; other views stay in every export."
    elif made and kind is not VerdictKind.DISPUTED:
        by += _otherwise(int(made["otherwise"]), int(made["votes"]))
    blocks: list[Block] = []
    if kind is VerdictKind.DISPUTED:
        ref = Ref(case=view.case.id, cluster=cluster)
        side = button("Reasons side by side", ids.REASONS, ref, style="primary")
        blocks.append(actions(f"third:{cluster}", side, button("Ask for a third view", ids.THIRD_VIEW, ref)))
    return said(view, f"*{key}: {VERDICTS[kind]}*{before}.{by}", *blocks, plain=f"{key} has a verdict")


def _made(content: Content, line: ClusterLine | None) -> Content:
    """How the verdict came about, as it was told; of older messages as the group stands, if it is judged so still."""
    if "override_by" in content:
        return content
    stands = line.state.verdict if line is not None else None
    if line is None or stands is None or stands.kind.value != content["kind"]:
        return {}
    early, otherwise = stands.votes < line.state.quorum, len(dissenting(stands, line.state.votes))
    return {"override_by": stands.override_by, "early": early, "votes": stands.votes, "otherwise": otherwise}


def _otherwise(number: int, votes: int) -> str:
    """A verdict against somebody's view says so where it is told."""
    says = "says" if number == 1 else "say"
    return (
        f" {number} of {count(votes, 'vote')} {says} otherwise and stay{'s' * (number == 1)} in every export."
        if number
        else ""
    )


def _reopened(content: Content, view: CaseView) -> str:
    if not content.get("reason"):
        return ""
    return f" {mention(str(content['by']))} reopened it: {in_channel(view.case, str(content['reason']), 400)}."


def seen_before_changed(content: Content, view: CaseView) -> Message:
    """A group that a card of this case named as seen before is judged otherwise now."""
    line = line_of(view, int(content["cluster_id"]))
    key = line.key if line else "a group"
    if content.get("elsewhere"):
        text = f"*Seen before, changed:* what the card of {key} points to in another channel is judged otherwise: "
        return said(view, text + "ask a lead.", plain=f"what {key} was compared with is judged otherwise")
    before = f"was judged “{VERDICTS[VerdictKind(content['before'])]}”" if content["before"] else "had no verdict"
    now = f"is now judged “{VERDICTS[VerdictKind(content['kind'])]}”" if content["kind"] else "has no verdict any more"
    old = f"{content['key']} of case {int(content['number'])}"
    text = f"*Seen before, changed:* {old}, which the card of {key} names, {before} and {now}. "
    return said(view, text + "Look again at what rests on it.", plain=f"what {key} was compared with changed")


WHAT: Mapping[str, Build] = {
    "asked": asked,
    "seen_before_changed": seen_before_changed,
}
