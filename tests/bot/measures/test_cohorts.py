"""Bundled control rates: read from the package, the largest of the sets, only for what was counted."""

import pytest

from bot.measures.cohorts import share_of_style, usual_share


def test_the_largest_rate_of_any_set_is_taken() -> None:
    assert usual_share("LxD8") == pytest.approx(0.0294)
    assert usual_share("D5plus") == pytest.approx(0.0529)
    assert usual_share("nobio") == pytest.approx(0.1588)


@pytest.mark.parametrize("signal", ["L7D8", "LxD8", "D5plus", "rand15", "defimg", "nobio", "topday_pct", "dup_names"])
def test_every_signal_has_a_share_above_nought_and_below_a_half(signal: str) -> None:
    assert 0 < usual_share(signal) < 0.5


def test_styles_that_were_not_counted_have_no_share() -> None:
    assert share_of_style("l d8") == usual_share("LxD8")
    assert share_of_style("l _ l") is None
