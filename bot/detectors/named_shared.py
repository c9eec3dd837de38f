"""N1 What named accounts share: objects on which two or more of the accounts that a person named acted.

Sees: the layer in which most of the named accounts have something in common, and how many of the other accounts in
the data touched any of the same things. A description, not a test: a handful of accounts is too few for one.

Formula: n of the named accounts with an act on any object that two or more of them share, beside the share of others.
Looks the same: anyone who follows the same news.
Reference: none; plain counts.
"""

import numpy as np

from bot.measures.tables import accounts_of, shares_in
from bot.protocols import I32, Context, Detector, Group, Measurement, Shares
from bot.report import Family

KEY = "N1"


def _common(shares: Shares, members: I32) -> tuple[I32, I32, int]:
    """(named accounts with something in common, objects in common, other accounts that touched any of these)."""
    own = np.isin(shares.account, members)
    objects, counts = np.unique(shares.object[own], return_counts=True)
    common = objects[counts >= 2]
    touching = np.isin(shares.object, common)
    insiders = np.unique(shares.account[touching & own]).astype(np.int32)
    outsiders = len(np.unique(shares.account[touching & ~own]))
    return insiders, common.astype(np.int32), outsiders


def measure(context: Context, group: Group) -> Measurement:
    """What the named accounts have in common, in the layer where most of them do."""
    layers = context.engine.layers()
    if not layers:
        return Measurement(applicable=False, why_not="the data hold accounts without any act")
    members = group.everyone()
    rows = [(_common(shares_in(context, layer), members), layer) for layer in layers]
    (insiders, common, outsiders), layer = max(rows, key=lambda row: (len(row[0][0]), len(row[0][1])))
    if not len(insiders):
        return Measurement(applicable=True, support=0, value=0.0)
    others = int(accounts_of(context).acted.sum()) - int(accounts_of(context).acted[members].sum())
    shares = shares_in(context, layer)
    rows_of = np.flatnonzero(np.isin(shares.object, common) & np.isin(shares.account, members))
    return Measurement(
        applicable=True,
        support=len(insiders),
        value=float(len(insiders)),
        baseline=outsiders / others if others else None,
        numbers={
            "n": len(insiders),
            "of": len(members),
            "layer": layer,
            "objects": len(common),
            "others": others,
            "usual": outsiders / others if others else None,
        },
        accounts=tuple(int(account) for account in insiders),
        posts=tuple(sorted({shares.content[row] for row in rows_of.tolist()} - {""})),
    )


DETECTOR = Detector(
    key=KEY,
    name="What they share",
    version=1,
    family=Family.SYNCHRONY,
    sentence=(
        "{n} of the {of:account} {layer:did} ({objects} in common)."
        "[ Of the {others:other account} in the data, {usual:percent} touched any of these.]"
    ),
    caveat="A few accounts with something in common are no group finding.",
    innocent="People who follow the same news or the same person share the same things.",
    disarm=(),
    needs=frozenset(),
    measure=measure,
    only_named=True,
)

EXAMPLE = {"n": 3, "of": 5, "layer": "url", "objects": 2, "others": 1807, "usual": 0.001}
"""Numbers of an example sentence (made up), for the documentation."""
