from collections.abc import Callable
from typing import Any

import pytest

from bot.errors import InputError
from bot.ingest.rows import delimiter_of, header_of, sample_rows
from bot.protocols import Head

HEADER = "object_id,account_id,content_id,timestamp_share\n"
Read = Callable[..., Any]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_every_usual_delimiter_is_found(read: Read, mark: str) -> None:
    text = (HEADER + "o,a,c,1600000000\n").replace(",", mark)
    assert read(text).dataset.shares == 1
    assert delimiter_of(text.splitlines()[0]) == mark


def test_line_ends_inside_quotes_belong_to_the_cell(read: Read) -> None:
    folder = read('user_id,created_at,text\na,2020-01-01T00:00:00Z,"one\ntwo, ""three"""\nb,2020-01-01T00:00:01Z,x\n')
    assert [post["text"] for post in folder.posts] == ['one\ntwo, "three"', "x"]


def test_a_row_with_a_nul_byte_is_rejected_and_its_neighbours_are_read(read: Read) -> None:
    folder = read(HEADER + "o,a,c1,1600000000\no,b\0,c2,1600000001\no,c,c3,1600000002\n")
    assert [row["account_id"] for row in folder.shares] == ["a", "c"]
    assert [(row.line, row.reason) for row in folder.dataset.rejected] == [(3, "the row holds a NUL byte")]


def test_a_cell_over_the_limit_is_rejected_and_the_rest_is_read(read: Read) -> None:
    folder = read(HEADER + f"o,{'a' * 200_000},c1,1600000000\no,b,c2,1600000001\n")
    assert folder.dataset.shares == 1
    assert folder.dataset.rejected[0].reason == "a cell is longer than the limit"


def test_rows_that_are_too_short_or_too_long_are_rejected_with_their_line(read: Read) -> None:
    folder = read(HEADER + "o,a\n\no,a,c,1600000000,extra\no,a,c,1600000000\n")
    assert folder.dataset.shares == 1
    assert [(row.line, row.reason) for row in folder.dataset.rejected] == [
        (2, "the row has 2 cells, the header 4"),
        (4, "the row has 5 cells, the header 4"),
    ]


def test_a_quote_that_is_never_closed_is_rejected_not_swallowed(read: Read) -> None:
    folder = read(HEADER + 'o,a,c1,1600000000\no,"b,c2,1600000001\no,c,c3,1600000002\n')
    assert folder.dataset.shares == 1
    assert folder.dataset.rejected[0].reason == "a quote is opened and never closed"


def test_the_line_of_a_row_after_a_long_cell_is_the_line_where_it_starts(read: Read) -> None:
    folder = read('user_id,created_at,text\na,2020-01-01,"1\n2\n3"\nb,never,x\n')
    assert folder.dataset.rejected[0].line == 5


def test_a_needed_column_that_occurs_twice_is_an_error(read: Read) -> None:
    with pytest.raises(InputError, match="'account_id' occurs 2 times") as caught:
        read("object_id,account_id,account_id,content_id,timestamp_share\no,a,b,c,1600000000\n")
    assert caught.value.where == "file.csv, line 1"


def test_a_double_column_that_nobody_needs_is_no_matter(read: Read) -> None:
    assert read("x,x,object_id,account_id,content_id,timestamp_share\n1,2,o,a,c,1600000000\n").dataset.shares == 1


def test_two_million_columns_are_refused(read: Read) -> None:
    with pytest.raises(InputError, match="more than 2,000 columns"):
        read(",".join(f"c{n}" for n in range(2_000_000)) + "\n")


def test_names_in_the_header_lose_marks_and_blanks() -> None:
    assert header_of(Head("x", ("\ufeff a , b\n",))) == ("a", "b")


def test_json_has_no_header() -> None:
    assert header_of(Head("x", ('{"a": 1}\n',))) == ()


def test_sample_rows_come_from_below_the_header() -> None:
    assert sample_rows(Head("x", ("a;b\n", "1;2\n", "\n", "3;4\n"))) == [["1", "2"], ["3", "4"]]
