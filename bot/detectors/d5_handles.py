"""D5 Handle style: a group's handles follow one pattern more often than accounts of the same age do.

Sees: pattern classes mined from the data (letters, digits and their number) and two coarse ones; the share of the
group in a class against accounts made in the *same year*, because platforms hand out default handles: seven letters
and eight digits is one platform's default since 2017 and says nothing by itself. Hence also the cap.

Formula: expected share = mean over the group's accounts of (hits + .5) / (n + 1) in their year; binomial tail,
Benjamini-Hochberg over the classes, at least 5 accounts; statistic = log10(share / expected share) of the best
class that passes. Where fewer than 20 others were made in a year before 2017, the largest rate of five bundled control
sets stands in for them; younger accounts without others of their year are left out.
Looks the same: people who took the platform's suggestion, a company's or a school's naming scheme.
Reference: account-name patterns as in Beskow & Carley 2019.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.measures.cohorts import UNTIL, share_of_style
from bot.measures.comparison import comparison
from bot.measures.handles import in_words, styles
from bot.measures.memo import remembered
from bot.measures.tables import accounts_of
from bot.measures.tails import benjamini_hochberg, binomial_tail
from bot.protocols import I32, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D5"
FEWEST = 5
FEWEST_SAME_YEAR = 20
YEAR_SECONDS = 31_556_952
YEAR_OF_DEFAULTS = UNTIL // YEAR_SECONDS
"""Handles of accounts made before this year can be held against bundled control accounts."""


@dataclass(frozen=True, slots=True)
class Style:
    """One pattern class in one group: who has it, and the share expected from accounts of the same year."""

    name: str
    members: tuple[int, ...]
    rate: float
    surprise: float


def _year(created: int) -> int:
    return created // YEAR_SECONDS if created >= 0 else -1


def _all_styles(context: Context) -> tuple[tuple[str, ...], ...]:
    return remembered(context, "styles", lambda: tuple(styles(handle) for handle in accounts_of(context).handle))


def _cohorts(context: Context, members: I32) -> tuple[Mapping[int, int], Mapping[int, Counter[str]]]:
    """Per creation year, how many other accounts have a handle, and how many of them each style."""
    accounts, known = accounts_of(context), _all_styles(context)
    others = comparison(context, members)
    sizes: Counter[int] = Counter()
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for account, own in enumerate(known):
        if own and others[account]:
            year = _year(int(accounts.created[account]))
            sizes[year] += 1
            counts[year].update(own)
    return sizes, counts


def _usual(style: str, hits: int, others: int, year: int) -> float:
    """The share expected in one creation year: of the others made then, or of bundled control accounts."""
    bundled = share_of_style(style) if others < FEWEST_SAME_YEAR and 0 <= year < YEAR_OF_DEFAULTS else None
    return (hits + 0.5) / (others + 1) if bundled is None else bundled


def _comparable(year: int, others: int) -> bool:
    return others >= FEWEST_SAME_YEAR or 0 <= year < YEAR_OF_DEFAULTS


def _found(context: Context, members: Sequence[int], everyone: I32) -> list[Style]:
    """Every style that at least five members have, with its expected share."""
    accounts, known = accounts_of(context), _all_styles(context)
    sizes, counts = _cohorts(context, everyone)
    years = [_year(int(accounts.created[account])) for account in members]
    holders: dict[str, list[int]] = defaultdict(list)
    for account in members:
        for style in known[account]:
            holders[style].append(account)
    found = []
    for style, owners in sorted(holders.items()):
        if len(owners) >= FEWEST:
            rate = float(np.mean([_usual(style, counts[year][style], sizes[year], year) for year in years]))
            tail = binomial_tail(len(owners), len(members), rate)
            found.append(Style(style, tuple(owners), rate, -float(np.log10(max(tail, 1e-300)))))
    return found


def measure(context: Context, group: Group) -> Measurement:
    """The group's handle styles against accounts of the same creation year."""
    accounts, known = accounts_of(context), _all_styles(context)
    everyone = group.everyone()
    sizes, _ = _cohorts(context, everyone)
    members = [
        int(account)
        for account in everyone
        if known[account] and _comparable(year := _year(int(accounts.created[account])), sizes[year])
    ]
    if len(members) < FEWEST:
        return Measurement(
            applicable=False,
            support=len(members),
            why_not=f"fewer than {FEWEST} accounts with a handle and {FEWEST_SAME_YEAR} others of the same year",
        )
    found = _found(context, members, everyone)
    tests = max(1, len({style for account in members for style in known[account]}))
    limit = benjamini_hochberg(np.array([style.surprise for style in found]), tests, context.parameters.fdr)
    passed = [style for style in found if style.surprise >= limit]
    if not passed:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    best = max(passed, key=lambda style: (style.surprise, style.name))
    return Measurement(
        applicable=True,
        support=len(best.members),
        value=len(best.members) / len(members),
        baseline=best.rate,
        p_value=10.0**-best.surprise,
        statistic=float(np.log10(len(best.members) / len(members) / best.rate)),
        numbers={
            "n": len(best.members),
            "of": len(members),
            "style": in_words(best.name),
            "share": len(best.members) / len(members),
            "usual": best.rate,
            "styles": len(passed),
            "bundled": sum(sizes[_year(int(accounts.created[account]))] < FEWEST_SAME_YEAR for account in members),
        },
        accounts=best.members,
    )


DETECTOR = Detector(
    key=KEY,
    name="Handles of one style",
    version=2,
    family=Family.IDENTITY,
    sentence=(
        "{n} of {of:account} have a handle made of {style} ({share:percent}); among other accounts made in the same "
        "years it is {usual:percent}."
        "[ For {bundled:account} with too few others of their year, published control accounts stand in.]"
    ),
    caveat="Platforms suggest handles: a default style says little about any one account, so this counts for little.",
    innocent="People who took the platform's suggestion, or one organisation's naming scheme, look the same.",
    disarm=("T0144.002",),
    needs=frozenset({"handles"}),
    measure=measure,
)

EXAMPLE = {"n": 120, "of": 296, "style": "letters and eight digits", "share": 0.405, "usual": 0.21, "bundled": 0}
"""Numbers of an example sentence (made up), for the documentation."""
