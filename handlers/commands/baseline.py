"""`baseline N`: hold a case's accounts to be organic, and measure later runs of the channel beside them."""

from bot.model import RightRole
from bot.triage.mark_baseline import clear_baseline, mark_baseline
from handlers.blocks.parts import Message, note
from handlers.blocks.words import count
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Mark a case as the comparison set of its channel, or take the mark away."""
    if ask.words == ("off",):
        clear_baseline(office.desk, office.person(ask.asker), ask.asker.channel_id)
        return note("Later runs in this channel have no comparison set.")
    case, _ = take_case(office, ask)
    rates = mark_baseline(office.desk, office.person(ask.asker, case.channel_id), case.id)
    groups = count(sum(rates.alarms.values()), "group")
    return note(
        f"Case {case.number} is this channel's comparison set: {groups} among {count(rates.accounts, 'account')} "
        "that you hold to be organic. Runs that start from now on say so; rerun a case to have it there too."
    )


COMMAND = Command(
    "baseline",
    "baseline N | off",
    "Hold case N's accounts to be organic: what is found there stands beside later runs.",
    ("baseline 3", "baseline off"),
    run,
    needs=RightRole.LEAD,
)
