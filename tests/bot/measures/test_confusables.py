"""Skeletons make look-alikes equal and leave other names apart."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.measures.confusables import PACKAGE, skeleton, unicode_table, wide_skeleton


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
    assert wide_skeleton(one) == wide_skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("anna", "hanna"), ("news", "newt"), ("bob", "rob")])
def test_other_names_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)
    assert wide_skeleton(one) != wide_skeleton(other)


def test_signs_alone_have_no_skeleton() -> None:
    assert skeleton("___") == ""


ROWS = {
    "\u13aa": [{"c": "A", "n": "LATIN CAPITAL LETTER A"}, {"c": "\u0391", "n": "GREEK CAPITAL LETTER ALPHA"}],
    "\u039d": [{"c": "N", "n": "LATIN CAPITAL LETTER N"}],
    "\u05ad": [{"c": "\u0596", "n": "HEBREW ACCENT TIPEHA"}],
    "0": [{"c": "O", "n": "LATIN CAPITAL LETTER O"}],
}


@pytest.fixture
def unicode_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package of the same name and form with four rows."""
    (tmp_path / PACKAGE).mkdir()
    (tmp_path / PACKAGE / "__init__.py").touch()
    (tmp_path / PACKAGE / "confusables.json").write_text(json.dumps(ROWS), encoding="utf-8")
    monkeypatch.delitem(sys.modules, PACKAGE, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    unicode_table.cache_clear()
    yield
    sys.modules.pop(PACKAGE, None)
    unicode_table.cache_clear()


@pytest.mark.usefixtures("unicode_list")
def test_of_unicodes_list_only_signs_that_look_like_an_ascii_letter_or_digit_count() -> None:
    assert unicode_table() == {0x13AA: "A", 0x39D: "N"}


@pytest.mark.usefixtures("unicode_list")
def test_with_unicodes_list_rarer_signs_look_alike_too() -> None:
    assert wide_skeleton("\u13aanna\u039dews") == wide_skeleton("AnnaNews")
    assert skeleton("\u13aanna\u039dews") != skeleton("AnnaNews")
