"""Counts that add up over trials."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.evaluation.intervals import said


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`; adds up over trials."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Pool two counts."""
        return Share(self.hits + other.hits, self.total + other.total)

    def __str__(self) -> str:
        """The share as a table says it, with its interval."""
        return said(self.hits, self.total)

    @property
    def rate(self) -> float:
        """The share as a number; 0 where nothing was tried."""
        return self.hits / self.total if self.total else 0.0


def pooled(shares: Iterable[Share]) -> Share:
    """Add up the counts of several trials."""
    total = Share()
    for one in shares:
        total += one
    return total
