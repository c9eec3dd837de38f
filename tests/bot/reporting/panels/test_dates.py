import numpy as np
import pytest

from bot.reporting.panels.dates import MOST_BINS, bins


@pytest.mark.parametrize(
    ("days", "word"), [(3, "day"), (70, "day"), (71, "week"), (600, "30 days"), (4000, "quarter"), (9000, "year")]
)
def test_bars_are_as_fine_as_the_panel_allows(days: int, word: str) -> None:
    edges, said = bins(np.array([100.0, 100.0 + days - 1]))
    assert said == word
    assert len(edges) - 1 <= MOST_BINS


def test_every_date_falls_into_a_bar() -> None:
    days = np.array([0.0, 10.5, 364.99, 365.0])
    edges, _ = bins(days)
    assert np.histogram(days, edges)[0].sum() == len(days)


def test_one_date_alone_has_a_bar() -> None:
    edges, word = bins(np.array([18_000.3]))
    assert (edges.tolist(), word) == ([18_000.0, 18_001.0], "day")
