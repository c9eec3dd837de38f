import pytest

from bot.measures.jsonvalues import flag, number, obj, objs, once, strings, text, texts


def test_objects_and_lists_of_objects_or_nothing() -> None:
    assert obj({"a": 1}) == {"a": 1}
    assert obj([1]) == {}
    assert objs([{"a": 1}, 2, None]) == [{"a": 1}]
    assert objs("x") == []


@pytest.mark.parametrize(
    ("value", "meant"), [("a", "a"), ("", None), (7, "7"), (True, None), (1.5, None), (None, None)]
)
def test_text_is_text_or_a_whole_number(value: object, meant: str | None) -> None:
    assert text(value) == meant


@pytest.mark.parametrize(
    ("value", "meant"),
    [(0, 0), (2**63 - 1, 2**63 - 1), (2**63, None), (-1, None), (True, None), ("5", None), (1.0, None)],
)
def test_numbers_are_whole_and_fit_63_bits(value: object, meant: int | None) -> None:
    assert number(value) == meant


def test_flags_are_true_or_false_and_nothing_else() -> None:
    assert (flag(True), flag(False), flag(1), flag("true")) == (True, False, None, None)


def test_of_several_names_the_first_that_is_there_counts_and_repeats_once() -> None:
    assert texts([{"a": "1", "b": "2"}, {"b": "3"}, {"c": "4"}, {"a": "1"}], "a", "b") == ("1", "3")


def test_lists_of_texts_hold_texts_only() -> None:
    assert strings(["a", "", 5, None, "b"]) == ("a", "b")
    assert strings("ab") == ()


def test_repeated_values_count_once_in_order() -> None:
    assert once(["b", "a", "b"]) == ("b", "a")
