"""Who reposted one author, or one post, compared with everybody else who reposted anything.

Disposable amplifiers act once, so that no pair ever repeats; what they have in common shows only in an audience.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.measures.bursts import DAY, WINDOWS, fullest
from bot.measures.handles import styles
from bot.measures.memo import remembered
from bot.measures.reposts import Reposts, reposts
from bot.measures.tables import accounts_of, posts_of
from bot.measures.tails import binomial_tail
from bot.protocols import I32, I64, Context
from bot.report import Family

SMALLEST = 20
NEAR_NONE = 5
"""Followers at or under this are near none."""
SOON = 300
"""Seconds after the post that count as at once."""
LEAST_EFFECT = 0.2
YEAR = 31_556_952
FAMILY_OF = {
    "made in the same days": Family.HISTORY,
    "one style of handle": Family.IDENTITY,
    "empty profiles": Family.IDENTITY,
    "next to no followers": Family.BEHAVIOUR,
    "one act in the data": Family.BEHAVIOUR,
    "at once after the post": Family.BEHAVIOUR,
}

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of one audience: its share, that of the others, the tail probability."""

    name: str
    share: float
    usual: float
    p_value: float
    span: tuple[int, int] = (0, 0)
    style: str = ""

    @property
    def effect(self) -> float:
        """Difference of the shares."""
        return self.share - self.usual


@dataclass(frozen=True, slots=True)
class Audience:
    """Reposters of one author or post, ascending; rows of the reposts table; the post's number or -1."""

    author: int
    post: int
    accounts: I32
    rows: I64


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of each account, and of each repost; `known` masks what the data do not say."""

    reposters: I32
    created: I64
    styles: Sequence[tuple[str, ...]]
    empty: Flags
    profiles: bool
    few: Flags
    followers_known: Flags
    once: Flags
    soon: Flags
    soon_known: Flags


def _traits(context: Context) -> Traits:
    accounts, posts, table = accounts_of(context), posts_of(context), reposts(context)
    row_of = {name: row for row, name in enumerate(posts.ids)}
    start = np.array([posts.time[row_of[name]] if name in row_of else -1 for name in table.names], dtype=np.int64)
    began = start[table.post] if len(table) else start[:0]
    empty = np.array([not bio for bio in accounts.bio], dtype=bool)
    acts = np.bincount(posts.account, minlength=len(accounts)) if len(posts) else np.zeros(len(accounts))
    return Traits(
        reposters=np.unique(table.reposter).astype(np.int32),
        created=accounts.created,
        styles=tuple(styles(handle) for handle in accounts.handle),
        empty=empty,
        profiles=not bool(empty.all()),
        few=(accounts.followers >= 0) & (accounts.followers <= NEAR_NONE),
        followers_known=accounts.followers >= 0,
        once=acts == 1,
        soon=(began >= 0) & (table.time - began <= SOON),
        soon_known=began >= 0,
    )


def traits(context: Context) -> Traits:
    """Traits of accounts and reposts, gathered once a run."""
    return remembered(context, "traits", lambda: _traits(context))


def audiences(table: Reposts) -> Iterator[Audience]:
    """Audiences of 20 reposters or more: of every author, and of every post of an author with several posts."""
    for key, numbers in (("author", table.author), ("post", table.post)):
        order = np.argsort(numbers, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1) if len(order) else []
        for rows in groups:
            people = np.unique(table.reposter[rows]).astype(np.int32)
            if len(people) >= SMALLEST:
                post = int(table.post[rows[0]]) if key == "post" else -1
                yield Audience(int(table.author[rows[0]]), post, people, np.sort(rows))


def _share(name: str, own: Flags, others: Flags) -> Feature | None:
    """A yes-or-no feature against the others; None without others."""
    if not len(own) or not len(others):
        return None
    usual = (int(others.sum()) + 0.5) / (len(others) + 1)
    hits = int(own.sum())
    return Feature(name, hits / len(own), usual, binomial_tail(hits, len(own), usual))


def _made_together(own: I64, others: I64) -> Feature | None:
    """The fullest 1, 3 or 7 days, with a union bound over all windows that could have been chosen."""
    if len(own) < SMALLEST or len(others) < SMALLEST:
        return None
    ordered, found = np.sort(own), []
    for days in WINDOWS:
        count, first = fullest(ordered, days * DAY)
        low = ordered[first]
        usual = (int(((others >= low) & (others < low + days * DAY)).sum()) + 0.5) / (len(others) + 1)
        p_value = min(1.0, len(WINDOWS) * len(ordered) * binomial_tail(count, len(ordered), usual))
        span = (int(low), int(low) + days * DAY)
        found.append(Feature("made in the same days", count / len(ordered), usual, p_value, span=span))
    return min(found, key=lambda item: (item.p_value, -item.effect))


def _one_style(known: Traits, own: I32, others: I32) -> Feature | None:
    """The handle style that stands out most, against others made in the same years."""
    years = np.where(known.created >= 0, known.created // YEAR, -1)
    sizes: dict[int, int] = {}
    counts: dict[tuple[int, str], int] = {}
    for account in others.tolist():
        if known.styles[account]:
            year = int(years[account])
            sizes[year] = sizes.get(year, 0) + 1
            for style in known.styles[account]:
                counts[year, style] = counts.get((year, style), 0) + 1
    members = [account for account in own.tolist() if known.styles[account] and sizes.get(int(years[account]), 0) >= 20]
    if len(members) < SMALLEST:
        return None
    own_years = [int(years[account]) for account in members]
    tally: dict[str, int] = {}
    for account in members:
        for style in known.styles[account]:
            tally[style] = tally.get(style, 0) + 1
    found = []
    for style, hits in sorted(tally.items()):
        usual = float(np.mean([(counts.get((year, style), 0) + 0.5) / (sizes[year] + 1) for year in own_years]))
        p_value = min(1.0, len(tally) * binomial_tail(hits, len(members), usual))
        found.append(Feature("one style of handle", hits / len(members), usual, p_value, style=style))
    return min(found, key=lambda item: (item.p_value, -item.effect))


def holders(known: Traits, accounts: I32, feature: Feature) -> Flags | None:
    """Which accounts have the feature; None for features of reposts."""
    if feature.name == "made in the same days":
        created = known.created[accounts]
        return (created >= feature.span[0]) & (created < feature.span[1])
    if feature.name == "one style of handle":
        return np.array([feature.style in known.styles[account] for account in accounts.tolist()], dtype=bool)
    flags = {"empty profiles": known.empty, "next to no followers": known.few, "one act in the data": known.once}
    return flags[feature.name][accounts] if feature.name in flags else None


def features_of(known: Traits, accounts: I32, rows: I64, *, cheap: bool = False) -> list[Feature]:
    """All features that the data allow, of a set of accounts and their reposts; `cheap` leaves out handle styles."""
    others = np.setdiff1d(known.reposters, accounts).astype(np.int32)
    own_dated, dated = accounts[known.created[accounts] >= 0], others[known.created[others] >= 0]
    own_counted, counted = accounts[known.followers_known[accounts]], others[known.followers_known[others]]
    own_rows = rows[known.soon_known[rows]]
    rest = known.soon_known.copy()
    rest[rows] = False
    found = [
        _made_together(known.created[own_dated], known.created[dated]),
        None if cheap else _one_style(known, accounts, others),
        _share("empty profiles", known.empty[accounts], known.empty[others]) if known.profiles else None,
        _share("next to no followers", known.few[own_counted], known.few[counted]),
        _share("one act in the data", known.once[accounts], known.once[others]),
        _share("at once after the post", known.soon[own_rows], known.soon[rest]),
    ]
    return [item for item in found if item is not None]
