from pathlib import Path

from benchmarks import page, whole_case
from benchmarks.measured import Cost

PERFORMANCE = Path(__file__).parents[2] / "docs" / "PERFORMANCE.md"


def test_the_row_says_what_was_measured() -> None:
    cost = Cost("whole case", 71.6, 45.0, 500.4, {"seconds": 41.2, "cards": 9, "worker_mb": 1234.5})
    assert "| 348,608 | 23,750 | 41 s | 9 | 72 | 500 | 1,234 |" in whole_case.markdown(cost)


def test_the_page_has_a_place_for_every_part() -> None:
    text = PERFORMANCE.read_text(encoding="utf-8")
    for part in (page.PAIRS, page.CASE, page.ACKS):
        assert text.count(f"<!-- {part}: written by make bench -->") == text.count(f"<!-- end of {part} -->") == 1
