"""D12 Look-alikes: an account whose handle looks like that of a well-followed account, or of a protected name.

Sees: accounts of the group whose handle has the same skeleton (signs that look alike are one) as a protected name of
the team, or as that of an account of the data with 10,000 followers or more and a hundred times as many as the
look-alike, together with the same display name (by skeleton) or the same picture. The handle itself differs. Which
signs look alike is read from Unicode's list where confusable-homoglyphs is installed (`signs` in the numbers says how
many it holds), else a short list of common ones serves.

Formula: statistic = number of look-alikes in the group. An account outside all groups is listed by itself.
Looks the same: parody and fan accounts, a person's second account, a brand's accounts in several countries.
Reference: Unicode Technical Standard 39, skeletons.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from bot.measures.confusables import unicode_table, wide_skeleton
from bot.measures.memo import remembered
from bot.measures.tables import accounts_of
from bot.protocols import I32, Accounts, Context, Detector, Group, Measurement
from bot.report import Family

KEY = "D12"
PROTECTED = "protected"
"""Name of the team's list of handles that could be imitated, in a context's extras."""
WELL_FOLLOWED = 10_000
TIMES_AS_MANY = 100
SHORTEST = 4
"""Shorter skeletons are alike too easily."""


def _local(handle: str) -> str:
    return handle.lstrip("@").partition("@")[0].partition(".")[0]


def _originals(context: Context) -> Mapping[str, tuple[int, ...]]:
    """Well-followed accounts by the skeleton of their handle, gathered once a run."""

    def gather() -> Mapping[str, tuple[int, ...]]:
        accounts = accounts_of(context)
        found: dict[str, list[int]] = defaultdict(list)
        for account in (accounts.followers >= WELL_FOLLOWED).nonzero()[0].tolist():
            bones = wide_skeleton(_local(accounts.handle[account]))
            if len(bones) >= SHORTEST:
                found[bones].append(account)
        return {bones: tuple(group) for bones, group in found.items()}

    return remembered(context, "well followed", gather)


def _watched(context: Context) -> Mapping[str, tuple[str, ...]]:
    """Protected handles by their skeleton."""
    found: dict[str, list[str]] = defaultdict(list)
    for handle in context.extras.get(PROTECTED, ()):
        found[wide_skeleton(_local(handle))].append(_local(handle).casefold())
    return {bones: tuple(group) for bones, group in found.items() if len(bones) >= SHORTEST}


def _copies(accounts: Accounts, one: int, other: int) -> bool:
    """Whether `one` looks like `other` and is much smaller: another handle, the same name or picture."""
    if _local(accounts.handle[one]).casefold() == _local(accounts.handle[other]).casefold():
        return False
    if accounts.followers[one] < 0 or accounts.followers[one] * TIMES_AS_MANY > accounts.followers[other]:
        return False
    same_name = bool(accounts.name[one]) and wide_skeleton(accounts.name[one]) == wide_skeleton(accounts.name[other])
    return same_name or bool(accounts.avatar[one] and accounts.avatar[one] == accounts.avatar[other])


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Whom a handle looks like: a protected handle, or a far better followed one ('' where it is the other)."""

    listed: str = ""
    copied: str = ""


def _look(
    accounts: Accounts, account: int, originals: Mapping[str, tuple[int, ...]], watched: Mapping[str, tuple[str, ...]]
) -> Lookalike | None:
    """Whom an account looks like; None for nobody."""
    handle = _local(accounts.handle[account])
    bones = wide_skeleton(handle)
    if bones in watched and handle.casefold() not in watched[bones]:
        return Lookalike(listed=watched[bones][0])
    for other in originals.get(bones, ()):
        if other != account and _copies(accounts, account, other):
            return Lookalike(copied=_local(accounts.handle[other]))
    return None


def alone(context: Context, outside: I32) -> list[Measurement]:
    """Accounts outside the groups that look like somebody else."""
    accounts, originals, watched = accounts_of(context), _originals(context), _watched(context)
    looks = ((account, _look(accounts, account, originals, watched)) for account in outside.tolist())
    return [
        Measurement(
            applicable=True,
            support=1,
            numbers={"listed": look.listed or None, "copied": look.copied or None},
            accounts=(account,),
        )
        for account, look in looks
        if look is not None
    ]


def measure(context: Context, group: Group) -> Measurement:
    """Accounts of the group that look like somebody else."""
    accounts, originals, watched = accounts_of(context), _originals(context), _watched(context)
    members = [int(account) for account in group.everyone() if accounts.handle[account]]
    if not members:
        return Measurement(applicable=False, why_not="no handles are known in this group")
    if not originals and not watched:
        return Measurement(applicable=False, why_not="no protected names, and no account with 10,000 followers or more")
    looks = {account: look for account in members if (look := _look(accounts, account, originals, watched)) is not None}
    found, listed = list(looks), sum(bool(look.listed) for look in looks.values())
    return Measurement(
        applicable=True,
        support=len(found),
        value=float(len(found)),
        statistic=float(len(found)),
        numbers={"n": len(found), "of": len(members), "listed": listed, "signs": len(unicode_table())},
        accounts=tuple(found),
    )


DETECTOR = Detector(
    key=KEY,
    name="Look-alike handles",
    version=3,
    family=Family.IDENTITY,
    sentence=(
        "{n} of {of:account} have a handle that looks like another's: of a far better followed account with the same "
        "name or picture, or of a name that the team protects[ ({listed} of them)]."
    ),
    caveat="That two handles look alike does not say that anyone meant it.",
    innocent="Parody, fans, second accounts and a brand's accounts in several countries look the same.",
    disarm=("T0146.005", "T0143.003"),
    needs=frozenset({"handles"}),
    measure=measure,
    alone=alone,
    alone_sentence=(
        "[Its handle looks like “{listed}”, which is on the list of protected names.]"
        "[Its handle looks like “{copied}”, a far better followed account with the same name or picture.]"
    ),
)

EXAMPLE = {"n": 3, "of": 44, "listed": 2}
"""Numbers of an example sentence (made up), for the documentation."""
ALONE = ({"listed": "valley_news", "copied": None}, {"listed": None, "copied": "quinn_lund"})
"""The same for single accounts."""
