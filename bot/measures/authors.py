"""Whose post something is: asked of the posts themselves, and of the reposts of posts that the data do not hold."""

from collections.abc import Collection, Mapping

import numpy as np

from bot.measures.evidence import post_rows
from bot.measures.memo import remembered
from bot.measures.reposts import reposts
from bot.measures.tables import posts_of, shares_in
from bot.protocols import I32, Context


def authors_of(context: Context, contents: Collection[str]) -> dict[str, int]:
    """{post: dense account} of those of these posts whose author the data tell."""
    if not contents:
        return {}
    rows, account, reposted = post_rows(context), posts_of(context).account, _reposted(context)
    own = {post: int(account[rows[post]]) for post in contents if post in rows}
    far = {post: reposted[post] for post in contents if post not in rows and post in reposted}
    return {**own, **far}


def sharers_of(context: Context, contents: Collection[str], members: I32) -> dict[str, int]:
    """The same of posts that the data know by their shares alone, where one of these accounts made them."""
    wanted = set(contents)
    found: dict[str, int] = {}
    for layer in context.engine.layers() if wanted else ():
        shares = shares_in(context, layer)
        for row in np.flatnonzero(np.isin(shares.account, members)).tolist():
            if shares.content[row] in wanted:
                found[shares.content[row]] = int(shares.account[row])
    return found


def _reposted(context: Context) -> Mapping[str, int]:
    """The author of each reposted post, gathered once a run."""

    def build() -> dict[str, int]:
        table = reposts(context)
        posts, first = np.unique(table.post, return_index=True)
        return {table.names[post]: int(table.author[row]) for post, row in zip(posts, first, strict=True)}

    return remembered(context, "authors of reposted posts", build)
