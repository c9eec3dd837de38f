"""What people read of cases: one case's status card, lists, what is due, the App Home."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.errors import NotFound
from bot.model import Case, CaseStatus, Person, Recheck, RecheckState, Run, RunState
from bot.report import Rejected
from bot.triage.access import see_case
from bot.triage.desk import Desk
from bot.triage.holders import holdings
from bot.triage.preferences import read_own, read_preferences
from bot.triage.purge_case import purge_facts
from bot.triage.views import CaseView, ClusterLine, FileLine, OwnPreferences, Preferences
from bot.triage.voting import states, votes_wanted
from storage import cases, clusters, files, journal, rechecks, runs, votes
from storage.database import Transaction

Which = Literal["open", "mine", "flagged", "all"]
_MANY = 200


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    case: Case
    run: Run | None
    clusters: int
    votes_wanted: int
    disputed: int


@dataclass(frozen=True, slots=True)
class DueLine:
    """A recheck in a list."""

    recheck: Recheck
    case_number: int
    case_title: str
    channel_id: str
    key: str
    size: int


@dataclass(frozen=True, slots=True)
class Home:
    """A person's App Home."""

    my_votes: tuple[ClusterLine, ...]
    open_cases: tuple[CaseLine, ...]
    due: tuple[DueLine, ...]
    disputed: tuple[ClusterLine, ...]
    preferences: Preferences
    claimed: tuple[ClusterLine, ...]
    own: OwnPreferences


def find_case(desk: Desk, person: Person, number: int) -> Case:
    """The team's n-th case."""
    with desk.database.reading() as tx:
        case = cases.by_number(tx, person, number)
    if case is None:
        raise NotFound(f"There is no case {number} that you can see.", "/triage cases lists those you can see.")
    return case


def case_of_thread(desk: Desk, person: Person, channel_id: str, thread_ts: str) -> Case | None:
    """The case of a thread, if it has one."""
    with desk.database.reading() as tx:
        return cases.by_thread(tx, person, channel_id, thread_ts)


def view_case(desk: Desk, person: Person, case_id: int) -> CaseView:
    """Everything that the case's first message says."""
    with desk.database.reading() as tx:
        case = see_case(tx, person, case_id, purged=True)
        done, shown = runs.of_case(tx, case.id), cases.shown_run(tx, case.id)
        held = tuple(
            FileLine(item.file.number, item.file.name, item.file.size, item.state, item.error)
            for item in files.of_case(tx, case.id)
        )
        lines = _lines(tx, desk, [case])
        wanted = [line for line in lines if line.votes_wanted]
        return CaseView(
            case=case,
            run=done[-1] if done else None,
            report=runs.report(tx, shown) if shown is not None else None,
            clusters=lines,
            votes_wanted=sum(line.votes_wanted for line in wanted),
            waiting_since=min((line.waiting_since for line in wanted), default=0),
            quorum=read_preferences(tx, desk, case.team_id, case.channel_id).quorum,
            files=held,
            missing=_missing(case, held, done),
            held=bool(case.held_by),
            rechecks=rechecks.of_cases(tx, [case.id]),
            run_count=len(done),
            holdings=holdings(tx, case),
            purge=purge_facts(tx, case),
        )


def list_cases(desk: Desk, person: Person, which: Which = "open", *, limit: int = 50) -> tuple[CaseLine, ...]:
    """Cases that the person can see, newest first: open, opened by me, with a dispute, or all."""
    with desk.database.reading() as tx:
        return _case_lines(tx, desk, person, which, limit)


def list_due(desk: Desk, person: Person) -> tuple[DueLine, ...]:
    """Rechecks that are scheduled, the next one first."""
    with desk.database.reading() as tx:
        return due_lines(tx, person)


def my_votes(desk: Desk, person: Person) -> tuple[ClusterLine, ...]:
    """Clusters that want this person's vote, the longest waiting first."""
    with desk.database.reading() as tx:
        return _my_votes(tx, person, open_lines(tx, desk, person))


def view_home(desk: Desk, person: Person) -> Home:
    """The person's App Home."""
    with desk.database.reading() as tx:
        lines = open_lines(tx, desk, person)
        return Home(
            my_votes=_my_votes(tx, person, lines),
            open_cases=_case_lines(tx, desk, person, "open", 50),
            due=due_lines(tx, person),
            disputed=tuple(line for line in lines if line.state.disputed and line.current),
            preferences=read_preferences(tx, desk, person.team_id, ""),
            claimed=tuple(line for line in lines if line.claimed_by == person.user_id and line.current),
            own=read_own(tx, person.team_id, person.user_id),
        )


def open_lines(tx: Transaction, desk: Desk, person: Person) -> tuple[ClusterLine, ...]:
    """Every group of the open cases that the person may see."""
    return _lines(tx, desk, _open(tx, person))


def rejected_rows(desk: Desk, person: Person, case_id: int) -> tuple[Rejected, ...]:
    """The rows that could not be read, with line and reason (as many as the run kept); looking is audited."""
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id)
        journal.record(tx, case.team_id, person.user_id, "see_rejected", case_id=case.id, detail={}, at=desk.now())
        shown = cases.shown_run(tx, case.id)
        report = runs.report(tx, shown) if shown is not None else None
    return report.dataset.rejected if report is not None else ()


def _open(tx: Transaction, person: Person) -> tuple[Case, ...]:
    return cases.listed(tx, person, status=CaseStatus.OPEN, opened_by="", limit=_MANY)


def _lines(tx: Transaction, desk: Desk, found: Sequence[Case]) -> tuple[ClusterLine, ...]:
    known = {case.id: case for case in found}
    heads = clusters.heads(tx, known)
    quorums = {case.id: read_preferences(tx, desk, case.team_id, case.channel_id).quorum for case in found}
    standing = states(tx, heads, quorums)
    return tuple(
        ClusterLine(
            cluster_id=head.id,
            case_id=head.case_id,
            case_number=known[head.case_id].number,
            case_title=known[head.case_id].title,
            channel_id=known[head.case_id].channel_id,
            key=head.key,
            version=head.version,
            size=head.size,
            suggestion=head.suggestion,
            state=standing[head.id],
            current=head.current,
            waiting_since=head.since,
            card_ts=head.card_ts,
            claimed_by=head.claimed_by,
            votes_wanted=votes_wanted(head, standing[head.id]),
            drawn=head.drawn,
        )
        for head in heads
    )


def _my_votes(tx: Transaction, person: Person, lines: Sequence[ClusterLine]) -> tuple[ClusterLine, ...]:
    given = votes.counting(tx, [line.cluster_id for line in lines])
    mine = {
        (vote.cluster_id, vote.version) for found in given.values() for vote in found if vote.user_id == person.user_id
    }
    wanted = [line for line in lines if line.votes_wanted and (line.cluster_id, line.version) not in mine]
    return tuple(sorted(wanted, key=lambda line: (line.waiting_since, line.cluster_id)))


def _case_lines(tx: Transaction, desk: Desk, person: Person, which: Which, limit: int) -> tuple[CaseLine, ...]:
    status = CaseStatus.OPEN if which in {"open", "flagged"} else None
    opened_by = person.user_id if which == "mine" else ""
    found = cases.listed(tx, person, status=status, opened_by=opened_by, limit=limit)
    lines = _lines(tx, desk, found)
    rows = [_case_line(tx, case, [line for line in lines if line.case_id == case.id]) for case in found]
    return tuple(row for row in rows if which != "flagged" or row.disputed)


def _case_line(tx: Transaction, case: Case, lines: Sequence[ClusterLine]) -> CaseLine:
    done = runs.of_case(tx, case.id)
    wanted = sum(line.votes_wanted for line in lines)
    disputed = sum(line.state.disputed for line in lines)
    return CaseLine(case, done[-1] if done else None, sum(line.current for line in lines), wanted, disputed)


def due_lines(tx: Transaction, person: Person) -> tuple[DueLine, ...]:
    """Rechecks of the cases that the person may see, the next one first."""
    known = {case.id: case for case in cases.listed(tx, person, status=None, opened_by="", limit=_MANY)}
    heads = {head.id: head for head in clusters.heads(tx, known)}
    return tuple(
        DueLine(
            item,
            known[item.case_id].number,
            known[item.case_id].title,
            known[item.case_id].channel_id,
            heads[item.cluster_id].key,
            heads[item.cluster_id].size,
        )
        for item in rechecks.of_cases(tx, known)
        if item.state is not RecheckState.STOPPED and item.cluster_id in heads
    )


def _missing(case: Case, held: Sequence[FileLine], done: Sequence[Run]) -> str:
    if any(file.state == "unclear" for file in held):
        return "The columns of a file have to be confirmed first."
    if any(file.state == "wanted" for file in held):
        return "Waiting for the files."
    if done and (done[-1].state is not RunState.FAILED or held):
        return ""
    if any(file.state == "stored" for file in held):
        return ""
    if case.handles and not case.source:
        platforms = sorted({handle.partition(":")[0] for handle in case.handles})
        return f"No source is set up for {', '.join(platforms)}: add a file with these accounts' posts."
    return "" if done else "A file with posts is still to come."
