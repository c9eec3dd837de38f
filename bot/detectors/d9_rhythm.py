"""D9 Rhythm: accounts that act like clockwork, and a group that keeps hours unlike everyone else's.

Sees: accounts with 50 acts or more whose gaps are far too even (finite-size burstiness A_n <= -.3) or of one length
(30 % of the gaps equal to the second), and how many more of them the group has than the others; the group's hours of
the day against the others', its share on weekends, its fullest nine hours as a range of UTC offsets: told, never
weighed, because accounts that act together keep the same hours anyway. Accounts with 60 acts that never rest for two
and a half hours are counted and weigh nothing, either: shift workers and shared accounts do so. Accounts that declare
themselves automated are left out: clockwork is what they announce.

Formula: statistic = log10 of the share of even accounts over that of the others, smoothed by one half (binomial tail
at most .01, three accounts or more); hours are told at a permutation p of .01 or less and a
difference of .3 in the share of the fullest nine hours.
Looks the same: declared automated accounts, scheduled posts of newsrooms, people of one time zone.
Reference: Kim & Jo 2016 (A_n).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.measures.comparison import comparison
from bot.measures.declared import automated
from bot.measures.memo import remembered
from bot.measures.rhythm import (
    best_block,
    burstiness,
    hour_profile,
    hours_p_value,
    modal_mass,
    quiet_hours,
    weekend_share,
)
from bot.measures.tables import posts_of
from bot.measures.tails import binomial_tail
from bot.protocols import F64, I32, I64, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D9"
EVEN_FROM = 50
SLEEPLESS_FROM = 60
HOURS_FROM = 10
EVEN = -0.3
ONE_LENGTH = 0.3
SHORTEST_REST = 2.5
FEWEST = 3
HOURS_APART = 0.3
"""Difference of the shares in the fullest nine hours from which on hours are worth telling."""
FEWEST_OTHERS = 20
COMMON = 0.05
"""Where more accounts than this act like clockwork, no single one of them stands out by it."""
OFFICE_START = 9


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One account's times, ascending, and what they show; None where there are too few."""

    times: I64
    even: bool | None
    sleepless: bool | None
    profile: F64


@dataclass(frozen=True, slots=True)
class Hours:
    """A group's hours: distance from the others', permutation p, first UTC hour and share of the fullest nine."""

    p_value: float
    start: int
    share: float
    usual: float


def _rhythm(times: I64, resolution: int) -> Rhythm:
    even = None
    if len(times) >= EVEN_FROM:
        value = burstiness(times)
        one_length = resolution == 1 and modal_mass(times) >= ONE_LENGTH
        even = one_length or (value is not None and value <= EVEN)
    sleepless = quiet_hours(times) < SHORTEST_REST if len(times) >= SLEEPLESS_FROM else None
    return Rhythm(times, even, sleepless, hour_profile(times))


def _rhythms(context: Context) -> Mapping[int, Rhythm]:
    """Rhythms of all accounts with ten posts or more, gathered once a run."""

    def gather() -> Mapping[int, Rhythm]:
        posts, resolution = posts_of(context), context.engine.time_resolution()
        declared = automated(context)
        order = np.lexsort((posts.time, posts.account))
        owners = posts.account[order]
        groups = np.split(order, np.flatnonzero(np.diff(owners)) + 1) if len(order) else []
        return {
            int(posts.account[rows[0]]): _rhythm(posts.time[rows], resolution)
            for rows in groups
            if len(rows) >= HOURS_FROM and not declared[posts.account[rows[0]]]
        }

    return remembered(context, "rhythms", gather)


def _hours(known: Mapping[int, Rhythm], members: set[int], seed: int) -> Hours | None:
    """The group's hours against the others'; None where either side is too small."""
    accounts = sorted(known)
    own = np.array([row for row, account in enumerate(accounts) if account in members], dtype=np.int64)
    if len(own) < FEWEST or len(accounts) - len(own) < FEWEST_OTHERS:
        return None
    profiles = np.array([known[account].profile for account in accounts])
    _, p_value = hours_p_value(profiles, own, seed)
    start, share = best_block(profiles[own].mean(axis=0))
    others = np.delete(profiles, own, axis=0).mean(axis=0)
    usual = float(np.roll(others, -start)[:9].sum())
    return Hours(p_value, start, share, usual)


def _offsets(start: int) -> str:
    """The UTC offsets at which the fullest nine hours would be an ordinary working day, give or take an hour."""
    middle = (OFFICE_START - start + 12) % 24 - 12
    return f"UTC{middle - 1:+d} to UTC{middle + 1:+d}"


def alone(context: Context, outside: I32) -> list[Measurement]:
    """Undeclared accounts outside the groups that act like clockwork, where hardly any other account does."""
    judged = {account: row for account, row in _rhythms(context).items() if row.even is not None}
    usual = sum(bool(row.even) for row in judged.values()) / max(len(judged), 1)
    held = set(outside.tolist())
    if len(judged) < FEWEST_OTHERS or usual > COMMON:
        return []
    return [
        Measurement(
            applicable=True,
            support=1,
            numbers={"acts": len(row.times), "others": len(judged), "usual": usual},
            accounts=(account,),
        )
        for account, row in sorted(judged.items())
        if row.even and account in held
    ]


def measure(context: Context, group: Group) -> Measurement:
    """Even accounts and hours of the group against the others'."""
    known = _rhythms(context)
    members = set(group.everyone().tolist())
    judged = {account: row for account, row in known.items() if row.even is not None}
    own = sorted(members & judged.keys())
    outside = comparison(context, group.everyone())
    others = [row for account, row in judged.items() if outside[account]]
    hours = _hours(known, members, context.parameters.seed)
    comparable = len(own) >= FEWEST and len(others) >= FEWEST_OTHERS
    if hours is None and not comparable:
        return Measurement(applicable=False, why_not="too few accounts with ten acts or more")
    even = [account for account in own if judged[account].even] if comparable else []
    clocks = sum(bool(row.even) for row in others)
    usual = (clocks + 0.5) / (len(others) + 1)
    clockwork = len(even) >= FEWEST and binomial_tail(len(even), len(own), usual) <= 0.01
    other_hours = hours is not None and hours.p_value <= 0.01 and hours.share - hours.usual >= HOURS_APART
    statistic = float(np.log10((len(even) + 0.5) / (len(own) + 1) / usual)) if clockwork else 0.0
    times = np.concatenate([known[account].times for account in sorted(members & known.keys())])
    return Measurement(
        applicable=True,
        support=(len(even) if clockwork else 0) or (len(members & known.keys()) if other_hours else 0),
        value=len(even) / len(own) if own else 0.0,
        baseline=clocks / len(others) if comparable else None,
        p_value=hours.p_value if hours else None,
        statistic=statistic,
        numbers={
            "even": len(even) if clockwork else 0,
            "of": len(own),
            "usual": clocks / max(len(others), 1) or 1e-6,
            "hours": f"{hours.start}:00–{(hours.start + 9) % 24}:00 UTC" if hours and other_hours else None,
            "share": hours.share if hours else None,
            "usual_hours": hours.usual if hours else None,
            "offsets": _offsets(hours.start) if hours else None,
            "weekend": weekend_share(times),
            "sleepless": sum(bool(judged[account].sleepless) for account in own),
        },
        accounts=tuple(even) if clockwork else tuple(sorted(members & known.keys())) if other_hours else (),
    )


DETECTOR = Detector(
    key=KEY,
    name="Rhythm",
    version=1,
    family=Family.BEHAVIOUR,
    sentence=(
        "[{even} of {of:account} with 50 acts or more act like clockwork; of the others {usual:percent} do. ]"
        "[{share:percent} of the group's acts fall into {hours}, against {usual_hours:percent} of the others': "
        "ordinary working hours at {offsets}.]"
    ),
    caveat="Hours say when people act, not where they are: shift work, schedulers and night owls look the same.",
    innocent="Declared automated accounts, scheduled posts and people of one time zone give the same.",
    disarm=("T0146.007",),
    needs=frozenset({"posts", "times"}),
    measure=measure,
    alone=alone,
    alone_sentence=(
        "Its {acts:act} come like clockwork, and it does not say that it is automated; of {others:account} with 50 "
        "acts or more, {usual:percent} act so evenly."
    ),
)

EXAMPLE = {
    "even": 12,
    "of": 40,
    "usual": 0.02,
    "share": 0.81,
    "hours": "5:00–14:00 UTC",
    "usual_hours": 0.44,
    "offsets": "UTC+3 to UTC+5",
}
"""Numbers of an example sentence (made up), for the documentation."""
ALONE = ({"acts": 200, "others": 44, "usual": 0.02},)
"""The same for a single account."""
