"""Clusters are what stands out; posters are attached, stars are not."""

from itertools import combinations

import numpy as np

from bot.clustering import BY_DENSITY, BY_SIZE, BY_SLOW, attach_posters, clustered, find_clusters, null_alarms
from bot.measures.reposts import Reposts, posters_of, reposts_of
from bot.protocols import EdgeSet, NullUnion, PostRecord, Record
from tests.bot.worlds import START, context_of, person, repost

Pairs = list[tuple[int, int]]


def chance(*groups: Pairs, replicates: int = 30) -> NullUnion:
    """The same chance groups in every replicate."""
    rows = [(r, a, b) for r in range(replicates) for pairs in groups for a, b in pairs]
    columns = np.array(rows, dtype=np.int64).reshape(len(rows), 3)
    return NullUnion(replicates, columns[:, 0], columns[:, 1], columns[:, 2])


def chain(start: int, size: int) -> Pairs:
    """A chain of accounts."""
    return [(n, n + 1) for n in range(start, start + size - 1)]


QUIET = chance([(900, 901)])


def edges(
    pairs: Pairs, detector: str = "D1", layer: str = "repost", window: int | None = 60, weight: int = 3
) -> EdgeSet:
    """An edge set of equal weights."""
    rows = sorted(set(pairs))
    return EdgeSet(
        detector=detector,
        layer=layer,
        window=window,
        source=np.array([a for a, _ in rows], dtype=np.int32),
        target=np.array([b for _, b in rows], dtype=np.int32),
        weight=np.full(len(rows), weight, dtype=np.int32),
        surprise=np.ones(len(rows)),
        k_star=2,
        fdr=0.01,
        expected=0.1,
        fdr_at=(0.01,) * weight,
    )


def clique(start: int, size: int) -> Pairs:
    """All pairs of a group."""
    return list(combinations(range(start, start + size), 2))


def table_of(records: list[Record]) -> tuple[Reposts, dict[str, int]]:
    """The reposts of records and the dense id of each account."""
    context = context_of(records)
    ids = {name: index for index, name in enumerate(context.engine.accounts().ids)}
    return reposts_of(context.engine.posts()), ids


def test_a_group_larger_than_chance_groups_stands_out_by_its_size() -> None:
    (found,) = find_clusters([edges(clique(0, 6))], QUIET)
    assert found.group.core.tolist() == [0, 1, 2, 3, 4, 5]
    assert (found.stands_out_by, found.timed) == (BY_SIZE, True)


def test_a_dense_group_of_14_survives_where_chance_makes_long_chains() -> None:
    (found,) = find_clusters([edges(clique(0, 14))], chance([*chain(900, 40), (900, 902), (910, 912)]))
    assert found.stands_out_by == BY_DENSITY
    assert len(found.group.core) == 14


def test_what_chance_does_as_well_is_no_cluster() -> None:
    assert find_clusters([edges(chain(0, 4))], chance(chain(900, 9))) == []


def test_a_swarms_own_chance_meetings_do_not_hide_a_small_group_beside_it() -> None:
    swarm, small = clique(0, 60), clique(100, 14)
    own = chance([*chain(0, 50), *((a, a + 2) for a in range(48)), *((a, a + 3) for a in range(47))])
    found = find_clusters([edges([*swarm, *small])], own)
    assert [len(item.group.core) for item in found] == [60, 14]
    assert find_clusters([edges(small)], own) == []


def test_shuffled_copies_raise_an_alarm_where_one_of_them_stands_out_from_the_rest() -> None:
    assert null_alarms(chance(chain(0, 5))) == 0
    one = chance()
    lonely = NullUnion(30, np.array([4, 4]), np.array([1, 2]), np.array([2, 3]))
    assert (null_alarms(one), null_alarms(lonely)) == (0, 1)


def test_two_accounts_are_never_a_cluster() -> None:
    assert find_clusters([edges([(0, 1)])], chance()) == []


def test_accounts_tied_by_one_edge_are_peripheral_and_not_counted() -> None:
    (found,) = find_clusters([edges([*clique(0, 5), (4, 9)])], QUIET)
    assert found.group.core.tolist() == [0, 1, 2, 3, 4]
    assert found.peripheral.tolist() == [9]


def test_a_busy_bystander_with_ties_that_chance_gives_it_too_is_on_the_rim() -> None:
    group, bystander = clique(0, 10), [(2, 50), (5, 50)]
    null = chance([(1, 50), (4, 50), (7, 50)], [(900, 901)])
    (found,) = find_clusters([edges([*group, *bystander])], null)
    assert found.group.core.tolist() == list(range(10))
    assert found.peripheral.tolist() == [50]
    (kept,) = find_clusters([edges([*group, *bystander])], QUIET)
    assert kept.group.core.tolist() == [*range(10), 50]


def test_the_same_pair_in_two_layers_is_one_tie() -> None:
    (found,) = find_clusters([edges([*clique(0, 4), (3, 8)]), edges([(3, 8)], layer="url")], QUIET)
    assert found.peripheral.tolist() == [8]


def test_slow_edges_alone_make_a_cluster_that_says_so() -> None:
    (found,) = find_clusters([edges(clique(0, 5), detector="D1b", layer="url", window=None)], QUIET)
    assert (found.stands_out_by, found.timed) == (BY_SLOW, False)


def test_no_group_that_acts_together_in_time_is_compared_with_another_but_circles_of_interest_are() -> None:
    timed, slow = edges(clique(0, 20)), edges(clique(100, 5), detector="D1b", layer="url", window=None)
    assert clustered(find_clusters([timed, slow], QUIET)).tolist() == list(range(20))


def test_two_groups_joined_by_one_edge_come_apart() -> None:
    found = find_clusters([edges([*clique(0, 40), *clique(40, 14), (7, 45)])], QUIET)
    assert [len(item.group.core) for item in found] == [40, 14]


def test_clusters_are_disjoint_and_ordered_by_their_smallest_account() -> None:
    found = find_clusters([edges([*clique(20, 5), *clique(3, 4)])], QUIET)
    assert [int(item.group.core[0]) for item in found] == [3, 20]


def boosted(fans: int, inside: int) -> list[Record]:
    """`inside` cluster accounts and `fans` others repost three posts of one author."""
    rows: list[Record] = [person("author"), *(PostRecord(f"p{n}", "author", START + n) for n in range(3))]
    names = [*(f"in{n:02d}" for n in range(inside)), *(f"out{n:03d}" for n in range(fans))]
    rows += [repost(name, f"p{n}", "author", START + 60 * n + 5) for name in names for n in range(3)]
    return rows


def test_an_author_whom_mostly_the_cluster_reposts_is_attached() -> None:
    table, ids = table_of(boosted(fans=4, inside=10))
    core = np.array(sorted(ids[f"in{n:02d}"] for n in range(10)), dtype=np.int32)
    assert posters_of(core, table) == [(ids["author"], 10)]


def test_a_star_with_a_wide_audience_of_its_own_is_not_attached() -> None:
    table, ids = table_of(boosted(fans=40, inside=10))
    core = np.array(sorted(ids[f"in{n:02d}"] for n in range(10)), dtype=np.int32)
    assert posters_of(core, table) == []


def test_an_author_whom_many_repost_once_as_camouflage_is_not_attached() -> None:
    rows: list[Record] = [PostRecord(f"p{n}", "author", START + n) for n in range(9)]
    rows += [repost(f"in{n}", f"p{n}", "author", START + 50 + n) for n in range(9)]
    table, ids = table_of(rows)
    core = np.array(sorted(ids[f"in{n}"] for n in range(9)), dtype=np.int32)
    assert posters_of(core, table) == []


def test_one_post_attaches_nobody() -> None:
    rows: list[Record] = [
        PostRecord("p", "author", START),
        *(repost(f"in{n}", "p", "author", START + n) for n in range(9)),
    ]
    table, ids = table_of(rows)
    core = np.array(sorted(ids[f"in{n}"] for n in range(9)), dtype=np.int32)
    assert posters_of(core, table) == []


def test_an_author_goes_to_the_cluster_that_boosts_it_most() -> None:
    table, ids = table_of(boosted(fans=0, inside=18))
    names = [ids[f"in{n:02d}"] for n in range(18)]
    large, small = sorted(names[:12]), sorted(names[12:])
    pairs = [*combinations(large, 2), *combinations(small, 2)]
    found = attach_posters(find_clusters([edges(pairs)], QUIET), table)
    assert {len(item.group.core): item.group.posters.tolist() for item in found} == {12: [ids["author"]], 6: []}


def test_an_author_tied_by_slow_sharing_only_moves_to_the_cluster_that_boosts_it() -> None:
    table, ids = table_of([*boosted(fans=0, inside=8), person("x"), person("y"), person("z")])
    swarm = sorted(ids[f"in{n:02d}"] for n in range(8))
    slow = sorted(ids[name] for name in ("author", "x", "y", "z"))
    pairs = list(combinations(slow, 2))
    found = attach_posters(
        find_clusters(
            [edges(list(combinations(swarm, 2))), edges(pairs, detector="D1b", layer="url", window=None)], QUIET
        ),
        table,
    )
    members = [(item.timed, item.group.posters.tolist(), len(item.group.core)) for item in found]
    assert (True, [ids["author"]], 8) in members
    assert (False, [], 3) in members
