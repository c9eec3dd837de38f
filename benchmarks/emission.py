"""The floor's only loop: write down every pair event of a sorted layer, and nothing else."""

import numpy as np
from numpy.typing import NDArray

from bot.engine.compiled import kernel
from bot.protocols import I32, I64


@kernel
def emit(object_: I32, time: I64, account: I32, window: int) -> NDArray[np.int64]:
    """Each pair event as one packed integer (smaller account, larger account)."""
    size = 0
    left = 0
    for i in range(len(object_)):
        while object_[left] != object_[i] or time[i] - time[left] > window:
            left += 1
        size += i - left
    out = np.empty(size, np.int64)
    n = 0
    left = 0
    for i in range(len(object_)):
        while object_[left] != object_[i] or time[i] - time[left] > window:
            left += 1
        a = np.int64(account[i])
        for k in range(left, i):
            b = np.int64(account[k])
            out[n] = (min(a, b) << 32) | max(a, b)
            n += 1
    return out


def warm_up() -> None:
    """Compile the loop before it is timed."""
    emit(np.zeros(2, np.int32), np.zeros(2, np.int64), np.zeros(2, np.int32), 1)
