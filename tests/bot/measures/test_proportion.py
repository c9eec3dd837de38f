"""Answers out of proportion: beyond all others, beyond those of the size, beyond the rate for each follower."""

import numpy as np

from bot.measures.proportion import FEWEST_OF_SIZE, Answers, beyond


def answers(*rows: tuple[int, int], first_author: int = 0) -> Answers:
    """Rows of (followers, answers), each of another author, held against a line at nought."""
    followers, counts = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    authors = first_author + np.arange(len(rows), dtype=np.int64)
    return Answers(authors, followers, counts, np.log1p(counts.astype(np.float64)))


SMALL = [(100, 0)] * 980 + [(100, 1)] * 15 + [(100, 2)] * 5
STARS = [(20_000, 150 + number) for number in range(FEWEST_OF_SIZE)]


def test_a_small_account_that_gets_a_large_ones_answers_is_out_of_proportion() -> None:
    assert beyond(answers((6, 341)), answers(*SMALL, *STARS), 0.99).tolist() == [True]


def test_a_star_is_compared_with_stars() -> None:
    """Of all posts hardly one in a hundred is answered, at any rate; of stars' posts each has 150 answers or more."""
    own = answers((20_000, 140), (20_000, 900), (300, 140))
    assert beyond(own, answers(*[(100, 0)] * 1_000, *STARS), 0.98).tolist() == [False, True, True]


def test_what_others_publics_give_for_each_follower_is_no_excess_however_much_it_is() -> None:
    """Where nobody of that size was answered, a public's ordinary rate still explains the answers."""
    quiet = [(20_000, 0)] * FEWEST_OF_SIZE
    assert beyond(answers((20_000, 84)), answers(*SMALL, *quiet), 0.99).tolist() == [False]
    assert beyond(answers((20_000, 9_000)), answers(*SMALL, *quiet), 0.99).tolist() == [True]


def test_without_ten_others_of_that_size_nothing_is_said() -> None:
    few = [(20_000, 0)] * (FEWEST_OF_SIZE - 1)
    assert beyond(answers((20_000, 9_000)), answers(*SMALL, *few), 0.99).tolist() == [False]


def test_ten_posts_of_one_author_are_one_other() -> None:
    others = answers(*SMALL, *[(20_000, 0)] * FEWEST_OF_SIZE)
    one = Answers(
        np.where(others.followers == 20_000, 5_000, others.author), others.followers, others.counts, others.residuals
    )
    assert beyond(answers((20_000, 9_000)), one, 0.99).tolist() == [False]


def test_many_posts_of_smaller_authors_take_nobody_away() -> None:
    others = answers(*SMALL, *STARS)
    several = Answers(
        np.where(others.followers == 100, others.author // 10, others.author),
        others.followers,
        others.counts,
        others.residuals,
    )
    assert beyond(answers((20_000, 900)), several, 0.98).tolist() == [True]


def test_nothing_asked_gives_nothing() -> None:
    nobody = answers((1, 1)).take(np.zeros(0, dtype=np.int64))
    assert beyond(nobody, answers(*SMALL), 0.99).tolist() == []
