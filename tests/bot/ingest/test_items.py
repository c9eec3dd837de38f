import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.ingest import items as module
from bot.ingest.decoding import TextLines
from bot.ingest.items import items, opened, sample_items
from bot.ingest.limits import DEFAULT_LIMITS
from bot.protocols import Head
from bot.report import Rejected


def _items(text: str) -> list[Any]:
    return list(items(TextLines(io.BytesIO(text.encode()), "x", DEFAULT_LIMITS)))


def test_one_object_a_line_is_read_with_its_line() -> None:
    assert _items('{"a": 1}\n\n{"a": 2}\n') == [(1, {"a": 1}), (3, {"a": 2})]


def test_a_broken_line_is_rejected_by_itself() -> None:
    assert _items('{"a": 1}\n{"a": \n{"a": 3}\n') == [
        (1, {"a": 1}),
        Rejected("x", 2, "the line is not valid JSON (expecting value at character 6)"),
        (3, {"a": 3}),
    ]


def test_a_broken_first_line_does_not_spoil_the_rest() -> None:
    found = _items('{"a" 1}\n{"a": 2}\n')
    assert isinstance(found[0], Rejected)
    assert found[1] == (2, {"a": 2})


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_an_array_is_opened_however_it_is_written(indent: int | None) -> None:
    values = [{"a": {"b": [1, 2]}, "c": "}]["}, {"a": "\n{"}]
    assert [value for _, value in _items(json.dumps(values, indent=indent))] == values


def test_the_lines_of_values_in_a_written_out_array_are_known() -> None:
    assert [line for line, _ in _items('[\n {\n  "a": 1\n },\n {\n  "a": 2\n }\n]\n')] == [2, 5]


def test_written_out_objects_may_follow_each_other() -> None:
    assert [value for _, value in _items('{\n "a": 1\n}\n{\n "a": 2\n}\n')] == [{"a": 1}, {"a": 2}]


def test_an_array_that_is_cut_off_gives_what_is_whole_and_rejects_the_rest() -> None:
    found = _items('[\n{"a": 1},\n{"a": 2')
    assert found == [
        (2, {"a": 1}),
        Rejected("x", 3, "the JSON ends before its last value does, or is not valid"),
    ]


def test_values_that_are_no_objects_are_rejected() -> None:
    assert _items("[1]") == [Rejected("x", 1, "the JSON value is not an object")]
    assert _items('{"a": 1}\n5\n')[1] == Rejected("x", 2, "the JSON value is not an object")


def test_arrays_on_lines_are_opened() -> None:
    assert _items('{"a": 1}\n[{"a": 2}, {"a": 3}]\n') == [(1, {"a": 1}), (2, {"a": 2}), (2, {"a": 3})]


def test_json_nested_too_deep_is_rejected() -> None:
    found = _items('{"a": 1}\n' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "\n")
    assert found[1] == Rejected("x", 2, "the JSON is nested too deep")


def test_emoji_that_were_cut_in_two_are_replaced_and_whole_ones_are_kept() -> None:
    assert _items('{"a": "\\ud83d x \\ude00 \\ud83d\\ude00 \\uD83D\\uDE00"}') == [(1, {"a": "\ufffd x \ufffd 😀 😀"})]


def test_a_number_of_absurd_length_is_rejected() -> None:
    assert _items('{"a": 1}\n{"a": ' + "9" * 6000 + "}\n")[1] == Rejected(
        "x", 2, "the line is not valid JSON (a number is too long)"
    )


def test_a_value_without_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MAX_VALUE", 1000)
    with pytest.raises(InputError, match="a bracket is never closed"):
        _items("[\n" + "{\n" * 2000)


def test_pages_are_opened_and_other_objects_stand_for_themselves() -> None:
    assert list(opened({"data": [{"a": 1}, {"a": 2}]})) == [{"a": 1}, {"a": 2}]
    assert list(opened({"data": "x"})) == [{"data": "x"}]


def test_of_a_page_longer_than_the_head_whole_entries_are_seen() -> None:
    page = json.dumps({"data": [{"id": str(n), "text": "x"} for n in range(9)]})
    assert {"id": "0", "text": "x"} in sample_items(Head("x", (page[:80],)))


def test_a_table_has_no_items() -> None:
    assert sample_items(Head("x", ("a,b\n",))) == []


@given(st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers(), max_size=3), max_size=5))
def test_what_is_written_is_read(values: list[dict[str, Any]]) -> None:
    written_out = json.dumps(values, indent=1, ensure_ascii=False)
    assert [value for _, value in _items(written_out)] == values
