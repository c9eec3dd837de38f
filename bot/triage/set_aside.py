"""The one way to a group's report and evidence for people: without the accounts that were excluded, and their posts."""

from collections.abc import Mapping

from bot.report import ClusterReport, SharedObject
from bot.reporting.exclusions import NOBODY, Exclusions
from storage import clusters, marks
from storage.clusters import Head
from storage.codec import decode
from storage.database import Transaction

Handles = Mapping[str, frozenset[str]]


def exclusions_of(tx: Transaction, head: Head) -> Exclusions:
    """Whom people excluded from this group, and from others of its case where this one does not name them."""
    excluded = marks.excluded(tx, head.case_id)
    if not excluded:
        return NOBODY
    members = {member.account_id for member in clusters.members(tx, head.id, head.report_id)}
    wanted = names_out(excluded, {head.id}, members)
    return Exclusions(wanted, _rows(tx, head), clusters.report(tx, head.report_id).authors) if wanted else NOBODY


def names_out(excluded: Mapping[int, Handles], own: set[int], members: set[str] | frozenset[str]) -> Handles:
    """{account: handles} of those excluded from the clusters `own`, and of those from others who are no members."""
    found: dict[str, frozenset[str]] = {}
    for cluster_id, accounts in excluded.items():
        for account, handles in accounts.items():
            if cluster_id in own or account not in members:
                found[account] = found.get(account, frozenset()) | handles
    return found


def report_of(tx: Transaction, head: Head, out: Exclusions, *, edges: bool = False) -> ClusterReport:
    """The group's report without them, with its edges where asked for."""
    return out.report(clusters.report(tx, head.report_id, edges=edges))


def evidence_of(tx: Transaction, head: Head, out: Exclusions) -> tuple[tuple[SharedObject, ...], int]:
    """The group's rows of evidence without theirs, the most surprising first, and how many are left out."""
    rows = _rows(tx, head)
    kept = out.shared(rows)
    return kept, len(rows) - len(kept)


def anything_kept(tx: Transaction, head: Head) -> bool:
    """Whether there is evidence at all: after raw posts have expired there is none."""
    return bool(clusters.evidence(tx, head.report_id))


def _rows(tx: Transaction, head: Head) -> tuple[SharedObject, ...]:
    return tuple(decode(SharedObject, row) for row in clusters.evidence(tx, head.report_id))
