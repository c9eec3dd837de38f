"""Frozen dataclasses to JSON values and back, by their annotations; the one way in which values enter a JSON column."""

import types
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


def encode(value: Any) -> Any:  # noqa: ANN401 (any value that JSON can hold)
    """Turn dataclasses, enums, tuples and mappings into what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [encode(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str | int | float | bool):
        return value.item()  # a NumPy number
    return value


def decode(kind: type[Value], data: Any) -> Value:  # noqa: ANN401 (parsed JSON)
    """Rebuild a value of `kind`; fields that the stored value lacks take their defaults."""
    rebuilt: Value = _decode(kind, data)
    return rebuilt


def _decode(kind: Any, data: Any) -> Any:  # noqa: ANN401 (walks annotations)
    if data is None or kind is Any:
        return data
    origin = get_origin(kind)
    if origin in {Union, types.UnionType}:
        return _decode(next(part for part in get_args(kind) if part is not type(None)), data)
    if origin is tuple:
        return tuple(_decode(get_args(kind)[0], item) for item in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _decode(get_args(kind)[1], item) for key, item in data.items()}
    return _decode_plain(kind, data)


def _decode_plain(kind: Any, data: Any) -> Any:  # noqa: ANN401 (walks annotations)
    if is_dataclass(kind):
        hints = _hints(cast("Hashable", kind))
        return _build(kind, {name: _decode(hints[name], data[name]) for name in hints if name in data})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data


def _build(kind: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401 (a dataclass)
    return kind(**values)


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 (a dataclass)
    return get_type_hints(kind)
