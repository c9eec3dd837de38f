"""N3 Handles and profiles of named accounts: the style of handle most of them have, and profile texts they share.

Sees: the most common handle style among the named accounts with its share among other accounts of the data, and
accounts whose profile text is the same word for word. A description: the test (D5) compares with the same year.

Formula: n of the named accounts with the style; accounts whose folded profile text occurs twice or more.
Looks the same: the platform's suggested handles; a slogan that many write; one organisation's accounts.
Reference: none; plain counts.
"""

from collections import Counter, defaultdict

from bot.measures.handles import in_words, styles
from bot.measures.tables import accounts_of
from bot.protocols import Context, Detector, Group, Measurement
from bot.report import Family

KEY = "N3"
SHORTEST_TEXT = 20
"""Shorter profile texts are the same too easily."""


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _same_text(context: Context, members: list[int]) -> list[int]:
    """Members whose profile text another member has, too."""
    groups: dict[str, list[int]] = defaultdict(list)
    bios = accounts_of(context).bio
    for account in members:
        text = _folded(bios[account])
        if len(text) >= SHORTEST_TEXT:
            groups[text].append(account)
    return sorted(account for group in groups.values() if len(group) > 1 for account in group)


def measure(context: Context, group: Group) -> Measurement:
    """The handle style and the profile texts that the named accounts have in common."""
    accounts = accounts_of(context)
    members = [int(account) for account in group.everyone() if accounts.handle[account]]
    if len(members) < 2:
        return Measurement(applicable=False, why_not="fewer than two handles are known")
    inside = set(group.everyone().tolist())
    counts = Counter(style for account in members for style in styles(accounts.handle[account]))
    style, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    others = [index for index, handle in enumerate(accounts.handle) if handle and index not in inside]
    same = sum(style in styles(accounts.handle[index]) for index in others)
    same_text = _same_text(context, members)
    holders = [account for account in members if style in styles(accounts.handle[account])]
    return Measurement(
        applicable=True,
        support=count if count > 1 else len(same_text),
        value=count / len(members),
        baseline=same / len(others) if others else None,
        numbers={
            "n": count,
            "of": len(members),
            "style": in_words(style),
            "usual": same / len(others) if others else None,
            "others": len(others),
            "same_text": len(same_text),
        },
        accounts=tuple(sorted({*holders, *same_text})),
    )


DETECTOR = Detector(
    key=KEY,
    name="How their profiles look",
    version=1,
    family=Family.IDENTITY,
    sentence=(
        "{n} of {of:account} have a handle made of {style}[ (of {others:other account} in the data: {usual:percent})]."
        "[ {same_text:account} have a profile text that another of them has, too.]"
    ),
    caveat="Platforms suggest handles: a default style says little.",
    innocent="People who took the platform's suggestion, or the accounts of one organisation, look the same.",
    disarm=("T0144.002",),
    needs=frozenset({"handles"}),
    measure=measure,
    only_named=True,
)

EXAMPLE = {"n": 2, "of": 5, "style": "letters and eight digits", "others": 1807, "usual": 0.21, "same_text": 0}
"""Numbers of an example sentence (made up), for the documentation."""
