import pytest

from bot.measures.intervals import newcombe


def test_newcombes_interval_is_that_of_his_paper() -> None:
    low, high = newcombe(56, 70, 48, 80)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    low, high = newcombe(10, 10, 0, 20)
    assert (round(low, 4), round(high, 4)) == (0.6791, 1.0)


@pytest.mark.parametrize(("hits", "total", "other", "others"), [(0, 5, 0, 9), (3, 3, 3, 3), (1, 1000, 1, 7)])
def test_newcombes_interval_holds_the_difference_and_turns_with_its_sides(
    hits: int, total: int, other: int, others: int
) -> None:
    low, high = newcombe(hits, total, other, others)
    assert -1 <= low <= hits / total - other / others <= high <= 1
    assert newcombe(other, others, hits, total) == pytest.approx((-high, -low))
