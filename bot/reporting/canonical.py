"""Plain JSON values out of typed ones, the same on every machine.

Numbers are rounded where they are made; here they are only held to that (6 significant digits), so that a figure
which slipped through cannot make two runs differ in their last bit.
"""

# ruff: noqa: ANN401 - the border between typed values and JSON

import json
import math
from collections.abc import Iterable, Mapping
from enum import Enum
from numbers import Integral, Real
from typing import Any


def canonical_json(value: Any) -> str:
    """JSON text of a plain value: two spaces, UTF-8 unescaped, key order as given, one newline at the end."""
    return json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plain(value: Any) -> Any:
    """The value as None, bool, int, float, str, list or dict; sets are sorted, NaN and infinities become None.

    Keys of mappings are sorted as text: a mapping's own order depends on who filled it.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return _number(value) if isinstance(value, Real) else _container(value)


def significant(value: float) -> float | None:
    """The number to 6 significant digits; None for NaN and infinities."""
    return float(f"{value:.6g}") + 0.0 if math.isfinite(value) else None


def _number(value: Real) -> int | float | None:
    return int(value) if isinstance(value, Integral) else significant(float(value))


def _container(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (set, frozenset)):
        return sorted((plain(item) for item in value), key=str)
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    if callable(getattr(value, "item", None)):  # NumPy's scalars: bool_ is no Real
        return plain(value.item())
    raise TypeError(f"{type(value).__name__} has no place in a report")
