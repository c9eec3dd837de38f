"""Handle styles forget the letters and keep the form."""

import pytest

from bot.measures.handles import in_words, skeleton, styles


@pytest.mark.parametrize(
    ("handle", "form"),
    [
        ("Maria48213377", "l d8"),
        ("the_real_ann", "l _ l _ l"),
        ("alice.bsky.social", "l"),
        ("bob7@instance.example", "l d1"),
        ("Ольга2020", "l d4"),
        ("", ""),
    ],
)
def test_letters_become_one_sign_and_digits_keep_their_number(handle: str, form: str) -> None:
    assert skeleton(handle) == form


def test_a_default_handle_belongs_to_the_coarse_classes_too() -> None:
    assert styles("Maria48213377") == ("l d8", "letters and eight digits", "a tail of five or more digits")
    assert styles("ann12345") == ("l d5", "a tail of five or more digits")
    assert styles("ann") == ("l",)
    assert styles("") == ()


def test_styles_are_read_as_words() -> None:
    assert in_words("l d8") == "letters + 8 digits"
    assert in_words("l _ d1") == "letters + an underscore + 1 digit"
    assert in_words("letters and eight digits") == "letters and eight digits"
    assert in_words("l - l") == "letters + “-” + letters"
