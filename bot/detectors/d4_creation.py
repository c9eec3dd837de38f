"""D4 Creation burst: many of a group's accounts were made within the same few days.

Sees: the fullest 1, 3 or 7 days of a group's creation dates, against 500 draws of as many dates from the growth of
the other accounts in the data (smoothed by 90 days, reflected at the ends; Bonferroni over the three lengths), and
against as many from the group's own years, smoothed alike: a young community is no batch. Wants 20 dates in the
group; with fewer than 200 outside it, the fullest day is held against control cohorts (five of them, 7,099 accounts:
at most 1.8 % were made on one day). Longer windows would take a platform's growth for a burst. A batch is made for its
group; a wave of sign-ups brings people who never join it, too. Where one account outside for every three inside, and
more than the others' growth explains (binomial tail at most .01), was made in the same days, it is told, and the dates
are no kind of evidence of their own.

Formula: statistic = count / the larger 99th percentile of the draws where the corrected p is at most .05, else 0.
Looks the same: a wave of sign-ups after an event, a school class, a migration from another platform.
Reference: smoothed bootstrap (Silverman & Young 1987); creation bursts in Cresci 2020 and Mazza et al. 2022.
"""

import numpy as np

from bot.measures.bursts import DAY, Burst, burst, fullest
from bot.measures.comparison import comparison
from bot.measures.tables import accounts_of
from bot.measures.tails import binomial_tail
from bot.protocols import I32, I64, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D4"
FEWEST = 20
FEWEST_OTHERS = 200
FULLEST_DAY = 0.018
"""Largest share of a control cohort that was made on one day."""


def measure(context: Context, group: Group) -> Measurement:
    """The group's creation dates against those of all other accounts."""
    created = accounts_of(context).created
    members = group.everyone()
    dated = members[created[members] >= 0]
    if not len(dated):
        return Measurement(applicable=False, why_not="no creation dates are known in this group")
    if len(dated) < FEWEST:
        return Measurement(
            applicable=False, support=len(dated), why_not=f"{len(dated)} creation dates are too few; it takes {FEWEST}"
        )
    others = np.flatnonzero((created >= 0) & comparison(context, members))
    if len(others) >= FEWEST_OTHERS:
        return _measurement(
            created, dated, burst(created[dated], created[others], context.parameters.seed), len(others)
        )
    return _measurement(created, dated, _against_cohorts(np.sort(created[dated])), 0)


def _against_cohorts(ordered: I64) -> Burst:
    """The fullest day against control cohorts, with a union bound over all days that could have been chosen."""
    count, start = fullest(ordered, DAY)
    total = len(ordered)
    usual = next(k for k in range(1, total + 1) if binomial_tail(k + 1, total, FULLEST_DAY) <= 0.01)
    p_value = min(1.0, total * binomial_tail(count, total, FULLEST_DAY))
    return Burst(1, count, int(ordered[start]), usual, 0, p_value)


def _measurement(created: I64, dated: I32, found: Burst, others: int) -> Measurement:
    """The fullest days as a measurement; `others` is 0 where control cohorts stood in for the data."""
    inside = dated[(created[dated] >= found.first) & (created[dated] < found.first + found.days * DAY)]
    surprising = found.p_value <= 0.05
    return Measurement(
        applicable=True,
        support=len(inside) if surprising else 0,
        value=float(found.count),
        baseline=float(found.null_p99),
        p_value=found.p_value,
        statistic=found.ratio if surprising else 0.0,
        numbers={
            "n": found.count,
            "dated": len(dated),
            "span": [found.first, int(created[inside].max())],
            "first": found.first,
            "last": int(created[inside].max()),
            "days": found.days,
            "p99": found.null_p99,
            "median": found.null_median,
            "own": found.own_p99 if found.own_p99 > found.null_p99 else 0,
            "others": others,
            "cohorts": 0.0 if others else FULLEST_DAY,
            "wave": found.wave,
        },
        accounts=tuple(int(account) for account in inside) if surprising else (),
    )


DETECTOR = Detector(
    key=KEY,
    name="Made in the same days",
    version=3,
    family=Family.HISTORY,
    sentence=(
        "{n} of {dated:account} were made on {span:days}.[ In 500 draws from the growth of the {others:other account}, "
        "the fullest {days:day_count} had {median} (at most {p99} in 99 of 100 draws).]"
        "[ Drawn from the group's own years, they had at most {own}.]"
        "[ The data hold too few others to compare with; in control cohorts the fullest day holds {cohorts:percent} of "
        "the accounts at most.]"
        "[ {wave:account} outside the group were made in the same days, more than the growth of the others explains.]"
    ),
    caveat="Creation dates say when an account was opened, not by whom.",
    innocent="A wave of sign-ups after an event, or a move from another platform, gives the same.",
    disarm=("T0150.008", "T0150.001"),
    needs=frozenset({"created"}),
    measure=measure,
)

EXAMPLE = {
    "n": 201,
    "dated": 296,
    "span": [1_619_568_000, 1_619_740_800],
    "others": 2208,
    "days": 3,
    "median": 11,
    "p99": 19,
    "own": 0,
    "cohorts": 0.0,
    "wave": 0,
}
"""Numbers of an example sentence (made up), for the documentation."""
