"""Posters are shown with their own posts and who reposted them first."""

from dataclasses import replace

from bot.analysis.boosted_posts import boosted_posts
from bot.protocols import PostRecord, Record
from bot.report import Role, SharedObject
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import START, repost
from tests.worlds_of_triage import cluster

RECORDS: list[Record] = [
    PostRecord("quiet", "a", START, text="nobody cares"),
    PostRecord("loud", "a", START + 10, text="everybody repeats this"),
    repost("c", "loud", "a", START + 40),
    repost("b", "loud", "a", START + 20),
    repost("b", "quiet", "a", START + 99),
    repost("x", "quiet", "a", START + 1),
    repost("b", "gone", "a", START + 5),
    repost("c", "gone", "a", START + 6),
    repost("x", "gone", "a", START + 7),
]


def pairs(poster: Role = Role.POSTER) -> list[SharedObject]:
    engine = ReferenceEngine(RECORDS)
    whole = cluster("C1", "abc")
    members = tuple(replace(one, role=poster if one.account_id == "a" else Role.AMPLIFIER) for one in whole.accounts)
    place = {name: number for number, name in enumerate(engine.accounts().ids)}
    return boosted_posts(engine.posts(), replace(whole, accounts=members), place)


def test_the_most_reposted_post_comes_first_with_the_first_repost_from_inside() -> None:
    first, second = pairs()
    assert (first.object, first.source, first.target, first.weight) == ("loud", "a", "b", 3)
    assert (first.first.time, first.second.time) == (START + 10, START + 20)
    assert (second.object, second.target, second.second.content_id) == ("quiet", "b", "r-b-quiet")


def test_posts_that_are_not_in_the_data_are_left_out() -> None:
    assert "gone" not in {pair.object for pair in pairs()}


def test_accounts_that_are_no_posters_have_none() -> None:
    assert pairs(Role.AMPLIFIER) == []
