from bot.ingest.shares import shares_of, text_object
from bot.protocols import PostKind, PostRecord


def _shares(**fields: object) -> list[tuple[str, str]]:
    return list(shares_of(PostRecord("c", "a", 0, **fields)))  # type: ignore[arg-type]


def test_a_repost_acts_on_the_reposted_post_alone() -> None:
    shares = _shares(
        kind=PostKind.REPOST,
        repost_of="p",
        text="one two three four five",
        urls=("https://x.org",),
        hashtags=("a", "b"),
    )
    assert shares == [("repost", "p")]


def test_a_repost_of_nothing_shares_nothing() -> None:
    assert _shares(kind=PostKind.REPOST) == []


def test_own_words_act_on_all_that_they_carry() -> None:
    shares = _shares(
        text="one two three four five", urls=("https://www.x.co.uk/a?utm_source=t",), hashtags=("B", "#a"),
        media=("m1", "m1"), mentions=("z", "y", "z"),
    )  # fmt: skip
    assert [layer for layer, _ in shares] == ["text", "url", "domain", "hashtag", "media", "mention"]
    assert dict(shares)["url"] == "x.co.uk/a"
    assert dict(shares)["domain"] == "x.co.uk"
    assert dict(shares)["hashtag"] == "b a"
    assert dict(shares)["mention"] == "y z"


def test_a_reply_acts_on_the_post_that_it_answers() -> None:
    assert _shares(kind=PostKind.REPLY, reply_to="p") == [("reply", "p")]


def test_a_quote_acts_by_its_own_words_and_is_no_reply() -> None:
    assert [layer for layer, _ in _shares(kind=PostKind.QUOTE, quote_of="p", text="one two three four five")] == [
        "text"
    ]


def test_one_hashtag_or_one_mention_is_too_little() -> None:
    assert _shares(hashtags=("a",), mentions=("b", "b")) == []


def test_the_order_of_hashtags_counts() -> None:
    assert _shares(hashtags=("a", "b")) != _shares(hashtags=("b", "a"))


def test_two_links_to_one_page_are_one_share() -> None:
    shares = _shares(urls=("http://x.org/a", "https://www.x.org/a/"))
    assert shares == [("url", "x.org/a"), ("domain", "x.org")]


def test_a_shorteners_domain_is_no_share() -> None:
    assert _shares(urls=("https://t.co/abc",)) == [("url", "t.co/abc")]


def test_text_objects_are_the_same_for_the_same_words_and_short_texts_have_none() -> None:
    assert text_object("Vote  now for the good https://a.b/c") == text_object("@x Vote now for the good")
    assert text_object("Vote now for the good") != text_object("Vote now for the bad")
    assert text_object("too short") is None
    assert (text_object("one two three four five") or "").startswith("t:")
    assert len(text_object("one two three four five") or "") == 18


def test_the_object_of_a_text_is_fixed_for_all_time() -> None:
    assert text_object("one two three four five") == "t:3e1da6133e7d53e7"
