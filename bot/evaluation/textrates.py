"""How often do two authors write nearly the same? Near-duplicate pairs per million pairs, by length of the texts."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

import numpy as np

from bot.evaluation.shares import Share
from bot.measures.neardup import LEAST, band_keys, grams, jaccard
from bot.measures.texts import normalise, tokens
from bot.protocols import PostKind, Posts

BANDS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("3–4 words", lambda words: words in {3, 4}),
    ("5–7 words", lambda words: 5 <= words <= 7),
    ("8 words and more", lambda words: words >= 8),
)


def own_texts(posts: Posts) -> list[tuple[int, str]]:
    """(author, normalised text) of every post that is no repost and has words."""
    rows = np.flatnonzero(posts.kind != PostKind.REPOST).tolist()
    pairs = [(int(posts.account[row]), normalise(posts.text[row] or "")) for row in rows]
    return [(author, text) for author, text in pairs if text]


def in_band(texts: Sequence[tuple[int, str]], band: Callable[[int], bool]) -> list[tuple[int, str]]:
    """The texts whose number of words lies in a band."""
    return [(author, text) for author, text in texts if band(len(tokens(text)))]


def near_pairs(texts: Sequence[tuple[int, str]]) -> Share:
    """Pairs of texts by different authors that agree by 70 % of their 5-grams, out of all such pairs."""
    by_author: dict[int, int] = defaultdict(int)
    for author, _ in texts:
        by_author[author] += 1
    total = len(texts) * (len(texts) - 1) // 2 - sum(n * (n - 1) // 2 for n in by_author.values())
    hashes = [grams(text) for _, text in texts]
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, keys in enumerate(band_keys([text for _, text in texts]).tolist()):
        for band, key in enumerate(keys):
            buckets[band, key].append(index)
    candidates = {pair for members in buckets.values() for pair in combinations(members, 2)}
    hits = sum(
        texts[left][0] != texts[right][0] and jaccard(hashes[left], hashes[right]) >= LEAST
        for left, right in candidates
    )
    return Share(hits, total)


def per_million(share: Share) -> str:
    """'12.3 (45 pairs)'; 'no pairs' where there is nothing to compare."""
    return f"{1e6 * share.rate:,.2f} ({share.hits:,} of {share.total:,} pairs)" if share.total else "no pairs"
