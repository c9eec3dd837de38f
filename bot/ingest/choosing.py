"""Which reader fits a file: each looks at the first lines, the surest one wins, and nobody guesses in silence."""

from collections.abc import Mapping
from functools import lru_cache

import bot.ingest.formats
from bot.errors import InputError, NotFound
from bot.ingest.limits import Limits
from bot.ingest.rows import delimiter_of
from bot.protocols import Head, Reader
from bot.registry import discover

SURE = 0.75


@lru_cache(maxsize=1)
def readers() -> Mapping[str, Reader]:
    """All readers by the name of their format."""
    found = discover(bot.ingest.formats, "READER")
    return {reader.name: reader for reader in found.values()}


def named(name: str) -> Reader:
    """The reader of a format; NotFound lists what there is."""
    try:
        return readers()[name]
    except KeyError:
        raise NotFound(f"There is no format '{name}'.", f"Formats are: {', '.join(sorted(readers()))}.") from None


def choose(head: Head) -> tuple[Reader, float]:
    """The surest reader and how sure it is; ties go to the first by name; InputError where nobody knows the file."""
    score, name = max((reader.recognise(head), name) for name, reader in sorted(readers().items(), reverse=True))
    if score <= 0:
        raise InputError(
            "No format that we know looks like this file.",
            "Give CSV, JSON Lines or JSON with a line of column names; `shoal formats` lists what is read.",
            head.name,
        )
    return readers()[name], score


def check_width(head: Head, limits: Limits) -> None:
    """InputError for a first line with more columns than any table has."""
    first = next((line for line in head.lines if line.strip()), "")
    if first.lstrip()[:1] in {"{", "["}:
        return
    columns = first.count(delimiter_of(first)) + 1
    if columns > limits.max_columns:
        raise InputError(
            f"The first line has more than {limits.max_columns:,} columns.",
            "A table of posts has a few dozen; check that rows and columns are not swapped.",
            f"{head.name}, line 1",
        )
