"""Four planted networks of another make than the older ones."""

from collections import defaultdict

import pytest

from bot.evaluation.planted import Planted
from bot.evaluation.worlds import other_campaigns
from bot.protocols import PostKind


@pytest.fixture(scope="module")
def world() -> Planted:
    return other_campaigns(2)


def test_the_four_networks_have_the_sizes_that_the_page_names(world: Planted) -> None:
    sizes = {name: len(world.network(name)) for name in ("copies", "repliers", "flood", "farm")}
    assert sizes == {"copies": 30, "repliers": 40, "flood": 60, "farm": 25}


def test_copied_texts_differ_in_their_first_words_and_carry_no_link(world: Planted) -> None:
    copies = [p for p in world.posts if p.account_id in world.network("copies") and len(p.text) > 200]
    assert len(copies) > 100
    assert not any(post.urls or post.repost_of for post in copies)
    assert len({post.text for post in copies}) > 100


def test_repliers_answer_one_person_within_two_minutes(world: Planted) -> None:
    times = {post.content_id: post.time for post in world.posts}
    replies = [p for p in world.posts if p.account_id in world.network("repliers") and p.kind is PostKind.REPLY]
    assert len({post.reply_to_account for post in replies}) == 1
    assert all(0 < post.time - times[post.reply_to or ""] < 120 for post in replies)


def test_a_flood_is_over_in_twenty_minutes(world: Planted) -> None:
    moments = [post.time for post in world.posts if post.account_id in world.network("flood")]
    assert max(moments) - min(moments) <= 20 * 60


def test_a_farm_links_to_six_sites_for_weeks(world: Planted) -> None:
    sites = defaultdict(list)
    for post in world.posts:
        for url in post.urls:
            if "oferta-" in url:
                sites[url.split("/")[2]].append(post.time)
    assert len(sites) == 6
    assert all(max(moments) - min(moments) > 14 * 86_400 for moments in sites.values())
