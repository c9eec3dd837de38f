"""Accounts that begin to act within a month of being made, and those that were kept for later."""

import numpy as np

from bot.measures.newcomers import began_at_once
from bot.protocols import PostRecord, Record, ShareRecord
from tests.bot.worlds import DAY, START, context_of, person


def began(*rows: Record) -> bool:
    context = context_of(rows)
    return began_at_once(context, np.arange(len(context.engine.accounts()), dtype=np.int32))


def test_half_of_them_within_thirty_days_is_at_once() -> None:
    fresh, kept = person("a", created=START - 29 * DAY), person("b", created=START - 31 * DAY)
    assert began(fresh, PostRecord("p", "a", START), kept, PostRecord("q", "b", START))
    assert not began(kept, PostRecord("q", "b", START))


def test_shares_without_posts_are_acts_too() -> None:
    assert began(person("a", created=START - DAY), ShareRecord("object", "o", "a", "c", START))


def test_without_dates_or_acts_nothing_is_said() -> None:
    assert not began(person("a", created=None), PostRecord("p", "a", START))
    assert not began(person("a"))
    assert not began()
