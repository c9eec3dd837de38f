"""Scripts and outer forms."""

import pytest

from bot.measures.formats import form_in_words, length_bin, script_of, signature


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Anna 12", "latin"),
        ("Ольга A", "cyrillic"),
        ("山田太郎", "han"),
        ("ひろし", "kana"),
        ("123 !", ""),
        ("فاطمة", "arabic"),
    ],
)
def test_the_script_of_most_letters_counts(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(("length", "number"), [(0, 0), (20, 1), (21, 2), (120, 3), (280, 5), (281, 6)])
def test_lengths_fall_into_bins(length: int, number: int) -> None:
    assert length_bin("x" * length) == number


def test_many_tags_links_and_pictures_are_many() -> None:
    assert signature("hello", 4, 9, 5, "en") == (1, 1, 3, 2, "en")


def test_a_form_is_told_without_its_language() -> None:
    assert form_in_words((1, 4, 3, 1, "xx")) == "121–200 signs, a picture or video, three hashtags or more, one link"
    assert form_in_words((0, 0, 0, 0, "")) == "no text, no picture, no hashtag, no link"
