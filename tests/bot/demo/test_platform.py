"""The loopback platform is asked with the real SDK of the platform whose API it speaks."""

from collections.abc import Iterator

import pytest
from atproto import Client
from atproto_client.exceptions import BadRequestError

from bot.demo.platform import LoopbackPlatform
from bot.demo.village import DAY, Village, build_village

OPENING = 1_780_000_000


class Clock:
    def __init__(self) -> None:
        self.ms = OPENING * 1000

    def __call__(self) -> int:
        return self.ms

    def days(self, number: float) -> None:
        self.ms = int((OPENING + number * DAY) * 1000)


@pytest.fixture(scope="module")
def village() -> Village:
    return build_village(OPENING)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(village: Village, clock: Clock) -> Iterator[Client]:
    platform = LoopbackPlatform(village, clock)
    platform.start()
    client = Client(base_url=f"{platform.address}/xrpc")
    yield client
    client.request.close()
    platform.stop()


def test_a_profile_is_found_by_handle_and_by_did(client: Client, village: Village) -> None:
    did, handle = village.group[0], village.handles()[0]
    assert client.app.bsky.actor.get_profile({"actor": handle}).did == did
    assert client.app.bsky.actor.get_profile({"actor": did}).handle == handle


def test_a_handle_resolves_to_its_did(client: Client, village: Village) -> None:
    assert client.com.atproto.identity.resolve_handle({"handle": village.handles()[2]}).did == village.group[2]


def test_an_unknown_handle_is_refused_as_the_platform_does(client: Client) -> None:
    with pytest.raises(BadRequestError, match="Profile not found"):
        client.app.bsky.actor.get_profile({"actor": "nobody.valley.example"})


def test_a_feed_is_paged_to_its_end_without_repetition(client: Client, village: Village) -> None:
    did, seen, cursor = village.group[0], [], None
    while True:
        page = client.app.bsky.feed.get_author_feed({"actor": did, "limit": 5, "cursor": cursor})
        seen += [item.post.uri for item in page.feed]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == [post.content_id for post in village.posts[did]]


def test_reposts_name_who_reposted_and_whose_post(client: Client, village: Village) -> None:
    amplifier = village.group[3]
    feed = client.app.bsky.feed.get_author_feed({"actor": amplifier, "limit": 50}).feed
    reposts = [item for item in feed if item.reason is not None]
    assert reposts
    assert all(item.reason.by.did == amplifier != item.post.author.did for item in reposts)


def test_accounts_are_suspended_as_the_clock_moves(client: Client, village: Village, clock: Clock) -> None:
    did = next(key for key, fate in village.fates.items() if fate.state == "suspended")
    client.app.bsky.actor.get_profile({"actor": did})
    clock.days(village.fates[did].day + 1)
    with pytest.raises(BadRequestError, match="suspended"):
        client.app.bsky.actor.get_profile({"actor": did})


def test_a_renamed_account_keeps_its_did(client: Client, village: Village, clock: Clock) -> None:
    did = next(key for key, fate in village.fates.items() if fate.handle)
    clock.days(village.fates[did].day + 1)
    profile = client.app.bsky.actor.get_profile({"actor": did})
    assert profile.handle == village.fates[did].handle != village.accounts[did].handle


def test_the_last_post_lies_just_before_the_opening(village: Village) -> None:
    newest = max(post.time for posts in village.posts.values() for post in posts)
    assert OPENING - DAY < newest < OPENING
