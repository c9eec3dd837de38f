import re
import unicodedata
from collections import Counter

import numpy as np
import pytest

from bot.evaluation.planted import mixed_world
from bot.evaluation.tongues import TONGUES, apportion, sentence, vocabulary
from bot.measures.texts import long_enough

SCRIPTS = {"en": "LATIN", "es": "LATIN", "uk": "CYRILLIC", "ar": "ARABIC", "ja": "(HIRAGANA|CJK)"}


def scripts_of(text: str) -> set[str]:
    return {unicodedata.name(sign).split()[0] for sign in text if sign.isalpha()}


@pytest.mark.parametrize("tag", SCRIPTS)
def test_a_language_is_written_in_its_script(tag: str) -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        assert all(re.fullmatch(SCRIPTS[tag], script) for script in scripts_of(sentence(rng, tag)))


@pytest.mark.parametrize("tag", SCRIPTS)
def test_sentences_are_long_enough_to_be_compared_and_hardly_ever_the_same(tag: str) -> None:
    rng = np.random.default_rng(4)
    made = [sentence(rng, tag) for _ in range(300)]
    assert all(map(long_enough, made))
    assert len(set(made)) == 300


def test_a_vocabulary_is_always_the_same_and_holds_no_word_twice() -> None:
    words = vocabulary("uk")
    vocabulary.cache_clear()
    assert vocabulary("uk") == words
    assert max(Counter(words).values()) == 1


def test_everybody_writes_one_language() -> None:
    assert sum(apportion(1503).values()) == 1503
    assert sum(tongue.share for tongue in TONGUES) == pytest.approx(1.0)


def test_people_write_and_are_called_in_their_language() -> None:
    world, by_language = mixed_world(6, people=120, posts_each=4.0)
    owners = {account_id: tag for tag, ids in by_language.items() for account_id in ids}
    assert all(world.accounts[account_id].language == tag for account_id, tag in owners.items())
    assert all(post.language == owners[post.account_id] for post in world.posts)
    arabic = {script for account_id in by_language["ar"] for script in scripts_of(world.accounts[account_id].name)}
    assert arabic == {"ARABIC"}


def test_the_same_seed_makes_the_same_mixed_world() -> None:
    first, second = (mixed_world(8, people=60)[0] for _ in range(2))
    assert (first.accounts, first.posts) == (second.accounts, second.posts)
