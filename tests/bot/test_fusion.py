"""The two axes and the place in the queue, exactly as stated."""

import pytest

from bot.fusion import (
    Axes,
    Cuts,
    about_the_group,
    acts_at_once,
    backed,
    bucket,
    explained,
    family_score,
    fuse,
    load_calibration,
    suggest,
)
from bot.protocols import Measurement
from bot.report import Dependence, Family, Suggestion

CUTS = Cuts((1.0, 2.0, 3.0, 4.0), 1.5, 10, 10, "made up")


@pytest.mark.parametrize(
    ("statistic", "level"), [(0.9, 0.0), (1.0, 0.3), (2.5, 0.7), (3.0, 1.0), (4.0, 1.5), (99.0, 1.5)]
)
def test_cut_points_give_the_bucket(statistic: float, level: float) -> None:
    assert bucket(CUTS, Measurement(applicable=True, statistic=statistic)) == level


def test_absence_and_not_applicable_are_nought_never_negative() -> None:
    assert bucket(CUTS, Measurement(applicable=False, statistic=9.0)) == 0.0
    assert bucket(CUTS, Measurement(applicable=True, statistic=None)) == 0.0
    assert bucket(None, Measurement(applicable=True, statistic=9.0)) == 0.0


def test_a_cap_holds_a_detector_down() -> None:
    assert bucket(Cuts((1.0, 2.0, 3.0, 4.0), 0.7, 1, 1, ""), Measurement(applicable=True, statistic=9.0)) == 0.7


def test_a_family_is_its_best_plus_a_quarter_of_the_rest_up_to_the_cap() -> None:
    assert family_score([1.0, 0.7, 0.3]) == pytest.approx(1.25)
    assert family_score([1.5, 1.5, 1.5]) == 1.5
    assert family_score([]) == 0.0


def test_coordination_is_f1_and_f2_and_inauthenticity_the_rest() -> None:
    axes = fuse([(Family.SYNCHRONY, 1.0), (Family.CONTENT, 0.7), (Family.HISTORY, 0.7), (Family.BEHAVIOUR, 1.0)])
    assert axes.coordination == pytest.approx(1.7)
    assert axes.inauthenticity == pytest.approx(1.7)
    assert set(axes.families) == {"F1", "F2", "F3", "F5"}


def test_each_exculpatory_fact_takes_seven_tenths_off_inauthenticity_alone() -> None:
    axes = fuse([(Family.SYNCHRONY, 1.0), (Family.HISTORY, 1.0)], exculpatory=1)
    assert axes.coordination == 1.0
    assert axes.inauthenticity == pytest.approx(0.3)
    assert fuse([(Family.HISTORY, 1.0)], exculpatory=3).inauthenticity == 0.0


def axes(coordination: float, inauthenticity: float, families: int = 3) -> Axes:
    """Axes with a number of families that agree."""
    return Axes({f"F{n}": 0.7 for n in range(families)}, coordination, inauthenticity, families)


@pytest.mark.parametrize(
    ("given", "accounts", "place"),
    [
        (axes(1.0, 1.0), 5, Suggestion.REVIEW_FIRST),
        (axes(1.0, 1.0), 4, Suggestion.COORDINATED_UNCLEAR),
        (axes(1.0, 1.0, families=2), 50, Suggestion.COORDINATED_UNCLEAR),
        (axes(1.5, 0.7), 50, Suggestion.COORDINATED_UNCLEAR),
        (axes(0.7, 2.0), 50, Suggestion.ODD_ACCOUNTS),
        (axes(0.7, 0.7), 50, Suggestion.NO_SIGNAL),
    ],
)
def test_review_first_takes_both_axes_three_families_and_five_accounts(
    given: Axes, accounts: int, place: Suggestion
) -> None:
    assert suggest(given, accounts) is place


def test_a_contrast_of_style_counts_on_its_axis_but_is_no_third_kind() -> None:
    two = [(Family.SYNCHRONY, 1.0), (Family.HISTORY, 1.5)]
    styled = fuse(two, dependent=[(Family.CONTENT, 0.7)])
    assert styled.coordination == pytest.approx(1.7)
    assert suggest(styled, 28) is Suggestion.COORDINATED_UNCLEAR
    assert suggest(fuse([*two, (Family.CONTENT, 0.7)]), 28) is Suggestion.REVIEW_FIRST
    assert {key for key, cuts in load_calibration().items() if cuts.contrast} == {"D10", "D10b"}


def test_weak_timing_beside_rare_links_over_days_is_not_acting_at_once() -> None:
    slow = ("D1b", Family.SYNCHRONY, 1.0)
    assert not acts_at_once([slow, ("D3", Family.SYNCHRONY, 1.0), ("D1", Family.SYNCHRONY, 0.3)])
    assert acts_at_once([slow, ("D1", Family.SYNCHRONY, 1.0)])
    assert acts_at_once([("D1", Family.SYNCHRONY, 0.3), ("D2", Family.CONTENT, 0.7)])


def test_slow_co_sharing_alone_is_never_review_first() -> None:
    place = suggest(axes(1.5, 3.0), 50, ceiling=Suggestion.COORDINATED_UNCLEAR)
    assert place is Suggestion.COORDINATED_UNCLEAR


def test_slow_co_sharing_needs_a_second_detector_on_another_basis() -> None:
    alone = fuse([(Family.SYNCHRONY, 1.0)])
    assert not backed(alone, {"D1b": 1.0})
    assert backed(alone, {"D1b": 1.0, "D2": 0.3})
    assert backed(fuse([(Family.SYNCHRONY, 1.0), (Family.HISTORY, 0.3)]), {"D1b": 1.0})


def test_the_bundled_cut_points_rise_and_say_where_they_come_from() -> None:
    for key, cuts in load_calibration().items():
        assert len(cuts.cuts) == 4, key
        assert list(cuts.cuts) == sorted(cuts.cuts), key
        assert cuts.origin, key
        assert cuts.n_control or "set by hand" in cuts.origin, key


def test_around_one_account_a_new_public_is_one_kind_of_evidence() -> None:
    seen = {"D1": 1.5, "D4": 1.5, "D5": 0.7, "D7": 1.5, "D14": 0.3, "D6": 0.7}
    dependent = explained(seen, one_account=True, followed=True, newcomers=False, same_texts=False)
    assert dependent == dict.fromkeys(("D5", "D7", "D14"), Dependence.ONE_PUBLIC)
    assert (
        explained({"D1": 1.5, "D6": 1.5, "D7": 1.5}, one_account=True, followed=True, newcomers=False, same_texts=False)
        == {}
    )
    assert explained(seen, one_account=False, followed=True, newcomers=False, same_texts=False) == {}


def test_newcomers_are_one_kind_of_evidence_whomever_they_came_for() -> None:
    seen = {"D1": 1.5, "D4": 1.5, "D5": 0.7, "D7": 1.5, "D14": 0.3}
    dependent = explained(seen, one_account=False, followed=True, newcomers=True, same_texts=False)
    assert dependent == dict.fromkeys(("D5", "D7", "D14"), Dependence.NEWCOMERS)
    alike = explained({**seen, "D14": 0.7}, one_account=False, followed=True, newcomers=True, same_texts=False)
    assert alike == dict.fromkeys(("D5", "D7"), Dependence.NEWCOMERS)
    assert explained({"D1": 1.5, "D7": 1.5}, one_account=False, followed=True, newcomers=True, same_texts=False) == {}


def test_newcomers_of_a_wave_have_one_kind_of_evidence_beside_its_dates() -> None:
    """The dates count nowhere there; how the newcomers look is still one thing."""
    seen = {"D1": 1.0, "D5": 0.3, "D14": 0.3}
    dependent = explained(seen, one_account=False, followed=True, newcomers=True, same_texts=False)
    assert dependent == {"D14": Dependence.NEWCOMERS}


def test_the_same_texts_at_the_same_time_are_one_kind_of_evidence() -> None:
    assert explained({"D1": 1.5, "D2": 1.0}, one_account=False, followed=True, newcomers=False, same_texts=True) == {
        "D2": Dependence.SAME_TEXTS
    }


@pytest.mark.parametrize(("rests_on", "of", "about"), [(3, 80, False), (16, 80, True), (1, 5, True), (0, 3, False)])
def test_a_finding_is_about_a_group_from_a_fifth_of_its_accounts_on(rests_on: int, of: int, *, about: bool) -> None:
    assert about_the_group(Measurement(applicable=True, accounts=tuple(range(rests_on))), of) is about


def test_a_public_explains_no_response_to_accounts_that_it_cannot_follow() -> None:
    seen = {"D1": 1.5, "D4": 1.5, "D7": 1.5, "D14": 0.3}
    new = explained(seen, one_account=False, followed=False, newcomers=True, same_texts=False)
    assert new == {"D14": Dependence.NEWCOMERS}
    assert explained(seen, one_account=True, followed=False, newcomers=False, same_texts=False) == {}
