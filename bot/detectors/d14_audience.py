"""D14 Boosted post: an audience that looks alike and unlike every other audience.

Sees: disposable amplifiers act once, so no pair of them ever repeats. For every author and post with 20 reposters or
more, the reposters are compared with all other reposters: made in the same days, one style of handle (same creation
year), empty profiles, next to no followers, a single act in the data, reposted at once. An audience that deviates on
three features of two kinds founds a group, with its author as poster; audiences made in the same days are one group.

Formula: binomial tails, Benjamini-Hochberg over audiences x features, difference of shares >= .2; members are the
reposters who have at least half of the deviating features. Creation and handles are weighed by D4 and D5: the
statistic here counts the other deviating features.
Looks the same: a post that travelled in a young community, a news event that brings new people, a share button.
Reference: single-use amplifiers in platform takedown reports; Benjamini & Hochberg 1995.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.measures.audiences import (
    FAMILY_OF,
    LEAST_EFFECT,
    SMALLEST,
    Audience,
    Feature,
    Traits,
    audiences,
    features_of,
    holders,
    traits,
)
from bot.measures.components import components
from bot.measures.reposts import reposts
from bot.measures.tails import benjamini_hochberg
from bot.protocols import I32, Context, Detector, FoundAudience, Group, Measurement, Proposal
from bot.report import Family

KEY = "D14"
FEATURES = 3
FAMILIES = 2
OTHER_DETECTORS = ("made in the same days", "one style of handle")


@dataclass(frozen=True, slots=True)
class Deviant:
    """An audience with the features in which it deviates, and the members who have them."""

    audience: Audience
    features: tuple[Feature, ...]
    members: I32


def _surprise(feature: Feature) -> float:
    return float(-np.log10(max(feature.p_value, 1e-300)))


def _members(known: Traits, accounts: I32, features: Sequence[Feature]) -> I32:
    """Accounts with at least half of the deviating features of accounts."""
    columns = [flags for flags in (holders(known, accounts, feature) for feature in features) if flags is not None]
    if not columns:
        return accounts[:0]
    members: I32 = accounts[2 * np.sum(columns, axis=0) >= max(2, len(columns))]
    return members


def _enough(features: Sequence[Feature]) -> bool:
    return len(features) >= FEATURES and len({FAMILY_OF[feature.name] for feature in features}) >= FAMILIES


def _deviants(context: Context) -> list[Deviant]:
    """Audiences that deviate on three features of two families."""
    known, table = traits(context), reposts(context)
    crowd = list(audiences(table))
    cheap = [features_of(known, item.accounts, item.rows, cheap=True) for item in crowd]
    tests = len(FAMILY_OF) * len(crowd)
    limit = benjamini_hochberg(
        np.array([_surprise(feature) for row in cheap for feature in row]), tests, context.parameters.fdr
    )
    found = []
    for item, row in zip(crowd, cheap, strict=True):
        deviating = [feature for feature in row if _surprise(feature) >= limit and feature.effect >= LEAST_EFFECT]
        if len(deviating) >= FEATURES - 1:
            whole = features_of(known, item.accounts, item.rows)
            kept = tuple(one for one in whole if _surprise(one) >= limit and one.effect >= LEAST_EFFECT)
            members = _members(known, item.accounts, kept)
            if _enough(kept) and len(members):
                found.append(Deviant(item, kept, members))
    return found


def _span(item: Deviant) -> tuple[int, int] | None:
    return next((feature.span for feature in item.features if feature.name == "made in the same days"), None)


def _belong(one: Deviant, other: Deviant) -> bool:
    """Whether two audiences are one group: made in the same days, or half of the smaller in both."""
    first, second = _span(one), _span(other)
    if first and second and first[0] < second[1] and second[0] < first[1]:
        return True
    shared = len(np.intersect1d(one.members, other.members))
    return 2 * shared >= min(len(one.members), len(other.members))


def propose(context: Context) -> Proposal:
    """Groups of disposable amplifiers with the authors they boosted."""
    found = _deviants(context)
    pairs = [(a, b) for a in range(len(found)) for b in range(a, len(found)) if a == b or _belong(found[a], found[b])]
    ends = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    label = components(ends[:, 0], ends[:, 1]).label
    groups = []
    for index in range(int(label.max()) + 1 if len(label) else 0):
        parts = [found[row] for row in np.flatnonzero(label == index)]
        posters = np.unique([part.audience.author for part in parts]).astype(np.int32)
        core = np.setdiff1d(np.unique(np.concatenate([part.members for part in parts])), posters).astype(np.int32)
        if len(core) >= SMALLEST:
            groups.append(FoundAudience(core, posters))
    return Proposal((), audiences=tuple(groups))


def measure(context: Context, group: Group) -> Measurement:
    """How far a group that reposts differs from all other reposters."""
    table = reposts(context)
    if not len(table):
        return Measurement(applicable=False, why_not="no reposts with a known author")
    rows = np.flatnonzero(np.isin(table.reposter, group.core))
    people = np.unique(table.reposter[rows]).astype(np.int32)
    if len(people) < SMALLEST:
        return Measurement(
            applicable=False, support=len(people), why_not=f"{len(people)} reposters are too few; it takes {SMALLEST}"
        )
    found = features_of(traits(context), people, rows)
    limit = benjamini_hochberg(np.array([_surprise(item) for item in found]), len(FAMILY_OF), context.parameters.fdr)
    kept = [item for item in found if _surprise(item) >= limit and item.effect >= LEAST_EFFECT]
    own = [item for item in kept if item.name not in OTHER_DETECTORS]
    if not own:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    best = max(own, key=lambda item: (item.effect, item.name))
    members = _members(traits(context), people, kept)
    return Measurement(
        applicable=True,
        support=len(people),
        value=best.share,
        baseline=best.usual,
        p_value=best.p_value,
        statistic=float(len(own)),
        numbers={
            "n": len(people),
            "features": [item.name for item in own],
            "best": best.name,
            "share": best.share,
            "usual": best.usual,
        },
        accounts=tuple(members.tolist()) if len(members) else tuple(people.tolist()),
    )


DETECTOR = Detector(
    key=KEY,
    name="An audience that looks alike",
    version=1,
    family=Family.BEHAVIOUR,
    sentence=(
        "The {n:account} that repost here differ from all other reposters in the data: {features}. Clearest: {best}, "
        "{share:percent} against {usual:percent}."
    ),
    caveat="A post that reaches a new circle of people has an audience unlike the others, too.",
    innocent="A young community, a news event that brings new people, or a share button gives a similar audience.",
    disarm=("T0049.003", "T0121"),
    needs=frozenset({"repost_authors"}),
    propose=propose,
    measure=measure,
)

EXAMPLE = {
    "n": 341,
    "features": ["empty profiles", "next to no followers", "one act in the data"],
    "best": "one act in the data",
    "share": 0.97,
    "usual": 0.31,
}
"""Numbers of an example sentence (made up), for the documentation."""
