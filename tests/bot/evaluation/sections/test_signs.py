from pathlib import Path

from PIL import Image

from bot.evaluation.section import NOT_RUN, Trials, reported_seeds
from bot.evaluation.sections import signs


def test_without_real_sets_nothing_is_claimed() -> None:
    for table in signs.SECTION.make(Trials(reported_seeds(1), 1), lambda _: None):
        assert all(set(row[1:]) == {NOT_RUN} for row in table.rows)


def test_a_picture_without_a_face_is_not_counted_as_a_portrait(tmp_path: Path) -> None:
    (tmp_path / "avatars").mkdir()
    Image.new("RGB", (240, 240), "white").save(tmp_path / "avatars" / "blank.jpg")
    portraits = signs.SECTION.make(Trials(reported_seeds(1), 1, tmp_path), lambda _: None)[2]
    assert portraits.rows[0][1] in {"0 of 1", NOT_RUN}
    assert portraits.rows[0][2] in {"not tried", NOT_RUN}
