import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from bot.evaluation import planted
from bot.evaluation.population import DAY, START
from bot.protocols import PostKind


@pytest.fixture(scope="module")
def demo() -> planted.Planted:
    return planted.demo_world(3)


def test_the_same_seed_makes_the_same_world() -> None:
    first, second = planted.trap_world(5, people=400), planted.trap_world(5, people=400)
    assert first.records() == second.records()


def test_another_seed_makes_another_world() -> None:
    assert planted.trap_world(5, people=400).posts != planted.trap_world(6, people=400).posts


def test_every_post_has_an_author_and_lies_in_the_period(demo: planted.Planted) -> None:
    assert all(post.account_id in demo.accounts for post in demo.posts)
    assert all(START <= post.time < START + 21 * DAY for post in demo.posts)


def test_content_ids_are_unique(demo: planted.Planted) -> None:
    assert max(Counter(post.content_id for post in demo.posts).values()) == 1


def test_every_repost_comes_after_its_original(demo: planted.Planted) -> None:
    times = {post.content_id: post.time for post in demo.posts}
    assert all(post.time > times[post.repost_of] for post in demo.posts if post.repost_of)


def test_fourteen_experts_share_rare_outlets_in_their_own_words(demo: planted.Planted) -> None:
    experts = demo.network("experts", "poster")
    linked = [post for post in demo.posts if post.account_id in experts and any("outlet-" in url for url in post.urls)]
    assert len(experts) == 14
    assert {post.account_id for post in linked} == experts
    assert len({post.text for post in linked}) > 0.99 * len(linked)


def test_a_batch_is_made_in_three_days_in_one_house_style(demo: planted.Planted) -> None:
    batch = [demo.accounts[account_id] for account_id in demo.network("experts", "amplifier")]
    created = sorted(account.created or 0 for account in batch)
    assert len(batch) == 40
    assert created[-1] - created[0] <= 3 * DAY
    assert all(account.handle.count("_") == 1 and account.handle[-4:].isdigit() for account in batch)


def test_amplifiers_repost_within_a_minute_of_each_other(demo: planted.Planted) -> None:
    amplifiers = demo.network("experts", "amplifier")
    times = defaultdict(list)
    for post in demo.posts:
        if post.account_id in amplifiers and post.kind is PostKind.REPOST:
            times[post.repost_of].append(post.time)
    assert times
    assert all(max(moments) - min(moments) < 60 for moments in times.values())


def test_single_use_amplifiers_act_once() -> None:
    from bot.evaluation.networks import plant_posters  # noqa: PLC0415 - one test's own part

    world, _ = planted.organic_world(1, people=50)
    _, swarm = plant_posters(world, "once", amplifiers=40, single_use=True)
    assert set(Counter(post.account_id for post in world.posts if post.account_id in set(swarm)).values()) == {1}


def test_hijacked_accounts_are_old() -> None:
    from bot.evaluation.networks import plant_hijacked  # noqa: PLC0415 - one test's own part

    world, _ = planted.organic_world(1, people=50)
    ids = plant_hijacked(world)
    assert all((world.accounts[account_id].created or START) < START - 7 * 365 * DAY for account_id in ids)


def test_a_trap_world_holds_traps_and_no_network() -> None:
    world = planted.trap_world(2, people=900)
    assert {truth.network for truth in world.truth.values()} == {""}
    assert {truth.trap for truth in world.truth.values()} == {
        "",
        "fan_club",
        "news_bots",
        "petition",
        "share_button",
        "sign_up_wave",
        "television",
        "viral_post",
        "bilingual",
    }


def test_the_written_table_holds_a_row_for_each_post(demo: planted.Planted, tmp_path: Path) -> None:
    planted.write_csv(demo, tmp_path / "demo.csv")
    with (tmp_path / "demo.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    assert tuple(rows[0]) == planted.COLUMNS
    assert [row["content_id"] for row in rows] == [post.content_id for post in demo.posts]
    assert sum(row["kind"] == "repost" for row in rows) == sum(post.kind is PostKind.REPOST for post in demo.posts)
