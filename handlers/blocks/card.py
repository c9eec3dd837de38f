"""The card of one cluster: its place in the queue, the evidence, what speaks against, and the votes."""

from collections import Counter

from bot.model import AccountStatus, RecheckState, Sensitivity, VerdictKind
from bot.report import ClusterReport, Role, Suggestion
from bot.reporting.judgements import VERDICTS
from bot.reporting.wording import SUGGESTIONS, strength, tied_to_groups
from bot.triage.views import ClusterView, VoteState
from handlers import ids
from handlers.blocks.evidence import described, evidence, innocent_crowds
from handlers.blocks.memory import seen_line, watched_line
from handlers.blocks.parts import Block, Message, actions, button, context, image, message, overflow, section
from handlers.blocks.peoples_words import KEPT_OUT, withheld
from handlers.blocks.proofs import holding_lines
from handlers.blocks.rerunning import changes_in_words
from handlers.blocks.votes import split
from handlers.blocks.words import PLACE, ROLES, count, next_look, quoted
from handlers.escaping import code, escape, mention
from handlers.ids import Ref

NAMED_SHOWN = 8
UNCHECKED_SHOWN = 4


def card(view: ClusterView) -> Message:
    """The card as it stands now; no handle in its notification text."""
    blocks = [section(_title(view))]
    blocks.append(context(f"_{_explain(view)}_"))
    blocks += [context(line) for line in _drawn(view)]
    blocks.append(section("\n".join(_axes(view))))
    blocks += [section(line) for line in evidence(view)]
    blocks += _against(view)
    blocks += [image(one.slack_file_id, one.alt) for one in view.pictures[:3] if one.slack_file_id]
    blocks.append(section(votes_line(view)))
    blocks += [context(line) for line in _beside(view) if line]
    blocks += [context(line) for line in _changed(view)]
    blocks.append(context(_foot(view)))
    blocks.append(_buttons(view))
    return message(_plain(view), blocks)


def named_card(view: ClusterView) -> Message:
    """The card of C0, the accounts that a person named."""
    size = view.cluster.size
    few = " · too few for a group finding" if size < 3 else ""
    blocks = [section(f"*C0 · the {count(size, 'account')} you named*{few}")]
    if view.case.sensitivity is Sensitivity.OPEN:
        blocks.append(context(_named(view)))
    shared = [f"*What they share:* {line}" for line in described(view.cluster.report)]
    shared += evidence(view)
    nothing = "*What they share:* nothing that stands out was found in what could be read."
    blocks += [section(line) for line in shared] or [section(nothing)]
    blocks += _against(view)
    blocks += [image(one.slack_file_id, one.alt) for one in view.pictures[:3] if one.slack_file_id]
    blocks.append(section(votes_line(view)))
    blocks += [context(line) for line in _beside(view) if line]
    blocks += [context(line) for line in _changed(view)]
    blocks.append(context(_foot(view)))
    blocks.append(_buttons(view))
    return message(f"Case {view.case.number}: the {count(size, 'account')} that were named, to judge", blocks)


def votes_line(view: ClusterView, *, alone: bool = False) -> str:
    """Votes without the split before the quorum; then verdict, split, names and reasons.

    `alone`: one person who may read the case reads it, and not the channel.
    """
    state = view.state
    if not state.open:
        return (
            f"_{state.votes_in} of {state.quorum} votes in; hidden until {'both' if state.quorum == 2 else 'all'} are_"
        )
    kept_out = withheld(view.case) and not alone
    return "\n".join([_verdict(state, kept_out=kept_out), *split(state, notes=not kept_out)])


def _verdict(state: VoteState, *, kept_out: bool) -> str:
    verdict = state.verdict
    if verdict is None:
        return "*No verdict.*"
    by = ""
    if verdict.override_by:
        early = "closed early" if verdict.votes < state.quorum else "decided"
        reason = KEPT_OUT if kept_out else quoted(verdict.override_reason, 200)
        by = f" · {early} by {mention(verdict.override_by)}: {reason}"
    third = " As many say yes as say no: ask for another view." if verdict.kind is VerdictKind.DISPUTED else ""
    return f"*Verdict: {VERDICTS[verdict.kind]}*{by}.{third}"


def _title(view: ClusterView) -> str:
    cluster = view.cluster
    gone = "" if view.current else " · *the newest run no longer finds this group*"
    return (
        f"*{cluster.key} of {view.total} · {count(cluster.size, 'account')} · {SUGGESTIONS[cluster.suggestion]}*{gone}"
    )


def _plain(view: ClusterView) -> str:
    cluster = view.cluster
    place = SUGGESTIONS[cluster.suggestion].lower()
    return f"Case {view.case.number}, {cluster.key}: {count(cluster.size, 'account')}, {place}"


def _explain(view: ClusterView) -> str:
    suggestion = view.cluster.suggestion
    where = f"{SUGGESTIONS[suggestion]} is a place in the queue: {PLACE[suggestion]}."
    return f"{where} It is not a finding about any one person."


def _drawn(view: ClusterView) -> list[str]:
    """Whether a group without a signal was drawn for review."""
    if view.cluster.suggestion is not Suggestion.NO_SIGNAL:
        return []
    if view.drawn:
        why = "one in ten groups without a signal goes to review, so that misses become known."
        return [f"*Drawn at random:* {why} Judge it as you would judge any other."]
    return ["No votes are asked for: one in ten groups without a signal is drawn for review, and this one was not."]


def _axes(view: ClusterView) -> list[str]:
    report = view.cluster.report
    together, seem = strength(report.coordination), strength(report.inauthenticity)
    lines = [
        f"*Acting together:* {together} · *Not what they seem:* {seem} _(uncalibrated)_",
        f"*Roles:* {_roles(report)}",
    ]
    stable = sum(account.stability >= 0.7 for account in report.accounts)
    lines.append(f"*Same group in repeats:* {stable} of {len(report.accounts)}")
    if report.neighbours:
        lines.append(f"*Tied to other groups:* {escape(tied_to_groups(report.neighbours), 300)}")
    out = sum(member.status is AccountStatus.EXCLUDED for member in view.cluster.members)
    unsure = sum(member.status is AccountStatus.UNSURE for member in view.cluster.members)
    if out or unsure:
        anew = ". The evidence counts the excluded still; a rerun that leaves them out counts anew" if out else ""
        lines.append(f"*Set aside by people:* {out} excluded, {unsure} unsure (reasons in Accounts){anew}.")
    return lines


def _roles(report: ClusterReport) -> str:
    roles = [
        (role, sum(account.role is role for account in report.accounts)) for role in Role if role is not Role.PERIPHERAL
    ]
    parts = [count(number, *ROLES[role]) for role, number in roles if number]
    loose = sum(account.role is Role.PERIPHERAL for account in report.accounts)
    more = f". {loose} more touch the group by one link; not counted" if loose else ""
    return " · ".join(parts) + more


def _against(view: ClusterView) -> list[Block]:
    report, blocks = view.cluster.report, []
    innocent = innocent_crowds(report)
    if innocent:
        blocks.append(section("\n".join(["*An innocent crowd could look like this:*", *innocent])))
    facts = Counter(fact for account in report.accounts for fact in account.exculpatory)
    if facts:
        told = "; ".join(f"{fact}: {number:,}" for fact, number in facts.most_common())
        accounts = sum(bool(account.exculpatory) for account in report.accounts)
        blocks.append(
            section(
                f"*Speaks against:* facts about {count(accounts, 'account')} ({escape(told, 400)}). "
                "They are marked in Accounts: exclude them or say why not."
            )
        )
    else:
        blocks.append(section("*Speaks against:* nothing was found, which is no proof."))
    unchecked = list(dict.fromkeys(finding.why_not for finding in report.findings if finding.why_not))
    if unchecked:
        more = f"; and {len(unchecked) - UNCHECKED_SHOWN} more" if len(unchecked) > UNCHECKED_SHOWN else ""
        blocks.append(section(f"*Not checked:* {escape('; '.join(unchecked[:UNCHECKED_SHOWN]), 600)}{more}"))
    return blocks


def _named(view: ClusterView) -> str:
    members = [member for member in view.cluster.members if member.status is not AccountStatus.EXCLUDED]
    shown = ", ".join(
        f"{member.label} {code(member.handle or member.account_id, 60)}" for member in members[:NAMED_SHOWN]
    )
    more = f" and {len(members) - NAMED_SHOWN} more (Accounts)" if len(members) > NAMED_SHOWN else ""
    return shown + more if shown else "all set aside"


def _beside(view: ClusterView) -> list[str]:
    """What stands beside the evidence: earlier cases, the watch-list, who was handed the group, notes."""
    return [seen_line(view.seen_before), watched_line(view.watched), *_holdings(view), *_notes(view)]


def _holdings(view: ClusterView) -> list[str]:
    return holding_lines(view.holdings, named=not withheld(view.case))


def _notes(view: ClusterView) -> list[str]:
    """The newest notes; of an internal-only case only how many there are, for notes name accounts."""
    lines = [f"Note by {mention(note.user_id)}: {escape(note.text, 300)}" for note in view.notes[-3:]]
    if lines and withheld(view.case):
        lines = [f"{count(len(view.notes), 'note')}: {KEPT_OUT}"]
    return [*lines, f"{mention(view.claimed_by)} looks at it"] if view.claimed_by else lines


def _changed(view: ClusterView) -> list[str]:
    """What a rerun changed, in one line; accounts are counted here and listed behind the button."""
    found = view.difference
    if found is None or not found.changed:
        return []
    return [f"*Since run {found.run_before}:* {' · '.join(changes_in_words(found.counted()))}"]


def _foot(view: ClusterView) -> str:
    earlier = view.state.earlier
    parts = [f"version {view.cluster.version} of this group (a rerun asks again)"]
    if earlier is not None:
        same = not (earlier.added or earlier.gone)
        told = "the same accounts, other evidence" if same else f"+{earlier.added} / -{earlier.gone} accounts"
        parts.append(f"voted on version {earlier.version}: {told}, confirm?")
    if view.recheck is not None and view.recheck.state is not RecheckState.STOPPED:
        parts.append(next_look(view.recheck))
    return f"_{' · '.join(parts)}_"


def _buttons(view: ClusterView) -> Block:
    cluster = view.cluster
    ref = Ref(case=view.case.id, cluster=cluster.id, version=cluster.version)
    elements: list[Block] = []
    if not view.closed and view.current:
        elements.append(button("Vote", ids.VOTE, ref, style="primary"))
        if view.state.earlier is not None:
            elements.append(button("Confirm my vote", ids.CONFIRM_VOTE, ref))
    elements += [
        button("See the posts", ids.POSTS, ref),
        button("Accounts", ids.ACCOUNTS, ref),
        button("Why not a fan club?", ids.FAN_CLUB, ref),
    ]
    if view.difference is not None and view.difference.changed:
        elements.append(button("What changed", ids.WHAT_CHANGED, ref))
    if view.state.open and len(view.state.votes) > 1:
        elements.append(button("Reasons side by side", ids.REASONS, ref))
    return actions(f"cluster:{cluster.id}", *elements, overflow(ids.CLUSTER_MENU, _menu(view, ref)))


def _menu(view: ClusterView, ref: Ref) -> list[tuple[str, Ref]]:
    def item(name: str) -> Ref:
        return Ref(case=ref.case, cluster=ref.cluster, version=ref.version, item=name)

    choices = [("Add a note", item("note"))]
    if not view.closed:
        decided = view.state.verdict is not None and not view.state.disputed
        if decided:
            choices.append(("Reopen (lead)", item("reopen")))
        else:
            choices.append(("Release", item("release")) if view.claimed_by else ("I look at it", item("claim")))
        choices.append(("Ask someone", item("ask")))
        choices.append(("Decide (lead)" if view.state.open else "Close early (lead)", item("override")))
    return [*choices, ("Rechecks", item("rechecks"))]
