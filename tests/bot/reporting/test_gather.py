from collections.abc import Callable

import numpy as np

from bot.engine.local import LocalEngine
from bot.protocols import Accounts
from bot.report import ClusterReport, Role
from bot.reporting.gather import dense_ids, gather, times_of


def test_a_text_id_that_the_data_do_not_hold_is_left_out(engine: LocalEngine) -> None:
    found = dense_ids(engine.accounts(), ["boss", "nobody", "a1", "\U0001f41f"])
    accounts = engine.accounts()
    assert list(found) == ["boss", "a1"]
    assert [accounts.ids[i] for i in found.values()] == ["boss", "a1"]


def test_the_scene_holds_a_node_for_each_account_under_its_label(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    scene = gather(engine, cluster, cluster.accounts)
    assert [node.label for node in scene.network.nodes] == ["A1", "A2", "A3", "A4", "A5", "A6", "A7"]
    assert scene.network.nodes[0].role is Role.POSTER


def test_an_account_that_is_left_out_renames_nobody(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    kept = [account for account in cluster.accounts if account.account_id != "a1"]
    scene = gather(engine, cluster, kept)
    assert [node.label for node in scene.network.nodes] == ["A1", "A3", "A4", "A5", "A6", "A7"]
    assert len(scene.network.ties) == 4


def test_who_reposted_a_poster_is_read_from_the_posts(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    scene = gather(engine, cluster, cluster.accounts)
    assert scene.network.boosts == {(i, 0) for i in range(1, 6)}


def test_creation_dates_are_split_into_the_group_and_the_others(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    scene = gather(engine, cluster, cluster.accounts)
    assert sorted(scene.created.tolist())[:2] == [-1, 1_588_000_000]
    assert len(scene.created) == 7
    assert len(scene.created_elsewhere) == 3


def test_times_are_those_of_the_groups_posts(engine: LocalEngine, make_cluster: Callable[..., ClusterReport]) -> None:
    cluster = make_cluster()
    scene = gather(engine, cluster, cluster.accounts)
    assert len(scene.times) == 37
    assert scene.noun == "posts"


def test_without_posts_the_distinct_shares_give_the_times(share_engine: LocalEngine) -> None:
    accounts: Accounts = share_engine.accounts()
    group = np.array([accounts.ids.index("a1"), accounts.ids.index("a2")], dtype=np.int32)
    assert len(times_of(share_engine, share_engine.posts(), group)) == 6


def test_of_several_edges_between_two_accounts_the_heaviest_is_drawn(
    engine: LocalEngine, make_cluster: Callable[..., ClusterReport]
) -> None:
    cluster = make_cluster()
    doubled = make_cluster(
        edges=(*cluster.edges, *(type(e)(e.target, e.source, "url", 60, 9, 1.0) for e in cluster.edges))
    )
    scene = gather(engine, doubled, doubled.accounts)
    assert set(scene.network.ties.values()) == {9}
