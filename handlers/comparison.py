"""Shows two cases side by side to one person: the figures at once, the pictures in a direct message once drawn."""

from bot.analysis.side_by_side import draw_side_by_side
from bot.triage.compare_cases import Beside, compare_cases
from handlers import sending
from handlers.blocks import comparing
from handlers.blocks.parts import Message
from handlers.office import Office
from handlers.payloads import Asker


def show(office: Office, asker: Asker, case_id: int, other_id: int) -> Message:
    """The figures; drawing begins behind them. Who cannot see both cases is told of neither."""
    found = compare_cases(office.desk, office.person_everywhere(asker), case_id, other_id)
    if found.sides is not None:
        office.soon(asker, lambda: _send(office, asker, found))
    return comparing.beside(found)


def _send(office: Office, asker: Asker, found: Beside) -> None:
    if found.sides is None:
        return
    about = (found.left.case, found.right.case)
    title = f"Case {found.left.case.number} beside case {found.right.case.number}"
    for drawing in draw_side_by_side(*found.sides):
        sending.send_file(office, asker.user_id, about, drawing.name, drawing.content, title, alt=drawing.alt)
