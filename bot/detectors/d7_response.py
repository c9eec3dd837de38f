"""D7 Response out of proportion: small accounts whose posts are reposted as if they were large, by the same people.

Sees: posts of a group's accounts whose reposts lie above the 99th percentile of what the other accounts' posts get
at that number of followers (robust line of log reposts on log followers): of all others, of those of that size or
larger (ten accounts at least), and for each follower, since a public that passes on what it follows as often as others
do is no excess. Three posts or more, with at least half of the reposts in the data from inside the group; else authors
of whom the same holds for all their posts together, with 20 reposters or more (three such authors above the 95th
percentile do, too). Also the echo-chamber index (the share of the reposts that comes from inside), how far the
reposters of one post are those of the next, and up to three accounts outside the group that carried the posts and have
10,000 followers and 100 times the group's median. For support, and never weighed: which share of the authority over
the group's own reposts lies with these authors, and how few accounts hold nine tenths of the hub scores (HITS).

Formula: statistic = log10 of the ratio between the median response of those posts and the line's expectation.
Looks the same: a post that travelled on its own, a small account quoted on television, a fan club's star.
Reference: Huber 1981 for the line; echo measures as in Cinelli et al. 2021; Kleinberg 1999 (HITS).
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.measures.comparison import comparison
from bot.measures.hits import hits
from bot.measures.proportion import Answers, beyond
from bot.measures.reposts import Reposts, reposts
from bot.measures.response import Responses, responses, robust_line
from bot.measures.tables import accounts_of
from bot.measures.tails import binomial_tail
from bot.protocols import F64, I32, I64, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D7"
FEWEST_OTHERS = 100
FEWEST_POSTS = 3
SMALLEST_RESPONSE = 5
FEWEST_REPOSTERS = 20
WELL_FOLLOWED = 10_000
MANY_TIMES = 100
MOST_CARRIERS = 3
COMPARED = 30
"""Posts (the most reposted) of which the reposters are compared in pairs."""


@dataclass(frozen=True, slots=True)
class Excess:
    """Rows of responses above the comparison's 99th percentile, and their residuals (natural logarithm)."""

    rows: I64
    residuals: F64
    expected: F64


def _excess(table: Responses, members: I32, outside: NDArray[np.bool_]) -> Excess | None:
    """The group's posts with too much response; None where too few other posts are known."""
    own = np.isin(table.author, members)
    others = np.flatnonzero(outside[table.author])
    if len(others) < FEWEST_OTHERS:
        return None
    line = robust_line(table.followers[others], table.reposts[others])
    expected = line.expected(table.followers)
    residuals = np.log1p(table.reposts.astype(np.float64)) - expected
    answers = Answers(table.author, table.followers, table.reposts, residuals)
    rows = np.flatnonzero(own & (table.reposts >= SMALLEST_RESPONSE))
    rows = rows[beyond(answers.take(rows), answers.take(others), 0.99)]
    return Excess(rows, residuals[rows], expected[rows])


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


@dataclass(frozen=True, slots=True)
class Received:
    """Authors with known followers: distinct reposters in all and from inside the group, and whether it is theirs."""

    authors: I64
    followers: I64
    reposters: I64
    inside: I64
    own: NDArray[np.bool_]


def _received(answers: Responses, table: Reposts, followers: I64, members: I32) -> Received:
    """Distinct reposters of everyone who has posts of their own, nought included."""
    pairs = np.unique((table.author.astype(np.int64) << 32) + table.reposter)
    total = np.bincount(pairs >> 32, minlength=len(followers))
    inside = np.bincount((pairs >> 32)[np.isin(pairs & 0xFFFFFFFF, members)], minlength=len(followers))
    authors = np.unique(answers.author)
    return Received(authors, followers[authors], total[authors], inside[authors], np.isin(authors, members))


def _above(received: Received, residuals: F64, others: I64) -> I64:
    """Rows above the others' 99th percentile; or, if three or more of the group's own are, above the 95th.

    The second way asks that so many above the 95th percentile would be a chance of one in a hundred at most.
    """
    answers = Answers(received.authors, received.followers, received.reposters, residuals)
    enough = received.own & (received.reposters >= FEWEST_REPOSTERS) & (2 * received.inside >= received.reposters)
    rows = np.flatnonzero(enough)
    several = rows[beyond(answers.take(rows), answers.take(others), 0.95)]
    own = max(int((received.own & (received.reposters > 0)).sum()), len(several))
    if len(several) >= FEWEST_POSTS and binomial_tail(len(several), own, 0.05) <= 0.01:
        return several
    return rows[beyond(answers.take(rows), answers.take(others), 0.99)]


def _authors(context: Context, answers: Responses, table: Reposts, members: I32) -> Measurement | None:
    """Authors of the group with too many reposters in all, at least half of them inside; None where there is none.

    Single-use amplifiers spread over many posts show only here.
    """
    received = _received(answers, table, accounts_of(context).followers, members)
    others = np.flatnonzero(comparison(context, members)[received.authors])
    if len(others) < FEWEST_OTHERS:
        return None
    line = robust_line(received.followers[others], received.reposters[others])
    expected = line.expected(received.followers)
    residuals = np.log1p(received.reposters.astype(np.float64)) - expected
    rows = _above(received, residuals, others)
    if not len(rows):
        return None
    return _measurement(
        context,
        Seen(
            authors=received.authors[rows],
            posts=(),
            followers=float(np.median(received.followers[rows])),
            reposts=float(np.median(received.reposters[rows])),
            usual=float(np.expm1(np.median(expected[rows]))),
            excess=float(np.median(residuals[rows])),
        ),
        table,
        members,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What is out of proportion, in medians: authors and their posts; or without posts, authors and their reposters."""

    authors: I64
    posts: tuple[str, ...]
    followers: float
    reposts: float
    usual: float
    excess: float


def _carriers(context: Context, table: Reposts, authors: I64, members: I32) -> list[int]:
    """Up to three large accounts outside the group that reposted these authors, the most followed first.

    Large: at least 10,000 followers, and at least 100 times the median of the group's accounts.
    """
    accounts = accounts_of(context)
    known = accounts.followers[members]
    known = known[known >= 0]
    if not len(known):
        return []
    least = max(float(WELL_FOLLOWED), MANY_TIMES * float(np.median(known)))
    outside = np.setdiff1d(table.reposter[np.isin(table.author, authors)], members)
    large = [int(account) for account in outside if accounts.followers[account] >= least]
    return sorted(large, key=lambda account: (-int(accounts.followers[account]), accounts.ids[account]))[:MOST_CARRIERS]


def _called(context: Context, account: int) -> str:
    """An account's handle, or its id where it has none."""
    accounts = accounts_of(context)
    return f"@{accounts.handle[account]}" if accounts.handle[account] else accounts.ids[account]


def _measurement(context: Context, seen: Seen, table: Reposts, members: I32) -> Measurement:
    carriers = _carriers(context, table, seen.authors, members)
    inside = hits(table, members)
    return Measurement(
        applicable=True,
        support=len(seen.posts) or len(seen.authors),
        value=seen.reposts,
        baseline=max(seen.usual, 0.0),
        statistic=seen.excess / float(np.log(10)),
        numbers={
            "n": len(seen.authors),
            "posts": len(seen.posts),
            "followers": seen.followers,
            "reposts": seen.reposts if seen.posts else None,
            "reposters": None if seen.posts else seen.reposts,
            "get": "get" if seen.posts else "get them from",
            "usual": max(seen.usual, 0.0),
            "echo_index": inside_share(table, seen.authors, members),
            "carriers": [_called(context, account) for account in carriers] or None,
            "outside": len(carriers),
            "carried": [int(accounts_of(context).followers[account]) for account in carriers],
            "authority": inside.authority_of(seen.authors.astype(np.int32)),
            "hubs": len(inside.carriers()),
            "overlap": reposter_overlap(table, list(seen.posts)),
        },
        accounts=tuple(int(author) for author in seen.authors),
        posts=seen.posts,
    )


def measure(context: Context, group: Group) -> Measurement:
    """Response of the group's posts, or authors, against others of the same size."""
    table, passed_on = responses(context), reposts(context)
    members = group.everyone()
    if not len(table.reposts) or not table.reposts.any():
        return Measurement(applicable=False, why_not="no reposts of posts by accounts with known followers")
    excess = _excess(table, members, comparison(context, members))
    if excess is None:
        return Measurement(
            applicable=False, why_not=f"fewer than {FEWEST_OTHERS} posts of other accounts to compare with"
        )
    excess = _kept(table, passed_on, excess, members)
    nothing = Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    by_author = _authors(context, table, passed_on, members) or nothing
    by_post = _posts(context, table, passed_on, excess, members) if len(excess.rows) >= FEWEST_POSTS else nothing
    return max(by_post, by_author, key=lambda result: result.statistic or 0.0)


def _posts(context: Context, table: Responses, passed_on: Reposts, excess: Excess, members: I32) -> Measurement:
    """The posts that are out of proportion."""
    seen = Seen(
        authors=np.unique(table.author[excess.rows]),
        posts=tuple(table.content[row] for row in excess.rows),
        followers=float(np.median(table.followers[excess.rows])),
        reposts=float(np.median(table.reposts[excess.rows])),
        usual=float(np.expm1(np.median(excess.expected))),
        excess=float(np.median(excess.residuals)),
    )
    return _measurement(context, seen, passed_on, members)


DETECTOR = Detector(
    key=KEY,
    name="Response out of proportion",
    version=4,
    family=Family.BEHAVIOUR,
    sentence=(
        "[{posts:post} of ]{n:account} with {followers:follower} (median) got[ {reposts:repost}][ reposts from "
        "{reposters:account}] each (median); accounts of that size elsewhere in the data {get} {usual}."
        "[ {echo_index:percent} of the reposts they got in the data came from inside the group (echo-chamber index).]"
        "[ They get {authority:percent} of the attention inside it (HITS); nine tenths of that come from "
        "{hubs:account}.]"
        "[ Amplified from outside by {outside:large account}, with at least 100 times the group's median followers.]"
    ),
    caveat="Reposts from outside the data are known only where the platform's own count is in the data.",
    innocent="A post that travelled on its own, or a small account that was named on television, gives the same.",
    disarm=("T0049.003", "T0049.001", "T0121"),
    needs=frozenset({"followers"}),
    measure=measure,
)

EXAMPLE = {
    "posts": 31,
    "n": 9,
    "followers": 6.0,
    "reposts": 341.0,
    "reposters": None,
    "get": "get",
    "usual": 2.0,
    "echo_index": 0.88,
    "authority": 0.97,
    "hubs": 214,
    "outside": 2,
}
"""Numbers of an example sentence (made up), for the documentation."""
