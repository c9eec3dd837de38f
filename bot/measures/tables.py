"""An engine's tables, loaded once a run."""

from bot.measures.memo import remembered
from bot.protocols import Accounts, Context, Posts, Shares


def accounts_of(context: Context) -> Accounts:
    """All accounts."""
    return remembered(context, "accounts", context.engine.accounts)


def posts_of(context: Context) -> Posts:
    """All posts."""
    return remembered(context, "posts", context.engine.posts)


def shares_in(context: Context, layer: str) -> Shares:
    """One layer's shares."""
    return remembered(context, f"shares {layer}", lambda: context.engine.shares(layer))
