"""Whether a group's attention belongs to one account: then its reposts are that account's public, new or old."""

import numpy as np

from bot.measures.reposts import Reposts
from bot.protocols import I32

FEWEST = 3
NEARLY_ALL = 0.8


def one_account_gets_it(table: Reposts, core: I32) -> bool:
    """Whether four in five of the reposts that at least three of `core` have in common are of one author's posts."""
    rows = np.flatnonzero(np.isin(table.reposter, core))
    counts = np.bincount(table.post[rows], minlength=len(table.names))
    common = rows[counts[table.post[rows]] >= FEWEST]
    if not len(common):
        return False
    most = int(np.unique(table.author[common], return_counts=True)[1].max())
    return most >= NEARLY_ALL * len(common)
