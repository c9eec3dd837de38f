import pytest

from bot.errors import InputError
from bot.measures.similar import LAYER
from bot.triage.choosing import KINDS_OF_ACTS, choose, parse_options


def test_options_become_the_parameters_of_a_run() -> None:
    words = ["windows=60,10", "from=2021-04-20", "to=2021-05-03", "layers=url,repost"]
    words += ["drop=domain:example.com,@alice", "drop=#sale"]
    assert parse_options(words, {}) == {
        "windows": [10, 60],
        "since": "2021-04-20",
        "until": "2021-05-03",
        "layers": ["repost", "url"],
        "without": ["domain:example.com", "hashtag:sale"],
        "without_accounts": ["alice"],
    }


def test_words_with_blanks_stand_in_quotation_marks_of_any_kind() -> None:
    assert parse_options(["words=harbour,“sea", "wall”"], {}) == {"words": ["harbour", "sea wall"]}


def test_what_slack_made_a_link_of_is_read_as_typed() -> None:
    assert parse_options(["drop=domain:<http://example.com|example.com>"], {})["without"] == ["domain:example.com"]
    assert parse_options(["drop=<https://example.com/a|example.com/a>"], {})["without"] == ["url:example.com/a"]


def test_one_end_of_a_span_keeps_the_other_and_none_opens_it() -> None:
    standing = {"since": "2021-04-20", "until": "2021-05-03"}
    assert parse_options(["to=2021-04-25"], standing) == {"since": "2021-04-20", "until": "2021-04-25"}
    assert parse_options(["from=none"], standing) == {"since": "", "until": "2021-05-03"}


def test_all_takes_every_choice_back() -> None:
    assert set(parse_options(["all"], {}).values()) == {None}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["colour=blue"], "“colour=blue” is no choice; there are windows, from, to, words, layers, drop."),
        (["fast"], "“fast” is no choice"),
        (["layers=likes"], "“likes” is no layer; there are object, repost"),
        (['words="harbour'], "A quotation mark is never closed."),
        (["from=2021-05-03", "to=2021-04-20"], "2021-05-03 is after 2021-04-20."),
        (["from=soon"], "“soon” is no date."),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(words: list[str], told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_options(words, {})
    assert caught.value.text.startswith(told)
    assert "=" in caught.value.hint


def test_a_form_names_the_field_that_is_wrong() -> None:
    with pytest.raises(InputError) as caught:
        choose("10", "2021-13-01", "", "", (), "")
    assert caught.value.where == "from"


def test_an_empty_form_takes_everything() -> None:
    assert choose("", "", "", "", (), "") == {
        "windows": None, "since": "", "until": "", "words": [], "layers": [], "without": [], "without_accounts": [],
    }  # fmt: skip


def test_similar_texts_are_a_kind_of_act_that_can_be_chosen() -> None:
    assert KINDS_OF_ACTS[-1] == LAYER
