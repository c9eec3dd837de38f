"""How a run could be wrong and what it could not look for, as people read it."""

from collections.abc import Iterator

from bot.report import FalseAlarmCard, Report
from bot.reporting import wording

TOPICS = {
    "texts": "wording",
    "reposts": "reposts",
    "repost_authors": "whose posts were reposted",
    "replies": "replies",
    "quotes": "quotes",
    "links": "links",
    "hashtags": "hashtags",
    "mentions": "mentions",
    "media": "pictures and videos",
    "likes": "counts of responses",
    "times": "timing",
    "seconds": "seconds between posts",
    "created": "creation dates",
    "followers": "follower counts",
    "profiles": "profile texts",
    "handles": "handles",
}
"""What cannot be looked for, by what the data lack. Words without a topic here hide nothing that is looked for."""
OF_POSTS = (
    "texts",
    "reposts",
    "repost_authors",
    "replies",
    "quotes",
    "links",
    "hashtags",
    "mentions",
    "media",
    "likes",
)
OF_PROFILES = ("created", "followers", "profiles", "handles")
SHORT = {
    wording.NEEDS["pictures"]: ("profile pictures", "none given"),
    wording.NEEDS["snapshots"]: ("changes of identity", "no earlier look yet"),
}
IN_THE_DATA = frozenset(wording.NEEDS.values()) - SHORT.keys()
"""Reasons of single detectors that the topics have said already."""


def not_looked_for(report: Report) -> list[str]:
    """What could not be looked for, each thing once and with its reason; what broke is named as broken."""
    topics = list(_topics(frozenset(report.dataset.lacks)))
    told = [f"{wording.listed(topics)} (not in the data)"] if topics else []
    broken = [f"{error.detector} could not run: {error.reason}" for error in report.detector_errors]
    return [*told, *_by_reason(report), *broken]


def _topics(lacks: frozenset[str]) -> Iterator[str]:
    """Topics that the data say nothing of; where no post or no profile is there, a few words for all of it."""
    said: set[str] = set()
    if "posts" in lacks:
        yield "anything inside posts"
        said |= {*OF_POSTS}
    if lacks.issuperset(OF_PROFILES):
        yield "anything about the accounts themselves"
        said |= {*OF_PROFILES}
    yield from (topic for word, topic in TOPICS.items() if word in lacks - said)


def _by_reason(report: Report) -> list[str]:
    """What is no fault of the data: not given, not watched yet, too coarse, switched off."""
    by_reason: dict[str, list[str]] = {}
    for line in report.false_alarm_card.not_applicable:
        what, _, why = line.partition(": ")
        topic, reason = SHORT.get(why, (what, why))
        titles = by_reason.setdefault(reason, [])
        if why not in IN_THE_DATA and topic not in titles:
            titles.append(topic)
    return [f"{', '.join(titles)}{f' ({why})' if why else ''}" for why, titles in by_reason.items() if titles]


def by_coincidence(card: FalseAlarmCard) -> str:
    """What the null of this very data set gives."""
    if not card.null_runs:
        return "Not measured: nothing here could be shuffled in time."
    return (
        f"{wording.counted(card.null_alarms, 'group')} in {card.null_runs} time-shuffled copies of these data; "
        f"{wording.counted(card.expected_chance_edges, 'kept tie')} expected by chance."
    )


def in_organic_crowds(card: FalseAlarmCard) -> str:
    """What the same analysis gives on accounts that the team holds to be organic."""
    if card.baseline is None:
        return "Not measured: there was no set of ordinary accounts to compare with."
    groups = sum(card.baseline["alarms"].values())
    return (
        f"{wording.counted(groups, 'group')} of {wording.counted(card.baseline['clustered'], 'account')} "
        f"among the {wording.counted(card.baseline['accounts'], 'account')} of {card.baseline['name']}."
    )
