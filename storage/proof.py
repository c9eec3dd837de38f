"""Holds and packages: what was frozen, what left the house, and who has it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlmodel import col

from storage.database import Transaction
from storage.proof_tables import HeldFileRow, HoldRow, PackageAccountRow, PackageRow, SentFileRow


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A frozen file; `place` is relative to the data folder, `report_id` what it was taken of."""

    report_id: int
    name: str
    kind: str
    items: int
    size: int
    sha256: str
    place: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody froze these files; `released_at` is None while they hold."""

    user_id: str
    reason: str
    at: int
    released_at: int | None
    files: tuple[HeldFile, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that left the house. `groups`: cluster_id, key, version, verdict, accounts (how many)."""

    id: int
    kind: str
    recipient: str
    user_id: str
    sha256: str
    groups: tuple[Mapping[str, Any], ...]
    at: int


def add_hold(
    tx: Transaction, team_id: str, case_id: int, user_id: str, reason: str, frozen: Iterable[HeldFile], at: int
) -> int:
    """Keep that someone froze these files."""
    row = HoldRow(team_id=team_id, case_id=case_id, user_id=user_id, reason=reason, at=at)
    tx.session.add(row)
    tx.session.flush()
    tx.session.add_all(
        HeldFileRow(
            team_id=team_id,
            hold_id=row.id or 0,
            cluster_report_id=item.report_id,
            name=item.name,
            kind=item.kind,
            items=item.items,
            size=item.size,
            sha256=item.sha256,
            place=item.place,
        )
        for item in frozen
    )
    tx.session.flush()
    return row.id or 0


def release(tx: Transaction, case_id: int, at: int) -> None:
    """End a case's holds; the frozen files stay."""
    open_ones = (col(HoldRow.case_id) == case_id, col(HoldRow.released_at).is_(None))
    tx.session.execute(update(HoldRow).where(*open_ones).values(released_at=at))


def holds(tx: Transaction, case_id: int) -> tuple[Hold, ...]:
    """Every hold of a case with its files, oldest first."""
    mine = select(HoldRow).where(col(HoldRow.case_id) == case_id).order_by(col(HoldRow.id))
    kept = tx.session.execute(mine).scalars().all()
    statement = select(HeldFileRow).where(col(HeldFileRow.hold_id).in_([row.id for row in kept]))
    files: dict[int, list[HeldFile]] = {}
    for row in tx.session.execute(statement.order_by(col(HeldFileRow.id))).scalars():
        item = HeldFile(row.cluster_report_id, row.name, row.kind, row.items, row.size, row.sha256, row.place)
        files.setdefault(row.hold_id, []).append(item)
    return tuple(
        Hold(row.user_id, row.reason, row.at, row.released_at, tuple(files.get(row.id or 0, ()))) for row in kept
    )


def held_files(tx: Transaction, case_id: int) -> tuple[HeldFile, ...]:
    """Everything that was ever frozen of a case, oldest first."""
    return tuple(item for hold in holds(tx, case_id) for item in hold.files)


def places(tx: Transaction) -> frozenset[str]:
    """Where every frozen file of every case is."""
    return frozenset(tx.session.execute(select(col(HeldFileRow.place))).scalars())


def add_package(
    tx: Transaction,
    team_id: str,
    case_id: int,
    *,
    kind: str,
    recipient: str,
    user_id: str,
    sha256: str,
    groups: Sequence[Mapping[str, Any]],
    accounts: Iterable[tuple[int, str]],
    at: int,
) -> int:
    """Keep who got a package; `accounts` are (cluster id, account id)."""
    listed = [dict(group) for group in groups]
    row = PackageRow(
        team_id=team_id, case_id=case_id, kind=kind, recipient=recipient, user_id=user_id, sha256=sha256,
        groups=listed, at=at,
    )  # fmt: skip
    tx.session.add(row)
    tx.session.flush()
    tx.session.add_all(
        PackageAccountRow(team_id=team_id, package_id=row.id or 0, cluster_id=cluster_id, account_id=account_id)
        for cluster_id, account_id in accounts
    )
    tx.session.flush()
    return row.id or 0


def packages(tx: Transaction, case_ids: Collection[int]) -> tuple[Package, ...]:
    """The packages of these cases, oldest first."""
    statement = select(PackageRow).where(col(PackageRow.case_id).in_(list(case_ids))).order_by(col(PackageRow.id))
    return tuple(_package(row) for row in tx.session.execute(statement).scalars())


def packages_with(tx: Transaction, cluster_id: int, account_id: str) -> tuple[Package, ...]:
    """The packages that name this account as one of this cluster."""
    naming = select(col(PackageAccountRow.package_id)).where(
        col(PackageAccountRow.cluster_id) == cluster_id, col(PackageAccountRow.account_id) == account_id
    )
    statement = select(PackageRow).where(col(PackageRow.id).in_(naming)).order_by(col(PackageRow.id))
    return tuple(_package(row) for row in tx.session.execute(statement).scalars())


def add_sent(tx: Transaction, team_id: str, case_id: int, user_id: str, slack_file_id: str, at: int) -> None:
    """Keep that a person was sent a file of a case."""
    row = SentFileRow(team_id=team_id, case_id=case_id, user_id=user_id, slack_file_id=slack_file_id, at=at)
    tx.session.add(row)
    tx.session.flush()


def sent_files(tx: Transaction, case_id: int) -> tuple[str, ...]:
    """Slack's ids of the files of a case that people were sent, oldest first."""
    statement = select(col(SentFileRow.slack_file_id)).where(col(SentFileRow.case_id) == case_id)
    return tuple(tx.session.execute(statement.order_by(col(SentFileRow.id))).scalars())


def _package(row: PackageRow) -> Package:
    return Package(row.id or 0, row.kind, row.recipient, row.user_id, row.sha256, tuple(row.groups), row.at)
