"""Skeletons make look-alikes equal and leave other names apart."""

import pytest

from bot.measures.confusables import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("paypal", "раураl"),
        ("Microsoft", "rnicrosoft"),
        ("Illinois", "lIIinois"),
        ("news_24", "news24"),
        ("café", "cafe"),
        ("Ｎews", "news"),
        ("0pen", "open"),
        ("wave", "vvave"),
        ("Οmega", "omega"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("anna", "hanna"), ("news", "newt"), ("bob", "rob")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_signs_alone_have_no_skeleton() -> None:
    assert skeleton("___") == ""
