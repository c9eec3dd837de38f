"""How usual the order of letters in a name is, among names of the same script and language.

A model of runs of three letters is learned on the names of the comparison: P(c|ab) is interpolated with P(c|b) and P(c)
(each with `SMOOTHING` imagined counts of the shorter run), and a name is as usual as its mean log P per letter. A name
that the model was learned on is scored without its own runs, so that it has no advantage over one that is new.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.protocols import F64, I64

SMOOTHING = 3.0
FEWEST_LETTERS = 4
RARE = 0.05
"""Share of the names learned on that count as rare."""
START, END = "\u0002", "\u0003"

Flags = NDArray[np.bool_]


def letters(name: str) -> str:
    """The letters of a name, small, each run of other signs as one blank; '' with fewer than four letters."""
    kept = "".join(sign if sign.isalpha() else " " for sign in name.casefold())
    words = " ".join(kept.split())
    return words if sum(map(str.isalpha, words)) >= FEWEST_LETTERS else ""


def _runs(names: Sequence[str], alphabet: I64) -> tuple[I64, I64]:
    """(codes of three signs each, which name each belongs to); signs outside the alphabet share one number."""
    padded = [f"{START}{START}{name}{END}" for name in names]
    signs = np.array([ord(sign) for name in padded for sign in name], dtype=np.int64)
    place = np.searchsorted(alphabet, signs)
    known = alphabet[np.minimum(place, len(alphabet) - 1)] == signs
    numbers = np.where(known, place, len(alphabet))
    owner = np.repeat(np.arange(len(names)), [len(name) for name in padded])
    whole = np.flatnonzero(owner[2:] == owner[:-2]) if len(owner) > 2 else np.zeros(0, dtype=np.int64)
    base = len(alphabet) + 1
    codes = (numbers[whole] * base + numbers[whole + 1]) * base + numbers[whole + 2]
    return codes, owner[whole + 2].astype(np.int64)


class _Counts:
    """How often each value occurs in what was learned, and how often in one name of it alone."""

    def __init__(self, learned: I64) -> None:
        self._values, self._counts = np.unique(learned, return_counts=True)

    def of(self, values: I64, owner: I64, *, own: bool) -> F64:
        """Counts per value; with `own`, less those of the value's own name."""
        if not len(self._values):
            return np.zeros(len(values))
        place = np.minimum(np.searchsorted(self._values, values), len(self._values) - 1)
        found = np.where(self._values[place] == values, self._counts[place], 0).astype(np.float64)
        if own:
            pairs = np.stack([owner, values])
            _, inverse, times = np.unique(pairs, axis=1, return_inverse=True, return_counts=True)
            found -= times[inverse.ravel()]
        return found


def usualness(names: Sequence[str], learned_on: Flags) -> F64:
    """Mean log probability per letter of each name under the model of the names `learned_on`; names are `letters`."""
    taught = [name for name, learned in zip(names, learned_on, strict=True) if learned]
    alphabet = np.array(
        sorted({ord(sign) for name in taught for sign in name} | {ord(START), ord(END)}), dtype=np.int64
    )
    base, lesson = len(alphabet) + 1, _runs(taught, alphabet)[0]
    scores = np.zeros(len(names))
    levels = (_Counts(lesson), _Counts(lesson // base), _Counts(lesson % base**2), _Counts(lesson // base % base))
    last = _Counts(lesson % base)
    for own in (True, False):
        rows = np.flatnonzero(learned_on if own else ~learned_on)
        codes, owner = _runs([names[row] for row in rows.tolist()], alphabet)
        three, before_three = levels[0].of(codes, owner, own=own), levels[1].of(codes // base, owner, own=own)
        two = levels[2].of(codes % base**2, owner, own=own)
        before_two = levels[3].of(codes // base % base, owner, own=own)
        one = last.of(codes % base, owner, own=own)
        length = np.bincount(owner, minlength=len(rows)).astype(np.float64)
        total = len(lesson) - (length[owner] if own else 0.0)
        single = (one + 1.0) / (total + base)
        double = (two + SMOOTHING * single) / (before_two + SMOOTHING)
        triple = (three + SMOOTHING * double) / (before_three + SMOOTHING)
        scores[rows] = np.bincount(owner, weights=np.log(triple), minlength=len(rows)) / np.maximum(length, 1.0)
    return scores


def rare_orders(names: Sequence[str], learned_on: Flags) -> Flags:
    """Which names are less usual than all but a twentieth of those that the model was learned on."""
    scores = usualness(names, learned_on)
    known = np.sort(scores[learned_on])
    return np.asarray(scores < known[int(RARE * len(known))])
