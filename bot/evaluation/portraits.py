"""Portraits as they are, and moved so that the eyes lie where a face generator puts them: what the eye test says."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from bot.evaluation.shares import Share
from bot.ingest.faces import FaceFinder
from bot.measures.avatars import CENTRES, EYE_UNIT, TOLERANCE, off_centre

SIDE = 400

Eyes = tuple[int, int, int, int]


def open_portraits(folder: Path) -> list[Image.Image]:
    """The pictures of a folder as squares (the middle of what is longer), by name."""
    return [_square(Image.open(path).convert("RGB")) for path in sorted(folder.glob("*.jpg"))]


def _square(picture: Image.Image) -> Image.Image:
    side = min(picture.size)
    left, top = (picture.width - side) // 2, (picture.height - side) // 2
    return picture.crop((left, top, left + side, top + side))


def eyes_in(finder: FaceFinder, picture: Image.Image) -> Eyes | None:
    """The eyes of the only face; None where there is no face, or more than one."""
    faces = finder(picture)
    return faces.eyes if faces else None


def aligned(picture: Image.Image, eyes: Eyes) -> Image.Image:
    """The picture turned, scaled and moved so that its eyes lie at the generator's places; edges are black."""
    size = np.array([picture.width, picture.height])
    left, right = (np.array(eyes[at : at + 2]) / EYE_UNIT * size for at in (0, 2))
    wanted_left, wanted_right = (np.array(CENTRES[at : at + 2]) * SIDE for at in (0, 2))
    turn = complex(*(right - left)) / complex(*(wanted_right - wanted_left))
    shift = left - _times(turn, wanted_left)
    matrix = (turn.real, -turn.imag, float(shift[0]), turn.imag, turn.real, float(shift[1]))
    return picture.transform((SIDE, SIDE), Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)


def _times(turn: complex, place: np.ndarray) -> np.ndarray:
    moved = turn * complex(*place)
    return np.array([moved.real, moved.imag])


def at_the_place(eyes: Sequence[Eyes]) -> Share:
    """How many of the faces the eye test would call placed like a generator's."""
    if not eyes:
        return Share()
    return Share(int((off_centre(np.array(eyes, dtype=np.int32)) <= TOLERANCE).sum()), len(eyes))
