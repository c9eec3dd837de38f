"""D2 Near-duplicate texts: accounts of a group post nearly the same words of their own.

Sees: texts (without links and mentions) of at least five words, or twelve CJK signs, by two or more accounts of the
group whose character 5-grams agree by 70 % or more. A text that at least as many accounts outside the group posted
word for word does not count: share buttons, quotes and petitions travel everywhere. Texts of eight words and more are
asked for before this counts for much: short phrases recur among strangers.

Edges: pairs of accounts with several such families of long texts in common (eight words, sixteen CJK signs), more than
their activity explains, tested as slow co-sharing is. Families that go along with one link are left out. They found a
group that copies its words over hours or days, never as "review first".

Formula: statistic = log10 of the share of the group's accounts in such a family over that of as many others, smoothed
by one half; at least three accounts.
Looks the same: share-button titles, quotes, song lines, petitions, prayers, agency headlines.
Reference: Broder 1997 (MinHash); near-duplicate rates of operations and controls as in the evaluation.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.measures.comparison import comparison
from bot.measures.cosharing import slow_cell
from bot.measures.keyed import keyed_hash, text_keys
from bot.measures.memo import remembered
from bot.measures.neardup import families
from bot.measures.similar import LAYER, LONG, LONG_CJK
from bot.measures.tables import accounts_of, posts_of, shares_in
from bot.measures.texts import long_enough, normalise
from bot.protocols import I32, Context, Detector, Group, Measurement, PostKind, Proposal
from bot.report import Family

KEY = "D2"
FEWEST = 3
MOST_TEXTS = 20_000
MOST_OTHERS = 500
SHORT_LIMIT = 0.99
"""Where only short texts agree, the statistic stays under the cut for 1.0."""


@dataclass(frozen=True, slots=True)
class Own:
    """One text of somebody's own: author, content id."""

    account: int
    content: str


@dataclass(frozen=True, slots=True)
class Copies:
    """Accounts of a group in near-duplicate families, those in families of long texts, the posts, the families."""

    accounts: tuple[int, ...]
    long_accounts: tuple[int, ...]
    posts: tuple[str, ...]
    families: int
    writers: int


def _texts(context: Context) -> dict[str, list[Own]]:
    """Normalised own texts that are long enough, with everyone who posted them; gathered once a run."""

    def gather() -> dict[str, list[Own]]:
        posts, found = posts_of(context), defaultdict(list)
        for row in np.flatnonzero(posts.kind != PostKind.REPOST).tolist():
            text = normalise(posts.text[row]) if posts.text[row] else ""
            if text and long_enough(text):
                found[text].append(Own(int(posts.account[row]), posts.ids[row]))
        return dict(sorted(found.items()))

    return remembered(context, "own texts", gather)


def _by_account(context: Context) -> dict[int, list[str]]:
    def gather() -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for text, owners in _texts(context).items():
            for account in sorted({own.account for own in owners}):
                found[account].append(text)
        return dict(found)

    return remembered(context, "texts by account", gather)


def _copies(context: Context, members: Sequence[int]) -> Copies:
    """Near-duplicate families inside a set of accounts."""
    everyone, own_texts = _texts(context), _by_account(context)
    inside = set(members)
    texts = sorted({text for account in members for text in own_texts.get(account, [])})[:MOST_TEXTS]
    grouped: dict[int, list[str]] = defaultdict(list)
    for text, family in zip(texts, families(texts).tolist(), strict=True):
        grouped[family].append(text)
    accounts, long_accounts, posts, count = set(), set(), set(), 0
    for group in grouped.values():
        owners = [own for text in group for own in everyone[text]]
        own = {one.account for one in owners} & inside
        if len(own) < 2 or len({one.account for one in owners} - inside) >= len(own):
            continue
        count += 1
        accounts |= own
        posts |= {one.content for one in owners if one.account in inside}
        if any(long_enough(text, LONG, LONG_CJK) for text in group):
            long_accounts |= own
    writers = sum(account in own_texts for account in members)
    return Copies(tuple(sorted(accounts)), tuple(sorted(long_accounts)), tuple(sorted(posts)), count, writers)


def _others(context: Context, members: I32, wanted: int) -> list[int]:
    """Other accounts with own texts, as many as wanted, picked by keyed hash."""
    others = comparison(context, members)
    pool = np.array(sorted(account for account in _by_account(context) if others[account]), dtype=np.int64)
    ids = accounts_of(context).ids
    keys = keyed_hash(
        context.parameters.seed,
        "texts",
        0,
        "text",
        text_keys([""]),
        text_keys(ids[account] for account in pool.tolist()),
    )
    return sorted(pool[np.argsort(keys, kind="stable")][: min(wanted, MOST_OTHERS)].tolist())


def _statistic(found: Copies, others: Copies) -> float:
    if len(found.accounts) < FEWEST:
        return 0.0
    own = (len(found.accounts) + 0.5) / (found.writers + 1)
    usual = (len(others.accounts) + 0.5) / (others.writers + 1)
    value = float(np.log10(own / usual))
    return value if len(found.long_accounts) >= FEWEST else min(value, SHORT_LIMIT)


def propose(context: Context) -> Proposal:
    """Kept pairs over near-duplicate texts."""
    if context.parameters.layers and LAYER not in context.parameters.layers:
        return Proposal(())
    shares = shares_in(context, LAYER)
    if not shares.n_objects:
        return Proposal(())
    edges, cell = slow_cell(KEY, shares, context.parameters.fdr)
    return Proposal((edges,), cells=(cell,))


def measure(context: Context, group: Group) -> Measurement:
    """Near-duplicates inside the group against those inside as many other accounts."""
    members = group.everyone()
    found = _copies(context, members.tolist())
    if found.writers < FEWEST:
        return Measurement(applicable=False, why_not=f"fewer than {FEWEST} accounts with texts of five words or more")
    others = _copies(context, _others(context, members, found.writers))
    enough = len(found.accounts) >= FEWEST
    return Measurement(
        applicable=True,
        support=len(found.accounts) if enough else 0,
        value=len(found.accounts) / found.writers,
        baseline=len(others.accounts) / others.writers if others.writers else None,
        statistic=_statistic(found, others),
        numbers={
            "n": len(found.accounts),
            "of": found.writers,
            "posts": len(found.posts),
            "families": found.families,
            "others": others.writers,
            "usual": len(others.accounts),
            "usual_told": f"{len(others.accounts):,}",
        },
        accounts=found.accounts if enough else (),
        posts=found.posts if enough else (),
    )


DETECTOR = Detector(
    key=KEY,
    name="Nearly the same words",
    version=2,
    family=Family.CONTENT,
    sentence=(
        "{n} of {of:account} with texts of their own posted nearly the same words as another of the group "
        "({posts:post}, {families:text})."
        "[ Of {others:other account} picked at random, {usual_told} did so among themselves.]"
    ),
    caveat="Words that travel without a quotation mark look like one's own.",
    innocent="Share buttons, quotes, songs, petitions, prayers and agency headlines give the same words.",
    disarm=("T0084.001", "T0084.002"),
    needs=frozenset({"texts"}),
    propose=propose,
    measure=measure,
)

EXAMPLE = {"n": 41, "of": 60, "posts": 130, "families": 12, "others": 60, "usual_told": "1"}
"""Numbers of an example sentence (made up), for the documentation."""
