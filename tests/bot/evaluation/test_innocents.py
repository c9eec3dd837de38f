import pytest

from bot.evaluation.innocents import Innocents, age_of, innocents
from bot.protocols import AccountRecord
from tests.bot.evaluation.handmade import account, world

ROWS = {(row.kind, row.name): row for row in innocents(world(), frozenset({"f1", "o1", "a1"}), frozenset({"f1"}))}


def test_planted_accounts_are_no_innocents() -> None:
    assert sum(row.total for row in ROWS.values() if row.kind == "language") == 4


def test_each_crowd_is_counted_by_itself() -> None:
    assert ROWS["crowd", "fan_club"] == Innocents("crowd", "fan_club", 2, 1, 1)
    assert ROWS["crowd", ""] == Innocents("crowd", "", 2, 1, 0)


def test_languages_and_ages_are_counted() -> None:
    assert ROWS["language", "ja"] == Innocents("language", "ja", 1, 1, 0)
    assert ROWS["age", "under 3 months"] == Innocents("age", "under 3 months", 1, 1, 0)
    assert ROWS["age", "2 to 6 years"] == Innocents("age", "2 to 6 years", 3, 1, 1)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "under 3 months"), (89, "under 3 months"), (90, "3 months to 2 years"), (729, "3 months to 2 years"),
     (730, "2 to 6 years"), (2190, "6 to 10 years"), (3650, "over 10 years")],
)  # fmt: skip
def test_an_age_belongs_to_one_stratum(days: int, words: str) -> None:
    assert age_of(account("x", days=days)) == words


def test_an_account_without_a_date_has_no_age() -> None:
    assert age_of(AccountRecord("x")) == "unknown"
