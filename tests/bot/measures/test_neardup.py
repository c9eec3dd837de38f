"""Near-duplicates are found by MinHash and decided by the exact index."""

import numpy as np
import pytest

from bot.measures.neardup import band_keys, families, grams, jaccard

WORDS = ("the quick brown fox", "jumps over", "a lazy dog while", "seven", "tired editors", "count their commas")


def sentence(seed: int, length: int = 14) -> str:
    return " ".join(np.random.default_rng(seed).choice(WORDS, length))


def exact(left: str, right: str) -> float:
    a, b = ({text[i : i + 5] for i in range(len(text) - 4)} for text in (left, right))
    return len(a & b) / len(a | b)


def test_the_index_is_that_of_the_sets_of_five_signs() -> None:
    for seed in range(20):
        left, right = sentence(seed), sentence(seed + 1)
        assert jaccard(grams(left), grams(right)) == pytest.approx(exact(left, right))


def noise(seed: int, signs: int) -> str:
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz   "))
    return "".join(np.random.default_rng(seed).choice(letters, signs))


def test_a_band_agrees_as_often_as_four_hashes_would() -> None:
    pairs = [(noise(seed, 120), f"{noise(seed, 100)}{noise(seed + 1000, 20)}") for seed in range(200)]
    left, right = band_keys([pair[0] for pair in pairs]), band_keys([pair[1] for pair in pairs])
    expected = float(np.mean([exact(*pair) ** 4 for pair in pairs]))
    assert float((left == right).mean()) == pytest.approx(expected, abs=0.04)


def test_texts_have_the_same_keys_alone_and_beside_others() -> None:
    texts = [sentence(seed, length) for seed, length in enumerate((1, 3, 9, 14, 30))]
    together = band_keys(["ab", *texts, ""])
    assert all((together[index + 1] == band_keys([text])[0]).all() for index, text in enumerate(texts))


def test_small_changes_stay_in_the_family_and_other_texts_do_not() -> None:
    base = "Nobody expected the council to reopen the old bridge before the end of summer"
    texts = [base, f"{base}!!", base.upper(), f"Wow. {base}", sentence(5), sentence(77)]
    assert families(texts).tolist() == [0, 0, 0, 0, 1, 2]


def test_recall_on_light_edits_is_high_and_strangers_never_meet() -> None:
    bases = [noise(seed, 120) for seed in range(150)]
    edited = [f"{text[:50]}#{text[50:]}" for text in bases]
    found = families([*bases, *edited])
    assert (found[:150] == found[150:]).mean() > 0.98
    assert len(set(found[:150].tolist())) == 150


def test_no_texts_have_no_families() -> None:
    assert families([]).tolist() == []


def test_a_short_text_is_one_gram() -> None:
    assert len(grams("hi")) == 1
    assert families(["hi", "hi", "ho"]).tolist() == [0, 0, 1]
