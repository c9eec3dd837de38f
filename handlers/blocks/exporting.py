"""The modal that asks in which format a case is exported."""

from collections.abc import Sequence

from bot.triage.views import CaseView
from handlers import ids
from handlers.blocks.parts import Block, context, field, modal, option, radio
from handlers.ids import Ref


def form(view: CaseView, formats: Sequence[str]) -> Block:
    """One choice; the file comes in a direct message."""
    told = (
        "The file comes to you in a direct message. Excluded accounts are not in it; every vote is. This is recorded."
    )
    choices = [option(name, name) for name in formats[:10]]
    blocks = [context(told), field("format", "Format", radio("format", choices, "csv"))]
    ref = Ref(case=view.case.id, channel=view.case.channel_id)
    return modal(ids.EXPORT_SAVE, f"Export case {view.case.number}", blocks, submit="Send", close="Cancel", ref=ref)
