"""What a person reads when something did not work: what, where, an example, and their own text."""

from bot.errors import UserError
from handlers.blocks.parts import Block, Message, context, message, modal, section
from handlers.escaping import code, escape, plain


def user_error(error: UserError, typed: str = "") -> Message:
    """Something the person can put right."""
    where = f" ({escape(error.where, 120)})" if error.where and " " in error.where else ""
    blocks = [section(f":warning: {escape(error.text, 1_500)}{where}")]
    if error.hint:
        blocks.append(context(escape(error.hint, 600)))
    if typed:
        blocks.append(context(f"You wrote: {code(typed, 600)}"))
    hint = f" {error.hint}" if error.hint else ""
    return message(plain(error.text, 1_500) + plain(hint, 600), blocks)


def our_fault(reference: str, typed: str = "") -> Message:
    """Something that we have to put right."""
    sentence = f"Something broke on our side (ref {reference})."
    blocks = [section(sentence + " Nothing that was saved is lost.")]
    if typed:
        blocks.append(context(f"You wrote: {code(typed, 600)}"))
    return message(sentence, blocks)


def error_view(shown: Message) -> Block:
    """The same inside a modal."""
    return modal("", "Not done", shown.blocks)
