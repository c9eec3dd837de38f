"""What of a judged group could come back in another one: accounts, handles, sites, texts, pictures.

An indicator is kept as a digest of its kind and value, so that the memory of cases holds no handle, address or text;
pictures are kept as their fingerprints, since two of one motif differ in some bits. Handles count by their skeleton:
a name that only looks the same is the same.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from bot.measures.confusables import skeleton

ACCOUNT, HANDLE, SITE, PAGE, TEXT, PICTURE = "account", "handle", "site", "page", "text", "picture"
OF_LAYER: Mapping[str, str] = {"domain": SITE, "url": PAGE, "text": TEXT}
"""Objects that mean the same in every case; hashtags and posts that many people share do not tell groups apart."""
WEIGHTS: Mapping[str, float] = {ACCOUNT: 1.0, HANDLE: 0.5, SITE: 0.5, PAGE: 1.0, TEXT: 1.0, PICTURE: 1.0}
SHORTEST_HANDLE = 5
SAME_PICTURE = 20
"""Bits by which two fingerprints of one picture differ at most."""
WORTH_SAYING = 1.0
"""One account, page, text or picture that no third group had; or two sites, which are more often common to all."""


@dataclass(frozen=True, slots=True, order=True)
class Indicator:
    """One thing by which a group can be recognised."""

    kind: str
    value: str


def of_accounts(accounts: Iterable[tuple[str, str]]) -> frozenset[Indicator]:
    """Indicators of (id, handle) pairs."""
    found = set()
    for account_id, handle in accounts:
        found.add(_digest(ACCOUNT, account_id))
        seen = skeleton(handle.partition(".")[0])
        if len(seen) >= SHORTEST_HANDLE:
            found.add(_digest(HANDLE, seen))
    return frozenset(found)


def of_objects(objects: Iterable[tuple[str, str]]) -> frozenset[Indicator]:
    """Indicators of shared objects, (layer, object)."""
    return frozenset(_digest(OF_LAYER[layer], name) for layer, name in objects if layer in OF_LAYER)


def of_pictures(prints: Iterable[str]) -> frozenset[Indicator]:
    """Indicators of fingerprints in hexadecimal."""
    return frozenset(Indicator(PICTURE, bits) for bits in prints)


def alike(mine: Iterable[Indicator], known: Iterable[Indicator]) -> frozenset[Indicator]:
    """Those known pictures that are one of mine, by fingerprint."""
    prints = [int(item.value, 16) for item in mine if item.kind == PICTURE]
    return frozenset(
        item
        for item in known
        if item.kind == PICTURE and any((int(item.value, 16) ^ bits).bit_count() <= SAME_PICTURE for bits in prints)
    )


def weight(found: Iterable[Indicator], groups: Mapping[Indicator, int]) -> float:
    """How much a set of common indicators says: each by its kind, over the number of remembered groups that have it."""
    return sum(WEIGHTS[item.kind] / max(groups.get(item, 1), 1) for item in found)


def counts(found: Iterable[Indicator]) -> Mapping[str, int]:
    """How many indicators of each kind, in the order of `WEIGHTS`."""
    tally = Counter(item.kind for item in found)
    return {kind: tally[kind] for kind in WEIGHTS if tally[kind]}


def _digest(kind: str, value: str) -> Indicator:
    text = f"{kind}\0{value}".encode("utf-8", "surrogatepass")
    return Indicator(kind, blake2b(text, digest_size=16).hexdigest())
