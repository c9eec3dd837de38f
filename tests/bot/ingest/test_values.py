import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.values import count, identifier, is_rounded, known, listed, yes_no


@pytest.mark.parametrize("text", ["", "  ", "absent", "NaN", "null", "None", "N/A", "undefined", None])
def test_words_for_nothing_are_nothing(text: str | None) -> None:
    assert known(text) is None
    assert identifier(text) is None
    assert count(text) is None
    assert listed(text) == ()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1198490071219032064", "1198490071219032064"),
        (" 007 ", "007"),
        ("65453567.0", "65453567"),
        ("1.19e+18", "1190000000000000000"),
        ("2.48823398552199E+017", "248823398552199000"),
        ("did:plc:x", "did:plc:x"),
        ("r69kGNjtBCQOQc8nW3IJvAk3X9b=", "r69kGNjtBCQOQc8nW3IJvAk3X9b="),
        ("1e5x", "1e5x"),
        ("99999999999999999999999", "99999999999999999999999"),
    ],
)
def test_ids_stay_text_and_spreadsheet_damage_is_written_out(text: str, meant: str) -> None:
    assert identifier(text) == meant


def test_rounded_ids_are_told_from_exact_ones() -> None:
    assert is_rounded("1.19e+18")
    assert not is_rounded("1190000000000000000")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("12", 12), ("12.0", 12), ("1,234", 1234), ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", None), ("1" * 30, None), ("-3", None), ("1.5", None), ("many", None), ("inf", None),
        ("1e3", 1000), ("1e99999", None),
    ],
)  # fmt: skip
def test_counts_are_whole_and_fit_63_bits(text: str, number: int | None) -> None:
    assert count(text) == number


@pytest.mark.parametrize(("text", "meant"), [("True", True), ("0", False), ("yes", True), ("", None), ("maybe", None)])
def test_yes_and_no_have_many_spellings(text: str, meant: bool | None) -> None:  # noqa: FBT001 - a table
    assert yes_no(text) is meant


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("[]", ()),
        ("['a']", ("a",)),
        ("['http://example.com/4', 'http://example.com/6']", ("http://example.com/4", "http://example.com/6")),
        ('["a", "it\'s"]', ("a", "it's")),
        ("['it\\'s', 'b']", ("it's", "b")),
        ("['a, b', 'c']", ("a, b", "c")),
        ("[1, 2]", ("1", "2")),
        ('["a", null, true]', ("a",)),
        ("[a, b]", ("a", "b")),
        ("a|b", ("a", "b")),
        ("a;b", ("a", "b")),
        ("a,b", ("a", "b")),
        ("a b", ("a", "b")),
        ("http://x.com/a,b", ("http://x.com/a,b",)),
        ("http://x.com/a,http://x.com/b", ("http://x.com/a", "http://x.com/b")),
        ("['']", ()),
    ],
)
def test_lists_are_read_in_every_way_they_are_written(text: str, items: tuple[str, ...]) -> None:
    assert listed(text) == items


def test_a_list_is_parsed_and_never_run() -> None:
    assert all("pwned" not in item or "(" in item for item in listed("[__import__('os').system('echo pwned')]"))


def test_a_list_nested_beyond_reason_is_no_crash() -> None:
    assert isinstance(listed("[" * 5000 + "]" * 5000), tuple)


@given(st.lists(st.text(alphabet="abc',\"\\ é[]", min_size=1, max_size=8).map(str.strip).filter(bool), max_size=5))
def test_the_quick_way_through_a_list_agrees_with_the_parser(items: list[str]) -> None:
    cleaned = tuple(text for item in items if (text := item.strip().strip("'\"").strip()))
    assert listed(repr(items)) == cleaned
