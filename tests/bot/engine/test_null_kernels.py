import numpy as np

from bot.engine import lines, null_kernels
from tests.bot.engine.drawn import events_of

EVENTS = events_of([(0, 0, 0), (0, 1, 10), (0, 2, 50), (1, 0, 0), (1, 1, 30), (2, 2, 0), (2, 0, 500)], 3, 3)


def test_events_that_two_accounts_share_only_once_within_reach_are_not_marked() -> None:
    line = lines.line_of(EVENTS, 40)
    assert line is not None
    counts, touched = lines.scratch(line, np.int32)
    marked = np.zeros(len(EVENTS), np.bool_)
    level = np.zeros(41, np.int8)
    null_kernels.mark_range(0, 3, line.begin, line.place, line.key, line.shift, level, counts, touched, marked)
    assert marked.tolist() == [True, True, False, True, True, False, False]
    assert not counts.any()


def test_all_events_of_an_object_within_reach_are_found_from_each_of_them() -> None:
    line = lines.line_of(EVENTS, 40)
    assert line is not None
    found = [null_kernels.reachable(p, line.key, line.shift, 40) for p in (1, 2, 3)]
    assert found == [(1, 3), (1, 4), (2, 4)]


def test_candidates_come_first_and_know_where_their_meetings_start() -> None:
    counts = np.array([0, 3, 1, 2], np.int32)
    touched = np.array([2, 1, 3, 0], np.int32)
    cursor = np.full(4, -1, np.int32)
    assert null_kernels.candidates(counts, touched, 3, cursor) == (5, 2)
    assert (touched[:2].tolist(), cursor.tolist()) == ([1, 3], [-1, 0, -1, 3])
    assert null_kernels.most(counts, touched, 3) == 3


def test_a_meeting_counts_in_the_copies_and_windows_that_hold_it() -> None:
    pairs = np.array([[0, 1]], np.int32)
    time, windows, column = np.array([0, 10]), np.array([5, 20]), np.array([0, 0])
    offsets = np.array([[[0, 0, 30], [0, -8, 0]]], np.int32)
    weight = np.ones((2, 3), np.int32)
    null_kernels.copies(pairs, 0, 1, time, windows, column, offsets, weight)
    assert weight.tolist() == [[0, 1, 0], [1, 1, 1]]


def test_only_copies_of_weight_two_are_written_and_all_are_counted() -> None:
    here = np.array([[0, 2, 1, 3], [1, 2, 1, 3]], np.int32)
    replicate, source, target = np.zeros(1, np.int16), np.zeros(1, np.int32), np.zeros(1, np.int32)
    weight = np.zeros((1, 2), np.int32)
    assert null_kernels.write_copies(4, 9, here, replicate, source, target, weight) == 2
    assert (replicate[0], source[0], target[0], weight[0].tolist()) == (1, 4, 9, [2, 2])
