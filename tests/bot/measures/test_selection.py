import pytest

from bot.errors import InputError
from bot.measures.selection import (
    first_second,
    folded,
    last_second,
    parse_drops,
    parse_windows,
    parse_words,
    word_pattern,
)


def test_both_ends_of_a_span_belong_to_it() -> None:
    assert last_second("2021-04-20") - first_second("2021-04-20") == 86_399
    assert last_second("2021-04-20T18:30") - first_second("2021-04-20T18:30") == 59
    assert first_second("1970-01-02") == 86_400


@pytest.mark.parametrize("text", ["yesterday", "20.4.2021", "2021-13-01", ""])
def test_a_date_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(InputError, match="is no date") as caught:
        first_second(text)
    assert "from=2021-04-20" in caught.value.hint


def test_windows_are_whole_seconds_in_order() -> None:
    assert parse_windows("60, 10,60") == (10, 60)


@pytest.mark.parametrize("text", ["", "ten", "10,-3", "0", "86401", "1,2,3,4,5,6,7", "1.5"])
def test_windows_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_windows(text)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("harbour", "The HARBOUR, again", True),
        ("harbour", "#harbour", True),
        ("#harbour", "the harbour", False),
        ("harbour", "harbours", False),
        ("flood*", "flooded streets", True),
        ("sea wall", "the sea\n wall broke", True),
        ("海岸", "在海岸上", True),
        ("a.b", "axb", False),
        ("straße", "STRASSE", True),
    ],
)
def test_a_word_is_found_whole_and_in_any_case(word: str, text: str, found: bool) -> None:  # noqa: FBT001
    assert (word_pattern(parse_words(word)).search(folded(text)) is not None) is found


def test_what_is_left_out_has_one_form_however_it_is_written() -> None:
    assert parse_drops(
        "domain:News.Example.com, domain:example.com, #Harbour, https://www.example.com/a/?utm_source=x"
    ) == (
        ("domain:example.com", "hashtag:harbour", "url:example.com/a"),
        (),
    )
    assert parse_drops("@alice, account:77, post:12:3") == (("post:12:3",), ("77", "alice"))


@pytest.mark.parametrize("text", ["example.com", "colour:blue", "domain:", "#", "@", "account:", "url:not a link"])
def test_what_does_not_say_what_is_left_out_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="does not say what is left out") as caught:
        parse_drops(text)
    assert "drop=domain:example.com" in caught.value.hint


def test_more_choices_than_a_run_takes_are_refused() -> None:
    with pytest.raises(InputError, match="101 words"):
        parse_words(",".join(f"w{number}" for number in range(101)))
