"""What is told of delivery itself: what came while nobody listened, and what may have come twice."""

from handlers.blocks.parts import Message, context, message, section
from handlers.blocks.words import count


def missed(number: int) -> Message:
    """What arrived while the bot was away."""
    came = f"{count(number, 'message')} for Shoal came here while it was away."
    text = f"{came} Files and accounts in them are taken up now; please repeat a command."
    return message(text, [section(text)])


def perhaps_again(shown: Message) -> Message:
    """A message to one person that may have come before: nobody can look."""
    told = context("This may have reached you before: Slack did not confirm the first try.")
    return message(shown.text, [*shown.blocks, told])
