"""D10b: a habit of form that only the group has is told; everybody's habit is not."""

import numpy as np

from bot.detectors.d10b_format import DETECTOR
from bot.fusion import bucket, load_calibration
from bot.protocols import Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import START, chatter, context_of, group_of

GROUP = [f"form{index:02d}" for index in range(10)]


def free(people: int = 80) -> list[Record]:
    """People whose posts have all sorts of lengths."""
    rng = np.random.default_rng(1)
    return [
        PostRecord(f"f{who}-{n}", f"free{who:03d}", START + 60 * n, text=chatter(rng, int(rng.integers(1, 30))))
        for who in range(people)
        for n in range(8)
    ]


def uniform() -> list[Record]:
    """Accounts whose every post has a picture and three tags."""
    return [
        PostRecord(f"{name}-{n}", name, START + n, text="seven short words", media=("m",), hashtags=("a", "b", "c"))
        for name in GROUP
        for n in range(6)
    ]


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_one_form_is_told_and_held_down() -> None:
    result = measured([*free(), *uniform()], GROUP)
    assert result.support == 10
    assert bucket(load_calibration()["D10b"], result) == 0.7


def test_people_without_a_habit_show_nothing() -> None:
    result = measured([*free(), *uniform()], [f"free{who:03d}" for who in range(15)])
    assert (result.applicable, result.support) == (True, 0)


def test_four_posts_make_no_habit() -> None:
    rows = [row for row in uniform() if isinstance(row, PostRecord) and row.content_id[-1] in "0123"]
    assert measured([*free(), *rows], GROUP).why_not == "too few accounts with five posts of their own"


def test_the_sentence_describes_the_form() -> None:
    text = sentence(DETECTOR, measured([*free(), *uniform()], GROUP))
    assert text == (
        "10 of 10 accounts give at least half of their own posts the same form (up to 20 signs, a picture or video, "
        "three hashtags or more, no link); of 80 other accounts, 0 % do."
    )
