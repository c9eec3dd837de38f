"""How much of a stranger's file is read before it is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one upload, in bytes, rows, columns and characters; `max_ratio` is expanded size over packed size."""

    max_bytes: int = 1 << 30
    max_expanded: int = 8 << 30
    max_ratio: int = 200
    max_rows: int = 20_000_000
    max_columns: int = 2_000
    max_field: int = 131_072
    max_line: int = 64 << 20


DEFAULT_LIMITS = Limits()
