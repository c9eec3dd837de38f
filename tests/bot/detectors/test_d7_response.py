"""D7: small posters with a swarm behind them are out of proportion; a star with fans and one viral post are not."""

import pytest

from bot.detectors.d7_response import DETECTOR, _carriers, inside_share
from bot.measures.reposts import reposts_of
from bot.measures.tables import accounts_of
from bot.protocols import Measurement, PostRecord, Record
from bot.reporting.wording import sentence
from tests.bot.worlds import START, context_of, crowd, fan_club, group_of, person, repost, swarm

MEMBERS = [f"Amplifier{index:08d}" for index in range(30)]


def measured(records: list[Record], names: list[str], posters: list[str]) -> Measurement:
    context = context_of(records)
    assert DETECTOR.measure is not None
    return DETECTOR.measure(context, group_of(context, names, posters))


def test_posters_with_five_followers_and_a_swarm_are_out_of_proportion() -> None:
    result = measured([*crowd(), *swarm()], MEMBERS, ["Poster0", "Poster1"])
    assert result.support == 10
    assert result.numbers["echo_index"] == 1.0
    assert result.statistic is not None
    assert result.statistic > 0.5


def test_a_star_with_a_fan_club_is_not() -> None:
    fans = [f"fan_{index}_of_star" for index in range(30)]
    result = measured([*crowd(), *fan_club()], fans, ["Star"])
    assert (result.applicable, result.support) == (True, 0)


def test_one_post_that_travelled_is_not() -> None:
    viral: list[Record] = [
        PostRecord("viral", "person0001", START, text="a cat"),
        *(repost(f"person{index:04d}", "viral", "person0001", START + 700 * index) for index in range(2, 120)),
    ]
    result = measured([*crowd(), *viral], ["person0001", "person0002", "person0003"], [])
    assert (result.applicable, result.support) == (True, 0)


def test_data_without_followers_or_reposts_are_not_applicable() -> None:
    rows: list[Record] = [person("a", followers=None), PostRecord("p", "a", START), repost("b", "p", "a", START + 5)]
    assert measured(rows, ["a", "b"], []).why_not == "no reposts of posts by accounts with known followers"


def carried_by(followers: list[int]) -> Measurement:
    """The swarm, and one account outside it of each size that reposted one of its posts."""
    large: list[Record] = [person(f"big{n}", followers=count) for n, count in enumerate(followers)]
    rows = [repost(f"big{n}", "s-Poster0-0", "Poster0", START + 9 * 86_400) for n in range(len(followers))]
    return measured([*crowd(), *swarm(), *large, *rows], MEMBERS, ["Poster0", "Poster1"])


def test_the_three_largest_accounts_outside_that_carried_the_posts_are_named() -> None:
    result = carried_by([20_000, 900_000, 30_000, 40_000])
    assert result.numbers["carriers"] == ["@big1", "@big3", "@big2"]
    assert result.numbers["carried"] == [900_000, 40_000, 30_000]
    assert sentence(DETECTOR, result).endswith(
        "Amplified from outside by 3 large accounts, with at least 100 times the group's median followers."
    )


def test_an_account_outside_with_less_than_ten_thousand_followers_is_not_named() -> None:
    result = carried_by([9_999])
    assert result.numbers["carriers"] is None
    assert "Amplified from outside" not in sentence(DETECTOR, result)


def test_an_account_of_a_hundred_times_a_large_group_must_be_larger_still() -> None:
    rows: list[Record] = [person(f"m{n}", followers=1000) for n in range(5)]
    outside: list[Record] = [person("big", followers=99_999), person("bigger", followers=100_000)]
    posts: list[Record] = [PostRecord("p", "m0", START, text="x")]
    posts += [repost(name, "p", "m0", START + 60) for name in ("big", "bigger")]
    context = context_of([*rows, *outside, *posts])
    group = group_of(context, [f"m{n}" for n in range(5)])
    author = group_of(context, ["m0"]).core.astype("int64")
    found = _carriers(context, reposts_of(context.engine.posts()), author, group.everyone())
    assert [accounts_of(context).ids[account] for account in found] == ["bigger"]


def test_the_echo_index_is_the_share_of_reposts_from_inside() -> None:
    rows: list[Record] = [PostRecord("p", "a", START), *(repost(who, "p", "a", START + 9) for who in "bcde")]
    context = context_of(rows)
    table = reposts_of(context.engine.posts())
    group = group_of(context, ["b"], ["a"])
    assert inside_share(table, group.posters.astype("int64"), group.everyone()) == pytest.approx(0.25)


def test_the_sentence_says_who_got_what_and_what_that_size_usually_gets() -> None:
    text = sentence(DETECTOR, measured([*crowd(), *swarm()], MEMBERS, ["Poster0", "Poster1"]))
    assert text.startswith("10 posts of 2 accounts with 5 followers (median) got ")
    assert "; accounts of that size elsewhere in the data get " in text
    assert "100 % of the reposts they got in the data came from inside the group (echo-chamber index)." in text
    assert text.endswith("They get 100 % of the attention inside it (HITS); nine tenths of that come from 26 accounts.")
