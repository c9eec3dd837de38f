from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from bot.evaluation.portraits import SIDE, aligned, at_the_place, open_portraits
from bot.evaluation.shares import Share
from bot.measures.avatars import CENTRES, EYE_UNIT

PLACE = tuple(round(centre * EYE_UNIT) for centre in CENTRES)


def dots(picture: Image.Image) -> list[tuple[float, float]]:
    """Middle of the red and of the blue dot, in shares of the side."""
    pixels = np.asarray(picture).astype(int)
    found = []
    for own, other in ((0, 2), (2, 0)):
        rows, columns = np.nonzero(pixels[:, :, own] - pixels[:, :, other] > 100)
        found.append((float(columns.mean()) / picture.width, float(rows.mean()) / picture.height))
    return found


def test_alignment_puts_both_eyes_at_the_places() -> None:
    picture = Image.new("RGB", (600, 600), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((190, 250, 210, 270), fill="red")
    draw.ellipse((290, 290, 310, 310), fill="blue")
    eyes = tuple(round(value / 600 * EYE_UNIT) for value in (200, 260, 300, 300))
    moved = aligned(picture, (eyes[0], eyes[1], eyes[2], eyes[3]))
    assert moved.size == (SIDE, SIDE)
    assert np.abs(np.array(dots(moved)).ravel() - np.array(CENTRES)).max() < 0.005


def test_only_eyes_at_the_place_count() -> None:
    here, away = (PLACE[0], PLACE[1], PLACE[2], PLACE[3]), (2000, 3000, 4000, 3000)
    assert at_the_place([here, away]) == Share(1, 2)
    assert at_the_place([]) == Share()


def test_portraits_are_cut_to_squares(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200)).save(tmp_path / "wide.jpg")
    assert [picture.size for picture in open_portraits(tmp_path)] == [(200, 200)]
