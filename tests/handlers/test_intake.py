import pytest

from handlers.intake import title_of


@pytest.mark.parametrize(
    "words", ["posts from the valley forum", "hashtag export, second try", "Экспорт по тегу", "l’affaire des antennes"]
)
def test_a_few_plain_words_are_the_title(words: str) -> None:
    assert title_of(words) == words


@pytest.mark.parametrize(
    "words",
    [
        "",
        "export",
        "look at @alice please",
        "alice_99 and friends",
        "see alice.bsky.social",
        "https://x.com/alice is odd",
        "account 12345 again",
        "<!channel> look at this",
        "*bold* words here",
        "word " * 30,
    ],
)
def test_words_that_could_name_somebody_or_do_something_are_no_title(words: str) -> None:
    assert title_of(words) == ""


def test_white_space_is_folded() -> None:
    assert title_of("  posts   from\n the forum ") == "posts from the forum"
