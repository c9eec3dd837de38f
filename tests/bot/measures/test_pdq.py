"""PDQ: bit for bit what the reference implementation gives, stable under repacking, silent on even pictures."""

import io
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from bot.measures.pdq import distances, fingerprint, lightness, words_of

PORTRAITS = Path("tests/data/avatars")
REFERENCE = {
    "aaron": "b28cc77ae6391cd60f0bb2dde618b81d9a40cb69f0f06969c9e50f8327adf016",
    "alison": "8fec9e6070ca09977b6465aae1b7e49326cc1ec8974cf919c831653135f2aac7",
    "catherine": "328ef7c903cac64dcec82ecd89481a2db17d793cf1f1a9a2aeb1a233a017dc53",
    "david": "3b90b65bc637c9a24c9b589b26660db2726398cd65eca92c861dc6b05cec3b73",
    "diego": "3eaaf24a2febfea5814dc98de085459d270d0c4d37743986db64e5f2a4f21838",
    "erica": "16a6fa4c1fbe160f7dfc3c85b289e6c9c20d1e48ef545c62d9e123c36586a1c6",
}


def portrait(name: str) -> Image.Image:
    with Image.open(PORTRAITS / f"{name}.jpg") as found:
        return found.convert("RGB")


def bits(picture: Image.Image) -> NDArray[np.uint64]:
    found = fingerprint(lightness(np.asarray(picture)))
    assert found is not None
    return words_of(found.bits)


@pytest.mark.parametrize("name", REFERENCE)
def test_a_portrait_has_the_fingerprint_of_the_reference_implementation(name: str) -> None:
    found = fingerprint(lightness(np.asarray(portrait(name))))
    assert found is not None
    assert (found.bits, found.quality) == (REFERENCE[name], 100)


@pytest.mark.parametrize("name", REFERENCE)
def test_a_portrait_packed_anew_and_scaled_stays_within_twenty_bits(name: str) -> None:
    packed = io.BytesIO()
    portrait(name).resize((400, 400)).save(packed, "JPEG", quality=60)
    with Image.open(packed) as again:
        assert distances(bits(portrait(name)), bits(again.convert("RGB"))[None])[0] <= 20


def test_portraits_of_different_people_are_far_apart() -> None:
    prints = np.array([bits(portrait(name)) for name in REFERENCE])
    for at, one in enumerate(prints[:-1]):
        assert distances(one, prints[at + 1 :]).min() > 90


def test_an_even_picture_has_nothing_to_see() -> None:
    found = fingerprint(np.full((80, 80), 130.0))
    assert found is not None
    assert found.quality == 0


def test_quality_is_that_of_the_reference_implementation_on_faint_noise() -> None:
    noise = np.random.default_rng(1).integers(0, 2, (70, 90, 1))
    steps = np.kron(np.random.default_rng(2).integers(100, 160, (9, 9)), np.ones((10, 10)))
    faint, strong = fingerprint((128.0 + noise[:, :, 0]).astype(np.float64)), fingerprint(steps.astype(np.float64))
    assert faint is not None
    assert strong is not None
    assert faint.quality < 5
    assert strong.quality > 50


def test_a_picture_of_four_points_a_side_has_no_fingerprint() -> None:
    assert fingerprint(np.zeros((4, 40))) is None
    assert fingerprint(np.zeros((5, 40))) is not None


def test_words_hold_the_bits_in_order() -> None:
    words = words_of("f" * 16 + "0" * 47 + "1")
    assert words.tolist() == [2**64 - 1, 0, 0, 1]
    assert distances(words, np.zeros((1, 4), dtype=np.uint64)).tolist() == [65]
