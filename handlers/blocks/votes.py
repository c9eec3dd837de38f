"""Votes: the modal with the two questions, and the split once the quorum is reached."""

from bot.model import Axis, Vote
from bot.reporting.wording import SUGGESTIONS
from bot.triage.views import ClusterView, VoteState
from handlers import ids
from handlers.blocks.parts import (
    Block,
    actions,
    button,
    checkboxes,
    context,
    field,
    modal,
    option,
    radio,
    section,
    select,
    text_input,
)
from handlers.blocks.peoples_words import KEPT_OUT
from handlers.blocks.words import AXES, count
from handlers.escaping import escape, mention
from handlers.ids import Ref

CANNOT = "cannot_judge"
REASONS = (
    ("posts", "The posts themselves"),
    ("timing", "The timing"),
    ("history", "Creation dates, history"),
    ("identity", "Names, bios, pictures"),
    ("benign", "A known benign group"),
    ("chance", "Could be coincidence"),
    ("few", "Too little to see"),
)
CONFIDENCE = (("low", "low"), ("medium", "medium"), ("high", "high"))
MOST_NAMED = 10


def split(state: VoteState, *, notes: bool) -> list[str]:
    """Names, answers and reasons: shown once the quorum is reached; without `notes` only that there are some."""
    lines = [_line(vote, notes=notes) for vote in state.votes[:MOST_NAMED]]
    if len(state.votes) > MOST_NAMED:
        lines.append(f"and {len(state.votes) - MOST_NAMED} more")
    if not notes and any(vote.note for vote in state.votes):
        lines.append(f"Notes: {KEPT_OUT}")
    return lines


def _line(vote: Vote, *, notes: bool) -> str:
    who = f"{mention(vote.user_id)}"
    if vote.acting_together is None or vote.not_what_they_seem is None:
        return f"{who}: cannot judge from this{_why(vote, notes=notes)}"
    together, seem = AXES[vote.acting_together], AXES[vote.not_what_they_seem]
    return f"{who}: acting together {together}, not what they seem {seem}{_why(vote, notes=notes)}"


def _why(vote: Vote, *, notes: bool) -> str:
    known = dict(REASONS)
    reasons = [known.get(reason, reason).lower() for reason in vote.reasons]
    note = [f"“{vote.note}”" if notes else "a note"] if vote.note else []
    return f" ({escape('; '.join(reasons + note), 250)})" if reasons or note else ""


def form(view: ClusterView, link: str = "") -> Block:
    """The vote modal, with the way to the evidence; it starts with what the person voted before.

    `link` leads to the group's card: whoever votes from a list has not seen it.
    """
    cluster, mine = view.cluster, view.my_vote or view.my_earlier_vote
    ref = Ref(case=view.case.id, cluster=cluster.id, version=cluster.version, channel=view.case.channel_id)
    answers = [
        option("Yes", "yes"),
        option("Unsure", "unsure"),
        option("No", "no"),
        option("Cannot judge from this", CANNOT),
    ]
    blocks = [
        section(
            f"*{cluster.key} of case {view.case.number}* · {count(cluster.size, 'account')} · version {cluster.version}"
        ),
        context(
            f"Suggested: {SUGGESTIONS[cluster.suggestion]}, a place in the queue. "
            f"Others see your vote once {view.state.quorum} are in." + (f" <{link}|Its card>" if link else "")
        ),
        actions(
            f"look:{cluster.id}",
            button("See the posts", ids.POSTS, ref),
            button("Accounts", ids.ACCOUNTS, ref),
            button("Why not a fan club?", ids.FAN_CLUB, ref),
        ),
        field("together", "Are they acting together?", radio("together", answers, _start(mine, together=True))),
        field(
            "seem",
            "Are they not what they seem?",
            radio("seem", answers, _start(mine, together=False)),
            hint="Hidden operators, made-up persons, hired or automated reach: not opinions.",
        ),
        field(
            "reasons",
            "What does it rest on?",
            checkboxes("reasons", [option(label, value) for value, label in REASONS], mine.reasons if mine else ()),
            optional=True,
            hint="Wanted when you disagree with the suggestion.",
        ),
        field(
            "confidence",
            "How sure are you?",
            select(
                "confidence", [option(label, value) for value, label in CONFIDENCE], mine.confidence if mine else ""
            ),
            optional=True,
        ),
        field("note", "Note", text_input("note", initial=mine.note if mine else "", multiline=True), optional=True),
    ]
    return modal(ids.VOTE_SAVE, f"Vote on {cluster.key}", blocks, submit="Vote", close="Cancel", ref=ref)


def _start(vote: Vote | None, *, together: bool) -> str:
    if vote is None:
        return ""
    answer = vote.acting_together if together else vote.not_what_they_seem
    return answer.value if answer is not None else CANNOT


def answer_of(value: str) -> Axis | None:
    """An answer of the form; None for "cannot judge from this"."""
    return None if value in {CANNOT, ""} else Axis(value)
