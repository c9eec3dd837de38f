"""`rerun N [windows=... from=... to=... words=... layers=... drop=...]`: analyse a case again, or a part of it."""

from bot.model import RightRole
from bot.triage.browse_cases import view_case
from bot.triage.choosing import parse_options
from bot.triage.start_run import start_run
from handlers.blocks.parts import Message, note
from handlers.blocks.rerunning import in_full
from handlers.command import Ask, Command, take_case
from handlers.office import Office


def run(office: Office, ask: Ask) -> Message:
    """Start the next run; what is not named stays as it was, and votes stay with the version they were given on."""
    case, words = take_case(office, ask)
    person = office.person(ask.asker, case.channel_id)
    shown = view_case(office.desk, person, case.id).report
    changes = parse_options(words, shown.parameters if shown is not None else {})
    started = start_run(office.desk, person, case.id, parameters=changes)
    chosen = in_full(started.parameters)
    told = f" Chosen: {'; '.join(chosen)}." if chosen else ""
    return note(f"Run {started.number} of case {case.number} waits for a worker.{told} Votes stay with their version.")


COMMAND = Command(
    "rerun",
    "rerun N [all] [windows=10,60] [from=DAY] [to=DAY] [words=…] [layers=…] [drop=…]",
    "Analyse a case again, all of it or a part: days, posts that hold a word, without some links, tags or accounts.",
    (
        "rerun 4",
        "rerun 4 windows=10,60 from=2021-04-20 to=2021-05-03",
        'rerun 4 words=harbour,"sea wall",flood*',
        "rerun 4 drop=domain:example.com,#sale,post:1385,@alice",
        "rerun 4 all",
    ),
    run,
    needs=RightRole.ANALYST,
)
