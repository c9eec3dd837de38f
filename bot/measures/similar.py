"""The layer `similar`: accounts that wrote nearly the same long text themselves, whatever the time of day.

An object is a family of near-duplicate texts of eight words (sixteen CJK signs) and more; reposts are left out. A text
that nobody repeats is an object of its own, so that an account's activity counts. A family that goes along with one
link is left out: there the link explains the words (share buttons, headlines), and the link layers see it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from bot.measures.neardup import families
from bot.measures.texts import long_enough, normalise
from bot.measures.urls import canonical_url
from bot.protocols import I64, PostKind, Posts, Shares

LAYER = "similar"
LONG = 8
LONG_CJK = 16


@dataclass(frozen=True, slots=True)
class _Written:
    """Rows of posts with long texts of their own, and the family of each."""

    rows: I64
    family: I64


def similar_shares(posts: Posts, n_accounts: int, members: Collection[int] | None = None) -> Shares:
    """One row per account and family, the earliest, sorted by object, time, account; of `members` only, if given."""
    written = _written(posts, members)
    account, time = posts.account[written.rows], posts.time[written.rows]
    content = [posts.ids[row] for row in written.rows.tolist()]
    by_id = np.argsort(np.array(content, dtype=object), kind="stable") if content else written.rows
    order = by_id[np.lexsort((account[by_id], time[by_id], written.family[by_id]))]
    pairs = (written.family[order] << 32) + account[order]
    _, first = np.unique(pairs, return_index=True)
    kept = order[np.sort(first)]
    return Shares(
        layer=LAYER,
        object=written.family[kept].astype(np.int32),
        account=account[kept],
        time=time[kept],
        content=[content[row] for row in kept.tolist()],
        n_objects=int(written.family.max()) + 1 if len(kept) else 0,
        n_accounts=n_accounts,
    )


def _written(posts: Posts, members: Collection[int] | None) -> _Written:
    own = posts.kind != PostKind.REPOST
    if members is not None:
        own &= np.isin(posts.account, sorted(members))
    by_text: dict[str, list[int]] = defaultdict(list)
    for row in np.flatnonzero(own).tolist():
        text = normalise(posts.text[row]) if posts.text[row] else ""
        if text and long_enough(text, LONG, LONG_CJK):
            by_text[text].append(row)
    texts = sorted(by_text)
    grouped: dict[int, list[int]] = defaultdict(list)
    for text, family in zip(texts, families(texts).tolist(), strict=True):
        grouped[family] += by_text[text]
    kept = [rows for rows in grouped.values() if not _explained_by_a_link(posts, rows)]
    return _Written(
        np.array([row for rows in kept for row in rows], dtype=np.int64),
        np.repeat(np.arange(len(kept), dtype=np.int64), [len(rows) for rows in kept]),
    )


def _explained_by_a_link(posts: Posts, rows: Sequence[int]) -> bool:
    """Whether half of a family's accounts, two at least, posted it with one and the same link."""
    everyone = {int(posts.account[row]) for row in rows}
    if len(everyone) < 2:
        return False
    pairs = {(int(posts.account[row]), page) for row in rows for url in posts.urls[row] if (page := canonical_url(url))}
    most = max(Counter(page for _, page in pairs).values(), default=0)
    return most >= 2 and 2 * most >= len(everyone)
