import pytest

from bot.errors import InputError, NotFound
from bot.ingest.choosing import check_width, choose, named, readers
from bot.ingest.limits import Limits
from bot.protocols import Head

COORDINATION = "object_id,account_id,content_id,timestamp_share\n"


def test_formats_are_known_by_their_names() -> None:
    assert all(reader.name == name for name, reader in readers().items())
    assert named("toolkit") is readers()["toolkit"]


def test_the_surest_format_is_chosen() -> None:
    reader, score = choose(Head("x", (COORDINATION,)))
    assert (reader.name, score) == ("coordination", 1.0)


def test_more_columns_make_it_less_sure() -> None:
    assert choose(Head("x", (COORDINATION.replace("\n", ",more\n"),)))[1] < 1.0


def test_a_file_that_no_format_knows_is_an_error() -> None:
    with pytest.raises(InputError, match="No format that we know") as caught:
        choose(Head("x", ("[1, 2, 3]\n",)))
    assert "shoal formats" in caught.value.hint


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(NotFound) as caught:
        named("nothing")
    assert "mapped_csv" in caught.value.hint


def test_width_is_checked_for_tables_and_not_for_json() -> None:
    limits = Limits(max_columns=3)
    check_width(Head("x", ("a,b,c\n",)), limits)
    check_width(Head("x", ('{"a": 1, "b": 2, "c": 3, "d": 4}\n',)), limits)
    with pytest.raises(InputError, match="more than 3 columns"):
        check_width(Head("x", ("\n", "a,b,c,d\n")), limits)
