"""What happened in a case, in order, as its members may read it: votes stay hidden until their quorum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.model import Case, Person, Vote
from bot.triage.access import see_case
from bot.triage.desk import Desk
from bot.triage.preferences import read_preferences
from storage import clusters, journal, runs, votes
from storage.clusters import Head
from storage.database import Transaction

TOLD = frozenset(
    {
        "vote", "override", "reopen_group", "mark_account", "note", "export", "claim", "release_claim", "ask",
        "recheck", "closed", "reopened", "held", "released", "set_sensitivity", "add_data", "mark_baseline", "handover",
        "publication", "purge", "purge_case", "run",
    }
)  # fmt: skip
"""What a history tells; looks are in the trail that a lead exports."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened. `hidden`: somebody else's vote before the quorum; then nobody is named."""

    at: int
    user_id: str
    verb: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    vote: Vote | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class CaseStory:
    """A case and what happened in it, oldest first."""

    case: Case
    lines: tuple[StoryLine, ...]


def case_story(desk: Desk, person: Person, case_id: int) -> CaseStory:
    """What happened in a case; reading it is kept, as every look is."""
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id, purged=True)
        found = journal.events(tx, case.team_id, case.id)
        quorum = read_preferences(tx, desk, case.team_id, case.channel_id).quorum
        heads = clusters.heads(tx, [case.id])
        given = _votes(tx, heads, quorum)
        lines = _with_notes(tx, heads, [_line(person, given, *event) for event in found if event[2] in TOLD])
        lines += [
            StoryLine(at, user_id, "run", {"number": number, "state": state})
            for number, user_id, at, state in runs.requests(tx, case.id)
        ]
        journal.record(tx, case.team_id, person.user_id, "read_history", case_id=case.id, detail={}, at=desk.now())
    return CaseStory(case, tuple(sorted(lines, key=lambda line: line.at)))


def _votes(tx: Transaction, heads: Sequence[Head], quorum: int) -> Mapping[int, tuple[Vote, bool]]:
    """Each vote by its id, and whether its version's votes are open."""
    decided = votes.verdicts(tx, [head.id for head in heads])
    found: dict[int, tuple[Vote, bool]] = {}
    for head in heads:
        everything = votes.everything(tx, head.id)
        for vote in everything:
            people = {one.user_id for one in everything if one.version == vote.version and one.counted}
            found[vote.id] = (vote, len(people) >= quorum or (head.id, vote.version) in decided)
    return found


def _with_notes(tx: Transaction, heads: Sequence[Head], lines: Sequence[StoryLine]) -> list[StoryLine]:
    """The lines, those of notes with their texts: a group's notes and their events came in the same order."""
    written = {head.key: iter([text for _, text, _ in clusters.notes(tx, head.id)]) for head in heads}
    return [
        replace(line, detail={**line.detail, "text": next(written.get(str(line.detail.get("cluster")), iter(())), "")})
        if line.verb == "note"
        else line
        for line in lines
    ]


def _line(
    person: Person,
    given: Mapping[int, tuple[Vote, bool]],
    at: int,
    user_id: str,
    verb: str,
    detail: Mapping[str, Any],
) -> StoryLine:
    if verb != "vote":
        return StoryLine(at, user_id, verb, detail)
    vote, is_open = given.get(int(detail.get("vote", 0)), (None, False))
    if is_open or user_id == person.user_id:
        return StoryLine(at, user_id, verb, detail, vote)
    return StoryLine(at, "", verb, {"cluster": detail.get("cluster", "")}, hidden=True)
