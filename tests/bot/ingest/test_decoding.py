import io
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.ingest.decoding import TextLines
from bot.ingest.limits import DEFAULT_LIMITS, Limits

TABLE = "object_id,account_id,content_id,timestamp_share\nö1,a,c1,1600000000\nö1,b,c2,1600000005\n"
Read = Callable[..., Any]


def _lines(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[tuple[int, str]]:
    return list(TextLines(io.BytesIO(data), "x", limits))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_unicode_encoding_with_its_mark_is_read(read: Read, encoding: str) -> None:
    assert {row["object_id"] for row in read(TABLE.encode(encoding)).shares} == {"ö1"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_shows_by_its_zero_bytes(read: Read, encoding: str) -> None:
    assert read(TABLE.encode(encoding)).dataset.shares == 2


def test_latin1_is_an_error_that_says_where_and_how_to_convert(read: Read) -> None:
    with pytest.raises(InputError, match="not UTF-8: byte 0xf6") as caught:
        read(TABLE.encode("latin-1"))
    assert caught.value.where == "file.csv, line 2"
    assert "iconv" in caught.value.hint


def test_a_wrong_byte_deep_in_the_file_is_an_error_with_its_line(read: Read) -> None:
    good = "".join(f"o,a,c{n},1600000000\n" for n in range(70_000))
    data = ("object_id,account_id,content_id,timestamp_share\n" + good).encode() + b"o,a,\xe9,1600000000\n"
    with pytest.raises(InputError, match="0xe9") as caught:
        read(data)
    assert caught.value.where == "file.csv, line 70002"


def test_lines_end_at_cr_lf_and_crlf_but_not_at_marks_inside_posts() -> None:
    assert _lines("a\rb\r\nc\u2028d\x0be\nf".encode()) == [
        (1, "a\r"), (2, "b\r\n"), (3, "c\u2028d\x0be\n"), (4, "f"),
    ]  # fmt: skip


def test_a_line_without_an_end_is_bounded() -> None:
    with pytest.raises(InputError, match="longer than 1,000 characters") as caught:
        _lines(b"a\n" + b"x" * 3_000_000, Limits(max_line=1000))
    assert caught.value.where == "x, line 2"


def test_the_head_does_not_consume_the_lines() -> None:
    lines = TextLines(io.BytesIO(b"a,b\n1,2\n"), "x", DEFAULT_LIMITS)
    assert lines.head().lines == ("a,b\n", "1,2\n")
    assert [line for _, line in lines] == ["a,b\n", "1,2\n"]


@given(st.text(alphabet='a,"\n\r\u2028é漢', max_size=300))
def test_no_character_is_lost_between_lines(text: str) -> None:
    assert "".join(line for _, line in _lines(text.encode())) == text
