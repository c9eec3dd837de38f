"""Two cases side by side: how much of each data set stands under which kind of evidence, and pictures of both.

Counts come from the stored results, so they can be compared when raw posts are gone; pictures need the tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.analysis.baseline import NAMES, missing_of, under_signs
from bot.analysis.pipeline import DATA
from bot.analysis.side_by_side import Side
from bot.errors import Conflict, InputError
from bot.measures.intervals import newcombe
from bot.model import Case, Person, RightRole
from bot.report import ClusterReport, Suggestion
from bot.triage.access import need_role, see_case
from bot.triage.desk import Desk
from bot.triage.mark_baseline import KEY
from bot.triage.set_aside import exclusions_of, report_of
from storage import cases, clusters, journal, runs
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class ShareBeside:
    """One kind of evidence: accounts under it in both cases; `low` and `high` bound the difference of the shares.

    `why` and `other_why` tell that it could not be looked for there: then there is no difference to speak of.
    """

    detector: str
    accounts: int
    other_accounts: int
    low: float | None
    high: float | None
    why: str = ""
    other_why: str = ""


@dataclass(frozen=True, slots=True)
class CaseSide:
    """One of the two: its data, groups by suggestion, and accounts in any group."""

    case: Case
    accounts: int
    posts: int
    first: int | None
    last: int | None
    groups: int
    review_first: int
    clustered: int
    purged: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """Two cases side by side; `clustered` is the row of all groups together, `by_detector` one row each.

    `unlike` names the detectors whose versions differ between the two: their rows compare two measures.
    """

    left: CaseSide
    right: CaseSide
    clustered: ShareBeside
    by_detector: tuple[ShareBeside, ...]
    sides: tuple[Side, Side] | None
    unlike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Result:
    side: CaseSide
    signs: dict[str, frozenset[str]]
    missing: dict[str, str]
    members: frozenset[str]
    data: Side
    versions: dict[str, int]


def compare_cases(desk: Desk, person: Person, case_id: int, other_id: int) -> Beside:
    """The two cases, if the person may see both; recorded in both.

    Raises:
        NotFound: one of them does not exist for this person.
        InputError: they are one and the same. Conflict: one has no result yet.
    """
    need_role(person, RightRole.VIEWER, "compare cases")
    if case_id == other_id:
        raise InputError("A case is not compared with itself.", "Name two, for example: compare 4 7")
    with desk.database.transaction() as tx:
        seen = [see_case(tx, person, one) for one in (case_id, other_id)]
        left, right = (_result(tx, desk, case) for case in seen)
        for case, beside in zip(seen, reversed(seen), strict=True):
            detail = {"with": beside.number if beside.channel_id == case.channel_id else 0}
            journal.record(tx, case.team_id, person.user_id, "compare", case_id=case.id, detail=detail, at=desk.now())
    return beside_of(left, right)


def comparison_set(desk: Desk, person: Person, case_id: int) -> int:
    """The number of the comparison set of the case's channel.

    Raises:
        InputError: there is none.
    """
    with desk.database.reading() as tx:
        case = see_case(tx, person, case_id)
        number = journal.chosen(tx, case.team_id, case.channel_id).get(KEY, "")
    if not number.isdecimal() or int(number) == case.number:
        raise InputError(
            "Compared with what? This channel has no comparison set.",
            f"Name a second case, for example: compare {case.number} 7. Or press Compare… on the case's first message.",
        )
    return int(number)


def beside_of(left: _Result, right: _Result) -> Beside:
    """The rows: every kind of evidence that either case has, the largest share first."""
    keys = [key for key in NAMES if key in left.signs or key in right.signs]
    rows = [_row(key, left, right) for key in keys]
    together = _share("", len(left.members), len(right.members), left, right)
    rows.sort(key=lambda row: -max(row.accounts / left.side.accounts, row.other_accounts / right.side.accounts))
    drawn = None if left.side.purged or right.side.purged else (left.data, right.data)
    both = [key for key in keys if key in left.versions and key in right.versions]
    unlike = tuple(key for key in both if left.versions[key] != right.versions[key])
    return Beside(left.side, right.side, together, tuple(rows), drawn, unlike)


def _row(key: str, left: _Result, right: _Result) -> ShareBeside:
    counts = [len(one.signs.get(key, ())) for one in (left, right)]
    reasons = [one.missing.get(key, "") if key not in one.signs else "" for one in (left, right)]
    if any(reasons):
        return ShareBeside(key, counts[0], counts[1], None, None, *reasons)
    return _share(key, counts[0], counts[1], left, right)


def _share(key: str, accounts: int, other: int, left: _Result, right: _Result) -> ShareBeside:
    low, high = newcombe(accounts, left.side.accounts, other, right.side.accounts)
    return ShareBeside(key, accounts, other, low, high)


def _result(tx: Transaction, desk: Desk, case: Case) -> _Result:
    shown = cases.shown_run(tx, case.id)
    run = runs.get(tx, shown) if shown is not None else None
    report = runs.report(tx, shown) if shown is not None else None
    if run is None or report is None or not report.dataset.accounts:
        raise Conflict(f"Case {case.number} has no finished analysis.", "Wait for its cards, then compare.")
    found = _groups(tx, case)
    members = frozenset(account for group in found for account in _members(group))
    data = report.dataset
    side = CaseSide(
        case=case,
        accounts=data.accounts,
        posts=data.posts or data.shares,
        first=data.first,
        last=data.last,
        groups=len(found),
        review_first=sum(group.suggestion is Suggestion.REVIEW_FIRST for group in found),
        clustered=len(members),
        purged=case.raw_purged_at is not None,
    )
    folder = desk.run_folder(case.id, run.number) / DATA
    versions = {item.detector: item.version for group in found for item in group.findings}
    data_of = Side(f"Case {case.number}", folder)
    return _Result(side, under_signs(found), missing_of(report), members, data_of, versions)


def _groups(tx: Transaction, case: Case) -> Sequence[ClusterReport]:
    heads = [head for head in clusters.heads(tx, [case.id]) if head.current and head.key != "C0"]
    return [report_of(tx, head, exclusions_of(tx, head)) for head in heads]


def _members(group: ClusterReport) -> list[str]:
    return [account.account_id for account in group.accounts if account.role.value != "peripheral"]
