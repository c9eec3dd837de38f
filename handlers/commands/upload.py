"""`upload`: the form for a data set. After /triage it opens at once; a mention has no trigger, so it gets a button."""

from bot.model import RightRole
from bot.triage.access import need_role
from handlers import ids
from handlers.blocks.parts import Message, actions, button, message, section
from handlers.command import Ask, Command
from handlers.ids import Ref
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Offer the button that opens the form."""
    need_role(office.person(ask.asker), RightRole.ANALYST, "open a case")
    text = "Press the button for the form, or send the file with a mention of me."
    ref = Ref(channel=ask.asker.channel_id)
    return message(
        text, [section(text), actions("upload", button("Open a case", ids.UPLOAD_OPEN, ref, style="primary"))]
    )


COMMAND = Command(
    "upload",
    "upload",
    "A form for a data set, accounts and options.",
    ("upload",),
    run,
    needs=RightRole.ANALYST,
    of_case=False,
)
