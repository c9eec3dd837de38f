"""What speaks for an account, listed beside the evidence: declared automation, an open tie, verification, history."""

from collections import Counter
from collections.abc import Callable

from bot.measures.declared import automated
from bot.measures.memo import remembered
from bot.measures.openness import open_members
from bot.measures.tables import accounts_of, posts_of, shares_in
from bot.protocols import Context, Group

YEAR = 365 * 86_400
LONG = 3 * YEAR
MANY_POSTS = 1_000

AUTOMATED = "says in its profile that it is automated"
OPEN = "names in its profile what the group shares"
VERIFIED = "verified by its platform"
ESTABLISHED = "years of history and many posts"
DECLARED = frozenset({AUTOMATED, OPEN})
"""What at least half of a group says of itself and what keeps the group from the first place in the queue."""


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
    accounts, first, declared = accounts_of(context), _first_time(context), automated(context)
    return (
        (AUTOMATED, lambda account: bool(declared[account])),
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
    """What speaks for one account, whatever group it is in."""
    return tuple(fact for fact, holds in _checks(context) if holds(account))


def member_facts(context: Context, group: Group) -> dict[int, tuple[str, ...]]:
    """What speaks for each of a group's counted accounts, the open tie to the group included."""
    openly = open_members(context, group)
    return {
        account: (*facts_of(context, account), *((OPEN,) if account in openly else ()))
        for account in map(int, group.everyone())
    }


def cluster_facts(context: Context, group: Group) -> tuple[str, ...]:
    """Facts that hold for at least half of a cluster's core accounts."""
    known = member_facts(context, group)
    core = [known[int(account)] for account in group.core]
    counts = Counter(fact for facts in core for fact in facts)
    return tuple(fact for fact in (AUTOMATED, VERIFIED, ESTABLISHED, OPEN) if core and 2 * counts[fact] >= len(core))
