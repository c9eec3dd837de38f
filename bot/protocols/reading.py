"""What a data-set format and a live platform have to be."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.protocols.records import AccountRecord, PostRecord, Record, ShareBatch
from bot.report import Rejected


@dataclass(frozen=True, slots=True)
class Head:
    """The first decoded lines of a file (at most 64 KiB), from which a reader recognises its format."""

    name: str
    lines: tuple[str, ...]


class Lines(Protocol):
    """A decoded text stream: iterates over (1-based line number, line with its end).

    A reader sets `at` to the line on which the record in hand starts, so that whoever refuses it can say where, and
    adds to `noticed` words of what the data turn out to lack. `part` counts the files of one intake, from 1.
    """

    name: str
    part: int
    at: int
    noticed: set[str]

    def __iter__(self) -> Iterator[tuple[int, str]]:
        """Lines in file order."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A data-set format plugin. `recognise` gives 0..1; `read` yields records and `Rejected` rows, streaming.

    `lacks` says what the format never holds, in the words of detectors' `needs`. `batches`, where given, yields
    the same rows as `read` as columns.
    """

    name: str
    title: str
    lacks: tuple[str, ...]
    recognise: Callable[[Head], float]
    read: Callable[[Lines, Mapping[str, str]], Iterator[Record]]
    mappable: tuple[str, ...] = ()
    batches: Callable[[Lines, Mapping[str, str]], Iterator[ShareBatch | Rejected]] | None = None


class Source(Protocol):
    """A live platform: profiles and recent posts by handle or immutable id."""

    platform: str

    def profile(self, handle_or_id: str) -> AccountRecord:
        """The account as it is now; its `status` tells suspended, deleted ...; SourceError if nobody answered."""

    def recent_posts(self, account_id: str, limit: int) -> list[PostRecord]:
        """The newest posts, newest first."""
