"""A channel's comparison set: a case whose accounts the team holds to be organic, measured beside every later run."""

from collections.abc import Mapping

from bot.analysis.baseline import BaselineRates, rates_of
from bot.errors import Conflict, InputError
from bot.model import Case, Person, RightRole, Verdict, VerdictKind
from bot.triage.access import need_member, need_role, see_case
from bot.triage.desk import Desk
from storage import cases, clusters, journal, runs, votes
from storage.database import Transaction

KEY = "baseline_case"
DOUBTFUL = frozenset({VerdictKind.INAUTHENTIC, VerdictKind.UNCLEAR, VerdictKind.ODD})


def mark_baseline(desk: Desk, person: Person, case_id: int) -> BaselineRates:
    """Make a case its channel's comparison set, for the runs that start from now on.

    Raises:
        Conflict: the case has no finished analysis, or a verdict that its accounts are not organic.
    """
    need_role(person, RightRole.LEAD, "choose a comparison set")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id)
        heads = clusters.heads(tx, [case.id])
        found = votes.verdicts(tx, [head.id for head in heads])
        doubted = [head.key for head in heads if _kind(found, head.id, head.version) in DOUBTFUL]
        if doubted:
            raise Conflict(
                f"The team found {', '.join(doubted)} of case {case.number} not to be organic.",
                "A comparison set holds accounts that you trust: an ordinary topic, the same platform and month.",
            )
        rates = _rates(tx, case)
        if rates is None:
            raise Conflict(f"Case {case.number} has no finished analysis.", "Wait for its cards, then mark it.")
        journal.choose(tx, case.team_id, case.channel_id, KEY, str(case.number), by=person.user_id, at=desk.now())
        journal.record(tx, case.team_id, person.user_id, "mark_baseline", case_id=case.id, detail={}, at=desk.now())
        return rates


def clear_baseline(desk: Desk, person: Person, channel_id: str) -> None:
    """Later runs in the channel have no comparison set.

    Raises:
        InputError: there was none.
    """
    need_role(person, RightRole.LEAD, "choose a comparison set")
    need_member(person, channel_id)
    with desk.database.transaction() as tx:
        if not journal.chosen(tx, person.team_id, channel_id).get(KEY):
            raise InputError("This channel has no comparison set.", "Mark one with: /triage baseline 4")
        journal.choose(tx, person.team_id, channel_id, KEY, "", by=person.user_id, at=desk.now())
        detail = {"channel_id": channel_id}
        journal.record(tx, person.team_id, person.user_id, "clear_baseline", case_id=None, detail=detail, at=desk.now())


def baseline_for(tx: Transaction, case: Case) -> BaselineRates | None:
    """What the comparison set of the case's channel gave; None without one, or for the set itself."""
    number = journal.chosen(tx, case.team_id, case.channel_id).get(KEY, "")
    if not number.isdecimal() or int(number) == case.number:
        return None
    other = cases.of_channel(tx, case.team_id, case.channel_id, int(number))
    return _rates(tx, other) if other is not None else None


def _rates(tx: Transaction, case: Case) -> BaselineRates | None:
    shown = cases.shown_run(tx, case.id)
    report = runs.report(tx, shown) if shown is not None else None
    if report is None:
        return None
    heads = [head for head in clusters.heads(tx, [case.id]) if head.current and head.key != "C0"]
    return rates_of(report, [clusters.report(tx, head.report_id) for head in heads], f"case {case.number}")


def _kind(found: Mapping[tuple[int, int], Verdict | None], cluster_id: int, version: int) -> VerdictKind | None:
    verdict = found.get((cluster_id, version))
    return verdict.kind if verdict is not None else None
