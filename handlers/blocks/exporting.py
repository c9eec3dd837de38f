"""The modal that asks in which format a case is exported, and leads to everything else that takes a case away."""

from collections.abc import Mapping

from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.parts import Block, actions, button, context, divider, field, modal, option, radio, section
from handlers.ids import Ref

MOST = 10
"""As many radio buttons as Slack shows."""
RECORDED = (
    "The file comes to you in a direct message. Excluded accounts are not in it; every vote is. This is recorded."
)
FURTHER = (
    "*Further than an export*\n"
    "• *Hand over*: a package for a platform; who receives it is recorded, and the thread is told\n"
    "• *Publish*: a package for the public, without names, of groups with three votes; for leads\n"
    "• *Purge*: deletes the case for good, after a list of what goes and what stays; for leads"
)


def form(view: CaseView, formats: Mapping[str, str]) -> Block:
    """One choice of a format; the file comes in a direct message."""
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    further = [
        section(FURTHER),
        actions(
            f"further:{view.case.id}",
            button("Hand over…", ids.HAND_OVER, ref),
            button("Publish…", ids.PUBLISH, ref),
            button("Purge…", ids.PURGE, ref, style="danger"),
        ),
    ]
    title = f"Export case {view.case.number}"
    choices = [option(name, name, title) for name, title in list(formats.items())[:MOST]]
    blocks = [context(RECORDED), field("format", "Format", radio("format", choices, "csv")), divider(), *further]
    return modal(ids.EXPORT_SAVE, title, blocks, submit="Send", close="Cancel", ref=ref)
