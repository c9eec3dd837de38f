"""N2 Creation dates of named accounts: the days in which most of them were made.

Sees: the fullest 1, 3 or 7 days of the named accounts' creation dates, and how many other accounts in the data were
made in the same days. A description: the test with draws (D4) wants twenty dates.

Formula: the largest count in 1 day, if two or more; else in 3, else in 7.
Looks the same: a coincidence, or sign-ups after an event.
Reference: none; plain counts.
"""

import numpy as np

from bot.measures.bursts import DAY, WINDOWS, fullest
from bot.measures.tables import accounts_of
from bot.protocols import I64, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "N2"


def _fullest_days(ordered: I64) -> tuple[int, int, int]:
    """(days, count, first date) of the window to speak of: the shortest that holds more than the shorter ones do."""
    best = (WINDOWS[0], 0, 0)
    for days in WINDOWS:
        count, start = fullest(ordered, days * DAY)
        if count > best[1]:
            best = (days, count, int(ordered[start]))
    return best


def measure(context: Context, group: Group) -> Measurement:
    """In which days most of the named accounts were made."""
    created = accounts_of(context).created
    members = group.everyone()
    dated = members[created[members] >= 0]
    if len(dated) < 2:
        return Measurement(applicable=False, why_not="fewer than two creation dates are known")
    days, count, first = _fullest_days(np.sort(created[dated]))
    if count < 2:
        return Measurement(applicable=True, support=0, value=float(count))
    inside = dated[(created[dated] >= first) & (created[dated] < first + days * DAY)]
    others = np.setdiff1d(np.flatnonzero(created >= 0), members)
    same = int(((created[others] >= first) & (created[others] < first + days * DAY)).sum())
    return Measurement(
        applicable=True,
        support=count,
        value=float(count),
        baseline=same / len(others) if len(others) else None,
        numbers={
            "n": count,
            "of": len(dated),
            "span": [first, int(created[inside].max())],
            "days": days,
            "others": len(others),
            "same": same,
            "same_told": f"{same:,}",
        },
        accounts=tuple(int(account) for account in inside),
    )


DETECTOR = Detector(
    key=KEY,
    name="When they were made",
    version=1,
    family=Family.HISTORY,
    sentence=(
        "{n} of {of:account} with a known date were made on {span:days}"
        "[; of {others:other account} in the data, {same_told} were made in the same days]."
    ),
    caveat="A few accounts with close dates are no group finding.",
    innocent="Coincidence, or sign-ups after an event, give the same.",
    disarm=("T0150.008",),
    needs=frozenset({"created"}),
    measure=measure,
    only_named=True,
)

EXAMPLE = {"n": 4, "of": 5, "span": [1_583_020_800, 1_583_107_200], "others": 1807, "same_told": "3"}
"""Numbers of an example sentence (made up), for the documentation."""
