"""Small modals that ask for one thing: a reason, a note, a person, a rhythm."""

from collections.abc import Sequence

from bot.model import Case, Sensitivity, VerdictKind
from bot.reporting.judgements import VERDICTS
from bot.triage.views import CaseView, ClusterView
from handlers import ids
from handlers.blocks.parts import Block, context, field, modal, option, radio, section, select, text_input
from handlers.blocks.words import clock, count, next_look
from handlers.ids import Ref

RHYTHMS = (
    ("default", "The usual plan: dense at first, then rarer"),
    ("daily", "Daily"),
    ("weekly", "Weekly"),
    ("monthly", "Monthly"),
    ("in 3d", "Once, in three days"),
    ("now", "Now"),
    ("off", "Off"),
)
VERDICT_CHOICES = tuple(kind for kind in VerdictKind if kind is not VerdictKind.DISPUTED)


def override_form(view: ClusterView) -> Block:
    """Close early: the verdict of a lead, with a reason; every vote stays."""
    choices = [option(VERDICTS[kind].capitalize(), kind.value) for kind in VERDICT_CHOICES]
    state = view.state
    blocks = [
        section(
            f"*{view.cluster.key}* has {count(state.votes_in, 'vote')}; the quorum is {state.quorum}. "
            "A lead's verdict is recorded as an override; dissent stays in every export."
        ),
        field("kind", "Verdict", radio("kind", choices)),
        field("reason", "Reason", text_input("reason", multiline=True)),
    ]
    name = "Decide" if state.open else "Close early"
    return modal(ids.OVERRIDE_SAVE, name, blocks, submit=name, close="Cancel", ref=_ref(view))


def readers(number: int, outsiders: int | None, case: Case) -> Block:
    """Who will read a note, so that whoever writes it knows."""
    channel = f"<#{case.channel_id}>"
    if case.sensitivity is Sensitivity.INTERNAL:
        told = f"those of the {count(number, 'member')} of {channel} who are of this organisation, under History"
        return context(f"*Will be read by* {told}: the case is internal only. It stays in exports.")
    people = f"the {count(number, 'member')} of {channel}"
    if outsiders is None:
        people += ", perhaps some of other organisations among them"
    elif outsiders:
        people += f", {outsiders:,} of them of other organisations"
    return context(f"*Will be read by* {people}. It stays on the card, in the closing summary and in exports.")


def note_form(view: ClusterView, told: Block) -> Block:
    """A note on a cluster; `told` says who will read it."""
    blocks = [
        told,
        field("note", f"Note on {view.cluster.key}", text_input("note", multiline=True)),
    ]
    return modal(ids.NOTE_SAVE, "Add a note", blocks, submit="Save", close="Cancel", ref=_ref(view))


def choose_cluster_form(view: CaseView, text: str, told: Block) -> Block:
    """A note from a message: on which group? `told` says who will read it."""
    choices = [
        option(f"{line.key}, {count(line.size, 'account')}", str(line.cluster_id))
        for line in view.clusters
        if line.current
    ]
    blocks = [
        told,
        field("cluster", "Group", select("cluster", choices)),
        field("note", "Note", text_input("note", multiline=True, initial=text)),
    ]
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    return modal(ids.NOTE_SAVE, "Save as note", blocks, submit="Save", close="Cancel", ref=ref)


def ask_form(view: ClusterView, groups: Sequence[tuple[str, str, int]] = ()) -> Block:
    """Ask one person, or a user group (id, handle, how many of it are in the channel), for their view."""
    person: Block = {"type": "users_select", "action_id": "user"}
    told = (
        "A person is told in the way that they chose on the Home tab: by a mention in the case's thread, or directly. "
    )
    blocks = [
        context(told + "Quiet hours are waited for."),
        field("user", f"Whose view on {view.cluster.key}?", person, optional=bool(groups)),
    ]
    if groups:
        choices = [
            option(f"@{handle}, {count(number, 'person', 'people')} here", group) for group, handle, number in groups
        ]
        hint = "Mentioned in the thread, but for those who chose a direct message or have quiet hours."
        blocks.append(field("group", "Or a user group", select("group", choices), optional=True, hint=hint))
    title = "Ask for a third view" if view.state.disputed else "Ask someone"
    return modal(ids.ASK_SAVE, title, blocks, submit="Ask", close="Cancel", ref=_ref(view))


def passed_on(directly: int, last: int) -> str:
    """What is told to whoever asked: what the thread does not show (`last`: when quiet hours let the last one know)."""
    parts = [f"In a direct message to {count(directly, 'person', 'people')}."] if directly else []
    if last:
        parts.append(f"Quiet hours: the last of it is passed on {clock(last)}.")
    return " ".join(["The question is passed on.", *parts]) if parts else ""


def close_form(view: CaseView) -> Block:
    """Why the case is closed."""
    waiting = [line.key for line in view.clusters if line.votes_wanted]
    told = (
        f"{', '.join(waiting[:10])} still wait for votes: only a lead can close now, with a reason."
        if waiting
        else "No group waits for a vote."
    )
    blocks = [
        section(told + " Rechecks go on; the case can be reopened."),
        field("reason", "Reason", text_input("reason"), optional=not waiting),
    ]
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    return modal(ids.CLOSE_SAVE, f"Close case {view.case.number}", blocks, submit="Close it", close="Cancel", ref=ref)


def recheck_form(view: CaseView, recheck_id: int) -> Block:
    """Another rhythm for one recheck."""
    found = next((one for one in view.rechecks if one.id == recheck_id), None)
    now = f"Now: {next_look(found)}." if found is not None else "It has ended."
    choices = [option(label, value) for value, label in RHYTHMS]
    blocks = [section(now), field("every", "How often", radio("every", choices, "default"))]
    ref = Ref(case=view.case.id, recheck=recheck_id, channel=view.case.channel_id)
    return modal(ids.RECHECK_CHANGE_SAVE, "Change a recheck", blocks, submit="Change", close="Cancel", ref=ref)


def rechecks_form(view: ClusterView) -> Block:
    """Start or change the rechecks of one cluster."""
    recheck = view.recheck
    now = f"Now: {next_look(recheck)}." if recheck is not None else "None runs."
    choices = [option(label, value) for value, label in RHYTHMS]
    blocks = [section(f"*{view.cluster.key}.* {now}"), field("every", "How often", radio("every", choices, "default"))]
    ref = Ref(case=view.case.id, channel=view.case.channel_id, item=view.cluster.key)
    return modal(ids.RECHECK_CHANGE_SAVE, "Rechecks", blocks, submit="Save", close="Cancel", ref=ref)


def _ref(view: ClusterView) -> Ref:
    return Ref(case=view.case.id, cluster=view.cluster.id, version=view.cluster.version, channel=view.case.channel_id)
