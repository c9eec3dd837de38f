"""Turns how a command ended into an exit code and words on stderr.

0 done, 1 the input or the settings are wrong, 2 wrong usage (said by typer itself), 3 our fault, with a reference id.
"""

import hashlib
import traceback
from types import TracebackType
from typing import Self, TextIO

from bot.cli.terminal import printable
from bot.errors import Cancelled, SourceError, UserError

USER_ERROR = 1
OUR_FAULT = 3


class Outcome:
    """A context manager around one command; afterwards `code` is the exit code. KeyboardInterrupt passes through."""

    def __init__(self, stderr: TextIO) -> None:
        self._stderr = stderr
        self.code = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        """Say what went wrong; True where the error was dealt with."""
        if isinstance(error, SystemExit):  # typer's way to leave, after help and after a usage error
            self.code = error.code if isinstance(error.code, int) else int(error.code is not None)
            return True
        if not isinstance(error, Exception):
            return False
        if isinstance(error, (UserError, SourceError, Cancelled)):
            self.code = USER_ERROR
            self._say(user_text(error))
        else:
            self.code = OUR_FAULT
            self._say(fault_text(error))
        return True

    def _say(self, text: str) -> None:
        self._stderr.write(f"{text}\n")
        self._stderr.flush()


def user_text(error: UserError | SourceError | Cancelled) -> str:
    """What, where and the hint, one line a part; control characters are taken out."""
    lines = str(error).splitlines() or [type(error).__name__]
    return "\n".join(["Error: " + printable(lines[0]), *(printable(line) for line in lines[1:])])


def fault_text(error: Exception) -> str:
    """The stack, then one sentence with a reference id: the same fault in the same place has the same id."""
    stack = "".join(traceback.format_exception(error)).rstrip()
    lines = "\n".join(printable(line) for line in stack.splitlines())
    return f"{lines}\nSomething broke on our side (ref {reference(error)}). Please report the lines above with it."


def reference(error: Exception) -> str:
    """Six hex digits out of the kind of error and the lines of code that it passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.name}:{frame.line}" for frame in frames]
    return hashlib.blake2b("\n".join([type(error).__name__, *places]).encode(), digest_size=3).hexdigest()
