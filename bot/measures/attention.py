"""Whose public a group could be: is its attention one account's, and could it follow those whom it boosts?"""

import numpy as np

from bot.measures.reposts import Reposts, boosters
from bot.protocols import I32, I64

FEWEST = 3
NEARLY_ALL = 0.8


def _in_common(table: Reposts, core: I32) -> I32:
    """Authors of the reposts, one for each, that at least three of `core` have in common."""
    rows = np.flatnonzero(np.isin(table.reposter, core))
    counts = np.bincount(table.post[rows], minlength=len(table.names))
    authors: I32 = table.author[rows[counts[table.post[rows]] >= FEWEST]]
    return authors


def one_account_gets_it(table: Reposts, core: I32) -> bool:
    """Whether four in five of the reposts that at least three of `core` have in common are of one author's posts."""
    authors = _in_common(table, core)
    if not len(authors):
        return False
    return int(np.unique(authors, return_counts=True)[1].max()) >= NEARLY_ALL * len(authors)


def share_of_attention(table: Reposts, authors: I32, core: I32) -> float:
    """Share of these authors in the reposts that at least three of `core` have in common; one where there are none."""
    common = _in_common(table, core)
    return float(np.isin(common, authors).mean()) if len(common) else 1.0


def could_follow(table: Reposts, followers: I64, authors: I32, core: I32) -> bool:
    """Whether at least half of `authors` have as many followers as distinct reposters in `core`, or an unknown number.

    A public follows its star. Whoever is passed on by more accounts of a group than follow it has no public there.
    """
    boosted, counts = boosters(table, core)
    reposters = np.bincount(boosted, counts, minlength=len(followers))[authors]
    followed = (followers[authors] < 0) | (followers[authors] >= reposters)
    return 2 * int(followed.sum()) >= len(authors)
