import pytest

from bot.reporting.markup import Markup, tag, together, visible, void


def test_text_is_escaped() -> None:
    assert tag("p", "<script>alert('x')</script>") == "<p>&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;</p>"


def test_markup_is_left_as_it_is() -> None:
    assert tag("p", tag("b", "x"), "&") == "<p><b>x</b>&amp;</p>"


def test_an_attribute_cannot_be_left() -> None:
    assert void("img", alt='"><script>') == '<img alt="&quot;&gt;&lt;script&gt;">'


def test_words_that_python_keeps_for_itself_can_be_attributes() -> None:
    assert tag("p", class_="note", data_x="1") == '<p class="note" data-x="1"></p>'


def test_joining_text_makes_it_markup_once() -> None:
    once = together("a<b")
    assert isinstance(once, Markup)
    assert together(once) == "a&lt;b"


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066", "\ufeff", "\x1b", "\x00", "\x85"])
def test_what_reorders_or_hides_is_shown(hidden: str) -> None:
    assert visible(f"a{hidden}b") == "a�b"


def test_writing_of_all_languages_is_left_alone() -> None:
    assert visible("日本 العربية żółw 🐟\n\t") == "日本 العربية żółw 🐟\n\t"
