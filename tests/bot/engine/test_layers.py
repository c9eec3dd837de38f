import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import layers
from bot.engine.tables import LayerRows
from bot.measures.keyed import text_keys
from tests.bot.engine.drawn import events_of

KEYS = text_keys(["o0", "o1"]), text_keys(f"a{i}" for i in range(50))


@given(st.integers(0, 10**13))
def test_as_many_accounts_are_affordable_as_their_pairs_fit_the_budget(budget: int) -> None:
    keep = layers.affordable(budget)
    assert keep * (keep - 1) // 2 <= budget < (keep + 1) * keep // 2


def test_objects_within_the_budget_are_left_whole() -> None:
    events = events_of([(0, a, a) for a in range(4)] + [(1, a, a) for a in range(5)], 2, 50)
    assert layers.viral(events, 6) == [(1, 4, 5)]


def test_a_cut_keeps_the_same_accounts_whatever_else_is_there() -> None:
    alone = events_of([(0, a, a) for a in range(40)], 2, 50)
    beside = events_of([(0, a, 90 - a) for a in range(40)] + [(1, a, a) for a in range(3)], 2, 50)
    kept = [layers.cut(e, layers.viral(e, 45), "url", 7, KEYS) for e in (alone, beside)]
    accounts = [sorted(e.account[e.object == 0].tolist()) for e in kept]
    assert accounts[0] == accounts[1]
    assert (len(accounts[0]), int((kept[1].object == 1).sum())) == (10, 3)


def test_a_larger_budget_only_adds_accounts() -> None:
    events = events_of([(0, a, a) for a in range(40)], 2, 50)
    few, more = (set(layers.cut(events, layers.viral(events, b), "url", 7, KEYS).account.tolist()) for b in (45, 300))
    assert few < more


def test_another_seed_keeps_other_accounts() -> None:
    events = events_of([(0, a, a) for a in range(40)], 2, 50)
    over = layers.viral(events, 45)
    one, other = (set(layers.cut(events, over, "url", seed, KEYS).account.tolist()) for seed in (1, 2))
    assert one != other


def test_after_a_cut_events_are_still_in_order_of_object_and_time() -> None:
    events = events_of([(o, a, 100 - a) for o in range(2) for a in range(40)], 2, 50)
    kept = layers.cut(events, layers.viral(events, 45), "url", 7, KEYS)
    rows = list(zip(kept.object.tolist(), kept.time.tolist(), strict=True))
    assert rows == sorted(rows)


def test_content_ids_are_asked_for_only_where_times_are_tied() -> None:
    asked: list[int] = []
    rows = LayerRows(
        np.array([10, 11, 12, 13]),
        np.zeros(4, np.int32),
        np.array([1, 1, 1, 2], np.int32),
        np.array([5, 5, 9, 5]),
        np.zeros(4, np.bool_),
    )

    def contents_of(row: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[str]:
        asked.extend(row.tolist())
        return [{10: "z", 11: "y"}[int(r)] for r in row]

    events = layers.earliest(rows, 1, 3, contents_of)
    assert sorted(asked) == [10, 11]
    assert events.row.tolist() == [11, 13]


def test_codes_are_ranks_in_byte_order() -> None:
    codes, names = layers.coded(["b", "ä", "Z", "b"])
    assert (codes.tolist(), names) == ([1, 2, 0, 1], ["Z", "b", "ä"])
