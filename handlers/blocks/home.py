"""The Home tab: what waits for one person, what they took on, what is open around them, and how they are asked."""

from collections.abc import Sequence

from bot.triage.browse_cases import DueLine, Home
from bot.triage.views import ClusterLine, OwnPreferences
from handlers import ids
from handlers.blocks.lists import case_line, due_line, wanted
from handlers.blocks.notices.rechecks import recheck_buttons
from handlers.blocks.parts import (
    Block,
    actions,
    button,
    context,
    divider,
    field,
    header,
    modal,
    option,
    radio,
    section,
    text_input,
)
from handlers.blocks.words import count
from handlers.escaping import escape
from handlers.ids import Ref

SHOWN = 10
DUE_SHOWN = 5
ASKED_BY = (("thread", "By a mention in the case's thread"), ("direct", "In a direct message"))


def home(view: Home, now: int) -> Block:
    """Everything that one person is asked, has taken on or may want to look at."""
    parts = [
        _part("Wants your vote", [[wanted(line, now)] for line in view.my_votes], "Nothing waits for you.", SHOWN),
        _part("You look at these", [_claimed(line) for line in view.claimed], "Nothing is claimed by you.", SHOWN),
        _part("Disagreements", [[_disputed(line)] for line in view.disputed], "No group is disputed.", SHOWN),
        _part("Rechecks due", [_due(line, now) for line in view.due], "None scheduled.", DUE_SHOWN),
    ]
    cases = [[section(case_line(line), _history(line.case.id, line.case.channel_id))] for line in view.open_cases]
    nothing = "No open case. `/triage upload` in a channel opens one."
    parts.append(_part("Open cases", cases, nothing, SHOWN))
    blocks = [block for part in parts for block in [*part, divider()]]
    chosen = view.preferences
    team = f"Quorum {chosen.quorum} · raw posts kept {chosen.retention_days} days · `/triage settings`"
    return {"type": "home", "blocks": [*blocks, *_own(view.own), context(team)][:100]}


def settings_form(own: OwnPreferences) -> Block:
    """How and when a person is asked."""
    choices = [option(label, value) for value, label in ASKED_BY]
    blocks = [
        field("asked_by", "When somebody asks for my view", radio("asked_by", choices, _asked_by(own))),
        field(
            "quiet_hours",
            "Quiet hours",
            text_input("quiet_hours", initial=own.quiet_hours, placeholder="22-7"),
            optional=True,
            hint="What is asked meanwhile is told when they end. Empty: none.",
        ),
        field("timezone", "Time zone", text_input("timezone", initial=own.timezone, placeholder="Europe/Brussels")),
    ]
    return modal(ids.MY_SETTINGS_SAVE, "My settings", blocks, submit="Save", close="Cancel")


def _part(title: str, rows: Sequence[Sequence[Block]], nothing: str, most: int) -> list[Block]:
    blocks = [header(title), *(block for row in rows[:most] for block in row)]
    if not rows:
        blocks.append(section(nothing))
    if len(rows) > most:
        blocks.append(context(f"and {len(rows) - most} more"))
    return blocks


def _claimed(line: ClusterLine) -> list[Block]:
    ref = _ref(line)
    buttons = [button("Vote", ids.VOTE, ref, style="primary")] if line.votes_wanted else []
    text = f"*{line.key}* of case {line.case_number}, {escape(line.case_title, 80)} · {count(line.size, 'account')}"
    row = actions(f"claimed:{line.cluster_id}", *buttons, button("Release", ids.RELEASE, ref))
    return [section(text), row]


def _disputed(line: ClusterLine) -> Block:
    told = (
        f"*{line.key}* of case {line.case_number}, {escape(line.case_title, 80)}: {line.state.votes_in} votes, disputed"
    )
    look = button("Side by side", ids.REASONS, _ref(line))
    return section(told, look, block_id=f"disputed:{line.cluster_id}")


def _due(line: DueLine, now: int) -> list[Block]:
    recheck = line.recheck
    return [section(due_line(line, now)), recheck_buttons(recheck.id, recheck.case_id, line.channel_id)]


def _history(case_id: int, channel_id: str) -> Block:
    return button("History", ids.HISTORY, Ref(case=case_id, channel=channel_id))


def _own(own: OwnPreferences) -> list[Block]:
    quiet = f"quiet from {own.quiet_hours.replace('-', ' to ')} o'clock" if own.quiet_hours else "no quiet hours"
    asked = dict(ASKED_BY)[_asked_by(own)].lower()
    text = f"Asked for a view: {asked} · {quiet} · time zone {escape(own.timezone, 60)}"
    return [header("My settings"), section(text, button("Change", ids.MY_SETTINGS, Ref()))]


def _asked_by(own: OwnPreferences) -> str:
    return "direct" if own.direct else "thread"


def _ref(line: ClusterLine) -> Ref:
    return Ref(case=line.case_id, cluster=line.cluster_id, version=line.version, channel=line.channel_id)
