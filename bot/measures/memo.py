"""Keeps what several detectors of one run compute from the same tables, for that run only."""

from collections.abc import Callable
from typing import TypeVar

from bot.protocols import Context

T = TypeVar("T")
MEMO = "memo"
"""The name under which a run's dictionary lies in `Context.extras`; without it everything is computed anew."""


def remembered(context: Context, name: str, build: Callable[[], T]) -> T:
    """The value called `name`, built at first use when the context carries a memo."""
    memo = context.extras.get(MEMO)
    if memo is None:
        return build()
    if name not in memo:
        memo[name] = build()
    value: T = memo[name]
    return value
