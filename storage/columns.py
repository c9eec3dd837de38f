"""Column types that both databases share: times, keys, leases' tokens and stored JSON."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Integer, TypeDecorator
from sqlalchemy.types import TypeEngine


class UtcMilliseconds(TypeDecorator[int]):
    """A time: integer milliseconds since 1970 UTC. Seconds, floats and negative numbers are refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Let only whole, non-negative milliseconds through."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise TypeError(f"a time is whole milliseconds since 1970, not {value!r}")
        return value


class Key(TypeDecorator[int]):
    """A surrogate key: 64 bits on PostgreSQL, SQLite's own rowid there (which wants the word INTEGER)."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """INTEGER on SQLite, BIGINT elsewhere."""
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else BigInteger())


class Document(TypeDecorator[Any]):
    """A JSON value that is written once and replaced as a whole, never changed in place."""

    impl = JSON
    cache_ok = True
