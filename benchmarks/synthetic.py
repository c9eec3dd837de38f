"""Synthetic shares for the benchmarks: Zipf popularity, a few viral objects, bursts in time; the same for one seed.

Every draw comes from NumPy's PCG64 with a stated seed, so two machines measure the same data.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

DAYS = 45
VIRAL = 3
VIRAL_SHARES = 30_000
HALF_LIFE = 6 * 3600.0


def shares(n: int, seed: int = 7) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """(object, account, time) of n shares, one per account and object, in random order.

    Objects are born uniformly over 45 days and shared with an exponential delay (mean 6 hours); their popularity and
    the accounts' activity follow power laws; three more objects are shared 30,000 times (by some accounts twice, which
    counts once). Objects and accounts grow more slowly than shares, so pairs grow faster, as in real collections.
    """
    rng = np.random.default_rng([seed, n])
    millions = n / 1e6
    n_objects, n_accounts = int(200_000 * millions**0.3) + 50, int(100_000 * millions**0.8) + 50
    popularity = rng.permutation(1.0 / np.arange(1, n_objects + 1) ** 0.82)
    activity = rng.permutation(1.0 / np.arange(1, n_accounts + 1) ** 0.5)
    viral = np.repeat(np.arange(VIRAL), min(VIRAL_SHARES, n // 20))
    drawn = int(n * 1.08) - len(viral)
    object_ = np.concatenate((viral, _weighted(rng, popularity, drawn)))
    account = _weighted(rng, activity, len(object_))
    key = np.unique(object_.astype(np.int64) * n_accounts + account)
    key = rng.permutation(key)[:n]
    object_, account = key // n_accounts, key % n_accounts
    born = rng.uniform(0, DAYS * 86_400, n_objects)
    time = 1_700_000_000 + (born[object_] + rng.exponential(HALF_LIFE, len(key))).astype(np.int64)
    return object_.astype(np.int32), account.astype(np.int32), time


def _weighted(rng: np.random.Generator, weight: NDArray[np.float64], n: int) -> NDArray[np.int64]:
    edges = np.cumsum(weight)
    return np.searchsorted(edges, rng.uniform(0, edges[-1], n)).astype(np.int64)


def write_integers(path: Path, n: int, seed: int = 7) -> Path:
    """One Parquet file with columns object, account (int32) and time (int64)."""
    object_, account, time = shares(n, seed)
    pq.write_table(pa.table({"object": object_, "account": account, "time": time}), path)
    return path
