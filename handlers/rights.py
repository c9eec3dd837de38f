"""Who may do an act: each one declares the role that it needs, and what holds for people of other organisations.

The declaration says what the use case behind the act enforces; `docs/permissions.md` is made from it.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.model import RightRole
from bot.triage.access import need_insider, need_role
from handlers.office import Office
from handlers.payloads import Asker


class Outsiders(StrEnum):
    """What holds for people of other organisations; cases that are internal only do not exist for them."""

    READ = "read"
    VOTE = "vote"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """An act's rights: the least role, and outsiders where it is not as the role says (viewers' acts and no more).

    `of_case`: it is about one case, which exists for members of its channel alone.
    """

    needs: RightRole
    outsiders: Outsiders | None = None
    of_case: bool = True

    def for_outsiders(self) -> Outsiders:
        """What holds for people of other organisations."""
        return self.outsiders or (Outsiders.READ if self.needs is RightRole.VIEWER else Outsiders.NEVER)


def need(office: Office, asker: Asker, act: Declared) -> None:
    """Refuse at the door whoever could not use the form that would open; the use case asks again."""
    person, outsiders = office.person(asker), act.for_outsiders()
    if outsiders is Outsiders.NEVER:
        need_insider(person, "do this")
    need_role(person, act.needs, "do this", outsiders=outsiders is Outsiders.VOTE)
