"""What people read about findings: the only place that fills in detectors' templates, and hedges.

A template is a `str.format_map` string over a measurement's numbers. After a colon stands what the number is::

    {n:account}  271 accounts      {k:times}  3 times         {expected}   37 (small numbers: 0.4)
    {share:percent}  88 %          {first:day}  28 Apr 2021    {layer:did}  reposted the same posts

Sentences say what was seen, in how many accounts and posts, and how often otherwise. They never say who is behind it,
which side they take, that something is probable, or that an account is a machine.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from string import Formatter

from bot.protocols import Detector, Measurement
from bot.report import Dependence, Family, Finding, Neighbour, Role, Suggestion

DID = {
    "object": "acted on the same objects",
    "repost": "reposted the same posts",
    "url": "linked to the same pages",
    "domain": "linked to the same sites",
    "hashtag": "used the same rows of hashtags",
    "text": "posted the same texts",
    "similar": "posted nearly the same texts",
    "media": "posted the same pictures or videos",
    "reply": "replied to the same posts",
    "mention": "named the same accounts",
}
LAYER_NAMES = {
    "object": "same object",
    "repost": "same post reposted",
    "url": "same link",
    "domain": "same site",
    "hashtag": "same row of hashtags",
    "text": "same text",
    "similar": "nearly the same text",
    "media": "same picture or video",
    "reply": "replies to the same post",
    "mention": "same accounts named",
}
NEIGHBOURS_TOLD = 3
SUGGESTIONS = {
    Suggestion.REVIEW_FIRST: "Review first",
    Suggestion.COORDINATED_UNCLEAR: "Coordinated, authenticity unclear",
    Suggestion.ODD_ACCOUNTS: "Odd accounts",
    Suggestion.NO_SIGNAL: "No signal",
}
SUGGESTION_NOTES = {
    Suggestion.REVIEW_FIRST: (
        "Review first is a place in the queue: at least three different kinds of signal agree. "
        "It is not a finding about any one person."
    ),
    Suggestion.COORDINATED_UNCLEAR: (
        "These accounts act together more than chance explains. Whether they are what they seem is open: fan clubs, "
        "newsrooms and activists coordinate too."
    ),
    Suggestion.ODD_ACCOUNTS: (
        "These accounts differ from the others in the data, but nothing shows that they act together."
    ),
    Suggestion.NO_SIGNAL: "Nothing here stands out from the rest of the data.",
}
FAMILIES = {
    Family.SYNCHRONY: "timing and links",
    Family.CONTENT: "content",
    Family.HISTORY: "history",
    Family.IDENTITY: "names and pictures",
    Family.BEHAVIOUR: "response and rhythm",
    Family.DRIFT: "changes of identity",
}
ROLES = {
    Role.POSTER: "poster",
    Role.AMPLIFIER: "amplifier",
    Role.MEMBER: "member",
    Role.PERIPHERAL: "touches by one link",
}
NEEDS = {
    "posts": "the data hold shares without posts",
    "texts": "the data hold no texts",
    "reposts": "the data hold no reposts",
    "repost_authors": "the data do not say who wrote what was reposted",
    "replies": "the data do not say which posts are replies",
    "links": "the data hold no links",
    "hashtags": "the data hold no hashtags",
    "mentions": "the data do not say who was mentioned",
    "media": "the data do not say which pictures and videos were posted",
    "likes": "the data hold no counts of responses",
    "times": "the data hold no times",
    "created": "the data do not say when accounts were created",
    "followers": "the data hold no follower counts",
    "profiles": "the data hold no profile texts",
    "handles": "the data hold account ids without handles",
    "avatars": "the data hold no profile pictures",
    "pictures": "no profile pictures were given",
    "snapshots": "no earlier look at these accounts is known",
    "verified": "the data do not say which accounts are verified",
}
"""Why a detector could not look, by what the data lack."""
DEPENDS = {
    Dependence.ONE_PUBLIC: (
        "All this is about one account, and its public may have come at one time and for one reason: what they have in "
        "common counts as one kind of evidence, not as several."
    ),
    Dependence.NEWCOMERS: (
        "These accounts were new when they began to act, and newcomers take the handles that are proposed that week, "
        "have no followers yet and give what they came for a response beyond its size: with the creation dates this "
        "counts as one kind of evidence."
    ),
    Dependence.SAME_TEXTS: "These are the posts that the timing rests on: both count as one kind of evidence.",
    Dependence.WAVE: (
        "A wave of sign-ups brings people who never join the group, too, and may have brought all of them: it counts, "
        "but not as a kind of evidence of its own."
    ),
    Dependence.FEW: (
        "It holds for less than a fifth of the group, or of what the group passes on together: it is told, and does "
        "not count as evidence about the group."
    ),
}
"""Why a finding is no kind of evidence of its own."""
ATTACHED = "its posts were reposted by many of the group"
AUTHORITY = "one of those to whom most of the group's reposts go"
HUB = "one of those who give most of the group's reposts"
ALONE_NOTE = "That is no verdict: they have no place in the queue, and nothing shows that they act with others."
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
TOO_FEW = "too few for a group finding"
FORBIDDEN = re.compile(
    r"\b(bots?|likely|probabl[ye]|proves?|proven|fake|trolls?|russians?|chinese|iranians?|americans?|ukrainians?"
    r"|pro-\w+|left-wing|right-wing|nationality|ethnic\w*|religio\w*|government\w*)\b",
    re.IGNORECASE,
)
"""Words that no sentence of ours may hold."""


def number(value: float) -> str:
    """A count with thousands separators; other numbers short, without false precision."""
    if float(value).is_integer():
        return f"{int(value):,}"
    if abs(value) >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 0.1 else "under 0.1"


def percent(share: float) -> str:
    """A share as a percentage: whole from one per cent on, '0.1 %' below, 'under 0.1 %' below that."""
    points = 100 * share
    if points >= 0.95 or points == 0:
        return f"{points:.0f} %"
    return f"{points:.1f} %" if points >= 0.1 else "under 0.1 %"


def day(seconds: float) -> str:
    """A UTC date, as in '28 Apr 2021'."""
    when = datetime.fromtimestamp(seconds, tz=UTC)
    return f"{when.day} {when:%b %Y}"


def day_range(first: float, last: float) -> str:
    """'28 Apr 2021', '28–30 Apr 2021', '28 Apr – 3 May 2021'."""
    low, high = datetime.fromtimestamp(first, tz=UTC), datetime.fromtimestamp(last, tz=UTC)
    if low.date() == high.date():
        return day(first)
    if (low.year, low.month) == (high.year, high.month):
        return f"{low.day}–{day(last)}"
    start = f"{low.day} {low:%b}" if low.year == high.year else day(first)
    return f"{start} – {day(last)}"


def times(count: float) -> str:
    """'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(int(count), f"{int(count):,} times")


def counted(count: float, noun: str) -> str:
    """'1 pair', '4,118 pairs', '0.4 pairs'."""
    return f"{number(count)} {noun if count == 1 else noun + 's'}"


def holdings(posts: int, shares: int, accounts: int) -> str:
    """What a data set holds: '3 posts, 5 shares, 1 account'."""
    return f"{counted(posts, 'post')}, {counted(shares, 'share')}, {counted(accounts, 'account')}"


def listed(items: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    rows = list(items)
    return rows[0] if len(rows) == 1 else f"{', '.join(rows[:-1])} and {rows[-1]}" if rows else "none"


class Said:
    """A number of a measurement inside a template: formats itself by what stands after the colon."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __format__(self, spec: str) -> str:
        """Words for the value; an unknown word after the colon is the noun that is counted."""
        value = self.value
        if isinstance(value, (list, tuple)):
            return day_range(float(value[0]), float(value[1])) if spec == "days" else listed(map(str, value))
        if isinstance(value, (int, float)):
            return NUMBERS[spec](value) if spec in NUMBERS else counted(value, spec)
        if value is None:
            return "an unknown number"
        return {"did": DID, "kind": LAYER_NAMES}.get(spec, {}).get(str(value), str(value))


def _day_count(count: float) -> str:
    """'day', '3 days', as in 'the fullest 3 days'."""
    return "day" if count == 1 else f"{number(count)} days"


NUMBERS: Mapping[str, Callable[[float], str]] = {
    "": number,
    "percent": percent,
    "day": day,
    "day_count": _day_count,
    "times": times,
}
"""How a number is said, by what stands after the colon."""


def _part(match: re.Match[str], numbers: Mapping[str, object]) -> str:
    """An optional part of a template, or nothing if a number in it is nought or unknown."""
    names = {name for _, name, _, _ in Formatter().parse(match[1]) if name}
    return "" if any(numbers[name] is None or numbers[name] == 0 for name in names) else match[1]


def fill(template: str, numbers: Mapping[str, object]) -> str:
    """A template with its numbers in words; the first letter is made large.

    A part in square brackets is left out where one of its numbers is nought or unknown.
    """
    whole = OPTIONAL.sub(lambda match: _part(match, numbers), template)
    text = whole.format_map({name: Said(value) for name, value in numbers.items()}).strip()
    return text[:1].upper() + text[1:]


def sentence(detector: Detector, measurement: Measurement) -> str:
    """The evidence sentence; for what was looked for and not found, or could not be, it says that."""
    if not measurement.applicable:
        return f"{detector.name}: could not be looked for ({measurement.why_not})."
    if measurement.support == 0:
        return f"{detector.name}: looked for, nothing seen."
    return fill(detector.sentence, measurement.numbers)


def caveat(detector: Detector, measurement: Measurement) -> str:
    """How the finding could mislead; empty where there is none."""
    seen = measurement.applicable and measurement.support > 0
    return fill(detector.caveat, measurement.numbers) if seen else ""


def dependence(found: Finding) -> str:
    """Why a finding is no kind of evidence of its own; empty where it is one."""
    return DEPENDS[found.dependence] if found.dependence else ""


def innocent(detector: Detector, measurement: Measurement) -> str:
    """The innocent crowd that could look like this; empty where nothing was seen."""
    seen = measurement.applicable and measurement.support > 0
    return fill(detector.innocent, measurement.numbers) if seen else ""


def strength(axis: float) -> str:
    """An axis in words: none, weak, moderate, strong. Ordinal and uncalibrated."""
    if axis < 0.3:
        return "none"
    return "weak" if axis < 1.0 else "moderate" if axis < 1.5 else "strong"


def tied_to(others: int) -> str:
    """Why an account is in a cluster: how many of its accounts it is tied to."""
    return f"tied to {counted(others, 'other account')} of the group"


def alone(accounts: int) -> str:
    """How many accounts outside the groups stand out by themselves."""
    stands = "stands out by itself" if accounts == 1 else "stand out by themselves"
    return f"{counted(accounts, 'account')} outside the groups {stands}."


def tied_to_groups(neighbours: Sequence[Neighbour]) -> str:
    """The other groups that a group's accounts are tied to, by what; "" where there are none."""
    shown = neighbours[:NEIGHBOURS_TOLD]
    by = [", ".join(LAYER_NAMES.get(layer, layer) for layer in item.layers) for item in shown]
    told = [f"{item.id} ({counted(item.pairs, 'pair')}: {what})" for item, what in zip(shown, by, strict=True)]
    more = f" and {len(neighbours) - NEIGHBOURS_TOLD} more" if len(neighbours) > NEIGHBOURS_TOLD else ""
    return f"{', '.join(told)}{more}"


def could_not_run(name: str, reason: str) -> str:
    """The line of a detector that broke."""
    return f"{name} could not run: {reason}"
