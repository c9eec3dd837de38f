"""D1b Slow co-sharing: pairs of accounts with rare links in common over days, whatever the time of day.

Sees: hand-run networks and swarms spread over hours, which never meet within minutes but keep linking to the same
few pages or sites. Popular links drown rare ones, so the overlap is tested in strata of rarity (objects with at most
10, 30, 100, 300, any number of actors) and corrected for their number and for all pairs of active accounts.

Formula: overlap against Poisson(k_a k_b sum d(d-1) / M^2), d over the stratum, k and M over the layer;
Benjamini-Hochberg over n(n-1)/2 pairs. Reposts support only: pairs of a group are counted that have more reposts in
common than their activity explains (the same test, over the group's pairs); they tie nobody and count for nothing,
since circles with one interest pass that test by the thousand.
Looks the same: people with the same niche interest, readers of one small outlet, a local group. Hence a cluster
that rests on this alone is shown only with a second detector behind it, and never as "review first".
Reference: Tumminello et al. 2011 (statistically validated networks); Saracco et al. 2017 (BiCM).
"""

import numpy as np

from bot.measures.cosharing import co_sharing, slow_cell
from bot.measures.edges import distinct_pairs, edges_inside, tied_accounts
from bot.measures.tables import shares_in
from bot.protocols import I32, Context, Detector, EdgeSet, Group, Measurement, Proposal
from bot.report import Family

KEY = "D1b"
LAYERS = ("url", "domain", "hashtag")
FEWEST = 3


def _layers(context: Context) -> tuple[str, ...]:
    wanted = context.parameters.layers
    return tuple(layer for layer in context.engine.layers() if layer in LAYERS and (not wanted or layer in wanted))


def propose(context: Context) -> Proposal:
    """Kept pairs of each layer of links and hashtags."""
    fdr = context.parameters.fdr
    cells = [slow_cell(KEY, shares_in(context, layer), fdr) for layer in _layers(context)]
    return Proposal(tuple(edges for edges, _ in cells), cells=tuple(cell for _, cell in cells))


def measure(context: Context, group: Group) -> Measurement:
    """The kept slow edges inside one group; links and sites are one line of evidence."""
    if not _layers(context):
        held = any(layer in LAYERS for layer in context.engine.layers())
        why = "links and hashtags were left out by choice" if held else "the data hold no links or hashtags"
        return Measurement(applicable=False, why_not=why)
    members = group.everyone()
    own = [edges_inside(item, members) for item in context.edge_sets if item.detector == KEY]
    inside = [item for item in own if len(item.source)]
    support = _reposts_in_common(context, members)
    if len({account for item in inside for account in tied_accounts(item).tolist()}) < FEWEST:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0, numbers=support)
    best = min(inside, key=lambda item: (-len(tied_accounts(item)), -len(item.source), item.layer))
    tied = np.unique(np.concatenate([tied_accounts(item) for item in inside]))
    dense = len(distinct_pairs(inside)) / (len(tied) * (len(tied) - 1) / 2)
    return Measurement(
        applicable=True,
        support=len(tied),
        value=float(len(distinct_pairs(inside))),
        statistic=float(np.median(best.surprise)),
        numbers={
            "n": len(tied_accounts(best)),
            "layer": best.layer,
            "pairs": len(best.source),
            "shared": float(np.median(best.weight)),
            "density": dense,
            "fdr": context.parameters.fdr,
            "layers": sorted(item.layer for item in inside),
            **support,
        },
        accounts=tuple(int(account) for account in tied),
        posts=_posts(context, best),
    )


def _reposts_in_common(context: Context, members: I32) -> dict[str, int]:
    """Pairs of the group with more reposts in common than their activity explains, and their accounts."""
    if "repost" not in context.engine.layers() or len(members) < FEWEST:
        return {"repost_pairs": 0, "reposting": 0}
    found = co_sharing(shares_in(context, "repost"), context.parameters.fdr, members)
    return {"repost_pairs": len(found.source), "reposting": len(np.union1d(found.source, found.target))}


def _posts(context: Context, item: EdgeSet, pairs: int = 50) -> tuple[str, ...]:
    """Content ids behind the strongest pairs."""
    shares = shares_in(context, item.layer)
    if not len(shares.time):
        return ()
    order = np.sort(np.lexsort((item.target, item.source, -item.surprise))[:pairs])
    ever = int(shares.time.max() - shares.time.min())
    found = context.engine.co_events(
        item.layer,
        ever,
        item.source[order],
        item.target[order],
        seed=context.parameters.seed,
        pair_budget=context.parameters.pair_budget,
    )
    return tuple(sorted({*found.content_source, *found.content_target} - {""}))


DETECTOR = Detector(
    key=KEY,
    name="Rare links in common over days",
    version=2,
    family=Family.SYNCHRONY,
    sentence=(
        "{n:account} {layer:did} over days, far more often than their activity explains: {pairs:pair}, with "
        "{shared:rare thing} in common (median). Of the pairs kept in the whole data, at most {fdr:percent} are "
        "expected by chance."
        "[ For support only: {repost_pairs:pair} of {reposting:account} also have more reposts in common over days "
        "than their activity explains, as circles with one interest do.]"
    ),
    caveat="People with the same narrow interest share rare things too: this alone never makes a group.",
    innocent="Readers of one small outlet, a local group or a circle of specialists look the same.",
    disarm=("T0098.001", "T0049.007"),
    needs=frozenset({"posts"}),
    propose=propose,
    measure=measure,
)

EXAMPLE = {"n": 14, "layer": "url", "pairs": 73, "shared": 6.0, "fdr": 0.05}
EXAMPLE |= {"repost_pairs": 61, "reposting": 14}
"""Numbers of an example sentence (made up), for the documentation."""
