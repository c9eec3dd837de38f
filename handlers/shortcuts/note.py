"""Message shortcut "Save as note": the message's text becomes a note on a group of the thread's case."""

from collections.abc import Callable

from bot.errors import InputError
from bot.model import RightRole
from bot.triage.access import need_contents, need_role
from bot.triage.browse_cases import case_of_thread, view_case
from handlers.acts import Shortcut, show_modal
from handlers.blocks import asking
from handlers.blocks.parts import Block
from handlers.escaping import unescape
from handlers.office import Office
from handlers.payloads import Mention


def open_form(office: Office, mention: Mention) -> Callable[[], None]:
    """Ask which group; nothing is saved before the person says so."""
    return lambda: show_modal(office, mention.asker, lambda: _form(office, mention))


def _form(office: Office, mention: Mention) -> Block:
    asker = mention.asker
    person = office.person(asker)
    need_role(person, RightRole.ANALYST, "write a note")
    case = case_of_thread(office.desk, person, asker.channel_id, asker.thread_ts or mention.ts)
    if case is None:
        raise InputError("This message is not in a case's thread.", hint="Use it on a message in a case's thread.")
    need_contents(case)
    view = view_case(office.desk, person, case.id)
    if not any(line.current for line in view.clusters):
        raise InputError(f"Case {case.number} has no group yet.", hint="Wait for the first results.")
    told = asking.readers(*office.readers(case), case)
    return asking.choose_cluster_form(view, unescape(mention.text), told)


SHORTCUTS = (Shortcut("save_note", open_form, needs=RightRole.ANALYST),)
