"""Eyes: aligned portraits lie at the generator's place, ordinary ones do not; needs the extra `faces`."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.ingest.faces import FaceFinder, face_finder
from bot.measures.avatars import CENTRES, EYE_UNIT, TOLERANCE, off_centre

PORTRAITS = sorted(Path("tests/data/avatars").glob("*.jpg"))
SIDE = 200


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    pytest.importorskip("cv2", reason="the extra `faces` is not installed")
    found = face_finder()
    if found is None:
        pytest.skip("the extra `faces` is not installed")
    return found


def opened(path: Path) -> Image.Image:
    with Image.open(path) as found:
        return found.convert("RGB")


def away(finder: FaceFinder, picture: Image.Image) -> float:
    faces = finder(picture)
    assert faces is not None
    assert faces.eyes is not None
    return float(off_centre(np.array([faces.eyes], dtype=np.int32))[0])


def aligned(finder: FaceFinder, picture: Image.Image) -> Image.Image:
    """The picture turned, scaled and moved so that its eyes lie where a generator puts them."""
    faces = finder(picture)
    assert faces is not None
    assert faces.eyes is not None
    left_x, left_y, right_x, right_y = (value / EYE_UNIT * picture.width for value in faces.eyes)
    left, right = complex(left_x, left_y), complex(right_x, right_y)
    to_left, to_right = (complex(CENTRES[at] * SIDE, CENTRES[at + 1] * SIDE) for at in (0, 2))
    turn = (right - left) / (to_right - to_left)
    start = left - turn * to_left
    affine = (turn.real, -turn.imag, start.real, turn.imag, turn.real, start.imag)
    return picture.transform((SIDE, SIDE), Image.Transform.AFFINE, affine, Image.Resampling.BICUBIC)


def test_no_ordinary_portrait_lies_at_the_generators_place(finder: FaceFinder) -> None:
    assert all(away(finder, opened(path)) > TOLERANCE for path in PORTRAITS)


def test_aligned_portraits_lie_there_at_full_and_at_avatar_size(finder: FaceFinder) -> None:
    pictures = [aligned(finder, opened(path)) for path in PORTRAITS]
    small = [picture.resize((48, 48), Image.Resampling.LANCZOS) for picture in pictures]
    for shown in (pictures, small):
        assert sum(away(finder, picture) <= TOLERANCE for picture in shown) >= len(PORTRAITS) - 1


def test_a_picture_that_is_no_square_is_not_looked_at(finder: FaceFinder) -> None:
    assert finder(opened(PORTRAITS[0]).resize((250, 200))) is None


def test_two_faces_have_no_eyes_of_the_only_face(finder: FaceFinder) -> None:
    both = Image.new("RGB", (500, 500), "white")
    both.paste(opened(PORTRAITS[0]), (0, 125))
    both.paste(opened(PORTRAITS[1]), (250, 125))
    faces = finder(both)
    assert faces is not None
    assert (faces.count, faces.eyes) == (2, None)


def test_an_even_picture_has_no_face(finder: FaceFinder) -> None:
    faces = finder(Image.new("RGB", (60, 60), "grey"))
    assert faces is not None
    assert faces.count == 0
