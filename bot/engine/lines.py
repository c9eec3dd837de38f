"""A layer's events laid on one line for a widest window, and each account's places on it.

Widths are chosen at run time. A line cannot be laid where place and account together need more than 62 bits; callers
then count the slow way (`bot.engine.plain`), with the same result.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.engine import kernels
from bot.engine.layers import Events
from bot.engine.packing import bits
from bot.protocols import I8, I32, I64

WIDEST = 62
"""Bits below the sentinels."""


@dataclass(frozen=True, slots=True)
class Line:
    """Keys of events between sentinels, and each account's places that have a neighbour within the widest window."""

    key: I64
    shift: int
    widest: int
    begin: I64
    place: I32
    n_accounts: int

    @property
    def deepest(self) -> int:
        """The most events that one account has on the line: no weight can be larger."""
        return int(np.diff(self.begin).max(initial=0))

    def above(self, low: int) -> "Line":
        """The line of accounts from `low` on: what rows of these accounts still have to look at."""
        key = kernels.trim(self.key, self.shift, self.widest, low)
        begin, place = kernels.near_places(key, self.shift, self.widest, self.n_accounts)
        return Line(key, self.shift, self.widest, begin, place, self.n_accounts)


def line_of(events: Events, widest: int, room: int = WIDEST) -> Line | None:
    """The line for a widest window, or None where it needs more than `room` bits."""
    shift = bits(max(events.n_accounts - 1, 0))
    if bits(kernels.line_end(events.object, events.time, widest)) + shift > room:
        return None
    key = kernels.lay(events.object, events.time, events.account, widest, shift)
    begin, place = kernels.near_places(key, shift, widest, events.n_accounts)
    return Line(key, shift, widest, begin, place, events.n_accounts)


def counter(deepest: int, windows: int) -> tuple[int, type[np.signedinteger]] | None:
    """Bits of one window's counter, and the smallest integer that holds all of them; None over 63 bits."""
    wide = bits(deepest)
    for kind, room in ((np.int16, 15), (np.int32, 31), (np.int64, 63)):
        if wide * windows <= room:
            return wide, kind
    return None


def levels(windows: I64, wide: int) -> I8:
    """For each gap up to the widest window, the bit at which the counter of its smallest window stands."""
    return (np.searchsorted(windows, np.arange(int(windows[-1]) + 1)) * wide).astype(np.int8)


def scratch(line: Line, kind: type[np.signedinteger]) -> tuple[NDArray[np.signedinteger], I32]:
    """One thread's counters (zero) and list of touched accounts."""
    return np.zeros(line.n_accounts, kind), np.empty(line.n_accounts + 1, np.int32)


def work_ranges(begin: I64, pieces: int) -> list[tuple[int, int]]:
    """Cut accounts 0 .. n-1 into at most `pieces` ranges of about equal numbers of events."""
    n = len(begin) - 1
    marks = np.searchsorted(begin, np.linspace(begin[0], begin[-1], pieces + 1)[1:-1])
    cuts = [0, *sorted({int(m) for m in marks if 0 < m < n}), n]
    return list(pairwise(cuts))
