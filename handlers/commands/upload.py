"""`upload`: the form for a data set. After /triage it opens at once; a mention has no trigger, so it gets a button."""

from handlers import ids
from handlers.blocks.parts import Message, actions, button, message, section
from handlers.command import Ask, Command
from handlers.ids import Ref
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Offer the button that opens the form."""
    del office
    text = "Press the button for the form, or send the file with a mention of me."
    ref = Ref(channel=ask.asker.channel_id)
    return message(
        text, [section(text), actions("upload", button("Open a case", ids.UPLOAD_OPEN, ref, style="primary"))]
    )


COMMAND = Command("upload", "upload", "A form for a data set, accounts and options.", ("upload",), run)
