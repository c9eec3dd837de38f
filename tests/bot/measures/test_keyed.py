"""Draws are functions of what they are about, and their definition does not move."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.measures.keyed import keyed_hash, keyed_offsets, keyed_uniforms, mix, mix_array, start_key, text_key, text_keys


def test_the_step_is_splitmix64s_published_first_output() -> None:
    assert mix(0) == 0xE220A8397B1DCDAF
    assert mix(1234567) == 6457827717110365317


def test_the_array_form_agrees_with_the_scalar_definition() -> None:
    objects, accounts = ["o1", "ö2", "o3"], ["a", "b", "c"]
    hashes = keyed_hash(7, "jitter", 3, "repost", text_keys(objects), text_keys(accounts))
    start = start_key(7, "jitter", 3, "repost")
    expected = [mix(mix(start ^ text_key(o)) ^ text_key(a)) for o, a in zip(objects, accounts, strict=True)]
    assert hashes.tolist() == expected


@given(st.integers(0, 2**64 - 1))
def test_scalar_and_array_steps_are_the_same_function(value: int) -> None:
    assert int(mix_array(np.array([value], dtype=np.uint64))[0]) == mix(value)


def test_every_part_of_the_key_changes_the_draw() -> None:
    objects, accounts = text_keys(["o"]), text_keys(["a"])
    draws = {
        int(keyed_hash(*key, o, a)[0])
        for key, o, a in [
            ((7, "jitter", 0, "repost"), objects, accounts),
            ((8, "jitter", 0, "repost"), objects, accounts),
            ((7, "sample", 0, "repost"), objects, accounts),
            ((7, "jitter", 1, "repost"), objects, accounts),
            ((7, "jitter", 0, "url"), objects, accounts),
            ((7, "jitter", 0, "repost"), text_keys(["p"]), accounts),
            ((7, "jitter", 0, "repost"), objects, text_keys(["b"])),
            ((7, "jitter", 0, "repost"), accounts, objects),
        ]
    }
    assert len(draws) == 8


def test_offsets_fill_the_whole_range_evenly_and_never_leave_it() -> None:
    accounts = text_keys(str(number) for number in range(44_000))
    offsets = keyed_offsets(keyed_hash(1, "jitter", 0, "url", text_keys(["o"]), accounts), 5)
    counts = np.bincount(offsets + 5, minlength=11)
    assert (offsets.min(), offsets.max(), len(counts)) == (-5, 5, 11)
    assert np.all(np.abs(counts - 4000) < 5 * np.sqrt(4000))


def test_uniforms_lie_strictly_between_nought_and_one() -> None:
    ends = np.array([0, 2**64 - 1], dtype=np.uint64)
    low, high = keyed_uniforms(ends)
    assert 0 < low < high < 1


def test_ids_with_lone_surrogates_still_have_a_key() -> None:
    assert text_key("\ud800") != text_key("\ud801")
