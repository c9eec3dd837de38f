"""The acts behind a cluster: rows of a layer on objects that members shared within a window."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bot.measures.memo import remembered
from bot.measures.tables import posts_of, shares_in
from bot.protocols import I32, I64, Context, EdgeSet, PostKind, Shares


def shared_rows(shares: Shares, members: I32, window: int | None) -> I64:
    """Rows of members that have another member's row on the same object within `window` seconds (None = ever)."""
    own = np.flatnonzero(np.isin(shares.account, members))
    if len(own) < 2:
        return own[:0]
    objects, moments = shares.object[own].astype(np.int64), shares.time[own]
    same_next = objects[1:] == objects[:-1]
    near_next = same_next if window is None else same_next & (moments[1:] - moments[:-1] <= window)
    touched = np.zeros(len(own), dtype=bool)
    touched[1:] |= near_next
    touched[:-1] |= near_next
    return own[touched]


def post_rows(context: Context) -> Mapping[str, int]:
    """Row of each post by its content id, gathered once a run."""
    return remembered(context, "post rows", lambda: {name: row for row, name in enumerate(posts_of(context).ids)})


@dataclass(frozen=True, slots=True)
class Acts:
    """Per member (in the order asked): evidence posts, how many are reposts, how many are own originals."""

    total: I64
    reposts: I64
    originals: I64


def acts_of(context: Context, members: I32, edge_sets: tuple[EdgeSet, ...]) -> Acts:
    """Count each member's evidence posts over the layers of kept edges; a post counts once.

    Contents without a post row count as reposts in the repost layer, as neither elsewhere.
    """
    rows, kinds = post_rows(context), posts_of(context).kind
    widest: dict[str, int | None] = {}
    for item in edge_sets:
        held = widest.get(item.layer, 0)
        widest[item.layer] = None if item.window is None or held is None else max(held, item.window)
    seen: dict[tuple[int, str], int] = {}
    for layer in sorted(widest):
        shares = shares_in(context, layer)
        for row in shared_rows(shares, members, widest[layer]):
            content = shares.content[row]
            kind = int(kinds[rows[content]]) if content in rows else PostKind.REPOST if layer == "repost" else -1
            seen.setdefault((int(shares.account[row]), content), kind)
    total, reposts, originals = (np.zeros(len(members), dtype=np.int64) for _ in range(3))
    place = {int(account): index for index, account in enumerate(members)}
    for (account, _), kind in seen.items():
        total[place[account]] += 1
        reposts[place[account]] += kind == PostKind.REPOST
        originals[place[account]] += kind in {PostKind.ORIGINAL, PostKind.QUOTE}
    return Acts(total, reposts, originals)
