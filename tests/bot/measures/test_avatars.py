"""Pictures as numbers: who shares one, how many different ones, how usual that is, where eyes lie."""

import numpy as np
import pytest

from bot.measures.avatars import CENTRES, EYE_UNIT, no_avatars, off_centre, shared_pictures, spread, twins
from bot.protocols import Avatars


def album(prints: list[int], quality: int = 100) -> Avatars:
    """Pictures by one number each: equal numbers are one picture, and numbers differ in many bits."""
    drawn = np.random.default_rng(3).integers(0, 2**64, (max(prints, default=0) + 1, 4), dtype=np.uint64)
    return Avatars(
        account=np.arange(len(prints), dtype=np.int32),
        pdq=drawn[prints].reshape(-1, 4),
        quality=np.full(len(prints), quality, dtype=np.int16),
        faces=np.full(len(prints), -1, dtype=np.int16),
        eyes=np.full((len(prints), 4), -1, dtype=np.int32),
    )


def inside(count: int, of: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.arange(of) < count


def test_rows_with_one_picture_are_counted_with_how_many_different_ones() -> None:
    found = shared_pictures(twins(album([0, 0, 1, 1, 1, 2, 3])), inside(7, 7))
    assert (found.rows.tolist(), found.looked_at, found.families) == ([0, 1, 2, 3, 4], 7, 2)


def test_near_fingerprints_chain_into_one_picture() -> None:
    pictures = album([0, 1, 2, 3])
    for row, bits in ((1, 15), (2, 30)):
        pictures.pdq[row] = pictures.pdq[0]
        pictures.pdq[row, 0] ^= np.uint64(2**bits - 1)
    found = shared_pictures(twins(pictures), inside(4, 4))
    assert (found.rows.tolist(), found.families) == ([0, 1, 2], 1)


def test_a_picture_that_thousands_carry_makes_no_pairs() -> None:
    known = twins(album([0] * 5000 + [1, 1]))
    assert (len(known.first), known.prints) == (0, 2)


def test_what_three_others_carry_is_given_to_all() -> None:
    for carriers, found in ((2, 4), (3, 0)):
        pictures = album([0] * 4 + [0] * carriers + list(range(1, 60)))
        assert len(shared_pictures(twins(pictures), inside(4, len(pictures))).rows) == found


def test_how_usual_it_is_grows_with_what_the_others_share() -> None:
    alone = shared_pictures(twins(album([*range(10), *range(10, 110)])), inside(10, 110))
    paired = shared_pictures(twins(album([*range(10), *(10 + index // 2 for index in range(100))])), inside(10, 110))
    assert alone.usual == pytest.approx(0.5 / 101)
    assert paired.usual == pytest.approx((100 * 9 / 99 + 0.5) / 101)


def test_pictures_with_nothing_to_see_and_no_pictures_share_nothing() -> None:
    for pictures in (album([0, 0, 0], quality=10), no_avatars()):
        found = shared_pictures(twins(pictures), np.ones(len(pictures), dtype=np.bool_))
        assert (len(found.rows), found.looked_at, found.families) == (0, 0, 0)


def test_eyes_at_the_centres_are_not_off_and_their_distance_is_in_shares_of_the_side() -> None:
    at = np.round(np.array([CENTRES]) * EYE_UNIT).astype(np.int32)
    assert off_centre(at).tolist() == [0.0]
    moved = at + np.array([[100, 0, 100, 0]], dtype=np.int32)
    assert off_centre(moved)[0] == pytest.approx(0.02 / (2 * np.sqrt(2)))


def test_equal_eyes_do_not_scatter() -> None:
    same = np.full((5, 4), 4000, dtype=np.int32)
    assert spread(same) == 0.0
    assert spread(same[:0]) == 0.0
    assert spread(np.array([[0, 0, 0, 0], [2000, 2000, 2000, 2000]], dtype=np.int32)) == pytest.approx(0.1)
