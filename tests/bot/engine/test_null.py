import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine import null
from bot.engine.coaction import Limits
from bot.engine.layers import Events
from bot.engine.null import Jitter, null_edges, plain_null_edges, plan_of
from bot.measures.keyed import text_keys
from tests.bot.engine.drawn import event_lists, events_of, values

LIMITS = Limits(threads=2, rows=10**6)
KEYS = text_keys(f"o{i}" for i in range(60)), text_keys(f"a{i}" for i in range(60))
QUICK = settings(max_examples=40, deadline=None)
SHIFTS = st.sampled_from([(40, 40, 40), (20, 40, 80), (0, 0, 0), (80, 40, 40)])


def jitter(seed: int = 7, replicates: int = 4, step: int = 1) -> Jitter:
    return Jitter("repost", seed, replicates, step, KEYS)


@QUICK
@given(event_lists(), SHIFTS, st.integers(0, 2**64 - 1), st.sampled_from([1, 20]))
def test_looking_only_at_pairs_that_can_matter_loses_nothing(
    events: Events, shifts: tuple[int, ...], seed: int, step: int
) -> None:
    plan = plan_of((5, 20, 60), shifts)
    draws = jitter(seed, step=step)
    assert values(null_edges(events, plan, draws, LIMITS)) == values(plain_null_edges(events, plan, draws))


@QUICK
@given(event_lists())
def test_too_few_bits_for_packing_change_nothing(events: Events) -> None:
    plan = plan_of((5, 20), (40, 40))
    packed = null_edges(events, plan, jitter(), LIMITS)
    assert values(packed) == values(null_edges(events, plan, jitter(), Limits(threads=1, rows=10**6, bits=3)))


@QUICK
@given(event_lists())
def test_replicates_in_batches_are_the_same_replicates(events: Events) -> None:
    plan = plan_of((5, 20), (40, 60))
    whole = null_edges(events, plan, jitter(replicates=5), LIMITS)
    assert values(whole) == values(null_edges(events, plan, jitter(replicates=5), Limits(threads=2, rows=1)))


def crowd(accounts: int = 50) -> Events:
    return events_of([(o, a, (a * 7 + o) % 200) for o in range(6) for a in range(accounts)], 6, accounts)


def test_an_account_with_more_rows_than_the_output_holds_is_done_again_in_a_larger_one(monkeypatch: object) -> None:
    plan, draws = plan_of((60,), (30,)), jitter(replicates=30)
    whole = null_edges(crowd(), plan, draws, LIMITS)
    assert len(whole.source) > 4
    monkeypatch.setattr(null, "ROWS", 4)  # type: ignore[attr-defined]
    assert values(null_edges(crowd(), plan, draws, LIMITS)) == values(whole)


def test_rows_come_by_replicate_then_source_then_target() -> None:
    found = null_edges(crowd(), plan_of((60,), (30,)), jitter(), LIMITS)
    rows = list(zip(found.replicate.tolist(), found.source.tolist(), found.target.tolist(), strict=True))
    assert rows == sorted(rows)
    assert {row[0] for row in rows} == {0, 1, 2, 3}


def test_another_seed_gives_other_copies_and_the_same_seed_the_same() -> None:
    plan = plan_of((20,), (100,))
    one, again, other = (values(null_edges(crowd(), plan, jitter(seed), LIMITS)) for seed in (1, 1, 2))
    assert one == again
    assert one != other


def test_shifts_are_whole_multiples_of_the_resolution() -> None:
    events = events_of([(o, a, 60 * ((a + o) % 9)) for o in range(5) for a in range(20)], 5, 20)
    minute = jitter(replicates=6, step=60)
    within = null_edges(events, plan_of((0, 59), (180, 180)), minute, LIMITS)
    assert len(within.source) > 0
    assert (within.weight[:, 0] == within.weight[:, 1]).all()


def test_copies_that_do_not_move_repeat_what_was_seen() -> None:
    events = crowd(12)
    still = null_edges(events, plan_of((60,), (0,)), jitter(replicates=3), LIMITS)
    per_copy = [still.weight[still.replicate == r].tolist() for r in range(3)]
    assert per_copy[0] == per_copy[1] == per_copy[2]
    assert len(per_copy[0]) > 0


def test_events_too_far_apart_to_meet_in_any_copy_are_not_looked_at() -> None:
    rows = [(o, a, 10_000 * a) for o in range(5) for a in range(4)]
    found = null_edges(events_of(rows, 5, 4), plan_of((60,), (1800,)), jitter(), LIMITS)
    assert len(found.source) == 0


def test_jitter_is_spread_evenly_over_its_range() -> None:
    events = events_of([(o, a, 0) for o in range(60) for a in range(60)], 60, 60)
    offsets = null._offsets(events, (5,), jitter(replicates=10, step=2), range(10), 1)
    steps, counts = np.unique(offsets, return_counts=True)
    assert steps.tolist() == [-4, -2, 0, 2, 4]
    assert counts.min() > 0.95 * counts.mean()
