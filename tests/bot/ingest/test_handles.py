import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.handles import Handle, ParsedHandles, parse_handles

DID = "did:plc:5klvtukw5fucxsrkjldhrjxs"


def _names(text: str, platform: str | None = None) -> list[str]:
    parsed = parse_handles(text, default_platform=platform)
    assert parsed.problems == ()
    return [f"{handle.platform}:{handle.name}" for handle in parsed.handles]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bsky:alice.bsky.social", "bluesky:alice.bsky.social"),
        ("bsky:@Alice", "bluesky:alice.bsky.social"),
        ("@alice.bsky.social", "bluesky:alice.bsky.social"),
        (DID, f"bluesky:{DID}"),
        ("@user@Instance.org", "mastodon:user@instance.org"),
        ("user@instance.org", "mastodon:user@instance.org"),
        ("x:@name_1", "x:name_1"),
        ("twitter:name", "x:name"),
        ("https://x.com/name", "x:name"),
        ("https://twitter.com/name/status/123?s=20", "x:name"),
        ("https://mobile.twitter.com/name", "x:name"),
        ("x.com/name", "x:name"),
        ("https://bsky.app/profile/alice.example.org", "bluesky:alice.example.org"),
        (f"https://bsky.app/profile/{DID}/post/3k", f"bluesky:{DID}"),
        ("https://mastodon.social/@bob", "mastodon:bob@mastodon.social"),
        ("https://mastodon.social/@bob@other.town/123", "mastodon:bob@other.town"),
        ("https://social.example/users/bob", "mastodon:bob@social.example"),
    ],
)
def test_a_handle_with_its_platform_is_understood(typed: str, meant: str) -> None:
    assert _names(typed) == [meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("<https://x.com/a|x.com/a>", "x:a"),
        ("<https://x.com/a>", "x:a"),
        ("<mailto:u@host.org|u@host.org>", "mastodon:u@host.org"),
        ("@<mailto:u@host.org|u@host.org>", "mastodon:u@host.org"),
        ("“x:a”", "x:a"),
        ("‘x:a’,", "x:a"),
        ("(x:a).", "x:a"),
        ("`x:a`", "x:a"),
        ("*x:a*", "x:a"),
        ("<https://x.com/a?x=1&amp;y=2|link>", "x:a"),
        ("\u200ex:a\u200b", "x:a"),
    ],
)
def test_what_slack_and_keyboards_add_is_undone(typed: str, meant: str) -> None:
    assert _names(typed) == [meant]


def test_commas_blanks_and_lines_separate() -> None:
    assert _names("x:a,x:b  x:c\nx:d; x:e") == ["x:a", "x:b", "x:c", "x:d", "x:e"]


def test_a_bare_handle_takes_the_default_platform() -> None:
    assert _names("@alice", "bluesky") == ["bluesky:alice.bsky.social"]
    assert _names("@alice", "x") == ["x:alice"]


def test_a_bare_handle_without_a_default_asks_for_the_platform() -> None:
    (problem,) = parse_handles("@alice").problems
    assert problem.startswith("'@alice': on which platform? Write for example: x:name, bsky:alice.bsky.social, ")


def test_one_account_named_twice_counts_once_and_keeps_the_first_spelling() -> None:
    parsed = parse_handles("https://x.com/Name x:name @NAME", default_platform="x")
    assert parsed == ParsedHandles((Handle("x", "Name"),), ())


def test_a_person_of_the_workspace_is_refused_and_the_rest_is_kept() -> None:
    parsed = parse_handles("<@U024BE7LH|bob> x:a")
    assert [handle.name for handle in parsed.handles] == ["a"]
    assert parsed.problems[0].startswith("U024BE7LH is a person in this Slack workspace, not an account on a platform.")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("https://facebook.com/zuck", "accounts of facebook.com cannot be read by name"),
        ("https://unknown.example/bob", "unknown.example is not a platform that we know"),
        ("https://x.com/", "not the address of a profile"),
        ("https://x.com/search?q=a", "not the address of a profile"),
        ("https://bsky.app/feeds", "not the address of a profile"),
        ("myspace:tom", "there is no platform 'myspace'"),
        ("x:name-with-dash", "not a handle that X (Twitter) could have"),
        ("x:aaaaaaaaaaaaaaaa", "not a handle that X (Twitter) could have"),
        ("bsky:a_b", "not a handle that Bluesky could have"),
        ("mastodon:bob", "not a handle that Mastodon could have"),
        ("https://[::1", "is not a web address"),
    ],
)
def test_what_is_no_account_says_why(typed: str, why: str) -> None:
    parsed = parse_handles(typed)
    assert parsed.handles == ()
    assert why in parsed.problems[0]


def test_channels_and_broadcasts_are_passed_over() -> None:
    assert parse_handles("<#C123|general> <!channel> x:a").handles == (Handle("x", "a"),)


def test_nothing_typed_gives_nothing() -> None:
    assert parse_handles("  \n ") == ParsedHandles((), ())


@given(st.text(max_size=60))
def test_any_text_gives_handles_or_problems_and_never_breaks(text: str) -> None:
    parsed = parse_handles(text, default_platform="x")
    assert all(handle.name and handle.platform for handle in parsed.handles)
