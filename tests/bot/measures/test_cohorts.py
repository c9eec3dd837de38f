"""Bundled control rates: read from the package, the largest of the sets, only for what was counted."""

import pytest

from bot.measures.cohorts import SIGNALS, accounts_counted, share_of_style, usual_share


def test_the_largest_rate_of_any_set_is_taken() -> None:
    assert usual_share("LxD8") == pytest.approx(0.0294)
    assert usual_share("D5plus") == pytest.approx(0.0529)
    assert usual_share("nobio") == pytest.approx(0.1588)


@pytest.mark.parametrize("signal", SIGNALS)
def test_every_signal_has_a_share_above_nought_and_below_a_half(signal: str) -> None:
    assert 0 < usual_share(signal) < 0.5


def test_the_sets_hold_seven_thousand_accounts() -> None:
    assert accounts_counted() == 1987 + 340 + 1481 + 1440 + 1851


def test_styles_that_were_not_counted_have_no_share() -> None:
    assert share_of_style("l d8") == usual_share("LxD8")
    assert share_of_style("l _ l") is None
