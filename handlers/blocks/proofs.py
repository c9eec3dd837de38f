"""Proof in words: evidence that is held, packages that left the house and who has them, cases that were purged."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.model import Verdict, VerdictKind
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
from handlers.blocks.words import count, listed
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
        f"{count(plan.pictures, 'picture')}, in Slack too",
        f"{count(plan.notes, 'note')}, and what people wrote to votes, holds and exclusions",
        "what case memory remembers of it, looks of rechecks, and what the thread says of accounts",
    ]
    stays = ["counts, hashes of the uploads, votes and verdicts, the history without names, who was handed what"]
    if plan.uploads:
        stays.append(f"{count(len(plan.uploads), 'upload')} in Slack: a button then deletes what Slack lets me delete")
    if plan.takers:
        takers = listed([f"{mention(user)} ({number})" for user, number in plan.takers])
        stays.append(f"copies that people took: {takers}; ask them")
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
        f"*Case {number} · purged* by {mention(purge.by)} on {_day(purge.at)}.",
        f"{read}Accounts, posts, files, pictures and notes are gone; counts, votes and the history stay.",
        *[f"• {_left(group)}" for group in kept.get("groups", ())],
    ]
    blocks = [section("\n".join(lines)), *[context(line) for line in holding_lines(view.holdings)]]
    sums = [f"file {item['number']} sha256 {_short(str(item['sha256']))}" for item in kept.get("files", ())]
    blocks.append(context(f"_{' · '.join(['purged', *sums[:FILES_SHOWN]])}_"))
    return message(f"Case {number}: purged", blocks)


def _left(group: Content) -> str:
    judged = f"{_kind(group)}, {count(group['votes'], 'vote')}" if "verdict" in group else "no verdict"
    return f"{group['key']}: {count(group['accounts'], 'account')}, {judged}"


def holding_lines(holdings: Sequence[Holding]) -> list[str]:
    """Who holds what, one line a package, and what is judged otherwise by now."""
    return [_holding(one) for one in holdings[-3:]]


def _holding(one: Holding) -> str:
    where = f" to “{escape(one.recipient, 120)}”" if one.kind == "handover" else ""
    turned = f" · *judged otherwise by now: {', '.join(one.turned)}*" if one.turned else ""
    word = WENT.get(one.kind, one.kind).capitalize()
    return f"{word}{where}: {', '.join(one.keys)}, {_day(one.at)}, sha256 {_short(one.sha256)}{turned}"


def held(content: Content, view: CaseView) -> Message:
    """Evidence is held."""
    posts, profiles, pictures = (int(content.get(name) or 0) for name in ("posts", "profiles", "picture"))
    frozen = listed(
        [count(posts, "pair of posts", "pairs of posts"), count(profiles, "profile"), count(pictures, "picture")]
    )
    reason = f" Reason: “{escape(str(content['reason']), 400)}”." if content.get("reason") else ""
    text = f"{mention(str(content['by']))} holds the evidence of this case: {frozen} were copied.{reason}"
    return _said(view, f"{text} Nothing is deleted until it is released.", plain="evidence is held")


def released(content: Content, view: CaseView) -> Message:
    """Evidence is no longer held."""
    text = f"{mention(str(content['by']))} released the evidence of this case: raw posts are deleted in time."
    return _said(view, f"{text} What was copied stays until the case is purged.", plain="evidence is released")


def handed_over(content: Content, view: CaseView) -> Message:
    """A package left the house."""
    groups = listed([f"{one['key']} ({count(one['accounts'], 'account')}, {_kind(one)})" for one in content["groups"]])
    sha256 = _short(str(content["sha256"]))
    if content["kind"] == "publication":
        text = f"{mention(str(content['by']))} made a package for publication, without names: {groups}."
        return _said(view, f"{text} sha256 {sha256}", plain="a package for publication was made")
    to = escape(str(content["recipient"]), 120)
    text = f"{mention(str(content['by']))} hands {groups} over to “{to}”."
    return _said(view, f"{text} sha256 {sha256}", plain="a group is handed over")


def recalled(content: Content, view: CaseView) -> Message:
    """What left the house is judged otherwise now: who has to be told."""
    key = str(content["key"])
    if "label" in content:
        headline, plain = f"*{content['label']} of {key} was excluded.*", f"an account of {key} was excluded"
    elif content.get("kind"):
        headline, plain = f"*{key} is judged otherwise now: {_kind(content)}.*", f"{key} is judged otherwise now"
    else:
        headline, plain = f"*{key} has no verdict any more.*", f"{key} has no verdict any more"
    lines = [_holder(one) for one in content["holders"]]
    told = "Please tell who has it:" if len(lines) == 1 else "Please tell those who have it:"
    return _said(view, "\n".join([f"{headline} It left this house before. {told}", *lines]), plain=plain)


def _holder(one: Content) -> str:
    who = f"“{escape(str(one['recipient']), 120)}” has it" if one["kind"] == "handover" else "It was published"
    then = f"as {_kind({'kind': one['verdict']})}" if one["verdict"] else ""
    return (
        f"• {who} {then}, {_day(int(one['at']))}, from {mention(str(one['by']))}, sha256 {_short(str(one['sha256']))}"
    )


def purged_case(content: Content, view: CaseView) -> Message:
    """A case was purged; what is still in Slack has a button each."""
    text = f"*{mention(str(content['by']))} purged this case.* Counts, votes and the history stay."
    numbers = [int(number) for number in content.get("uploads") or ()]
    if not numbers:
        return _said(view, text, plain="purged")
    text += (
        f" Still in Slack: {count(len(numbers), 'upload')}. I can delete only what I sent; for others I name who can."
    )
    more = f" The first {FILES_SHOWN} have a button." if len(numbers) > FILES_SHOWN else ""
    buttons = [
        button(f"Delete file {number}", f"{ids.PURGE_FILE}_{place}" if place else ids.PURGE_FILE, _file(view, number))
        for place, number in enumerate(numbers[:FILES_SHOWN])
    ]
    return _said(view, text + more, actions(f"purged:{view.case.id}", *buttons), plain="purged")


def _file(view: CaseView, number: int) -> Ref:
    return Ref(case=view.case.id, channel=view.case.channel_id, page=number)


def erased(content: Content, view: CaseView) -> Message:
    """A message that was about accounts, in a case that was purged."""
    del content
    return _said(view, "_This message was removed when the case was purged._", plain="removed")


def _said(view: CaseView, text: str, *more: Block, plain: str) -> Message:
    return message(f"Case {view.case.number}: {plain}", [section(text), *more])


def _kind(content: Content) -> str:
    """A verdict in words; what nobody knows as it is."""
    raw = str(content.get("verdict") or content.get("kind") or "")
    return VERDICTS[VerdictKind(raw)] if raw in set(VerdictKind) else raw


def _short(sha256: str) -> str:
    return f"{sha256[:4]}…{sha256[-4:]}" if len(sha256) > 8 else sha256


def _day(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%-d %b %Y")


def _ref(view: CaseView) -> Ref:
    return Ref(case=view.case.id, channel=view.case.channel_id)


WHAT: Mapping[str, Callable[[Content, CaseView], Message]] = {
    "held": held,
    "released": released,
    "handed_over": handed_over,
    "recalled": recalled,
    "purged_case": purged_case,
    "erased": erased,
}
