"""Values inside parsed JSON, taken defensively: what is missing or of another type is absent."""

from collections.abc import Iterable, Mapping
from typing import Any

Object = Mapping[str, Any]

_END = 1 << 63


def obj(value: object) -> Object:
    """The object; an empty one where there is none."""
    return value if isinstance(value, dict) else {}


def objs(value: object) -> list[Object]:
    """The objects of a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: object) -> str | None:
    """The text, or a whole number as text; None where it is empty or something else."""
    if isinstance(value, str):
        return value or None
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def number(value: object) -> int | None:
    """A whole number of 0 or more that fits 63 bits."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _END else None


def flag(value: object) -> bool | None:
    """True, False, or None where it is neither."""
    return value if isinstance(value, bool) else None


def texts(values: list[Object], *names: str) -> tuple[str, ...]:
    """Of each object the first of the named texts that it has, each once, in order."""
    found = (next((value for name in names if (value := text(one.get(name)))), None) for one in values)
    return tuple(dict.fromkeys(value for value in found if value))


def strings(value: object) -> tuple[str, ...]:
    """The texts of a list of texts."""
    return tuple(item for item in value if isinstance(item, str) and item) if isinstance(value, list) else ()


def once(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in order of first appearance."""
    return tuple(dict.fromkeys(values))
