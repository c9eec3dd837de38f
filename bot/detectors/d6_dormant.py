"""D6 Dormant, then active: accounts that lay still for a year or more and woke up with the group.

Sees: accounts of which the last post before the group's first shared act is at least 365 days older than their next
one, or which were made at least 365 days before their first post in the data; also a change of language over the
gap (where posts carry none, it is identified offline from the texts on both sides, and the sentence says so). Exports
often start with the campaign, and a silence that nobody could have seen is no silence: where the platform's post count
says that an account had posted before (more posts than the data hold), it counts only if those posts are fewer than one
a month over a year or more and the account now posts ten times as often.

Formula: share of the group's accounts with a gap, against all other accounts (binomial tail, p <= .01, three accounts
or more); statistic = log10 of the ratio of the shares, smoothed by one half.
Looks the same: people who come back for an election or a cup final; old accounts that only read.
Reference: dormant and bought accounts in platform takedown reports; T0150 of DISARM.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.measures.comparison import comparison
from bot.measures.languages import NOT_SAID, UNKNOWN, identified, identifier
from bot.measures.memo import remembered
from bot.measures.tables import accounts_of, posts_of
from bot.measures.tails import binomial_tail
from bot.protocols import Context, Detector, Group, Measurement, PostKind
from bot.report import Family

KEY = "D6"
DAY = 86_400
GAP = 365 * DAY
MONTH = 30 * DAY
MORE_OFTEN = 10
FEWEST = 3
FEWEST_OTHERS = 50


@dataclass(frozen=True, slots=True)
class Silence:
    """One account's longest gap: seconds, when it ended, the languages that the data give before and after it."""

    gap: int
    woke: int
    before: str
    after: str

    @property
    def flipped(self) -> bool:
        """Whether the data give another language after the gap than before it."""
        return bool(self.before and self.after and self.before != self.after)


def _language(rows: list[tuple[int, str]]) -> str:
    """The language of most posts; '' where unknown."""
    counts = Counter(language for _, language in rows if language not in NOT_SAID)
    return min(counts, key=lambda name: (-counts[name], name)) if counts else ""


def _nearly_silent(times: list[int], created: int, told: int) -> bool:
    """Whether posts from before the data are rarer than one a month, and now come ten times as often."""
    before, earlier = times[0] - created, told - len(times)
    now = len(times) / max(times[-1] - times[0], DAY)
    return before >= GAP and 0 <= earlier * MONTH < before and now >= MORE_OFTEN * earlier / before


def _silence(created: int, told: int, rows: list[tuple[int, str]]) -> Silence | None:
    """The longest gap of one account's posts (ascending); None where its history is not known."""
    times = [time for time, _ in rows]
    gaps = [(later - earlier, index) for index, (earlier, later) in enumerate(pairwise(times), 1)]
    if created >= 0 and (0 <= told <= len(rows) or _nearly_silent(times, created, told)):
        gaps.append((times[0] - created, 0))
    if not gaps:
        return None
    gap, index = max(gaps, key=lambda item: (item[0], -item[1]))
    return Silence(gap, times[index], _language(rows[:index]), _language(rows[index:]))


def _silences(context: Context) -> Mapping[int, Silence]:
    """The longest silence of every account whose history is known, gathered once a run."""

    def gather() -> Mapping[int, Silence]:
        posts, accounts = posts_of(context), accounts_of(context)
        rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row in np.lexsort((posts.time, posts.account)).tolist():
            rows[int(posts.account[row])].append((int(posts.time[row]), posts.language[row]))
        found = {
            account: _silence(int(accounts.created[account]), int(accounts.posts_total[account]), own)
            for account, own in rows.items()
        }
        return {account: silence for account, silence in found.items() if silence is not None}

    return remembered(context, "silences", gather)


def _read_flip(context: Context, account: int, woke: int) -> bool | None:
    """Whether an account's own texts change their language where it woke; None where they say too little."""
    posts = posts_of(context)
    own = np.flatnonzero((posts.account == account) & (posts.kind != PostKind.REPOST)).tolist()
    rows = [row for row in own if not posts.language[row]]
    before, after = (
        identified(context, [posts.text[row] for row in rows if (posts.time[row] < woke) == early])
        for early in (True, False)
    )
    return None if UNKNOWN in {before, after} else before != after


def _flips(context: Context, slept: Sequence[int], silences: Mapping[int, Silence]) -> tuple[int, int]:
    """(accounts that went on in another language, accounts of which the languages were read from texts)."""
    unnamed = [account for account in slept if not (silences[account].before or silences[account].after)]
    read = [_read_flip(context, account, silences[account].woke) for account in unnamed]
    given = sum(silences[account].flipped for account in slept)
    return given + sum(flip is True for flip in read), sum(flip is not None for flip in read)


def measure(context: Context, group: Group) -> Measurement:
    """Dormant accounts of the group against those among all others."""
    silences = _silences(context)
    members = set(group.everyone().tolist())
    known = sorted(members & silences.keys())
    outside = comparison(context, group.everyone())
    others = [silence for account, silence in silences.items() if outside[account]]
    if len(known) < FEWEST:
        return Measurement(applicable=False, why_not="the data do not reach back far enough to show a silence")
    if len(others) < FEWEST_OTHERS:
        return Measurement(applicable=False, why_not=f"fewer than {FEWEST_OTHERS} other accounts with a known history")
    slept = [account for account in known if silences[account].gap >= GAP]
    asleep = sum(silence.gap >= GAP for silence in others)
    usual = (asleep + 0.5) / (len(others) + 1)
    p_value = binomial_tail(len(slept), len(known), usual)
    if len(slept) < FEWEST or p_value > 0.01:
        return Measurement(applicable=True, support=0, value=len(slept) / len(known), statistic=0.0)
    woke = sorted(silences[account].woke for account in slept)
    flipped, read = _flips(context, slept, silences)
    return Measurement(
        applicable=True,
        support=len(slept),
        value=len(slept) / len(known),
        baseline=asleep / len(others),
        p_value=p_value,
        statistic=float(np.log10((len(slept) + 0.5) / (len(known) + 1) / usual)),
        numbers={
            "n": len(slept),
            "of": len(known),
            "silent": int(np.median([silences[account].gap for account in slept])) // DAY,
            "woke": [woke[len(woke) // 10], woke[-1 - len(woke) // 10]],
            "flipped": flipped,
            "identified": read,
            "identifier": identifier() if read else None,
            "others": len(others),
            "usual": asleep / len(others),
        },
        accounts=tuple(slept),
    )


DETECTOR = Detector(
    key=KEY,
    name="Silent for a year, then active",
    version=2,
    family=Family.HISTORY,
    sentence=(
        "{n} of {of:account} with a known history had been silent, or nearly so, for a year or more (median: "
        "{silent} days) and woke up on {woke:days}; of the {others:other account}, {usual:percent} had."
        "[ {flipped} of them went on in another language.]"
        "[ The data name no language for {identified:account} of them: {identifier} read it from the texts.]"
    ),
    caveat="Deleted posts look like silence.",
    innocent="People come back for an election or a final; some old accounts only read.",
    disarm=("T0150.002", "T0150.003", "T0150.004", "T0150.005", "T0150.006"),
    needs=frozenset({"posts", "times"}),
    measure=measure,
)

EXAMPLE = {
    "n": 31,
    "of": 44,
    "silent": 912,
    "woke": [1_619_568_000, 1_619_740_800],
    "flipped": 12,
    "identified": 0,
    "identifier": None,
    "others": 900,
    "usual": 0.02,
}
"""Numbers of an example sentence (made up), for the documentation."""
