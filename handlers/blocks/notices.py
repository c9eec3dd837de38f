"""Milestones told in a case's thread, once each: results, verdicts, rechecks, files, the end of raw posts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.errors import NotFound
from bot.model import AccountState, Sensitivity, VerdictKind
from bot.reporting.judgements import VERDICTS
from bot.triage.verdicts import dissenting
from bot.triage.views import CaseView, ClusterLine
from handlers import ids
from handlers.blocks import proofs
from handlers.blocks.parts import Block, Message, actions, button, confirm, context, message, section
from handlers.blocks.rerunning import changes_in_words
from handlers.blocks.words import ACCOUNT_STATES, count, listed, quoted
from handlers.escaping import code, escape, mention, mention_group
from handlers.ids import Ref

Content = Mapping[str, Any]
CHANGES_SHOWN = 10
NAMING = frozenset({"handle", "name"})
"""Changes whose values name the account."""


def missed(number: int) -> Message:
    """What arrived while the bot was away."""
    came = f"{count(number, 'message')} for Shoal came here while it was away."
    text = f"{came} Files and accounts in them are taken up now; please repeat a command."
    return message(text, [section(text)])


def perhaps_again(shown: Message) -> Message:
    """A message to one person that may have come before: nobody can look."""
    told = context("This may have reached you before: Slack did not confirm the first try.")
    return message(shown.text, [*shown.blocks, told])


def notice(kind: str, content: Content, view: CaseView) -> Message:
    """A notice of any kind; NotFound for one that nobody knows."""
    build = WHAT.get(str(content.get("what"))) if kind == "notice" else KINDS.get(kind)
    if build is None:
        raise NotFound(f"No message of kind {kind!r} is known.")
    return build(content, view)


def _said(view: CaseView, text: str, *more: Block, plain: str = "") -> Message:
    return message(f"Case {view.case.number}: {plain or text}", [section(text), *more])


def file_failed(content: Content, view: CaseView) -> Message:
    """A file could not be fetched or read."""
    text = f"*File {int(content['number'])} could not be used.* {escape(str(content['error']), 500)}"
    hint = str(content.get("hint") or "")
    more = [context(escape(hint, 500))] if hint else []
    again = actions(
        f"again:{view.case.id}:{content['number']}", button("Add data", ids.ADD_DATA, Ref(case=view.case.id))
    )
    return _said(view, text, *more, again, plain=f"file {int(content['number'])} could not be used")


def run_failed(content: Content, view: CaseView) -> Message:
    """The analysis broke off."""
    hint = str(content.get("hint") or "")
    text = f"*The analysis did not finish.* {escape(str(content['error']), 500)} What was uploaded is kept."
    return _said(view, text, *([context(escape(hint, 500))] if hint else []), plain="the analysis did not finish")


def run_cancelled(content: Content, view: CaseView) -> Message:
    """Someone cancelled the analysis."""
    by = f" by {mention(str(content['by']))}" if content.get("by") else ""
    return _said(
        view, f"The analysis was cancelled{by}. What was uploaded is kept.", plain="the analysis was cancelled"
    )


def rerun_done(content: Content, view: CaseView) -> Message:
    """What a rerun changed, counted; votes never extend by themselves."""
    parts = [
        f"{count(len(content.get(name) or ()), 'group')} {word}"
        for name, word in (("new", "new"), ("changed", "changed"), ("gone", "no longer found"))
        if content.get(name)
    ]
    told = listed(parts) if parts else "the same groups as before"
    text = f"*The rerun is done:* {told}. Votes on an earlier version stay with it; the cards ask whether to confirm."
    lines = [f"*{one['key']}:* {' · '.join(changes_in_words(one))}" for one in content.get("differences") or ()]
    if content.get("gone"):
        lines.append(f"*No longer found:* {', '.join(content['gone'][:20])}. Their votes and cards stay, and say so.")
    more = [section("\n".join(lines))] if lines else []
    look = button("What changed", ids.WHAT_CHANGED, Ref(case=view.case.id))
    more.append(actions(f"changed:{content['run_id']}", look))
    return _said(view, text, *more, plain=f"the rerun is done: {told}")


def comparison_set(content: Content, view: CaseView) -> Message:
    """This data set was uploaded to compare another case with."""
    number = int(content["number"])
    text = (
        f"*Uploaded by {mention(str(content['by']))} to compare case {number} with.* Its accounts are held to be "
        "organic until somebody finds otherwise: what is found here says how often ordinary accounts show the same. "
        "Press the button once the analysis is done."
    )
    ref = Ref(case=int(content["other_id"]), item=str(view.case.id))
    act = actions(f"compare:{view.case.id}:{number}", button(f"Compare case {number} with this", ids.COMPARE_NOW, ref))
    return _said(view, text, act, plain=f"a data set to compare case {number} with")


def no_cluster(content: Content, view: CaseView) -> Message:
    """Nothing was found: what was looked for, and how strong coordination would have had to be."""
    del content
    report = view.report
    cells = (
        [cell for cell in report.layers if cell.window_seconds is not None and not cell.not_applicable]
        if report
        else []
    )
    least = [cell.k_star for cell in cells if cell.k_star is not None]
    seen = "No number of shared acts in these data would have been told apart from chance: they are too few."
    if least:
        shortest = min(cell.window_seconds or 0 for cell in cells)
        seen = (
            f"To be seen, three accounts would have had to do the same thing within {shortest} s "
            f"at least {min(least)} times each."
        )
    looked = f"{count(len(cells), 'layer and window', 'layers and windows')} were looked at."
    text = f"*No group stands out from chance.* {looked} {seen}"
    return _said(view, text, plain="no group stands out from chance")


def closed(content: Content, view: CaseView) -> Message:
    """The case was closed."""
    reason = f" Reason: {quoted(str(content['reason']), 400)}." if content.get("reason") else ""
    return _said(
        view,
        f"{mention(str(content['by']))} closed the case.{reason} Rechecks go on; Reopen is on the first message.",
        plain="closed",
    )


def reopened(content: Content, view: CaseView) -> Message:
    """The case was opened again."""
    return _said(view, f"{mention(str(content['by']))} reopened the case.", plain="reopened")


def retention_warning(content: Content, view: CaseView) -> Message:
    """Raw posts will be deleted soon."""
    day = datetime.fromtimestamp(int(content["expires_at"]) / 1000, UTC).strftime("%-d %b %Y")
    rest = "Verdicts, votes and numbers stay. Hold evidence keeps what is cited."
    text = f"*Raw posts of this case are deleted on {day}.* {rest}"
    return _said(view, text, plain=f"raw posts are deleted on {day}")


def purged(content: Content, view: CaseView) -> Message:
    """Raw posts were deleted; the uploads in Slack are for people to delete."""
    files = len(content.get("slack_file_ids") or ())
    rest = f" Still in Slack: {count(files, 'upload')}; whoever sent one can delete it." if files else ""
    return _said(
        view,
        f"Raw posts of this case were deleted. Verdicts, votes and numbers stay.{rest}",
        plain="raw posts were deleted",
    )


def made_internal(content: Content, view: CaseView) -> Message:
    """The case became internal only."""
    text = (
        f"{mention(str(content['by']))} made the case internal only: handles, posts and files stay out of the channel, "
        "and people of other organisations no longer read it. What people posted here themselves, they have to delete."
    )
    return _said(view, text, plain="internal only")


def made_open(content: Content, view: CaseView) -> Message:
    """The case became open to its channel."""
    text = f"{mention(str(content['by']))} opened the case to the channel: cards may name accounts again."
    return _said(view, text, plain="open to the channel")


def asked(content: Content, view: CaseView) -> Message:
    """Somebody's view is wanted."""
    cluster = int(content["cluster_id"])
    line = _line(view, cluster)
    group = str(content.get("group_id") or "")
    people = [str(user_id) for user_id in content.get("user_ids") or [content.get("user_id") or ""]]
    whose = mention_group(group) if group else listed([mention(user_id) for user_id in people])
    text = f"{whose}, {mention(str(content['by']))} asks for your view on {line.key if line else 'a group'}."
    row = actions(f"asked:{cluster}:{group or people[0]}", _vote(view, cluster))
    return _said(view, text, row, plain="a view is asked for")


def asked_direct(content: Content, view: CaseView) -> Message:
    """The same for one person alone: nothing of the case but its number, its channel and the way to the card."""
    cluster = int(content["cluster_id"])
    line = _line(view, cluster)
    key, number = line.key if line else "a group", view.case.number
    where = f"<#{view.case.channel_id}>"
    text = f"{mention(str(content['by']))} asks for your view on {key} of case {number} in {where}."
    link = str(content.get("link") or "")
    way = [context(f"<{link}|Look at its card first>")] if link else []
    row = actions(f"asked:{cluster}", _vote(view, cluster))
    return _said(view, text, *way, row, plain=f"your view on {key} is asked for")


def _vote(view: CaseView, cluster: int) -> Block:
    line = _line(view, cluster)
    version = line.version if line else 0
    ref = Ref(case=view.case.id, cluster=cluster, version=version, channel=view.case.channel_id)
    return button("Vote", ids.VOTE, ref, style="primary")


def verdict(content: Content, view: CaseView) -> Message:
    """The team's verdict appeared or changed."""
    cluster = int(content["cluster_id"])
    line = _line(view, cluster)
    key = line.key if line else "A group"
    before = f" (before: {VERDICTS[VerdictKind(content['before'])]})" if content.get("before") else ""
    if not content.get("kind"):
        text = f"*{key}: no verdict any more*{before}. It is open to votes.{_reopened(content)}"
        return _said(view, text, plain=f"{key} is open again")
    kind, made = VerdictKind(content["kind"]), line.state.verdict if line else None
    by = _reopened(content)
    if line is not None and made is not None and made.override_by:
        early = "Closed early" if made.votes < line.state.quorum else "Decided"
        by = f" {early} by {mention(made.override_by)}; other views stay in every export."
    elif line is not None and made is not None and kind is not VerdictKind.DISPUTED:
        by += _otherwise(len(dissenting(made, line.state.votes)), made.votes)
    blocks: list[Block] = []
    if kind is VerdictKind.DISPUTED:
        ref = Ref(case=view.case.id, cluster=cluster)
        side = button("Reasons side by side", ids.REASONS, ref, style="primary")
        blocks.append(actions(f"third:{cluster}", side, button("Ask for a third view", ids.THIRD_VIEW, ref)))
    return _said(view, f"*{key}: {VERDICTS[kind]}*{before}.{by}", *blocks, plain=f"{key} has a verdict")


def _otherwise(number: int, votes: int) -> str:
    """A verdict against somebody's view says so where it is told."""
    says = "says" if number == 1 else "say"
    return (
        f" {number} of {count(votes, 'vote')} {says} otherwise and stay{'s' * (number == 1)} in every export."
        if number
        else ""
    )


def _reopened(content: Content) -> str:
    if not content.get("reason"):
        return ""
    return f" {mention(str(content['by']))} reopened it: {quoted(str(content['reason']), 400)}."


def seen_before_changed(content: Content, view: CaseView) -> Message:
    """A group that a card of this case named as seen before is judged otherwise now."""
    line = _line(view, int(content["cluster_id"]))
    key = line.key if line else "a group"
    if content.get("elsewhere"):
        text = f"*Seen before, changed:* what the card of {key} points to in another channel is judged otherwise: "
        return _said(view, text + "ask a lead.", plain=f"what {key} was compared with is judged otherwise")
    before = f"was judged “{VERDICTS[VerdictKind(content['before'])]}”" if content["before"] else "had no verdict"
    now = f"is now judged “{VERDICTS[VerdictKind(content['kind'])]}”" if content["kind"] else "has no verdict any more"
    old = f"{content['key']} of case {int(content['number'])}"
    text = f"*Seen before, changed:* {old}, which the card of {key} names, {before} and {now}. "
    return _said(view, text + "Look again at what rests on it.", plain=f"what {key} was compared with changed")


def recheck_notice(content: Content, view: CaseView) -> Message:
    """What a recheck saw: the plain count first, then what changed."""
    line = _line(view, int(content["cluster_id"]))
    key = line.key if line else "A group"
    changes: Sequence[Mapping[str, Any]] = content.get("changes") or ()
    total, gone = int(content.get("total") or 0), int(content.get("gone") or 0)
    absent = int(content.get("absent") or 0)
    missing = f", {absent:,} not in the fresh export" if absent else ""
    seen = f"{gone:,} of {count(total, 'account')} gone{missing}, {count(len(changes), 'change')}"
    blocks = [section(f"*Recheck of {key}: {seen}.*")]
    if changes:
        blocks.append(
            section("\n".join(_change(view, index, one) for index, one in enumerate(changes[:CHANGES_SHOWN])))
        )
    if len(changes) > CHANGES_SHOWN:
        blocks.append(context(f"and {len(changes) - CHANGES_SHOWN} more: Accounts lists all"))
    unreached = int(content.get("unreached") or 0)
    note = f"{int(content.get('checked') or 0):,} looked at; {unreached:,} did not answer and count as unchanged. "
    if absent:
        note += "An account that an export lacks may be gone, or may only have been silent. "
    blocks.append(context(note + "A suspension is a weak sign, never a confirmation."))
    blocks.append(recheck_buttons(int(content["recheck_id"]), view.case.id))
    return message(f"Case {view.case.number}: recheck of {key}{missing}, {count(len(changes), 'change')}", blocks)


def data_request(content: Content, view: CaseView) -> Message:
    """A file-only case wants a fresh export."""
    line = _line(view, int(content["cluster_id"]))
    key = line.key if line else "a group"
    text = (
        f"*A fresh export is wanted for {key}.* This case came from a file, so I cannot look by myself. "
        "Send the same export, made today, in this thread with a mention of me, or press Add data; I compare the two."
    )
    add = actions(
        f"fresh:{content['recheck_id']}", button("Add data", ids.ADD_DATA, Ref(case=view.case.id), style="primary")
    )
    return _said(
        view, text, add, recheck_buttons(int(content["recheck_id"]), view.case.id), plain="a fresh export is wanted"
    )


def confirm_columns(content: Content, view: CaseView) -> Message:
    """A file's columns have to be confirmed before anything is read."""
    number = int(content["file_number"])
    text = f"*I am not sure what the columns of file {number} are.* Confirm them, then the analysis starts."
    ref = Ref(case=view.case.id, page=number)
    return _said(
        view,
        text,
        actions(f"columns:{view.case.id}:{number}", button("Confirm columns", ids.COLUMNS, ref, style="primary")),
        plain=f"the columns of file {number} have to be confirmed",
    )


def recheck_buttons(recheck_id: int, case_id: int, channel_id: str = "") -> Block:
    """Snooze, change, stop: this one recheck."""
    ref = Ref(case=case_id, recheck=recheck_id, channel=channel_id)
    sure = confirm("Stop this recheck?", "Only this group; it can be started again with /triage recheck.", "Stop it")
    return actions(
        f"recheck:{recheck_id}",
        button("Snooze a week", ids.RECHECK_SNOOZE, ref),
        button("Change", ids.RECHECK_CHANGE, ref),
        button("Stop", ids.RECHECK_STOP, ref, confirm=sure),
    )


def _change(view: CaseView, index: int, change: Mapping[str, Any]) -> str:
    internal = view.case.sensitivity is Sensitivity.INTERNAL
    who = f"account {index + 1}" if internal else code(str(change["handle"]), 60)
    if internal and change["what"] in NAMING:
        return f"• {who}: {escape(str(change['what']), 80)} changed"
    before, after = (_told(str(change.get(side) or "-")) for side in ("before", "after"))
    return f"• {who}: {escape(str(change['what']), 80)}, {before} → {after}"


def _told(value: str) -> str:
    """A state in words; anything else (a handle, a name) as it came, made harmless."""
    return ACCOUNT_STATES[AccountState(value)] if value in ACCOUNT_STATES else escape(value, 80)


def _line(view: CaseView, cluster_id: int) -> ClusterLine | None:
    return next((line for line in view.clusters if line.cluster_id == cluster_id), None)


Build = Callable[[Content, CaseView], Message]

WHAT: Mapping[str, Build] = {
    "file_failed": file_failed,
    "run_failed": run_failed,
    "run_cancelled": run_cancelled,
    "rerun_done": rerun_done,
    "comparison_set": comparison_set,
    "no_cluster": no_cluster,
    "closed": closed,
    "reopened": reopened,
    "retention_warning": retention_warning,
    "purged": purged,
    "made_internal_only": made_internal,
    "made_open": made_open,
    "asked": asked,
    **proofs.WHAT,
    "seen_before_changed": seen_before_changed,
}
KINDS: Mapping[str, Build] = {
    "verdict": verdict,
    "asked_direct": asked_direct,
    "recheck_notice": recheck_notice,
    "data_request": data_request,
    "confirm_columns": confirm_columns,
}
