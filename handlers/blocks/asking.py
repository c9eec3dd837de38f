"""Small modals that ask for one thing: a reason, a note, a person, a rhythm."""

from bot.model import VerdictKind
from bot.triage.views import CaseView, ClusterView
from handlers import ids
from handlers.blocks.parts import Block, context, field, modal, option, radio, section, select, text_input
from handlers.blocks.words import RECHECKS, VERDICTS, count, day
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


def note_form(view: ClusterView, text: str = "") -> Block:
    """A note on a cluster."""
    blocks = [field("note", f"Note on {view.cluster.key}", text_input("note", multiline=True, initial=text))]
    return modal(ids.NOTE_SAVE, "Add a note", blocks, submit="Save", close="Cancel", ref=_ref(view))


def choose_cluster_form(view: CaseView, text: str) -> Block:
    """A note from a message: on which group?"""
    choices = [
        option(f"{line.key}, {count(line.size, 'account')}", str(line.cluster_id))
        for line in view.clusters
        if line.current
    ]
    blocks = [
        field("cluster", "Group", select("cluster", choices)),
        field("note", "Note", text_input("note", multiline=True, initial=text)),
    ]
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    return modal(ids.NOTE_SAVE, "Save as note", blocks, submit="Save", close="Cancel", ref=ref)


def ask_form(view: ClusterView) -> Block:
    """Ask one person for their view."""
    person: Block = {"type": "users_select", "action_id": "user"}
    blocks = [
        context("They are mentioned once in the case's thread."),
        field("user", f"Whose view on {view.cluster.key}?", person),
    ]
    return modal(ids.ASK_SAVE, "Ask someone", blocks, submit="Ask", close="Cancel", ref=_ref(view))


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
    now = f"Now: {RECHECKS[found.state]}, next look {day(found.due_at)}." if found is not None else "It has ended."
    choices = [option(label, value) for value, label in RHYTHMS]
    blocks = [section(now), field("every", "How often", radio("every", choices, "default"))]
    ref = Ref(case=view.case.id, recheck=recheck_id, channel=view.case.channel_id)
    return modal(ids.RECHECK_CHANGE_SAVE, "Change a recheck", blocks, submit="Change", close="Cancel", ref=ref)


def rechecks_form(view: ClusterView) -> Block:
    """Start or change the rechecks of one cluster."""
    recheck = view.recheck
    now = f"Now: {RECHECKS[recheck.state]}, next look {day(recheck.due_at)}." if recheck is not None else "None runs."
    choices = [option(label, value) for value, label in RHYTHMS]
    blocks = [section(f"*{view.cluster.key}.* {now}"), field("every", "How often", radio("every", choices, "default"))]
    ref = Ref(case=view.case.id, channel=view.case.channel_id, item=view.cluster.key)
    return modal(ids.RECHECK_CHANGE_SAVE, "Rechecks", blocks, submit="Save", close="Cancel", ref=ref)


def _ref(view: ClusterView) -> Ref:
    return Ref(case=view.case.id, cluster=view.cluster.id, version=view.cluster.version, channel=view.case.channel_id)
