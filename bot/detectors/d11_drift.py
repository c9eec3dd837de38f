"""D11 Identity drift: accounts of a group became somebody else between two looks at them.

Sees: earlier looks (rechecks of the case) and the handles in the data of this run, by the immutable id. An account
drifted if it carries another handle, if its handle now belongs to another account, if at least a fifth of its posts are
gone (of ten or more), or if its profile text and its picture changed between the same two looks. One of the last two
alone is what people do now and then, and is not counted. It also drifted if the data hold three of its own posts or
more from before the first look and from after it, and at least four in five of each side are in one language, another
on each side (as the data give it, else identified offline from the texts, and the sentence says so).

Formula: share of the looked-at accounts that drifted, over that among watched accounts outside the group; binomial
tail; statistic = log10 of the ratio where three or more drifted and p is at most .01, else 0. With fewer than 20
others to compare with, one account in ten is taken as usual.
Looks the same: a club that takes its new name, a company after a merger, people who clean up old posts.
Reference: Jain & Kumaraguru 2016 (changes of handles); Mariconti et al. 2017 (handles reused by others).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from bot.measures.languages import NOT_SAID, UNKNOWN, identified, identifier
from bot.measures.memo import remembered
from bot.measures.tables import accounts_of, posts_of
from bot.measures.tails import binomial_tail
from bot.model import AccountState, Snapshot
from bot.protocols import I32, Context, Detector, Group, Measurement, PostKind
from bot.report import Family

KEY = "D11"
SNAPSHOTS = "snapshots"
FEWEST = 5
FEWEST_DRIFTED = 3
FEWEST_OTHERS = 20
USUAL = 0.1
POSTS_LEFT = 0.8
FEWEST_POSTS = 10
SURPRISING = 0.01
FEWEST_ON_A_SIDE = 3
ONE_LANGUAGE = 0.8
SIGNS = RENAMED, REUSED, FEWER, REMADE, TONGUE = "renamed", "reused", "fewer", "remade", "tongue"
SAID = {
    RENAMED: "it took another handle",
    REUSED: "its handle was, or now is, another account's",
    FEWER: "it lost at least a fifth of its posts",
    REMADE: "it changed profile text and picture at once",
    TONGUE: "it writes in another language than before",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What is compared of one look at one account; empty or None where it was not to be seen."""

    handle: str
    posts: int | None
    bio: str
    avatar: str
    state: AccountState


def _looks(context: Context) -> Mapping[int, tuple[Look, ...]]:
    """Every account that was looked at before, its looks oldest first, and the handle that the data give it.

    When the data's profiles were taken is not known (a rerun reads the first file again): they give no count of posts.
    """
    accounts = accounts_of(context)
    dense = {account_id: index for index, account_id in enumerate(accounts.ids)}
    found: dict[int, list[Look]] = defaultdict(list)
    for item in sorted(_snapshots(context), key=lambda item: (item.at, item.account_id)):
        if item.account_id in dense and item.state is not AccountState.UNKNOWN:
            look = Look(item.handle.casefold(), item.posts_total, item.bio_hash, item.avatar_hash, item.state)
            found[dense[item.account_id]].append(look)
    for index, looks in found.items():
        looks.append(Look(accounts.handle[index].casefold(), None, "", "", AccountState.ACTIVE))
    return {index: tuple(looks) for index, looks in sorted(found.items())}


def _snapshots(context: Context) -> Sequence[Snapshot]:
    given: Sequence[Snapshot] = context.extras.get(SNAPSHOTS, ())
    return given


def _passed_on(context: Context) -> frozenset[str]:
    """Handles that more accounts have had, over the looks and this run's data, than have them now."""
    accounts = accounts_of(context)
    now: dict[str, set[str]] = defaultdict(set)
    for account_id, handle in zip(accounts.ids, accounts.handle, strict=True):
        now[handle.casefold()].add(account_id)
    ever = {handle: set(ids) for handle, ids in now.items()}
    for item in _snapshots(context):
        ever.setdefault(item.handle.casefold(), set()).add(item.account_id)
    return frozenset(handle for handle, ids in ever.items() if handle and len(ids) > max(1, len(now.get(handle, ()))))


def _signs(looks: Sequence[Look], passed_on: frozenset[str]) -> Iterator[str]:
    """What of an account's identity changed over its looks."""
    handles = {look.handle for look in looks} - {""}
    if len(handles) > 1:
        yield RENAMED
    if any(look.state is AccountState.HANDLE_REUSED for look in looks) or handles & passed_on:
        yield REUSED
    counts = [look.posts for look in looks if look.posts is not None]
    peaks = list(accumulate(counts, max))
    if any(peak >= FEWEST_POSTS and count <= POSTS_LEFT * peak for peak, count in zip(peaks, counts[1:], strict=False)):
        yield FEWER
    if any(_other(one.bio, two.bio) and _other(one.avatar, two.avatar) for one, two in pairwise(looks)):
        yield REMADE


def _other(before: str, after: str) -> bool:
    return bool(before) and bool(after) and before != after


def _given(languages: Sequence[str]) -> str:
    """The language of at least four in five posts of which the data name one; '' where there is none."""
    named = Counter(name.split("-")[0].lower() for name in languages if name not in NOT_SAID)
    if named.total() < FEWEST_ON_A_SIDE:
        return ""
    best = min(named, key=lambda name: (-named[name], name))
    return best if named[best] >= ONE_LANGUAGE * named.total() else ""


def _first_looks(context: Context) -> Mapping[str, int]:
    """When each account was first looked at, in unix seconds."""
    found: dict[str, int] = {}
    for item in _snapshots(context):
        found[item.account_id] = min(found.get(item.account_id, item.at // 1000), item.at // 1000)
    return found


def _switched(context: Context, index: int, looked: int) -> tuple[bool, bool]:
    """(whether an account writes in another language since it was looked at, whether that was read from texts)."""
    posts = posts_of(context)
    own = np.flatnonzero((posts.account == index) & (posts.kind != PostKind.REPOST)).tolist()
    sides = [[row for row in own if (posts.time[row] < looked) == early] for early in (True, False)]
    if min(map(len, sides)) < FEWEST_ON_A_SIDE:
        return False, False
    given = [_given([posts.language[row] for row in rows]) for rows in sides]
    if all(given):
        return given[0] != given[1], False
    if any(posts.language[row] for row in own):
        return False, False
    read = [identified(context, [posts.text[row] for row in rows]) for rows in sides]
    return UNKNOWN not in read and read[0] != read[1], True


@dataclass(frozen=True, slots=True)
class Drift:
    """The signs of every account that was looked at before, and of whom a language was read from texts."""

    signs: Mapping[int, frozenset[str]]
    read: frozenset[int]


def _drifted(context: Context) -> Drift:
    passed_on, first = _passed_on(context), _first_looks(context)
    ids = accounts_of(context).ids
    signs: dict[int, frozenset[str]] = {}
    read: set[int] = set()
    for index, looks in _looks(context).items():
        switched, was_read = _switched(context, index, first[ids[index]])
        signs[index] = frozenset((*_signs(looks, passed_on), *([TONGUE] if switched else [])))
        if switched and was_read:
            read.add(index)
    return Drift(signs, frozenset(read))


def _known(context: Context) -> Drift:
    return remembered(context, "drift", lambda: _drifted(context))


def alone(context: Context, outside: I32) -> list[Measurement]:
    """Accounts outside the groups whose handle changed owners, or that changed in two ways or more."""
    signs = _known(context).signs if _snapshots(context) else {}
    held = set(outside.tolist())
    strong = [index for index, found in signs.items() if index in held and (REUSED in found or len(found) > 1)]
    return [
        Measurement(
            applicable=True,
            support=1,
            numbers={
                "changes": [SAID[name] for name in SIGNS if name in signs[index]],
                "first": min(item.at for item in _snapshots(context)) // 1000,
            },
            accounts=(index,),
        )
        for index in strong
    ]


def measure(context: Context, group: Group) -> Measurement:
    """The group's accounts as they were seen before and are now, against other accounts that were watched."""
    if not _snapshots(context):
        return Measurement(applicable=False, why_not="no earlier look at these accounts is known")
    known = _known(context)
    signs = known.signs
    inside = {int(account) for account in group.everyone()}
    watched = [index for index in signs if index in inside]
    if len(watched) < FEWEST:
        return Measurement(
            applicable=False,
            support=len(watched),
            why_not=f"{len(watched)} accounts with an earlier look are too few; it takes {FEWEST}",
        )
    drifted = [index for index in watched if signs[index]]
    others = [index for index in signs if index not in inside]
    measured = len(others) >= FEWEST_OTHERS
    usual = (sum(bool(signs[index]) for index in others) + 0.5) / (len(others) + 1) if measured else USUAL
    p_value = binomial_tail(len(drifted), len(watched), usual)
    seen = len(drifted) >= FEWEST_DRIFTED and p_value <= SURPRISING
    share = len(drifted) / len(watched)
    counts = {name: sum(name in signs[index] for index in drifted) for name in SIGNS}
    return Measurement(
        applicable=True,
        support=len(drifted) if seen else 0,
        value=share,
        baseline=usual,
        p_value=p_value,
        statistic=max(0.0, math.log10(share / usual)) if seen else 0.0,
        numbers={
            "n": len(drifted),
            "watched": len(watched),
            "first": min(item.at for item in _snapshots(context)) // 1000,
            **counts,
            "identified": len(known.read & set(drifted)),
            "identifier": identifier() if known.read & set(drifted) else None,
            "usual": usual if measured else 0.0,
            "assumed": 0.0 if measured else usual,
        },
        accounts=tuple(drifted) if seen else (),
    )


DETECTOR = Detector(
    key=KEY,
    name="Changes of identity",
    version=2,
    family=Family.DRIFT,
    sentence=(
        "{n} of {watched:account} became somebody else after {first:day}"
        "[; {renamed} took another handle][; {reused} carry a handle that was, or now is, another account's]"
        "[; {fewer} have at least a fifth fewer posts][; {remade} changed profile text and picture at once]"
        "[; {tongue} write in another language than before]."
        "[ The data name no language for {identified:account} of them: {identifier} read it from the texts.]"
        "[ Among the other accounts that were looked at again it is {usual:percent}.]"
        "[ No others were looked at again; {assumed:percent} is taken as usual.]"
    ),
    caveat="A look says what a profile showed at one time; what happened between two looks is not known.",
    innocent="A club or a company that takes a new name, or people who clean up old posts, look the same.",
    disarm=("T0128.005", "T0129.007"),
    needs=frozenset({"snapshots"}),
    measure=measure,
    alone=alone,
    alone_sentence="Since {first:day} {changes}.",
)

EXAMPLE = {
    "n": 41,
    "watched": 296,
    "first": 1_619_568_000,
    "renamed": 33,
    "reused": 4,
    "fewer": 12,
    "remade": 9,
    "tongue": 6,
    "identified": 0,
    "identifier": None,
    "usual": 0.02,
    "assumed": 0.0,
}
"""Numbers of an example sentence (made up), for the documentation."""
ALONE = ({"first": 1_619_568_000, "changes": [SAID[RENAMED], SAID[REUSED]]},)
"""The same for a single account."""
