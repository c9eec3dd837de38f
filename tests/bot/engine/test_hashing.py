import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import hashing
from bot.measures import keyed

SEEDS = st.integers(0, 2**64 - 1)
QUICK = settings(max_examples=60, deadline=None)
OBJECTS = keyed.text_keys(["o1", "ö", ""])
ACCOUNTS = keyed.text_keys(["a", "b", "日本", "d"])
OBJECT = np.array([0, 1, 2, 2, 0], np.int32)
ACCOUNT = np.array([3, 2, 1, 0, 0], np.int32)


@QUICK
@given(SEEDS, st.sampled_from([keyed.JITTER, keyed.SAMPLE]), st.sampled_from(["repost", "url"]))
def test_compiled_draws_equal_the_plain_ones(seed: int, purpose: str, layer: str) -> None:
    found = hashing.event_draws(seed, purpose, layer, (OBJECTS, ACCOUNTS), OBJECT, ACCOUNT)
    plain = keyed.keyed_hash(seed, purpose, 0, layer, OBJECTS[OBJECT], ACCOUNTS[ACCOUNT])
    assert found.tolist() == plain.tolist()


@QUICK
@given(st.integers(0, 2**64 - 1))
def test_the_compiled_mixing_step_equals_the_plain_one(value: int) -> None:
    assert int(hashing.mix(np.uint64(value))) == keyed.mix(value)


@QUICK
@given(SEEDS, st.integers(0, 10**5), st.integers(1, 3600))
def test_compiled_offsets_equal_the_plain_ones(seed: int, steps: int, step: int) -> None:
    starts = hashing.starts(seed, keyed.JITTER, range(2, 5), "repost")
    out = np.zeros((5, 3), np.int32)
    hashing.offsets_into(out, starts, OBJECTS, ACCOUNTS, OBJECT, ACCOUNT, steps, step, 0, 5)
    for column, replicate in enumerate(range(2, 5)):
        draws = keyed.keyed_hash(seed, keyed.JITTER, replicate, "repost", OBJECTS[OBJECT], ACCOUNTS[ACCOUNT])
        assert out[:, column].tolist() == (keyed.keyed_offsets(draws, steps) * step).tolist()


def test_only_the_asked_range_of_events_is_filled() -> None:
    out = np.full((5, 1), 99, np.int32)
    starts = hashing.starts(7, keyed.JITTER, range(1), "repost")
    hashing.offsets_into(out, starts, OBJECTS, ACCOUNTS, OBJECT, ACCOUNT, 10, 1, 1, 3)
    assert [row == 99 for row in out[:, 0].tolist()] == [True, False, False, True, True]


def test_the_smallest_draws_are_kept_ties_by_account() -> None:
    draws = np.array([5, 1, 9, 1, 1], np.uint64)
    assert hashing.smallest(draws, np.array([0, 4, 1, 2, 3], np.int32), 2).tolist() == [3, 4]
