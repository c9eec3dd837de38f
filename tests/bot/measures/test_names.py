"""A name is rare where its letters follow one another as in hardly any name that the model was learned on."""

import numpy as np

from bot.measures.names import letters, rare_orders, usualness

PEOPLE = [f"{first} {last}" for first in ("anna", "maria", "david", "elena", "jonas", "laura") for last in (
    "fischer", "moreau", "novak", "garcia", "hansen", "keller", "peters", "rossi", "winter", "marsh")]  # fmt: skip


def test_only_letters_count_and_other_signs_part_words() -> None:
    assert letters("Maria_Lopez48") == "maria lopez"
    assert letters("__x1y2__") == ""
    assert letters("Олена77") == "олена"


def test_a_row_of_random_letters_is_less_usual_than_a_name() -> None:
    names = [*PEOPLE, "lena hansen", "xqzvkj wpqhg"]
    scores = usualness(names, np.arange(len(names)) < len(PEOPLE))
    assert scores[-1] < scores[-2]


def test_a_name_that_was_learned_has_no_advantage_over_one_that_was_not() -> None:
    rng = np.random.default_rng(1)
    names = ["".join(chr(97 + int(code)) for code in rng.integers(0, 26, 8)) for _ in range(6000)]
    scores = usualness(names, np.arange(6000) < 3000)
    assert abs(scores[:3000].mean() - scores[3000:].mean()) < 0.05


def test_about_a_twentieth_of_what_was_learned_is_rare() -> None:
    names = [*PEOPLE, "xqzvkj"]
    rare = rare_orders(names, np.arange(len(names)) < len(PEOPLE))
    assert rare[-1]
    assert 1 <= int(rare[:-1].sum()) <= 4


def test_signs_that_were_never_seen_do_not_break_it() -> None:
    names = [*PEOPLE, "олена коваль"]
    assert np.isfinite(usualness(names, np.arange(len(names)) < len(PEOPLE))).all()
