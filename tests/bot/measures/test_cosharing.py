"""Rare things in common stand out; popular ones do not."""

import numpy as np

from bot.measures.cosharing import co_sharing
from bot.protocols import ShareRecord, Shares
from tests.bot.reference_engine import ReferenceEngine


def shares(seed: int, people: int, links: int, group: int = 0, rare: int = 0) -> Shares:
    """People who link to popular pages; a group that also links to most of a few rare ones."""
    rng = np.random.default_rng(seed)
    popularity = 1 / np.arange(1, links + 1)
    rows = [
        ShareRecord("url", f"page{page}", f"person{index:05d}", f"c{index}-{page}", 1000 + index)
        for index in range(people)
        for page in set(rng.choice(links, size=8, p=popularity / popularity.sum()).tolist())
    ]
    rows += [
        ShareRecord("url", f"rare{page}", f"person{index:05d}", f"r{index}-{page}", 5000 + 997 * page + index)
        for index in range(group)
        for page in range(rare)
        if rng.random() < 0.7
    ]
    return ReferenceEngine(rows).shares("url")


def test_an_organic_crowd_keeps_next_to_no_pair() -> None:
    found = co_sharing(shares(1, people=1500, links=800), 0.05)
    assert len(found.source) <= 2
    assert found.active == 1500


def test_a_hand_run_group_is_found_among_popular_links() -> None:
    found = co_sharing(shares(2, people=3000, links=6000, group=14, rare=14), 0.05)
    inside = (found.source < 14) & (found.target < 14)
    assert inside.sum() >= 60
    assert (~inside).sum() <= 2


def test_pairs_come_in_order_and_weights_count_all_objects_in_common() -> None:
    table = shares(3, people=400, links=300, group=10, rare=6)
    found = co_sharing(table, 0.05)
    codes = found.source.astype(np.int64) * 10_000 + found.target
    assert np.all(np.diff(codes) > 0)
    for source, target, weight in zip(found.source[:5], found.target[:5], found.weight[:5], strict=True):
        own = set(table.object[table.account == source].tolist())
        assert len(own & set(table.object[table.account == target].tolist())) == weight


def test_a_layer_without_shares_keeps_nothing() -> None:
    empty = ReferenceEngine([ShareRecord("url", "o", "a", "c", 1)]).shares("domain")
    assert len(co_sharing(empty, 0.05).source) == 0
