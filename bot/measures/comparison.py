"""Whom a group is compared with: the accounts of the data that are in no group that acts together.

A data set may hold several planted networks. Measured against the others, each of them would look ordinary: where half
of the authors are boosted, being boosted is the rule.
"""

import numpy as np
from numpy.typing import NDArray

from bot.measures.tables import accounts_of
from bot.protocols import I32, Context

FEWEST = 200
"""Fewer accounts outside all groups are too few to compare with: then everyone outside this one group serves."""


def comparison(context: Context, members: I32) -> NDArray[np.bool_]:
    """Which accounts, by dense id, a group of `members` is compared with."""
    outside = np.ones(len(accounts_of(context)), dtype=bool)
    outside[members] = False
    alone = outside.copy()
    alone[context.clustered] = False
    return alone if int((alone & (accounts_of(context).acted == 1)).sum()) >= FEWEST else outside
