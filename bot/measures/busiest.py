"""Hyperactive accounts and viral things: the few that a large part of all acts goes back to."""

import numpy as np

from bot.measures.tables import accounts_of, posts_of, shares_in
from bot.protocols import I64, Context
from bot.report import Busy

ACCOUNTS = 5
OBJECTS = 3
"""Shown of each layer."""
FEWEST = 10
"""Fewer accounts make no object popular."""
UNNAMED = frozenset({"text"})
"""Layers whose objects have a fingerprint for a name."""


def busiest(context: Context) -> tuple[Busy, ...]:
    """The accounts with the most acts, then of each layer the objects with the most accounts; smaller ids win a tie."""
    return (*_accounts(context), *(item for layer in context.engine.layers() for item in _objects(context, layer)))


def _top(counts: I64, most: int) -> list[int]:
    order = np.lexsort((np.arange(len(counts)), -counts))[:most]
    return [int(place) for place in order if counts[place]]


def _accounts(context: Context) -> list[Busy]:
    table, posts = accounts_of(context), posts_of(context)
    acts = np.bincount(posts.account, minlength=len(table)).astype(np.int64)
    if not len(posts):
        for layer in context.engine.layers():
            acts += np.bincount(shares_in(context, layer).account, minlength=len(table))
    total = int(acts.sum())
    return [Busy("account", table.ids[place], int(acts[place]), total) for place in _top(acts, ACCOUNTS)]


def _objects(context: Context, layer: str) -> list[Busy]:
    if layer in UNNAMED:
        return []
    shares = shares_in(context, layer)
    counts = np.bincount(shares.object, minlength=shares.n_objects).astype(np.int64)
    chosen = [place for place in _top(counts, OBJECTS) if counts[place] >= FEWEST]
    active = len(np.unique(shares.account))
    names = context.engine.object_names(layer, chosen)
    return [Busy(layer, name, int(counts[place]), active) for place, name in zip(chosen, names, strict=True)]
