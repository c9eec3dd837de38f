"""D2: a group's own copied words are found; share buttons and short phrases are not."""

import numpy as np

from bot.detectors.d2_texts import DETECTOR
from bot.fusion import bucket, load_calibration
from bot.protocols import Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import START, chatter, context_of, crowd, group_of

GROUP = [f"copier{index:02d}" for index in range(12)]
LONG = "You will never guess what the harbour office decided about the new ferry line today"


def copies(text: str = LONG) -> list[Record]:
    """Each account posts one text with a small change, and one of its own."""
    rng = np.random.default_rng(6)
    marks = ["", "!", "!!", " ...", " :)", "?"]
    rows: list[Record] = []
    for index, name in enumerate(GROUP):
        words = f"{text}{marks[index % 6]} https://x.example/{index}"
        rows.append(PostRecord(f"{name}-a", name, START + 9999 * index, text=words))
        rows.append(PostRecord(f"{name}-b", name, START + 7777 * index, text=chatter(rng)))
    return rows


def button() -> list[Record]:
    """The whole crowd posts the same title."""
    return [PostRecord(f"b{n}", f"person{n:04d}", START + n, text=LONG) for n in range(200)]


def campaign(texts: int = 6) -> list[Record]:
    """Each account posts two texts of three, changed a little, at any hour of the same day."""
    rng = np.random.default_rng(9)
    rows: list[Record] = []
    for number in range(texts):
        words = " ".join(rng.choice([f"word{index}" for index in range(400)], 16))
        for index, name in enumerate(GROUP):
            if (index + number) % 3:
                text = f"{words} {'!' * (index % 4)}"
                rows.append(PostRecord(f"{name}-{number}", name, START + number * 90_000 + 3_000 * index, text=text))
    return rows


def tied(records: list[Record]) -> set[str]:
    context = context_of(records)
    assert DETECTOR.propose is not None
    ids = context.engine.accounts().ids
    return {ids[end] for item in DETECTOR.propose(context).edge_sets for end in (*item.source, *item.target)}


def test_accounts_that_copy_their_words_over_days_are_tied_and_nobody_else() -> None:
    assert tied([*crowd(), *campaign()]) == set(GROUP)


def test_one_text_in_common_ties_nobody() -> None:
    assert tied([*crowd(), *copies()]) == set()


def test_titles_that_a_share_button_writes_tie_nobody() -> None:
    titled = [
        PostRecord(
            f"t{number}-{index}", f"person{index:04d}", START + 60 * index + number * 90_000, text=text, urls=(link,)
        )
        for number in range(6)
        for link, text in [
            (f"https://paper.example/{number}", f"The {number} reasons why the harbour needs a new ferry line today")
        ]
        for index in range(20)
    ]
    assert tied([*crowd(), *titled]) == set()


def measured(records: list[Record], names: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names))


def test_copied_words_of_a_group_are_found_with_their_posts() -> None:
    result = measured([*crowd(), *copies()], GROUP)
    assert (result.support, result.numbers["families"]) == (12, 1)
    assert result.posts == tuple(f"{name}-a" for name in GROUP)
    assert bucket(load_calibration()["D2"], result) >= 1.0


def test_what_a_share_button_writes_for_everybody_does_not_count() -> None:
    result = measured([*crowd(), *copies(), *button()], GROUP)
    assert result.support == 0


def test_short_phrases_never_count_for_much() -> None:
    result = measured([*crowd(), *copies("good luck to you all")], GROUP)
    assert result.support == 12
    assert bucket(load_calibration()["D2"], result) <= 0.7


def test_an_ordinary_group_shows_nothing() -> None:
    result = measured([*crowd(), *copies()], [f"person{n:04d}" for n in range(20)])
    assert (result.applicable, result.support, result.statistic) == (True, 0, 0.0)


def test_two_writers_are_not_applicable() -> None:
    result = measured([*crowd(), *copies()], GROUP[:2])
    assert result.why_not == "fewer than 3 accounts with texts of five words or more"


def test_the_sentence_compares_with_others_picked_at_random() -> None:
    text = sentence(DETECTOR, measured([*crowd(), *copies()], GROUP))
    assert text == (
        "12 of 12 accounts with texts of their own posted nearly the same words as another of the group (12 posts, "
        "1 text). Of 12 other accounts picked at random, 0 did so among themselves."
    )
