import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.measures.texts import (
    cjk_count,
    hashtags_in,
    links_in,
    long_enough,
    mentions_in,
    normalise,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Vote  now\n\thttps://x.co/a!", "Vote now"),
        ("@a hello @b.bsky.social there", "hello there"),
        ("hi @user@mastodon.social ok", "hi ok"),
        ("RT @name: Hello there", "Hello there"),
        ("ﬁne ①", "fine 1"),
        ("mail me at a@b.com", "mail me at a@b.com"),
        ("see www.example.com/x now", "see now"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "Full width"),
    ],
)
def test_texts_that_say_the_same_become_the_same(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_case_and_punctuation_are_kept() -> None:
    assert normalise("VOTE now!") != normalise("vote now")


@given(st.text(max_size=80))
def test_normalising_folds_all_white_space(text: str) -> None:
    normal = normalise(text)
    assert normal == " ".join(normal.split())


def test_tokens_are_lower_case_words_with_their_apostrophes() -> None:
    assert tokens("Don't STOP, me 2") == ["don't", "stop", "me", "2"]


def test_chinese_japanese_and_korean_signs_are_counted() -> None:
    assert cjk_count("漢字かなカナ한글abc") == 8
    assert cjk_count("plain") == 0


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("one two three four", False),
        ("one two three four five", True),
        ("漢" * 11, False),
        ("漢" * 12, True),
        ("", False),
    ],
)
def test_a_text_needs_five_words_or_twelve_cjk_signs(text: str, enough: bool) -> None:  # noqa: FBT001 - a table
    assert long_enough(text) is enough


def test_hashtags_come_without_their_sign_in_order() -> None:
    assert hashtags_in("#One two #Zwölf ＃三 #1 a#b &#39; x/#y") == ("One", "Zwölf", "三")


def test_links_come_without_the_punctuation_behind_them() -> None:
    assert links_in("see https://a.com/x, (www.b.org) and http://c.de/?q=1.") == (
        "https://a.com/x", "www.b.org", "http://c.de/?q=1",
    )  # fmt: skip


def test_mentions_come_lower_cased_and_mail_addresses_are_none() -> None:
    assert mentions_in("@Anna and @b@Inst.social, not me@mail.com") == ("anna", "b@inst.social")
