"""How often simple signals occur in control accounts: bundled rates, for data that hold nobody to compare with.

`cohort_rates.csv` holds one row a control set and percentages of its N accounts. The largest rate of any set is taken:
a comparison that stands in for a better one should rather hide a signal than make one up. Most of these accounts are
older than 2017, when a platform began to hand out handles of letters and eight digits; for younger ones the rates of
handles say nothing.
"""

import csv
from functools import cache
from importlib.resources import files

UNTIL = 1_483_228_800
"""1 January 2017: from here on default handles end in eight digits."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("bot.measures").joinpath("cohort_rates.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def usual_share(signal: str) -> float:
    """The largest share of a control set's accounts that shows the signal, never under half an account of it."""
    return max(max(float(row[signal]) / 100, 0.5 / (int(row["N"]) + 1)) for row in _rows())


def share_of_style(style: str) -> float | None:
    """The share of a handle style among accounts made before 2017; None where it was not counted."""
    signal = {"l d8": "LxD8", "letters and eight digits": "LxD8", "a tail of five or more digits": "D5plus"}.get(style)
    return usual_share(signal) if signal else None
