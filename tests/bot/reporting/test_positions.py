from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from bot.report import ClusterAccount, ClusterEdge, ClusterReport, Role
from bot.reporting.panels.layout import SHOWN, Node, choose, place
from bot.reporting.positions import cluster_points, discs, ties_of

Maker = Callable[..., ClusterReport]
LARGE = SHOWN + 200


@pytest.fixture
def crowd(make_cluster: Maker) -> ClusterReport:
    """Two halves, each tied in a ring with chords, one tie between them; a poster and two others without a tie."""
    roles = [Role.POSTER, *[Role.AMPLIFIER] * (LARGE - 3), Role.MEMBER, Role.PERIPHERAL]
    accounts = tuple(ClusterAccount(f"{i:04}", "", role, 1.0) for i, role in enumerate(roles))
    half = (LARGE - 3) // 2
    halves = [range(1, half), range(half, LARGE - 2)]
    pairs = [(ids[i], ids[(i + step) % len(ids)]) for ids in halves for i in range(len(ids)) for step in (1, 5, 17, 40)]
    edges = tuple(ClusterEdge(f"{a:04}", f"{b:04}", "repost", 60, 3, 7.0) for a, b in [*pairs, (1, half)])
    return make_cluster(accounts=accounts, edges=edges, size=LARGE)


def test_a_small_cluster_stands_as_in_its_picture(make_cluster: Maker) -> None:
    cluster = make_cluster()
    nodes = [Node(account.account_id, account.role) for account in cluster.accounts]
    picture = place(choose(nodes, ties_of(cluster), frozenset({(1, 0)})))
    assert np.array_equal(cluster_points(cluster), picture)


def test_a_tie_in_two_layers_is_one_with_the_greater_weight(make_cluster: Maker) -> None:
    edges = (ClusterEdge("a2", "a1", "url", 10, 9, 1.0), ClusterEdge("a1", "a2", "text", 60, 4, 1.0))
    assert ties_of(make_cluster(edges=edges)) == {(1, 2): 9}


def test_an_edge_to_an_account_that_was_excluded_holds_nothing(make_cluster: Maker) -> None:
    assert ties_of(make_cluster(edges=(ClusterEdge("a1", "gone", "url", 10, 9, 1.0),))) == {}


def test_the_same_cluster_stands_the_same_way(crowd: ClusterReport) -> None:
    assert np.array_equal(cluster_points(crowd), cluster_points(crowd))


def test_in_a_crowd_those_who_are_tied_stand_together(crowd: ClusterReport) -> None:
    points = cluster_points(crowd)
    half = (LARGE - 3) // 2
    one, two = points[1:half], points[half : LARGE - 2]
    apart = np.hypot(*(one.mean(axis=0) - two.mean(axis=0)))
    spread = max(np.hypot(*(side - side.mean(axis=0)).T).mean() for side in (one, two))
    assert apart > 1.5 * spread


def test_in_a_crowd_nobody_stands_on_another(crowd: ClusterReport) -> None:
    points = cluster_points(crowd)
    assert np.isfinite(points).all()
    assert len(np.unique(points.round(4), axis=0)) == len(points)


def test_in_a_crowd_posters_without_a_tie_stand_above(crowd: ClusterReport) -> None:
    points = cluster_points(crowd)
    assert points[0, 1] > points[1 : LARGE - 2, 1].max()


def test_in_a_crowd_accounts_without_a_tie_stand_outside(crowd: ClusterReport) -> None:
    away = np.hypot(*cluster_points(crowd).T)
    assert away[[-1, -2]].min() > away[1 : LARGE - 2].max()


def test_a_crowd_without_any_tie_fills_a_disc(make_cluster: Maker, crowd: ClusterReport) -> None:
    points = cluster_points(make_cluster(accounts=crowd.accounts, edges=(), size=LARGE))
    assert np.hypot(*points.T).max() <= 1.0
    assert len(np.unique(points.round(6), axis=0)) == LARGE


def test_discs_do_not_touch_and_hold_their_accounts(make_cluster: Maker) -> None:
    whole = make_cluster()
    clusters = [replace(whole, id=f"C{n}", accounts=whole.accounts[: 2 + n % 5]) for n in range(30)]
    found = discs(clusters)
    for a, b in combinations(found, 2):
        assert np.hypot(a.x - b.x, a.y - b.y) > a.radius + b.radius
    for disc in found:
        assert np.hypot(*(disc.points - (disc.x, disc.y)).T).max() < disc.radius


def test_the_largest_group_is_in_the_middle(make_cluster: Maker) -> None:
    whole = make_cluster()
    small, large = discs([replace(whole, accounts=whole.accounts[:3]), whole])
    assert (large.x, large.y) == (0.0, 0.0)
    assert large.radius > small.radius


def test_no_group_needs_no_place() -> None:
    assert discs([]) == ()


def test_a_group_of_one_stands_in_the_middle_of_its_disc(make_cluster: Maker) -> None:
    whole = make_cluster()
    (disc,) = discs([replace(whole, accounts=whole.accounts[:1], edges=())])
    assert disc.points.tolist() == [[disc.x, disc.y]]
