import numpy as np

from benchmarks.synthetic import shares


def same(one: int, other: int) -> bool:
    """Whether two seeds give the same shares."""
    pairs = zip(shares(5000, one), shares(5000, other), strict=True)
    return all(bool(np.all(a == b)) for a, b in pairs)


def test_the_same_seed_gives_the_same_shares_and_another_gives_others() -> None:
    assert same(7, 7)
    assert not same(7, 8)


def test_there_are_as_many_shares_as_asked_for_and_each_account_and_object_once() -> None:
    object_, account, _ = shares(20_000)
    pairs = object_.astype(np.int64) * 10**6 + account
    assert len(pairs) == len(np.unique(pairs)) == 20_000


def test_a_few_objects_are_viral() -> None:
    object_, _, _ = shares(20_000)
    counts = np.sort(np.bincount(object_))
    assert counts[-3] > 20 * np.median(counts[counts > 0])
