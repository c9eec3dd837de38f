"""D10 Script and language: names in one script and posts in another language, together, far more often than others.

Sees: the combination of the script of the display name and the language of most posts that stands out most in the
group, against all other accounts. Languages are the ones that the data give; where an account's posts carry none, its
own texts are identified offline (of the other accounts, 5,000 at most), and the sentence says so. Accounts with under
ten letters are left out. A contrast of style between groups of accounts, never a statement about a person. Counts for
very little.

Formula: share of the combination in the group over its share among the others, binomial tail with Benjamini-Hochberg
over the combinations, five accounts or more; statistic = log10 of the ratio.
Looks the same: people who live between languages, learners, fans of a foreign team.
Reference: plain contingency tables.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

from bot.measures.comparison import comparison
from bot.measures.formats import script_of
from bot.measures.keyed import text_keys
from bot.measures.languages import UNKNOWN, given, identified, identifier
from bot.measures.memo import remembered
from bot.measures.tables import accounts_of, posts_of
from bot.measures.tails import benjamini_hochberg, binomial_tail
from bot.protocols import Context, Detector, Group, Measurement, PostKind
from bot.report import Family

KEY = "D10"
FEWEST = 5
FEWEST_OTHERS = 50
FEWEST_LETTERS = 10
MOST_OTHERS = 5_000
"""Accounts without a given language that are read as the comparison, by keyed hash of their ids."""


def _combinations(context: Context) -> Mapping[int, tuple[str, str]]:
    """(script of the name, language of most posts) of every account where both are known."""

    def gather() -> Mapping[int, tuple[str, str]]:
        posts, accounts = posts_of(context), accounts_of(context)
        letters: Counter[int] = Counter()
        for account, text in zip(posts.account.tolist(), posts.text, strict=True):
            letters[account] += sum(map(str.isalpha, text)) if letters[account] < FEWEST_LETTERS else 0
        scripts = (
            (account, script_of(accounts.name[account]), language) for account, language in given(context).items()
        )
        return {
            account: (script, language)
            for account, script, language in scripts
            if script and letters[account] >= FEWEST_LETTERS
        }

    return remembered(context, "scripts", gather)


def _texts(context: Context) -> Mapping[int, list[str]]:
    """Own texts of the accounts of which no post carries a language."""

    def gather() -> Mapping[int, list[str]]:
        posts = posts_of(context)
        given = {int(posts.account[row]) for row, name in enumerate(posts.language) if name}
        found: dict[int, list[str]] = defaultdict(list)
        for row in np.flatnonzero(posts.kind != PostKind.REPOST).tolist():
            account = int(posts.account[row])
            if account not in given and posts.text[row]:
                found[account].append(posts.text[row])
        return found

    return remembered(context, "texts without a language", gather)


def _read(context: Context, members: set[int]) -> Mapping[int, tuple[str, str]]:
    """What can be read of accounts without a given language: the members, and a sample of the others."""
    texts, accounts = _texts(context), accounts_of(context)
    keys = text_keys([accounts.ids[account] for account in texts])
    sample = [account for _, account in sorted(zip(keys.tolist(), texts, strict=True))[:MOST_OTHERS]]
    pairs = (
        (account, (script_of(accounts.name[account]), identified(context, texts[account])))
        for account in sorted({*sample, *(members & texts.keys())})
    )
    return {account: pair for account, pair in pairs if pair[0] and pair[1] != UNKNOWN}


def measure(context: Context, group: Group) -> Measurement:
    """The combination of script and language that stands out most."""
    inside = set(group.everyone().tolist())
    read = _read(context, inside)
    known = {**_combinations(context), **read}
    members = sorted(inside & known.keys())
    outside = comparison(context, group.everyone())
    others = Counter(pair for account, pair in known.items() if outside[account])
    total = sum(others.values())
    if len(members) < FEWEST or total < FEWEST_OTHERS:
        return Measurement(applicable=False, why_not="too few accounts with a name and a known language")
    own = Counter(known[account] for account in members)
    pairs = [pair for pair, count in sorted(own.items()) if count >= FEWEST]
    rates = {pair: (others[pair] + 0.5) / (total + 1) for pair in pairs}
    surprise = np.array([-np.log10(max(binomial_tail(own[pair], len(members), rates[pair]), 1e-300)) for pair in pairs])
    limit = benjamini_hochberg(surprise, max(len(own), 1), context.parameters.fdr)
    passed = [(float(value), pair) for value, pair in zip(surprise, pairs, strict=True) if value >= limit]
    if not passed:
        return Measurement(applicable=True, support=0, value=0.0, statistic=0.0)
    value, best = max(passed)
    share = own[best] / len(members)
    return Measurement(
        applicable=True,
        support=own[best],
        value=share,
        baseline=others[best] / total,
        p_value=10.0**-value,
        statistic=float(np.log10(share / rates[best])),
        numbers={
            "n": own[best],
            "of": len(members),
            "script": best[0],
            "language": best[1],
            "usual": others[best] / total,
            "others": total,
            "identified": len(read) or None,
            "identifier": identifier() if read else None,
        },
        accounts=tuple(account for account in members if known[account] == best),
    )


DETECTOR = Detector(
    key=KEY,
    name="Name and language",
    version=2,
    family=Family.IDENTITY,
    sentence=(
        "{n} of {of:account} have a name in {script} script and post mostly in “{language}”; of {others:other account} "
        "in the data, {usual:percent} do.[ The data name no language for {identified:account}: {identifier} read it "
        "from the texts.]"
    ),
    caveat="A contrast of style between groups; it says nothing about any person.",
    innocent="People who live between languages, learners and fans of a foreign team look the same.",
    disarm=(),
    needs=frozenset({"posts", "texts"}),
    measure=measure,
)

EXAMPLE = {"n": 30, "of": 44, "script": "latin", "language": "ja", "others": 900, "usual": 0.01}
EXAMPLE |= {"identified": None, "identifier": None}
"""Numbers of an example sentence (made up), for the documentation."""
