import threading
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.engine.local import LocalEngine
from bot.errors import InputError
from bot.ingest.intake import write_records
from bot.protocols import AccountRecord, PostKind, PostRecord, ShareRecord
from tests.bot.engine.drawn import NAMES, START, engine_over, share, share_lists, values
from tests.bot.reference_engine import ReferenceEngine

WINDOWS = st.sampled_from([(60,), (0,), (10, 60, 300), (0, 1, 2, 50), tuple(range(0, 200, 10))])
FEW = settings(max_examples=10, deadline=None)


@FEW
@given(share_lists(), WINDOWS, st.integers(1, 3), st.sampled_from([3, 10, 10**6]), st.integers(0, 2**40))
def test_pairs_weights_and_histogram_are_those_of_the_definition(
    records: list[ShareRecord], windows: tuple[int, ...], min_weight: int, budget: int, seed: int
) -> None:
    plain = ReferenceEngine(records)
    with engine_over(records) as engine:
        assert engine.layers() == plain.layers()
        for layer in plain.layers():
            found = engine.co_actions(layer, windows, seed=seed, pair_budget=budget, min_weight=min_weight)
            expected = plain.co_actions(layer, windows, seed=seed, pair_budget=budget, min_weight=min_weight)
            assert values(found) == values(expected)


@FEW
@given(share_lists(step=5), st.sampled_from([(100, 100), (100, 600), (0, 50)]), st.integers(0, 2**63))
def test_jittered_copies_are_those_of_the_definition(
    records: list[ShareRecord], shifts: tuple[int, int], seed: int
) -> None:
    plain = ReferenceEngine(records)
    with engine_over(records) as engine:
        for layer in plain.layers():
            found = engine.null_edges(layer, (10, 60), seed=seed, pair_budget=20, replicates=5, shifts=shifts)
            expected = plain.null_edges(layer, (10, 60), seed=seed, pair_budget=20, replicates=5, shifts=shifts)
            assert values(found) == values(expected)


@FEW
@given(share_lists(), st.sampled_from([10, 10**6]))
def test_shares_and_what_pairs_shared_are_those_of_the_definition(records: list[ShareRecord], budget: int) -> None:
    plain = ReferenceEngine(records)
    with engine_over(records) as engine:
        for layer in plain.layers():
            assert values(engine.shares(layer)) == values(plain.shares(layer))
            pairs = plain.co_actions(layer, (60,), seed=7, pair_budget=budget, min_weight=1)
            found = engine.co_events(layer, 60, pairs.source, pairs.target, seed=7, pair_budget=budget)
            expected = plain.co_events(layer, 60, pairs.source, pairs.target, seed=7, pair_budget=budget)
            assert values(found) == values(expected)


@FEW
@given(share_lists(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(records: list[ShareRecord], random: object) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    asked = {"seed": 7, "pair_budget": 20, "min_weight": 1}
    with engine_over(records) as one, engine_over(shuffled) as other:
        for layer in one.layers():
            assert values(one.shares(layer)) == values(other.shares(layer))
            first, second = (engine.co_actions(layer, (10, 60), **asked) for engine in (one, other))
            assert values(first) == values(second)


@FEW
@given(share_lists())
def test_other_ids_give_the_same_weights_under_other_names(records: list[ShareRecord]) -> None:
    names = {name: f"n{len(NAMES) - place}" for place, name in enumerate(NAMES)}
    renamed = [ShareRecord(r.layer, r.object_id, names[r.account_id], r.content_id, r.time) for r in records]
    found = []
    for rows, back in ((records, {name: name for name in NAMES}), (renamed, {new: old for old, new in names.items()})):
        with engine_over(rows) as engine:
            ids = [back[name] for name in engine.accounts().ids]
            pairs = engine.co_actions("repost", (60,), seed=7, pair_budget=10**6, min_weight=1)
            found.append(
                {
                    (frozenset((ids[a], ids[b])), int(w[0]))
                    for a, b, w in zip(pairs.source, pairs.target, pairs.weight, strict=True)
                }
            )
    assert found[0] == found[1]


@FEW
@given(share_lists(step=7))
def test_the_number_of_threads_changes_nothing(records: list[ShareRecord]) -> None:
    found = []
    for threads in (1, 2, 5):
        with engine_over(records, threads) as engine:
            null = engine.null_edges("repost", (10, 60), seed=3, pair_budget=20, replicates=4, shifts=(140, 140))
            pairs = engine.co_actions("repost", (10, 60), seed=3, pair_budget=20, min_weight=1)
            found.append((values(null), values(pairs)))
    assert found[0] == found[1] == found[2]


def test_of_equal_times_the_smallest_content_id_stands_for_the_account() -> None:
    records = [share(1, 2, 30, 5), share(1, 2, 4, 5), share(1, 2, 12, 5), share(1, 2, 1, 6)]
    with engine_over(records) as engine:
        assert engine.shares("repost").content == ["c12"]


def test_an_account_s_own_object_is_no_share() -> None:
    with engine_over([share(1, 2, 0, 5), share(3, 2, 4, 5)]) as engine:
        shares = engine.shares("repost")
        assert (engine.object_names("repost", shares.object.tolist()), shares.n_objects) == ([NAMES[3]], 1)


def test_a_viral_object_is_cut_to_the_budget_and_named_with_kept_and_total() -> None:
    with engine_over([share(0, account, account + 1, account) for account in range(8)]) as engine:
        found = engine.co_actions("repost", (60,), seed=7, pair_budget=6, min_weight=1)
    assert (found.sampled, found.events, len(found.source)) == (((0, 4, 8),), 4, 6)


def test_times_on_the_minute_have_a_resolution_of_a_minute() -> None:
    with engine_over([share(1, 2, 3, 20), share(1, 3, 4, 80), share(1, 4, 5, 200)]) as engine:
        assert engine.time_resolution() == 60


def test_one_time_has_a_resolution_of_a_second() -> None:
    with engine_over([share(1, 2, 3, 20)]) as engine:
        assert engine.time_resolution() == 1


def records_with_posts() -> list[AccountRecord | PostRecord]:
    return [
        AccountRecord("b", handle="bee", created=START, followers=0, verified=True, bio="hi"),
        AccountRecord("a", handle="ay", automated=False),
        PostRecord("p2", "b", START + 5, PostKind.REPOST, repost_of="p1", repost_of_account="gone", likes=4),
        PostRecord("p1", "a", START, text="one two three four five six", urls=("https://x.example/1",), media=("m",)),
    ]


def test_accounts_and_posts_are_those_of_the_definition() -> None:
    records = records_with_posts()
    plain = ReferenceEngine(records)
    with engine_over(records) as engine:
        assert values(engine.accounts()) == values(plain.accounts())
        assert values(engine.posts()) == values(plain.posts())


def test_accounts_and_posts_are_read_once(tmp_path: Path) -> None:
    write_records(records_with_posts(), tmp_path, format="records")
    with LocalEngine(tmp_path) as engine:
        first = engine.accounts(), engine.posts()
        for name in ("accounts.parquet", "posts.parquet"):
            (tmp_path / name).unlink()
        assert (engine.accounts(), engine.posts()) == first


def test_an_account_that_was_only_a_target_did_not_act() -> None:
    with engine_over(records_with_posts()) as engine:
        accounts = engine.accounts()
    assert dict(zip(accounts.ids, accounts.acted.tolist(), strict=True)) == {"a": 1, "b": 1, "gone": 0}


def test_a_closed_engine_answers_no_more(tmp_path: Path) -> None:
    write_records([share(1, 2, 3, 4)], tmp_path, format="records")
    engine = LocalEngine(tmp_path)
    engine.close()
    with pytest.raises(duckdb.ConnectionException):
        engine.layers()


def test_an_engine_closes_at_the_end_of_its_block(tmp_path: Path) -> None:
    write_records([share(1, 2, 3, 4)], tmp_path, format="records")
    before = threading.active_count()
    with LocalEngine(tmp_path) as engine:
        engine.null_edges("repost", (60,), seed=1, pair_budget=10, replicates=2, shifts=(60,))
    assert threading.active_count() == before


def test_a_folder_without_tables_is_refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"accounts\.parquet is missing") as caught:
        LocalEngine(tmp_path)
    assert caught.value.hint


def test_every_number_that_leaves_the_engine_is_an_integer() -> None:
    with engine_over([share(o, a, 9, 3 * a) for o in range(3) for a in range(4)]) as engine:
        pairs = engine.co_actions("repost", (60,), seed=7, pair_budget=10**6, min_weight=2)
        null = engine.null_edges("repost", (60,), seed=7, pair_budget=10**6, replicates=2, shifts=(60,))
    columns: list[NDArray[Any]] = [*pairs.histogram, pairs.source, pairs.target, pairs.weight]
    columns += [null.source, null.target, null.weight]
    assert all(np.issubdtype(column.dtype, np.integer) for column in columns)
    assert pairs.weight.tolist() == [[3]] * 6
