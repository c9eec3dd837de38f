import math
import random

import pytest

from bot.measures.agreement import ordinal_alpha, raw_agreement

# Krippendorff (2011), example C: four observers, twelve units; ordinal alpha .815.
WORKED = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
]  # fmt: skip


def test_the_published_example_gives_its_published_figure() -> None:
    assert ordinal_alpha(WORKED) == pytest.approx(0.815, abs=0.0005)


def test_people_who_always_agree_have_one() -> None:
    assert ordinal_alpha([[0, 0], [1, 1], [2, 2]]) == pytest.approx(1.0)


def test_people_who_answer_at_random_have_about_nought() -> None:
    draw = random.Random(3)  # noqa: S311 - a test's answers
    found = ordinal_alpha([[draw.randrange(3), draw.randrange(3)] for _ in range(4_000)])
    assert found is not None
    assert abs(found) < 0.05


def test_a_disagreement_of_two_steps_weighs_more_than_one_of_one_step() -> None:
    agreed = [[0, 0], [1, 1], [2, 2]] * 4
    one, two = ordinal_alpha([*agreed, [0, 1]]), ordinal_alpha([*agreed, [0, 2]])
    assert one is not None
    assert two is not None
    assert two < one


def test_where_everybody_gives_the_same_answer_alpha_is_not_defined_and_raw_agreement_is_whole() -> None:
    same = [[2, 2], [2, 2, 2]]
    assert ordinal_alpha(same) is None
    assert raw_agreement(same) == 1.0


def test_a_thing_that_one_person_judged_says_nothing() -> None:
    assert ordinal_alpha([*WORKED, [5], [1]]) == ordinal_alpha(WORKED)
    assert raw_agreement([[1]]) is None


def test_raw_agreement_is_the_share_of_equal_pairs() -> None:
    assert math.isclose(raw_agreement([[0, 0], [0, 0, 2]]) or 0, (1 + 1 / 3) / 2)
