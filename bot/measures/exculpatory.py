"""What speaks for an account, listed beside the evidence: declared automation, verification, a long history."""

from collections.abc import Callable

import numpy as np

from bot.measures.memo import remembered
from bot.measures.tables import accounts_of, posts_of, shares_in
from bot.protocols import I32, Context

YEAR = 365 * 86_400
LONG = 3 * YEAR
MANY_POSTS = 1_000

AUTOMATED = "says in its profile that it is automated"
VERIFIED = "verified by its platform"
ESTABLISHED = "years of history and many posts"


def _first_time(context: Context) -> int:
    """The earliest time in the data; 0 where there is none."""

    def earliest() -> int:
        moments = [
            int(times.min())
            for times in (
                posts_of(context).time,
                *(shares_in(context, x).time for x in context.engine.layers()),
            )
            if len(times)
        ]
        return min(moments, default=0)

    return remembered(context, "first time", earliest)


def _checks(context: Context) -> tuple[tuple[str, Callable[[int], bool]], ...]:
    accounts, first = accounts_of(context), _first_time(context)
    return (
        (AUTOMATED, lambda account: accounts.automated[account] == 1),
        (VERIFIED, lambda account: accounts.verified[account] == 1),
        (
            ESTABLISHED,
            lambda account: bool(
                accounts.created[account] >= 0
                and first - accounts.created[account] >= LONG
                and accounts.posts_total[account] >= MANY_POSTS
            ),
        ),
    )


def facts_of(context: Context, account: int) -> tuple[str, ...]:
    """What speaks for one account."""
    return tuple(fact for fact, holds in _checks(context) if holds(account))


def cluster_facts(context: Context, core: I32) -> tuple[str, ...]:
    """Facts that hold for at least half of a cluster's accounts."""
    if not len(core):
        return ()
    return tuple(fact for fact, holds in _checks(context) if np.mean([holds(int(account)) for account in core]) >= 0.5)
