"""Whether accounts began to act within a month of being made: people who came for something, and then did it."""

import numpy as np

from bot.measures.memo import remembered
from bot.measures.tables import accounts_of, posts_of, shares_in
from bot.protocols import I32, I64, Context

MONTH = 30 * 86_400


def _first_acts(context: Context) -> I64:
    """The time of every account's first act in the data, by dense id; the largest number there is where it has none."""

    def gather() -> I64:
        first = np.full(len(accounts_of(context)), np.iinfo(np.int64).max, dtype=np.int64)
        posts = posts_of(context)
        np.minimum.at(first, posts.account, posts.time)
        for layer in context.engine.layers():
            shares = shares_in(context, layer)
            np.minimum.at(first, shares.account, shares.time)
        return first

    return remembered(context, "first acts", gather)


def began_at_once(context: Context, accounts: I32) -> bool:
    """Whether at least half of the accounts acted for the first time within 30 days of being made."""
    created, first = accounts_of(context).created[accounts], _first_acts(context)[accounts]
    early = (created >= 0) & (first - created <= MONTH)
    return len(accounts) > 0 and 2 * int(early.sum()) >= len(accounts)
