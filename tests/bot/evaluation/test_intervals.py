import pytest

from bot.evaluation.intervals import said
from bot.measures.intervals import wilson


def test_the_interval_agrees_with_published_values() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3: 81 of 263 and 15 of 148.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_no_hit_still_has_an_upper_bound() -> None:
    low, high = wilson(0, 20)
    assert low == pytest.approx(0.0, abs=1e-12)
    assert high == pytest.approx(0.1611, abs=5e-5)


def test_nothing_tried_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert said(0, 0) == "not tried"


def test_a_share_is_said_with_its_counts_and_interval() -> None:
    assert said(12, 40) == "12 of 40 (.30; .18–.45)"
    assert said(40, 40) == "40 of 40 (1.00; .91–1.00)"
