"""Smoothed likelihood ratios, and the cut-points that are read from them, checked with a pencil."""

import math

import pytest

from bot.evaluation.likelihood import NEVER, Sample, fitted_cuts, pooled_samples
from bot.fusion import LEVELS

APART = Sample(positives=(0.0, 2.0, 3.0, 4.0), controls=(0.0,) * 38)
OVERLAPPING = Sample(positives=tuple(range(1, 11)), controls=(*(0.0,) * 10, 1.0, 1.0, 2.0, 5.0))


def test_a_ratio_is_smoothed_by_one_hit_and_two_tries() -> None:
    assert APART.log_ratio(2.0) == pytest.approx(math.log10((4 / 6) / (1 / 40)))
    assert APART.reached(2.0) == (3, 0)


def test_a_cut_that_no_control_reached_is_not_certain() -> None:
    assert Sample((5.0,) * 3, (0.0,)).log_ratio(1.0) < 0.5


def test_every_fitted_cut_reaches_its_bucket() -> None:
    for sample in (APART, OVERLAPPING):
        for level, cut in zip(LEVELS[1:], fitted_cuts(sample), strict=True):
            assert cut == NEVER or sample.log_ratio(cut) >= level


def test_fitted_cuts_rise_and_take_the_smallest_that_will_do() -> None:
    cuts = fitted_cuts(OVERLAPPING)
    assert list(cuts) == sorted(cuts)
    assert cuts[0] == 1.0
    assert cuts[1] == 3.0
    assert cuts[3] == NEVER


def test_two_planted_groups_are_too_few_for_a_cut() -> None:
    assert fitted_cuts(Sample((0.0, 9.0, 9.0), (0.0,) * 500)) == (NEVER,) * 4


def test_a_sign_that_innocents_show_as_often_gets_no_cut() -> None:
    assert fitted_cuts(Sample((1.0, 2.0, 3.0) * 5, (1.0, 2.0, 3.0) * 5)) == (NEVER,) * 4


def test_a_detector_without_three_planted_groups_has_not_seen_anything() -> None:
    assert not Sample((0.0, 0.0, 1.0, 2.0), (3.0,)).seen
    assert APART.seen


def test_the_order_of_worlds_does_not_matter() -> None:
    assert pooled_samples([APART, OVERLAPPING]) == pooled_samples([OVERLAPPING, APART])
