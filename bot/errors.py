"""One tree of errors.

::

    ShoalError
    ├── UserError            shown to the person who asked: text, where, hint
    │   ├── InputError       a file, a row or a handle cannot be used
    │   ├── SettingsError    the environment is wrong; lists every problem at once
    │   ├── NotAllowed       the person lacks the right, or cannot see the case
    │   ├── NotFound         no such case, cluster, account, format ...
    │   └── Conflict         the thing changed or closed in the meantime
    ├── SourceError          a platform did not answer; never changes an account's state
    ├── LeaseLost            another worker owns the job now: stop, write nothing
    └── Cancelled            a person cancelled the run

Anything that is not a `UserError` is our fault and gets a reference id.
"""

from collections.abc import Sequence


class ShoalError(Exception):
    """The root of everything that Shoal raises on purpose."""


class UserError(ShoalError):
    """Something a person can put right: what is wrong, where, and what to do."""

    def __init__(self, text: str, hint: str = "", where: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        """One line a part, as the command line prints it."""
        place = f"{self.where}: " if self.where else ""
        hint = f"\nHint: {self.hint}" if self.hint else ""
        return f"{place}{self.text}{hint}"


class InputError(UserError):
    """A file, a row, a column mapping or a handle cannot be used."""


class SettingsError(UserError):
    """The settings are wrong; `problems` holds one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(
            "The settings are not complete:\n" + "\n".join(f"- {line}" for line in problems), hint="See .env.example."
        )
        self.problems = tuple(problems)


class NotAllowed(UserError):
    """The person lacks the right."""


class NotFound(UserError):
    """What was named does not exist, or not for this person."""


class Conflict(UserError):
    """The thing changed, closed or was done already in the meantime."""


class SourceError(ShoalError):
    """A platform did not answer, or not in a form that we know; `retry_after` seconds where it said when to ask."""

    def __init__(self, text: str, retry_after: float | None = None) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class LeaseLost(ShoalError):
    """Another worker owns the job now: nothing more may be written."""


class Cancelled(ShoalError):
    """A person cancelled the run."""
