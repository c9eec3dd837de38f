"""The team's figures: how verdicts bear out each detector, how long they take, how far people agree, what was missed.

All of it is about the team's verdicts, not about the truth: people saw the evidence before they judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.measures.agreement import Unit, ordinal_alpha, raw_agreement
from bot.model import Axis, Person, RightRole, VerdictKind, Vote
from bot.triage.access import need_role
from bot.triage.desk import Desk
from bot.triage.preferences import read_preferences
from bot.triage.schedule import DAY_MS
from storage import judged, votes
from storage.database import Transaction
from storage.judged import Judged

ENOUGH_VERDICTS = 10
"""Below so many verdicts a detector's share says "too few"."""
ENOUGH_GROUPS = 20
"""Below so many groups with two blind votes no agreement is told."""
COORDINATED = frozenset({VerdictKind.INAUTHENTIC, VerdictKind.UNCLEAR})
_PLACE = {Axis.NO: 0, Axis.UNSURE: 1, Axis.YES: 2}


@dataclass(frozen=True, slots=True)
class DetectorRecord:
    """Groups in which a detector gave evidence: judged coordinated, judged organic, judged something else."""

    detector: str
    coordinated: int
    organic: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """Votes that were given blind, before the quorum: alpha (None: nobody's answers vary) and raw agreement by axis."""

    groups: int
    acting_together: tuple[float | None, float | None]
    not_what_they_seem: tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Review:
    """Groups without a signal: found, drawn at random, judged of those, and judged to be something after all."""

    found: int
    drawn: int
    judged: int
    missed: int


@dataclass(frozen=True, slots=True)
class TeamStats:
    """The figures of the cases that one person can see; `days` 0 = since the beginning."""

    days: int
    verdicts: Mapping[VerdictKind, int]
    overrides: int
    detectors: tuple[DetectorRecord, ...]
    median_wait_ms: int | None
    slow_wait_ms: int | None
    agreement: Agreement
    review: Review


def team_stats(desk: Desk, person: Person, days: int = 0) -> TeamStats:
    """The figures of the last `days` days (0 = all) in the cases that the person can see."""
    need_role(person, RightRole.VIEWER, "read the team's figures")
    since = desk.now() - days * DAY_MS if days else 0
    with desk.database.reading() as tx:
        found = judged.judged(tx, person, since)
        everything, drawn = judged.unflagged(tx, person, since)
        units = _blind(tx, desk, person, found)
    waits = sorted(max(item.decided_at - item.shown_at, 0) for item in found)
    return TeamStats(
        days=days,
        verdicts={kind: sum(item.kind is kind for item in found) for kind in VerdictKind},
        overrides=sum(item.overridden for item in found),
        detectors=_detectors(found),
        median_wait_ms=_nearest(waits, 50),
        slow_wait_ms=_nearest(waits, 90),
        agreement=_agreement(units),
        review=_review(found, everything, drawn),
    )


def _detectors(found: Sequence[Judged]) -> tuple[DetectorRecord, ...]:
    keys = sorted({key for item in found for key in item.detectors}, key=lambda key: (len(key.rstrip("b")), key))
    return tuple(_record(key, [item.kind for item in found if key in item.detectors]) for key in keys)


def _record(key: str, kinds: Sequence[VerdictKind]) -> DetectorRecord:
    coordinated = sum(kind in COORDINATED for kind in kinds)
    organic = sum(kind is VerdictKind.ORGANIC for kind in kinds)
    return DetectorRecord(key, coordinated, organic, len(kinds) - coordinated - organic)


def _nearest(ordered: Sequence[int], percent: int) -> int | None:
    """The value at that percentile by nearest rank."""
    return ordered[max(-(-percent * len(ordered) // 100), 1) - 1] if ordered else None


def _review(found: Sequence[Judged], everything: int, drawn: int) -> Review:
    reviewed = [item for item in found if item.drawn]
    missed = sum(item.kind in COORDINATED or item.kind is VerdictKind.ODD for item in reviewed)
    return Review(everything, drawn, len(reviewed), missed)


def _blind(tx: Transaction, desk: Desk, person: Person, found: Sequence[Judged]) -> list[tuple[Vote, ...]]:
    """For each group the votes that were given before anybody could see another's."""
    quorums = {
        channel: read_preferences(tx, desk, person.team_id, channel).quorum
        for channel in {item.channel_id for item in found}
    }
    given = {item.cluster_id: votes.everything(tx, item.cluster_id) for item in found}
    return [
        blind_votes([vote for vote in given[item.cluster_id] if vote.version == item.version], quorums[item.channel_id])
        for item in found
    ]


def blind_votes(given: Sequence[Vote], quorum: int) -> tuple[Vote, ...]:
    """Each person's newest counted vote up to the one that reached the quorum: after it, people see the others'."""
    held: dict[str, Vote] = {}
    for vote in sorted(given, key=lambda vote: vote.id):
        if len(held) >= quorum:
            break
        if vote.counted:
            held[vote.user_id] = vote
        else:
            held.pop(vote.user_id, None)
    return tuple(held.values())


def _agreement(units: Sequence[Sequence[Vote]]) -> Agreement:
    pairs = [unit for unit in units if len(unit) > 1]
    together = [[_PLACE[vote.acting_together] for vote in unit if vote.acting_together] for unit in pairs]
    seem = [[_PLACE[vote.not_what_they_seem] for vote in unit if vote.not_what_they_seem] for unit in pairs]
    return Agreement(len(pairs), _figures(together), _figures(seem))


def _figures(units: Sequence[Unit]) -> tuple[float | None, float | None]:
    return ordinal_alpha(units), raw_agreement(units)
