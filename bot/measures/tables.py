"""An engine's tables, loaded once a run."""

from bot.measures import similar
from bot.measures.memo import remembered
from bot.protocols import Accounts, Context, Posts, Shares


def accounts_of(context: Context) -> Accounts:
    """All accounts."""
    return remembered(context, "accounts", context.engine.accounts)


def posts_of(context: Context) -> Posts:
    """All posts."""
    return remembered(context, "posts", context.engine.posts)


def shares_in(context: Context, layer: str) -> Shares:
    """One layer's shares; those of near-duplicate texts are made here, an engine has the word for word ones."""

    def load() -> Shares:
        if layer == similar.LAYER:
            return similar.similar_shares(posts_of(context), len(accounts_of(context)))
        return context.engine.shares(layer)

    return remembered(context, f"shares {layer}", load)
