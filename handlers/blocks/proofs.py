"""Proof in words: the forms that hold evidence, make packages and purge, who has a package, what a purge has left."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.model import Verdict, VerdictKind
from bot.reporting import wording
from bot.reporting.judgements import VERDICTS
from bot.triage.hand_over import TO_A_PLATFORM, not_for_the_public
from bot.triage.purge_case import PurgePlan
from bot.triage.views import CaseView, ClusterLine, Holding, Purge
from handlers import ids
from handlers.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    checkboxes,
    context,
    field,
    message,
    modal,
    option,
    section,
    text_input,
)
from handlers.blocks.peoples_words import KEPT_OUT, withheld
from handlers.blocks.words import count, listed, short_digest
from handlers.escaping import escape, mention
from handlers.ids import Ref

Content = Mapping[str, Any]
FILES_SHOWN = 5
SHOWN = 10
WENT = {"handover": "handed over", "publication": "published"}


def may_leave(verdict: Verdict | None) -> bool:
    """Whether a group with that verdict may be handed to a platform."""
    return verdict is not None and verdict.kind in TO_A_PLATFORM


def hold_form(view: CaseView) -> Block:
    """Why the evidence is held."""
    told = (
        "The cited posts, profiles and pictures are copied with their hash, time and source, and nothing of this case "
        "is deleted by date until the evidence is released. The copies stay after that, until the case is purged."
    )
    blocks = [section(told), field("reason", "Reason", text_input("reason"))]
    title = f"Hold case {view.case.number}"
    return modal(ids.HOLD_SAVE, title, blocks, submit="Hold", close="Cancel", ref=_ref(view))


def hand_over_form(view: CaseView) -> Block:
    """Which groups go to whom."""
    fit = [line for line in view.clusters if line.current and may_leave(line.state.verdict)][:10]
    if not fit:
        return modal("", "Hand over", [section("No group of this case was judged to act together or to be odd.")])
    choices = [option(_choice(line), line.key) for line in fit]
    told = (
        "The package names accounts with ids, addresses, reasons and posts; excluded accounts are not in it, "
        "peripheral ones are marked. It comes to you in a direct message. Who receives it is recorded, and the thread "
        "is told."
    )
    blocks = [
        section(told),
        field("groups", "Groups", checkboxes("groups", choices)),
        field("recipient", "Who receives it?", text_input("recipient", placeholder="Example Trust & Safety")),
    ]
    return modal(ids.HAND_OVER_SAVE, "Hand over", blocks, submit="Make it", close="Cancel", ref=_ref(view))


def publish_form(view: CaseView) -> Block:
    """Which groups go into a package for the public, and why the others may not."""
    why = {
        line.key: not_for_the_public(line.key, line.state.verdict, line.state.votes_in)
        for line in view.clusters
        if line.current
    }
    unfit = [reason for reason in why.values() if reason]
    fit = [line for line in view.clusters if line.current and not why[line.key]][:10]
    told = (
        "The package has pseudonyms for accounts, methods, limits, dissent, innocent explanations, and a column for "
        "what the accounts reply when they are asked. It comes to you in a direct message, and the thread is told. "
        "Read it before it goes out: a description can identify without a name."
    )
    others = [context("\n".join(f"• {reason}" for reason in unfit[:SHOWN]))] if unfit else []
    if not fit:
        return modal("", "Publish", [section("No group of this case can be published yet."), *others])
    groups = field("groups", "Groups", checkboxes("groups", [option(_choice(line), line.key) for line in fit]))
    blocks = [section(told), groups, *others]
    return modal(ids.PUBLISH_SAVE, "Publish", blocks, submit="Make it", close="Cancel", ref=_ref(view))


def _choice(line: ClusterLine) -> str:
    verdict = VERDICTS[line.state.verdict.kind] if line.state.verdict is not None else "no verdict"
    return f"{line.key}, {count(line.size, 'account')}, {verdict}"


def purge_form(plan: PurgePlan) -> Block:
    """What goes, what stays, and the number to type."""
    case = plan.case
    blocks = [
        *purge_list(plan),
        field("number", f"Type {case.number} to purge the case", text_input("number"), hint="It cannot be undone."),
    ]
    ref = Ref(case=case.id, channel=case.channel_id)
    return modal(ids.PURGE_SAVE, f"Purge case {case.number}", blocks, submit="Purge", close="Keep it", ref=ref)


def purge_list(plan: PurgePlan) -> list[Block]:
    """What a purge deletes and what it leaves."""
    goes = [
        f"ids and handles of {count(plan.accounts, 'account')}, posts, links, findings and the case's title",
        f"uploads and tables on this machine, and {count(plan.frozen, 'held file')}",
        f"{count(plan.pictures, 'picture')}, in Slack too, and {count(plan.sent, 'file')} that I sent to people",
        f"{count(plan.notes, 'note')}, and what people wrote to votes, holds and exclusions",
        "what case memory remembers of it, looks of rechecks, and what the thread says of accounts",
    ]
    stays = ["counts, hashes of the uploads, votes and verdicts, the history without names, who was handed what"]
    if plan.uploads:
        stays.append(f"{count(len(plan.uploads), 'upload')} in Slack: a button then deletes what Slack lets me delete")
    if plan.takers:
        takers = listed([f"{mention(user)} ({number})" for user, number in plan.takers])
        stays.append(f"copies that people took and keep elsewhere: {takers}; ask them")
    return [
        section("*This goes for good*\n" + "\n".join(f"• {line}" for line in goes)),
        section("*This stays*\n" + "\n".join(f"• {line}" for line in stays)),
    ]


def purge_question(plan: PurgePlan) -> Message:
    """The same, asked by words: the button opens the form."""
    case = plan.case
    ask = button("Purge…", ids.PURGE, Ref(case=case.id, channel=case.channel_id), style="danger")
    blocks = [*purge_list(plan), actions(f"purge:{case.id}", ask)]
    return message(f"Purge case {case.number}? It cannot be undone.", blocks)


def purged_root(view: CaseView, purge: Purge) -> Message:
    """The first message of a purged case: what is left of it."""
    kept, number = purge.kept, view.case.number
    read = ""
    if "posts" in kept:
        read = f"{count(kept['posts'], 'post')} of {count(kept['accounts'], 'account')} had been read. "
    lines = [
        f"*Case {number} · purged* by {mention(purge.by)} on {wording.day(purge.at / 1000)}.",
        f"{read}Accounts, posts, files, pictures and notes are gone; counts, votes and the history stay.",
        *[f"• {_left(group)}" for group in kept.get("groups", ())],
    ]
    blocks = [section("\n".join(lines)), *[context(line) for line in _in_channel(view)]]
    sums = [f"file {item['number']} sha256 {short_digest(str(item['sha256']))}" for item in kept.get("files", ())]
    blocks.append(context(f"_{' · '.join(['purged', *sums[:FILES_SHOWN]])}_"))
    return message(f"Case {number}: purged", blocks)


def _in_channel(view: CaseView) -> list[str]:
    return holding_lines(view.holdings, named=not withheld(view.case))


def _left(group: Content) -> str:
    judged = f"{judged_as(group)}, {count(group['votes'], 'vote')}" if "verdict" in group else "no verdict"
    return f"{group['key']}: {count(group['accounts'], 'account')}, {judged}"


def holding_lines(holdings: Sequence[Holding], *, named: bool) -> list[str]:
    """Who holds what, one line a package, and what is judged otherwise by now; the receiver only if `named`."""
    return [_holding(one, named=named) for one in holdings[-3:]]


def _holding(one: Holding, *, named: bool) -> str:
    receiver = f"“{escape(one.recipient, 120)}”" if named else f"somebody ({KEPT_OUT})"
    where = f" to {receiver}" if one.kind == "handover" else ""
    turned = f" · *judged otherwise by now: {', '.join(one.turned)}*" if one.turned else ""
    word, sha256 = WENT.get(one.kind, one.kind).capitalize(), short_digest(one.sha256)
    return f"{word}{where}: {', '.join(one.keys)}, {wording.day(one.at / 1000)}, sha256 {sha256}{turned}"


def judged_as(content: Content) -> str:
    """A verdict in words; what nobody knows as it is."""
    raw = str(content.get("verdict") or content.get("kind") or "")
    return VERDICTS[VerdictKind(raw)] if raw in set(VerdictKind) else raw


def _ref(view: CaseView) -> Ref:
    return Ref(case=view.case.id, channel=view.case.channel_id)
