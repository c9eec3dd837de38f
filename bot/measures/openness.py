"""Who names in its profile what its group shares: staff of a newspaper, the feeds of one service, a star's fans.

A group that says openly what ties it together hides that much from nobody. It may still not be what it says: this
holds a group back from the first place in the queue, it clears nobody. The tie is a site that at least half of the
group links to and hardly anyone else does, or an account that at least half of it reposted. It is named where profile
text, display name or handle hold the site's name or the account's whole handle, in one word or several.
"""

import numpy as np

from bot.measures.comparison import comparison
from bot.measures.handles import local_part
from bot.measures.reposts import boosters, reposts
from bot.measures.tables import accounts_of, shares_in
from bot.protocols import I32, Context, Group

HARDLY = 0.05
"""The largest share of the others with links that may link to a site which a group calls its own."""
SHORTEST = 5
"""Shorter names turn up inside too many words."""


def folded(text: str) -> str:
    """Letters and digits only, in lower case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _sites(context: Context, members: I32) -> list[str]:
    """Names of the sites that at least half of the group links to and hardly anyone else does."""
    if "domain" not in context.engine.layers():
        return []
    shares = shares_in(context, "domain")
    own, other = np.isin(shares.account, members), comparison(context, members)[shares.account]
    inside = np.bincount(shares.object[own], minlength=shares.n_objects)
    outside = np.bincount(shares.object[other], minlength=shares.n_objects)
    linking = len(np.unique(shares.account[other]))
    found = np.flatnonzero((2 * inside >= len(members)) & (outside <= HARDLY * linking))
    return [name.partition(".")[0] for name in context.engine.object_names("domain", found.tolist())]


def _boosted(context: Context, group: Group) -> list[str]:
    """Handles of the accounts that at least half of the group reposted."""
    authors, counts = boosters(reposts(context), group.core)
    handles = accounts_of(context).handle
    return [local_part(handles[int(author)]) for author in authors[2 * counts >= len(group.core)]]


def open_members(context: Context, group: Group) -> frozenset[int]:
    """Core accounts that name in their profile what the group shares."""
    names = map(folded, [*_sites(context, group.core), *_boosted(context, group)])
    ties = {name for name in names if len(name) >= SHORTEST}
    if not ties:
        return frozenset()
    accounts = accounts_of(context)
    profiles = {
        int(account): [folded(text[int(account)]) for text in (accounts.bio, accounts.name, accounts.handle)]
        for account in group.core
    }
    return frozenset(
        account for account, texts in profiles.items() if any(tie in text for tie in ties for text in texts)
    )
