"""Shares as the tables of the evaluation write them."""

from bot.measures.intervals import wilson


def said(hits: int, total: int) -> str:
    """A share for a table: '12 of 40 (.30; .18-.45)'; 'not tried' where the total is 0."""
    if total == 0:
        return "not tried"
    low, high = wilson(hits, total)
    return f"{hits:,} of {total:,} ({_short(hits / total)}; {_short(low)}–{_short(high)})"


def _short(share: float) -> str:
    return "1.00" if share >= 0.995 else f"{share:.2f}".lstrip("0") or "0"
