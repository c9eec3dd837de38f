"""Where accounts and sites were seen: rows of published reports, in cases that the person may see."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, or_, select
from sqlmodel import col

from bot.model import Person
from storage.cases import visible
from storage.database import Transaction
from storage.sight_tables import SiteRow
from storage.tables import CaseRow, ClusterReportRow, ClusterRow, MemberRow


def add_sites(tx: Transaction, team_id: str, report_id: int, sites: Mapping[str, int]) -> None:
    """Stage the sites of a report, with how many accounts shared each."""
    tx.session.add_all(
        SiteRow(cluster_report_id=report_id, site=site, team_id=team_id, accounts=number)
        for site, number in sorted(sites.items())
    )


def of_accounts(tx: Transaction, person: Person, names: Collection[str]) -> Mapping[int, Mapping[str, int]]:
    """{report: {account id: place}} of accounts with one of these ids or handles (in lower case, without a sign)."""
    wanted = [*names, *(f"@{name}" for name in names)]
    known = or_(func.lower(col(MemberRow.handle)).in_(wanted), func.lower(col(MemberRow.account_id)).in_(wanted))
    statement = (
        select(MemberRow)
        .join(ClusterReportRow, col(ClusterReportRow.id) == col(MemberRow.cluster_report_id))
        .join(ClusterRow, col(ClusterRow.id) == col(ClusterReportRow.cluster_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(visible(person), known)
    )
    found: dict[int, dict[str, int]] = {}
    for row in tx.session.execute(statement).scalars():
        found.setdefault(row.cluster_report_id, {})[row.account_id] = row.position
    return found


def of_site(tx: Transaction, person: Person, site: str) -> Mapping[int, int]:
    """{report: accounts that shared it} of a site."""
    statement = (
        select(SiteRow)
        .join(ClusterReportRow, col(ClusterReportRow.id) == col(SiteRow.cluster_report_id))
        .join(ClusterRow, col(ClusterRow.id) == col(ClusterReportRow.cluster_id))
        .join(CaseRow, col(CaseRow.id) == col(ClusterRow.case_id))
        .where(visible(person), col(SiteRow.site) == site)
    )
    return {row.cluster_report_id: row.accounts for row in tx.session.execute(statement).scalars()}


def cases_of(tx: Transaction, person: Person, report_ids: Collection[int]) -> tuple[int, ...]:
    """The cases of these reports that the person may see."""
    statement = (
        select(col(CaseRow.id))
        .join(ClusterRow, col(ClusterRow.case_id) == col(CaseRow.id))
        .join(ClusterReportRow, col(ClusterReportRow.cluster_id) == col(ClusterRow.id))
        .where(visible(person), col(ClusterReportRow.id).in_(list(report_ids)))
        .distinct()
    )
    return tuple(found for found in tx.session.execute(statement).scalars() if found is not None)
