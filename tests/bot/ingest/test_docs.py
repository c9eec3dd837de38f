from pathlib import Path

import pytest

from bot.ingest.limits import DEFAULT_LIMITS
from bot.ingest.mapping import FIELDS

TEXT = (Path(__file__).parents[3] / "docs" / "formats.md").read_text("utf-8")


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_can_be_mapped_is_documented(field: str) -> None:
    assert f"`{field}`" in TEXT


@pytest.mark.parametrize(
    "line",
    [
        f"| size of a file | {DEFAULT_LIMITS.max_bytes >> 30} GiB |",
        f"{DEFAULT_LIMITS.max_expanded >> 30} GiB, and {DEFAULT_LIMITS.max_ratio} times the packed size |",
        f"| rows | {DEFAULT_LIMITS.max_rows:,} |",
        f"| columns | {DEFAULT_LIMITS.max_columns:,} |",
        f"| length of a cell | {DEFAULT_LIMITS.max_field:,} characters |",
        f"| length of a line | {DEFAULT_LIMITS.max_line:,} characters |",
    ],
)
def test_every_limit_is_documented_as_it_is(line: str) -> None:
    assert line in TEXT
