"""What people read of clusters: a card, its accounts, the posts behind it, and exports."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.errors import InputError, NotFound
from bot.model import AccountStatus, Case, Cluster, Member, Note, Person, RightRole
from bot.report import BOOST, EvidencePost, SharedObject
from bot.reporting.exclusions import Exclusions
from bot.reporting.exported import CaseExport, ExportedCluster
from bot.triage.access import need_role, see_case, see_cluster
from bot.triage.case_memory import seen_before
from bot.triage.desk import Desk
from bot.triage.holders import holdings
from bot.triage.set_aside import evidence_of, exclusions_of, report_of
from bot.triage.verdicts import newest_of_each
from bot.triage.view_difference import difference_of
from bot.triage.views import ClusterView, Picture
from bot.triage.voting import state_of
from bot.triage.watch_list import watched_members
from storage import cases, clusters, drawings, journal, rechecks, runs, votes
from storage.clusters import Head
from storage.database import Transaction
from storage.drawings import PictureFile

MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True)
class AccountsPage:
    """One page of a cluster's accounts; `listed` counts those that are excluded or peripheral, too."""

    cluster_id: int
    case: Case
    key: str
    total: int
    listed: int
    page: int
    pages: int
    members: tuple[Member, ...]
    reasons: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class EvidencePair:
    """A shared object with both members; `first` is the post of `source`."""

    source: Member
    target: Member
    layer: str
    window_seconds: int | None
    weight: int
    object: str
    first: EvidencePost
    second: EvidencePost

    @property
    def seconds_apart(self) -> int:
        """Seconds between the two posts."""
        return abs(self.first.time - self.second.time)


@dataclass(frozen=True, slots=True)
class PairsPage:
    """One page of evidence pairs, the most surprising first; `purged` = raw posts have expired.

    `left_out` acts of accounts that people excluded, or on posts of theirs, are not among them; `ties` are what the
    others belong to.
    """

    cluster_id: int
    case: Case
    key: str
    total: int
    page: int
    pages: int
    pairs: tuple[EvidencePair, ...]
    purged: bool
    left_out: int = 0
    ties: int = 0


def view_cluster(desk: Desk, person: Person, cluster_id: int) -> ClusterView:
    """Everything that a cluster's card and its modals say."""
    with desk.database.reading() as tx:
        case, head = see_cluster(tx, person, cluster_id)
        return _view(tx, desk, person, case, head)


def find_cluster(desk: Desk, person: Person, case_id: int, key: str) -> ClusterView:
    """A case's cluster by its name, C0, C1 ..."""
    with desk.database.reading() as tx:
        case = see_case(tx, person, case_id)
        found = {head.key: head for head in clusters.heads(tx, [case.id])}
        if key.upper() not in found:
            hint = "It has " + ", ".join(found) + "." if found else "It has none yet."
            raise NotFound(f"Case {case.number} has no group {key}.", hint)
        return _view(tx, desk, person, case, found[key.upper()])


def picture(desk: Desk, person: Person, picture_id: int) -> Picture:
    """One picture, to upload it."""
    with desk.database.reading() as tx:
        row = drawings.picture(tx, person.team_id, picture_id)
        if row is None:
            raise NotFound("That picture is gone.")
        _, head = see_cluster(tx, person, row.cluster_id)
    return _picture(desk, head, row)


def list_accounts(desk: Desk, person: Person, cluster_id: int, *, page: int = 0, size: int = 20) -> AccountsPage:
    """One page of a cluster's accounts, with reasons and what speaks against; looking is audited."""
    with desk.database.transaction() as tx:
        case, head = see_cluster(tx, person, cluster_id)
        detail = {"cluster": head.key, "page": page}
        journal.record(tx, case.team_id, person.user_id, "see_accounts", case_id=case.id, detail=detail, at=desk.now())
        listed = clusters.count_members(tx, head.report_id)
        pages = max(1, -(-listed // size))
        page = min(max(page, 0), pages - 1)
        found = clusters.members(tx, head.id, head.report_id, first=page * size, size=size)
        reasons = clusters.reasons(tx, head.report_id, [member.account_id for member in found])
    return AccountsPage(head.id, case, head.key, head.size, listed, page, pages, found, reasons)


def list_pairs(desk: Desk, person: Person, cluster_id: int, *, page: int = 0, size: int = 10) -> PairsPage:
    """One page of the posts behind a cluster, pair by pair; looking is audited, excluded accounts are left out."""
    return _pairs(desk, person, cluster_id, "see_posts", page, size)


def export_pairs(desk: Desk, person: Person, cluster_id: int) -> PairsPage:
    """All the pairs at once, to take them away as a file; audited."""
    need_role(person, RightRole.ANALYST, "take the posts away as a file")
    return _pairs(desk, person, cluster_id, "export_posts", 0, MOST_PAIRS)


def _pairs(desk: Desk, person: Person, cluster_id: int, verb: str, page: int, size: int) -> PairsPage:
    with desk.database.transaction() as tx:
        case, head = see_cluster(tx, person, cluster_id)
        members = {member.account_id: member for member in clusters.members(tx, head.id, head.report_id)}
        rows, left_out = evidence_of(tx, head, exclusions_of(tx, head))
        detail = {"cluster": head.key, "page": page}
        journal.record(tx, case.team_id, person.user_id, verb, case_id=case.id, detail=detail, at=desk.now())
    pages = max(1, -(-len(rows) // size))
    page = min(max(page, 0), pages - 1)
    pairs = tuple(_pair(row, members) for row in rows[page * size : (page + 1) * size])
    return PairsPage(
        cluster_id=head.id,
        case=case,
        key=head.key,
        total=len(rows),
        page=page,
        pages=pages,
        pairs=pairs,
        purged=case.raw_purged_at is not None,
        left_out=left_out,
        ties=len({(row.source, row.target, row.layer, row.window_seconds) for row in rows if row.layer != BOOST}),
    )


def export_view(desk: Desk, person: Person, case_id: int, format_name: str) -> CaseExport:
    """A case for an export in that format: nobody excluded is in it, every vote is. Audited."""
    need_role(person, RightRole.ANALYST, "export a case")
    with desk.database.transaction() as tx:
        case = see_case(tx, person, case_id)
        view = gather_export(tx, desk, case)
        detail = {"format": format_name}
        journal.record(tx, case.team_id, person.user_id, "export", case_id=case.id, detail=detail, at=desk.now())
    return view


def gather_export(tx: Transaction, desk: Desk, case: Case) -> CaseExport:
    """A case as files of any kind hold it, for use cases that have asked for rights: nobody excluded, every vote."""
    shown = cases.shown_run(tx, case.id)
    run = runs.get(tx, shown) if shown is not None else None
    bare = runs.report(tx, shown) if shown is not None else None
    if run is None or bare is None:
        raise InputError(f"Case {case.number} has no result to export yet.", "Wait until its first run is done.")
    exported = tuple(_exported(tx, desk, case, head) for head in clusters.heads(tx, [case.id]) if head.current)
    named = {account.account_id for item in exported for account in item.cluster.report.accounts}
    out = Exclusions.together(item.exclusions for item in exported).but(named)
    report = replace(out.whole(bare), busiest=(), clusters=tuple(item.cluster.report for item in exported))
    return CaseExport(case, run, report, exported, bare.dataset.rejected, desk.now())


def _view(tx: Transaction, desk: Desk, person: Person, case: Case, head: Head) -> ClusterView:
    mine = [vote for vote in votes.everything(tx, head.id) if vote.user_id == person.user_id]
    my_vote = newest_of_each(vote for vote in mine if vote.version == head.version)
    my_earlier = newest_of_each(vote for vote in mine if vote.version < head.version)
    others = [item for item in clusters.heads(tx, [case.id]) if item.current and item.key != "C0"]
    drawn = drawings.newest(tx, head.report_id)
    cluster = _cluster(tx, desk, case, head, exclusions_of(tx, head))
    return ClusterView(
        case=case,
        cluster=cluster,
        state=state_of(tx, desk, case, head),
        my_vote=my_vote[0] if my_vote else None,
        my_earlier_vote=my_earlier[0] if my_earlier else None,
        recheck=rechecks.of_cluster(tx, head.id),
        pictures=tuple(_picture(desk, head, row) for row in drawn),
        notes=tuple(Note(*note) for note in clusters.notes(tx, head.id)),
        total=len(others),
        current=head.current,
        closed=case.status.value == "closed",
        claimed_by=head.claimed_by,
        report=runs.report(tx, head.run_id),
        seen_before=seen_before(tx, case, head, cluster.members),
        drawn=head.drawn,
        difference=difference_of(tx, head),
        holdings=holdings(tx, case, head.key),
        watched=watched_members(tx, case, cluster.members),
    )


def _cluster(tx: Transaction, desk: Desk, case: Case, head: Head, out: Exclusions, *, edges: bool = False) -> Cluster:
    state, report = state_of(tx, desk, case, head), report_of(tx, head, out, edges=edges)
    return Cluster(
        id=head.id,
        case_id=head.case_id,
        run_id=head.run_id,
        key=head.key,
        version=head.version,
        size=report.size,
        suggestion=head.suggestion,
        report=report,
        members=clusters.members(tx, head.id, head.report_id),
        verdict=state.verdict,
        votes_in=state.votes_in,
        card_ts=head.card_ts,
        claimed_by=head.claimed_by,
    )


def _picture(desk: Desk, head: Head, row: PictureFile) -> Picture:
    name = f"{head.key}-{row.number}.png"
    path = desk.data_dir / row.place
    return Picture(row.id, head.id, row.version, row.number, name, row.alt, path, row.slack_file_id)


def _pair(shared: SharedObject, members: Mapping[str, Member]) -> EvidencePair:
    return EvidencePair(
        members[shared.source],
        members[shared.target],
        shared.layer,
        shared.window_seconds,
        shared.weight,
        shared.object,
        shared.first,
        shared.second,
    )


def _exported(tx: Transaction, desk: Desk, case: Case, head: Head) -> ExportedCluster:
    out = exclusions_of(tx, head)
    cluster = _cluster(tx, desk, case, head, out, edges=True)
    excluded = sum(member.status is AccountStatus.EXCLUDED for member in cluster.members)
    kept = tuple(member for member in cluster.members if member.status is not AccountStatus.EXCLUDED)
    shared, _ = evidence_of(tx, head, out)
    return ExportedCluster(
        replace(cluster, members=kept),
        votes.everything(tx, head.id),
        votes.verdict_history(tx, head.id),
        excluded,
        shared,
        tuple(Note(*note) for note in clusters.notes(tx, head.id)),
        out,
    )
