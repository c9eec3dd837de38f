"""Accounts that belong to no network, by crowd, language and age, and how many of them were reported."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.evaluation.planted import Planted
from bot.evaluation.population import DAY, START
from bot.protocols import AccountRecord

AGES = (
    (90, "under 3 months"),
    (2 * 365, "3 months to 2 years"),
    (6 * 365, "2 to 6 years"),
    (10 * 365, "6 to 10 years"),
)
OLDEST = "over 10 years"


@dataclass(frozen=True, slots=True)
class Innocents:
    """One stratum of innocent accounts: `kind` is 'crowd', 'language' or 'age'."""

    kind: str
    name: str
    total: int
    coordinated: int
    review_first: int


def age_of(account: AccountRecord) -> str:
    """The account's age at the start of the period, in words."""
    if account.created is None:
        return "unknown"
    days = (START - account.created) // DAY
    return next((name for limit, name in AGES if days < limit), OLDEST)


def innocents(planted: Planted, coordinated: frozenset[str], first: frozenset[str]) -> tuple[Innocents, ...]:
    """Counts for every stratum that has an innocent account; `coordinated` holds all reported accounts."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for account_id, truth in planted.truth.items():
        if truth.network:
            continue
        for key in _strata(planted.accounts[account_id], truth.trap):
            row = counts[key]
            row[0] += 1
            row[1] += account_id in coordinated
            row[2] += account_id in first
    return tuple(Innocents(*key, *row) for key, row in sorted(counts.items()))


def _strata(account: AccountRecord, trap: str) -> Iterator[tuple[str, str]]:
    yield "crowd", trap
    yield "language", account.language or "unknown"
    yield "age", age_of(account)
