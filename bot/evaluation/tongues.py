"""Made-up languages in several scripts, so that generated people do not all write and call themselves the same way.

A language here is a vocabulary of syllables in its script, used as real words are: few often, many rarely (Zipf).
Nobody can read it; what matters to the detectors is script, length and how seldom two people write the same.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from bot.evaluation import phrases

WORDS = 900
EXPONENT = 0.8


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: tag, share of the people, syllables (blanks between them), display names, sign between words."""

    tag: str
    share: float
    syllables: str
    names: tuple[str, ...]
    between: str = " "


ENGLISH = Tongue("en", 0.46, "", ())
TONGUES = (
    ENGLISH,
    Tongue(
        "es",
        0.20,
        "ca de mo lle ña ri tos per gan bue sí lo za que ja men ción ar res da vi no fue la",
        ("Lucía Ortega", "Mateo Peña", "Íñigo Ruiz", "Nuria Cano", "Andrés Gil", "Begoña Sáez"),
    ),
    Tongue(
        "uk",
        0.13,
        "ка ти мо ні ві ря жу сло день зі ший го ба ле ро ців ня пе ста хто ми їх ує щоб",
        ("Олена Коваль", "Іван Бондар", "Марія Гнатюк", "Андрій Лис", "Софія Мороз", "Юрій Савчук"),
    ),
    Tongue(
        "ar",
        0.12,
        "با تي مو نا لي سر كا دو رم فا هل قي زا شم عن صب طا حر خي جد غا وا",
        ("ليلى حداد", "سامر نجار", "هدى قاسم", "زياد منصور", "رنا خوري", "كريم صالح"),
    ),
    Tongue(
        "ja",
        0.09,
        "か みや こ さと 山 川 の で 今日 は 駅 まつ り 新し い 町 店 です ます 雨 空 に を",
        ("佐藤 花", "鈴木 健", "高橋 美咲", "田中 翔", "伊藤 さくら", "渡辺 蓮"),
        between="",
    ),
)
BY_TAG = {tongue.tag: tongue for tongue in TONGUES}


@cache
def vocabulary(tag: str) -> tuple[str, ...]:
    """The language's words, most used first: two to four syllables each, always the same."""
    syllables = BY_TAG[tag].syllables.split()
    rng = np.random.default_rng(sum(tag.encode()))
    found: dict[str, None] = {}
    while len(found) < WORDS:
        chosen = rng.integers(0, len(syllables), int(rng.integers(2, 5)))
        found["".join(syllables[int(place)] for place in chosen)] = None
    return tuple(found)


@cache
def _weights() -> np.ndarray:
    weights = np.arange(1, WORDS + 1, dtype=float) ** -EXPONENT
    return np.asarray(weights / weights.sum())


def sentence(rng: np.random.Generator, tag: str) -> str:
    """One post's text in a language: English from phrases, else 9 to 16 words of the vocabulary."""
    if tag == ENGLISH.tag:
        return phrases.sentence(rng)
    words = vocabulary(tag)
    chosen = rng.choice(WORDS, int(rng.integers(9, 17)), p=_weights())
    return BY_TAG[tag].between.join(words[int(place)] for place in chosen) + "."


def display_name(rng: np.random.Generator, tag: str) -> str:
    """A display name in the language's script; English names come from phrases."""
    names = BY_TAG[tag].names
    return names[int(rng.integers(len(names)))]


def apportion(number: int) -> dict[str, int]:
    """How many of `number` people write each language; English takes the remainder."""
    counts = {tongue.tag: int(number * tongue.share) for tongue in TONGUES[1:]}
    return {ENGLISH.tag: number - sum(counts.values()), **counts}
