"""How much company an account has on its objects: the strength that chance meetings grow with."""

import numpy as np

from bot.protocols import I64, Shares


def window_strengths(shares: Shares, window: int) -> I64:
    """Per account, how many acts of others on its objects fell within `window` seconds of its own (ends included).

    This equals the sum of the account's edge weights at that window. O(n log n), integers only.
    """
    if not len(shares.time):
        return np.zeros(shares.n_accounts, dtype=np.int64)
    start = shares.time.min()
    span = int(shares.time.max() - start) + 2 * window + 2
    key = shares.object.astype(np.int64) * span + (shares.time - start) + window
    near = np.searchsorted(key, key + window, side="right") - np.searchsorted(key, key - window, side="left") - 1
    strengths = np.zeros(shares.n_accounts, dtype=np.int64)
    np.add.at(strengths, shares.account, near)
    return strengths
