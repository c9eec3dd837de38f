"""What a subcommand of `/triage` is: one file in `handlers/commands` that exports COMMAND."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.errors import InputError
from bot.model import Case, RightRole
from bot.triage.browse_cases import case_of_thread, find_case
from handlers.blocks.parts import Message
from handlers.office import Office
from handlers.payloads import Asker
from handlers.rights import Declared


@dataclass(frozen=True, slots=True)
class Ask:
    """One use of a subcommand: who, the words after its name, and the delivery's key."""

    asker: Asker
    words: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Command(Declared):
    """A subcommand: how it is called, what it does in one sentence, examples, and the function that does it.

    `changes` is the role that changing something with it takes, where reading takes less.
    """

    name: str
    usage: str
    summary: str
    examples: tuple[str, ...]
    run: Callable[[Office, Ask], Message]
    changes: RightRole | None = field(default=None, kw_only=True)


def is_key(word: str) -> bool:
    """Whether a word names a group: C0, C1, C2 ..."""
    return word[:1] in {"C", "c"} and word[1:].isdecimal()


def take_case(office: Office, ask: Ask) -> tuple[Case, tuple[str, ...]]:
    """The case that is meant, by its number or by the thread, and the words that are left.

    Raises:
        InputError: neither a number nor a thread of a case.
        NotFound: no such case, or not for this person.
    """
    if ask.words and ask.words[0].lstrip("#").isdecimal():
        return find_case(office.desk, office.person_everywhere(ask.asker), int(ask.words[0].lstrip("#"))), ask.words[1:]
    asker = ask.asker
    if asker.thread_ts:
        found = case_of_thread(office.desk, office.person(asker), asker.channel_id, asker.thread_ts)
        if found is not None:
            return found, ask.words
    raise InputError(
        "Which case is meant?", hint="Give its number, for example: case 4. In a case's thread none is needed."
    )
