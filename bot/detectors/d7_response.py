"""D7 Response out of proportion: small accounts whose posts are reposted as if they were large, by the same people.

Sees: posts of a group's accounts whose reposts lie above the 99th percentile of what the other accounts' posts get
at that number of followers (robust line of log reposts on log followers), on three posts or more; which share of
those reposts comes from inside the group; and how far the reposters of one post are those of the next.

Formula: statistic = log10 of the ratio between the median response of those posts and the line's expectation.
Looks the same: a post that travelled on its own, a small account quoted on television, a fan club's star.
Reference: Huber 1981 for the line; echo measures as in Cinelli et al. 2021.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from bot.measures.reposts import Reposts, reposts
from bot.measures.response import Responses, responses, robust_line
from bot.protocols import F64, I32, I64, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D7"
FEWEST_OTHERS = 100
FEWEST_POSTS = 3
FEWEST_OF_SIZE = 10
"""Accounts of that size or larger elsewhere in the data, without which a comparison of sizes says nothing."""
SMALLEST_RESPONSE = 5
COMPARED = 30
"""Posts (the most reposted) of which the reposters are compared in pairs."""


@dataclass(frozen=True, slots=True)
class Excess:
    """Rows of responses above the comparison's 99th percentile, and their residuals (natural logarithm)."""

    rows: I64
    residuals: F64
    expected: F64


def _excess(table: Responses, members: I32) -> Excess | None:
    """The group's posts with too much response; None where too few other posts are known."""
    own = np.isin(table.author, members)
    others = np.flatnonzero(~own)
    if len(others) < FEWEST_OTHERS:
        return None
    line = robust_line(table.followers[others], table.reposts[others])
    expected = line.expected(table.followers)
    residuals = np.log1p(table.reposts.astype(np.float64)) - expected
    ordered = np.sort(residuals[others])
    limit = ordered[int(np.ceil(0.99 * len(ordered))) - 1]
    rows = np.flatnonzero(own & (residuals > limit) & (table.reposts >= SMALLEST_RESPONSE))
    rows = rows[_company(table, others, table.followers[rows]) >= FEWEST_OF_SIZE]
    return Excess(rows, residuals[rows], expected[rows])


def _company(table: Responses, others: I64, followers: I64) -> I64:
    """How many other accounts with posts have at least a quarter of these followers: of that size, or larger."""
    _, first = np.unique(table.author[others], return_index=True)
    sizes = np.sort(np.log1p(table.followers[others][first].astype(np.float64)))
    wanted = np.log1p(followers.astype(np.float64)) - np.log(4.0)
    company: I64 = len(sizes) - np.searchsorted(sizes, wanted, side="left")
    return company


def _kept(table: Responses, passed_on: Reposts, excess: Excess, members: I32) -> Excess:
    """Posts of which at least half of the reposts in the data came from inside the group.

    Where the data hold a platform's counts but no reposts, posts of authors with three such posts.
    """
    authors, counts = np.unique(table.author[excess.rows], return_counts=True)
    often = np.isin(table.author[excess.rows], authors[counts >= FEWEST_POSTS])
    numbers = {name: index for index, name in enumerate(passed_on.names)}
    total = np.bincount(passed_on.post, minlength=len(numbers))
    own = np.bincount(passed_on.post[np.isin(passed_on.reposter, members)], minlength=len(numbers))
    rows = [numbers.get(table.content[row], -1) for row in excess.rows]
    inside = np.array([row >= 0 and 2 * own[row] >= total[row] for row in rows], dtype=bool)
    unseen = np.array([row < 0 for row in rows], dtype=bool)
    keep = inside | (often & unseen)
    return Excess(excess.rows[keep], excess.residuals[keep], excess.expected[keep])


def inside_share(table: Reposts, authors: I64, members: I32) -> float | None:
    """Echo index: share of the reposts received by `authors` that come from members; None without any repost."""
    received = np.isin(table.author, authors)
    return float(np.isin(table.reposter[received], members).mean()) if received.any() else None


def reposter_overlap(table: Reposts, names: list[str]) -> float | None:
    """Median Jaccard index of the reposters over pairs of posts; None with fewer than two posts."""
    numbers = [index for index, name in enumerate(table.names) if name in set(names)]
    crowds = [set(table.reposter[table.post == number].tolist()) for number in numbers]
    crowds = sorted(crowds, key=len, reverse=True)[:COMPARED]
    values = [len(a & b) / len(a | b) for a, b in combinations(crowds, 2)]
    return float(np.median(values)) if values else None


def measure(context: Context, group: Group) -> Measurement:
    """Response of the group's posts against the other accounts' posts of the same size."""
    table, passed_on = responses(context), reposts(context)
    members = group.everyone()
    if not len(table.reposts) or not table.reposts.any():
        return Measurement(applicable=False, why_not="no reposts of posts by accounts with known followers")
    excess = _excess(table, members)
    if excess is None:
        return Measurement(
            applicable=False, why_not=f"fewer than {FEWEST_OTHERS} posts of other accounts to compare with"
        )
    excess = _kept(table, passed_on, excess, members)
    if len(excess.rows) < FEWEST_POSTS:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    authors = np.unique(table.author[excess.rows])
    names = [table.content[row] for row in excess.rows]
    usual = float(np.expm1(np.median(excess.expected)))
    seen = float(np.median(table.reposts[excess.rows]))
    return Measurement(
        applicable=True,
        support=len(names),
        value=seen,
        baseline=max(usual, 0.0),
        statistic=float(np.median(excess.residuals) / np.log(10)),
        numbers={
            "n": len(authors),
            "posts": len(names),
            "followers": float(np.median(table.followers[excess.rows])),
            "reposts": seen,
            "usual": max(usual, 0.0),
            "inside": inside_share(passed_on, authors, members),
            "overlap": reposter_overlap(passed_on, names),
        },
        accounts=tuple(int(author) for author in authors),
        posts=tuple(names),
    )


DETECTOR = Detector(
    key=KEY,
    name="Response out of proportion",
    version=1,
    family=Family.BEHAVIOUR,
    sentence=(
        "{posts:post} of {n:account} with {followers:follower} (median) got {reposts:repost} each (median); "
        "accounts of that size elsewhere in the data get {usual}."
        "[ {inside:percent} of the reposts in the data came from inside the group.]"
    ),
    caveat="Reposts from outside the data are known only where the platform's own count is in the data.",
    innocent="A post that travelled on its own, or a small account that was named on television, gives the same.",
    disarm=("T0049.003", "T0049.001", "T0121"),
    needs=frozenset({"followers"}),
    measure=measure,
)

EXAMPLE = {"posts": 31, "n": 9, "followers": 6.0, "reposts": 341.0, "usual": 2.0, "inside": 0.88}
"""Numbers of an example sentence (made up), for the documentation."""
