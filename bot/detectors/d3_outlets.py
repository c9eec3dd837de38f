"""D3 Outlets: a group links to several sites that hardly anyone else in the data links to, or fronts one text on many.

Sees: sites that at least three of the group's accounts link to and at most 1 % of the other accounts with links do;
three such sites are wanted. Also the same text posted by the group with links to different sites. Links are compared
by registrable domain, without asking any server.

Formula: statistic = log10 of the share of the group's (account, site) links on such sites over the others' share,
smoothed by one half; 0 with fewer than three sites and no text on several sites.
Looks the same: a local or specialist community with its own small outlets; syndicated articles.
Reference: Giglietto et al. 2020 (coordinated link sharing); the one text on several sites is common in reports on
networks of look-alike outlets.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.measures.comparison import comparison
from bot.measures.evidence import post_rows
from bot.measures.tables import posts_of, shares_in
from bot.measures.urls import registrable_domain
from bot.protocols import I32, I64, Context, Detector, Group, Measurement, Shares
from bot.report import Family

KEY = "D3"
FEWEST_SITES = 3
FEWEST_ACCOUNTS = 3
RARE_SHARE = 0.01
FEWEST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class Outlets:
    """Sites that the group links to and others hardly do; links of the group and of others on them and in all."""

    sites: I32
    rows: I64
    own_links: int
    own_on: int
    other_links: int
    other_on: int
    others: int


def _outlets(shares: Shares, members: I32, others_of: NDArray[np.bool_]) -> Outlets:
    own, other = np.isin(shares.account, members), others_of[shares.account]
    inside = np.bincount(shares.object[own], minlength=shares.n_objects)
    outside = np.bincount(shares.object[other], minlength=shares.n_objects)
    others = len(np.unique(shares.account[other]))
    rare = (inside >= FEWEST_ACCOUNTS) & (outside <= RARE_SHARE * others)
    return Outlets(
        sites=np.flatnonzero(rare).astype(np.int32),
        rows=np.flatnonzero(own & rare[shares.object]),
        own_links=int(own.sum()),
        own_on=int(inside[rare].sum()),
        other_links=int(other.sum()),
        other_on=int(outside[rare].sum()),
        others=others,
    )


def _one_text_many_sites(context: Context, members: I32) -> tuple[str, ...]:
    """Posts of the group's texts that two accounts or more posted with links to different sites."""
    posts, rows, texts = posts_of(context), post_rows(context), shares_in(context, "text")
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for row in np.flatnonzero(np.isin(texts.account, members)).tolist():
        content = texts.content[row]
        sites = {registrable_domain(url) for url in posts.urls[rows[content]]} if content in rows else set()
        found[int(texts.object[row])] += [(int(texts.account[row]), content, site) for site in sites if site]
    wide = [
        group
        for group in found.values()
        if len({account for account, _, _ in group}) > 1 and len({site for _, _, site in group}) > 1
    ]
    return tuple(sorted({content for group in wide for _, content, _ in group}))


def _statistic(found: Outlets, texts: int) -> float:
    if len(found.sites) < FEWEST_SITES:
        return 0.5 if texts else 0.0
    own = (found.own_on + 0.5) / (found.own_links + 1)
    other = (found.other_on + 0.5) / (found.other_links + 1)
    return float(np.log10(own / other))


def measure(context: Context, group: Group) -> Measurement:
    """The group's sites against those of all other accounts with links."""
    shares = shares_in(context, "domain")
    members = group.everyone()
    found = _outlets(shares, members, comparison(context, members))
    if not found.own_links:
        return Measurement(applicable=False, why_not="no links in this group")
    if found.others < FEWEST_OTHERS:
        return Measurement(applicable=False, why_not=f"fewer than {FEWEST_OTHERS} other accounts with links")
    texts = _one_text_many_sites(context, members)
    enough = len(found.sites) >= FEWEST_SITES
    if not enough and not texts:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    linking = np.unique(shares.account[found.rows]) if enough else np.zeros(0, dtype=np.int32)
    return Measurement(
        applicable=True,
        support=max(len(linking), len(texts)),
        value=found.own_on / found.own_links,
        baseline=found.other_on / found.other_links,
        statistic=_statistic(found, len(texts)),
        numbers={
            "n": len(linking),
            "sites": len(found.sites),
            "share": found.own_on / found.own_links,
            "others": found.others,
            "usual": max(found.other_on / found.other_links, 1e-6),
            "texts": len(texts),
        },
        accounts=tuple(int(account) for account in linking),
        posts=tuple(sorted({*(shares.content[row] for row in found.rows.tolist() if enough), *texts} - {""})),
    )


DETECTOR = Detector(
    key=KEY,
    name="Sites that nobody else links to",
    version=1,
    family=Family.SYNCHRONY,
    sentence=(
        "[{n:account} link to {sites:site} that the {others:other account} with links hardly use: {share:percent} of "
        "the group's links, against {usual:percent} of theirs. ][{texts:post} of the group give the same text with "
        "links to different sites.]"
    ),
    caveat="Links are compared as they stand in the data; shortened links hide where they lead.",
    innocent="A local or specialist community has its own small outlets, and agencies' articles run on many sites.",
    disarm=("T0098.001", "T0049.007", "T0153.003"),
    needs=frozenset({"links"}),
    measure=measure,
)

EXAMPLE = {"n": 14, "sites": 5, "share": 0.46, "others": 1200, "usual": 0.004, "texts": 6}
"""Numbers of an example sentence (made up), for the documentation."""
