"""D5 Handle style: a group's handles follow one pattern more often than accounts of the same age do.

Sees: pattern classes mined from the data (letters, digits and their number) and two coarse ones; the share of the
group in a class against accounts made in the *same year*, because platforms hand out default handles: seven letters
and eight digits is one platform's default since 2017 and says nothing by itself. Hence also the cap. One more class
asks for the letters themselves: handles whose letters follow one another as in hardly any other. A model of runs of
three letters is learned on 200 to 5,000 of the others with the same script of handle and of display name and the same
language of posts (as the data give it), so that another language does not look odd; a handle in the lowest twentieth
of them is rare, and at least half of the group's have to be.

Formula: mean log probability per letter, interpolated over runs of three, two and one, without a name's own runs;
expected share = mean over the group's accounts of (hits + .5) / (n + 1) in their year; binomial tail,
Benjamini-Hochberg over the classes, at least 5 accounts; statistic = log10(share / expected share) of the best
class that passes. Where fewer than 20 others were made in a year before 2017, the largest rate of five bundled control
sets stands in for them; younger accounts without others of their year are left out.
Looks the same: people who took the platform's suggestion, a company's or a school's naming scheme.
Reference: account-name patterns as in Beskow & Carley 2019; interpolated models after Jelinek & Mercer 1980.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.measures.cohorts import UNTIL, share_of_style
from bot.measures.comparison import comparison
from bot.measures.formats import script_of
from bot.measures.handles import in_words, local_part, styles
from bot.measures.keyed import text_keys
from bot.measures.languages import given
from bot.measures.memo import remembered
from bot.measures.names import letters, rare_orders
from bot.measures.tables import accounts_of
from bot.measures.tails import benjamini_hochberg, binomial_tail
from bot.protocols import I32, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D5"
FEWEST = 5
FEWEST_SAME_YEAR = 20
FEWEST_LEARNED = 200
MOST_LEARNED = 5_000
RARE_ORDER = "letters in an order that is rare among handles of their script and language"
SAME_YEARS = "other accounts made in the same years"
ANY_AGE = "other accounts of any age (the data do not say when accounts were created)"
YEAR_SECONDS = 31_556_952
YEAR_OF_DEFAULTS = UNTIL // YEAR_SECONDS
"""Handles of accounts made before this year can be held against bundled control accounts."""


@dataclass(frozen=True, slots=True)
class Style:
    """One pattern class in one group: who has it, of how many, and the share expected from the same years."""

    name: str
    members: tuple[int, ...]
    of: int
    rate: float

    @property
    def surprise(self) -> float:
        """-log10 of the binomial tail."""
        return -float(np.log10(max(binomial_tail(len(self.members), self.of, self.rate), 1e-300)))

    @property
    def share(self) -> float:
        """Share of the accounts that could have it."""
        return len(self.members) / self.of


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
            found.append(Style(style, tuple(owners), len(members), rate))
    return found


def _communities(context: Context) -> Mapping[tuple[str, str, str], tuple[int, ...]]:
    """Accounts with four letters in their handle, by its script, that of the display name, and the posts' language."""

    def gather() -> Mapping[tuple[str, str, str], tuple[int, ...]]:
        accounts, languages = accounts_of(context), given(context)
        found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        for account, handle in enumerate(accounts.handle):
            if letters(local_part(handle)):
                scripts = script_of(local_part(handle)), script_of(accounts.name[account])
                found[*scripts, languages.get(account, "")].append(account)
        return {community: tuple(people) for community, people in sorted(found.items())}

    return remembered(context, "name communities", gather)


def _rarely_ordered(context: Context, members: Sequence[int], everyone: I32) -> Style | None:
    """The members whose handle's letters follow one another as in hardly any other; None where too few can be judged.

    A member is judged where 200 others of its community are there to learn from, and 20 of them are of its year.
    """
    accounts, outside, inside = accounts_of(context), comparison(context, everyone), set(members)
    owners: list[int] = []
    rates: list[float] = []
    for people in _communities(context).values():
        own = [account for account in people if account in inside]
        others = [account for account in people if outside[account]]
        if not own or len(others) < FEWEST_LEARNED:
            continue
        keys = text_keys(accounts.ids[account] for account in others)
        learned = [others[row] for row in np.sort(np.argsort(keys, kind="stable")[:MOST_LEARNED]).tolist()]
        names = [letters(local_part(accounts.handle[account])) for account in (*learned, *own)]
        rare = rare_orders(names, np.arange(len(names)) < len(learned))
        years = [_year(int(accounts.created[account])) for account in (*learned, *own)]
        sizes = Counter(years[: len(learned)])
        hits = Counter(year for year, is_rare in zip(years, rare[: len(learned)], strict=False) if is_rare)
        for account, year, is_rare in zip(own, years[len(learned) :], rare[len(learned) :], strict=True):
            if sizes[year] >= FEWEST_SAME_YEAR:
                owners += [account] if is_rare else []
                rates.append((hits[year] + 0.5) / (sizes[year] + 1))
    if len(rates) < FEWEST or len(owners) < FEWEST or 2 * len(owners) < len(rates):
        return None
    return Style(RARE_ORDER, tuple(sorted(owners)), len(rates), float(np.mean(rates)))


def _bundled(context: Context, members: Sequence[int], sizes: Mapping[int, int]) -> int:
    """Members for whom bundled control accounts stand in."""
    created = accounts_of(context).created
    return sum(sizes[_year(int(created[account]))] < FEWEST_SAME_YEAR for account in members)


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
    rare = _rarely_ordered(context, members, everyone)
    found = [*_found(context, members, everyone), *([rare] if rare else [])]
    tests = 1 + len({style for account in members for style in known[account]})
    limit = benjamini_hochberg(np.array([style.surprise for style in found]), tests, context.parameters.fdr)
    passed = [style for style in found if style.surprise >= limit]
    if not passed:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    best = max(passed, key=lambda style: (style.surprise, style.name))
    return Measurement(
        applicable=True,
        support=len(best.members),
        value=best.share,
        baseline=best.rate,
        p_value=10.0**-best.surprise,
        statistic=float(np.log10(best.share / best.rate)),
        numbers={
            "n": len(best.members),
            "of": best.of,
            "style": in_words(best.name),
            "share": best.share,
            "usual": best.rate,
            "styles": len(passed),
            "bundled": 0 if best is rare else _bundled(context, members, sizes),
            "among": SAME_YEARS if (accounts.created[members] >= 0).any() else ANY_AGE,
        },
        accounts=best.members,
    )


DETECTOR = Detector(
    key=KEY,
    name="Handles of one style",
    version=4,
    family=Family.IDENTITY,
    sentence=(
        "{n} of {of:account} have a handle made of {style} ({share:percent}); among {among} it is "
        "{usual:percent}."
        "[ For {bundled:account} with too few others of their year, published control accounts stand in.]"
    ),
    caveat="Platforms suggest handles: a default style says little about any one account, so this counts for little.",
    innocent="People who took the platform's suggestion, or one organisation's naming scheme, look the same.",
    disarm=("T0144.002",),
    needs=frozenset({"handles"}),
    measure=measure,
)

EXAMPLE = {"n": 120, "of": 296, "style": "letters and eight digits", "share": 0.405, "usual": 0.21}
EXAMPLE |= {"bundled": 0, "among": SAME_YEARS}
"""Numbers of an example sentence (made up), for the documentation."""
