import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.escaping import code, defang, defanged_link, escape, plain, shorten, unescape, visible


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("<!channel> look", "&lt;!channel&gt; look"),
        ("<!here>", "&lt;!here&gt;"),
        ("<@U1>", "&lt;@U1&gt;"),
        ("<!subteam^S1>", "&lt;!subteam^S1&gt;"),
        ("<http://evil.example|safe text>", "&lt;hxxp://evil[.]example|safe text&gt;"),
        ("https://evil.example/a.b", "hxxps://evil[.]example/a.b"),
        ("*bold* ~gone~", "∗bold∗ ∼gone∼"),
        ("`x` ```y```", "ˋxˋ ˋˋˋyˋˋˋ"),
        ("a & b", "a &amp; b"),
        ("&lt;!channel&gt;", "&amp;lt;!channel&amp;gt;"),
        (":rotating_light: at 12:04:59", "\ua789rotatingˍlight: at 12\ua78904:59"),
        ("@channel and @here", "@\u2060channel and @\u2060here"),
    ],
)
def test_nothing_from_outside_is_live_in_mrkdwn(hostile: str, harmless: str) -> None:
    assert escape(hostile) == harmless


def test_direction_marks_zero_width_and_control_characters_are_dropped() -> None:
    assert visible("\u202eevil\u202c a\u200bb\u00adc\u0007\ufeff\U000e0041") == "evil abc"


def test_line_breaks_stay() -> None:
    assert visible("a\nb\tc") == "a\nb\tc"


def test_a_code_span_cannot_be_ended_from_inside() -> None:
    assert code("a`b <!here>\nnext") == "`aˋb &lt;!here&gt; next`"


def test_an_empty_code_span_is_a_dash() -> None:
    assert code("\u200b") == "`-`"


def test_links_are_dead_but_readable() -> None:
    assert defang("see https://a.example/x?y=1 now") == "see hxxps://a[.]example/x?y=1 now"
    assert defang("HTTP://a.example") == "hxxp://a[.]example"
    assert defanged_link("evil.example/path.html") == "`evil[.]example/path.html`"
    assert defanged_link("https://evil.example/path.html") == "`hxxps://evil[.]example/path.html`"


def test_plain_text_keeps_formatting_characters_because_nothing_is_live_there() -> None:
    assert plain("*a* <b>") == "*a* <b>"


def test_a_cut_text_says_that_it_is_cut() -> None:
    assert shorten("abcdef", 4) == "abc…"
    assert shorten("abcd", 4) == "abcd"


def test_what_a_person_typed_is_unescaped_once() -> None:
    assert unescape("&amp;lt; &lt;a&gt;") == "&lt; <a>"


@given(st.text(max_size=400))
def test_no_text_at_all_leaves_a_live_bracket_or_backtick(text: str) -> None:
    escaped = escape(text)
    assert not set(escaped) & set("<>`*~")
    assert "@here" not in escaped.lower()


@given(st.text(max_size=400), st.integers(1, 50))
def test_a_code_span_holds_exactly_two_backticks(text: str, limit: int) -> None:
    assert code(text, limit).count("`") == 2
