import json
import math
from enum import StrEnum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reporting.canonical import canonical_json, plain, significant


class Colour(StrEnum):
    RED = "red"


def test_numpy_scalars_become_plain_numbers() -> None:
    value = plain({"a": np.int64(3), "b": np.float64(0.5), "c": np.bool_(True)})
    assert value == {"a": 3, "b": 0.5, "c": True}
    assert [type(value[key]) for key in "abc"] == [int, float, bool]


def test_arrays_and_tuples_become_lists() -> None:
    assert plain((np.array([1, 2]), ("x",))) == [[1, 2], ["x"]]


def test_sets_are_sorted() -> None:
    assert plain(frozenset({"b", "a", "c"})) == ["a", "b", "c"]


def test_an_enum_is_its_value() -> None:
    assert plain({Colour.RED: Colour.RED}) == {"red": "red"}


def test_keys_of_a_mapping_are_sorted_as_text() -> None:
    assert list(plain({"b": 1, 10: 2, 9: 3})) == ["10", "9", "b"]


@pytest.mark.parametrize("odd", [math.nan, math.inf, -math.inf])
def test_what_json_cannot_say_becomes_null(odd: float) -> None:
    assert plain({"x": odd}) == {"x": None}


def test_half_a_character_does_not_break_the_file() -> None:
    canonical_json(plain("a\ud800b")).encode("utf-8")


def test_an_object_without_a_plain_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object has no place in a report"):
        plain(object())


def test_negative_zero_is_zero() -> None:
    assert str(significant(-0.0)) == "0.0"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounding_twice_is_rounding_once(value: float) -> None:
    once = significant(value)
    assert once is not None
    assert significant(once) == once


@given(st.floats(min_value=1e-9, max_value=1e9))
def test_six_digits_are_kept(value: float) -> None:
    assert significant(value) == pytest.approx(value, rel=1e-5)


def test_text_is_not_escaped_and_ends_with_one_newline() -> None:
    text = canonical_json({"b": "żółw", "a": 1})
    assert text == '{\n  "b": "żółw",\n  "a": 1\n}\n'
    assert json.loads(text) == {"b": "żółw", "a": 1}
