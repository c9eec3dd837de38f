"""Tables for people, in a zip: accounts, edges, findings, votes, verdicts, notes, rows not read.

A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and handles begin with `@`: text cells
are neutralised with an apostrophe. Files for machines (the other formats) hold ids raw.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from bot.reporting.exports._shape import CaseExport, ExportFormat, members_of

Cell = str | int | float | None
Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip can hold: the same case gives the same bytes."""

ACCOUNTS = (
    "cluster", "label", "account_id", "handle", "role", "status", "same_group_in_repeats", "why", "speaks_against",
)  # fmt: skip
EDGES = ("cluster", "layer", "window_seconds", "source", "target", "weight", "surprise")
FINDINGS = (
    "cluster", "detector", "version", "family", "applicable", "accounts", "value", "baseline", "p_value",
    "sentence", "caveat", "innocent", "disarm_consistent_with",
)  # fmt: skip
VOTES = (
    "cluster", "version", "user", "at", "acting_together", "not_what_they_seem", "confidence", "reasons", "note",
)  # fmt: skip
VERDICTS = (
    "cluster", "at", "verdict", "acting_together", "not_what_they_seem", "votes", "override_by", "override_reason",
)  # fmt: skip
NOTES = ("cluster", "at", "user", "note")
NOT_READ = ("file", "line", "reason")


def render(view: CaseExport) -> bytes:
    """The zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, rows) in _tables(view).items():
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", LONG_AGO), _csv(header, rows), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def neutral(cell: Cell) -> Cell:
    """A text cell that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def _csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _tables(view: CaseExport) -> dict[str, Table]:
    return {
        "accounts": (ACCOUNTS, _accounts(view)),
        "edges": (EDGES, _edges(view)),
        "findings": (FINDINGS, _findings(view)),
        "votes": (VOTES, _votes(view)),
        "verdicts": (VERDICTS, _verdicts(view)),
        "notes": (NOTES, ((i.cluster.key, moment(n.at), n.user_id, n.text) for i in view.clusters for n in i.notes)),
        "not_read": (NOT_READ, ((r.file, r.line, r.reason) for r in view.rejected)),
    }


def _accounts(view: CaseExport) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        seen = {account.account_id: account for account in item.cluster.report.accounts}
        for account_id, member in members_of(item).items():
            account = seen[account_id]
            why, against = "; ".join(account.reasons), "; ".join(account.exculpatory)
            yield (
                item.cluster.key, member.label, account_id, member.handle, member.role, member.status.value,
                account.stability, why, against,
            )  # fmt: skip


def _edges(view: CaseExport) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        for e in item.cluster.report.edges:
            yield item.cluster.key, e.layer, e.window_seconds, e.source, e.target, e.weight, e.surprise


def _findings(view: CaseExport) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        for f in item.cluster.report.findings:
            yield (
                item.cluster.key, f.detector, f.version, f.family.value if f.family else None,
                "yes" if f.applicable else "no", f.support, f.value, f.baseline, f.p_value,
                f.sentence, f.caveat, f.innocent, " ".join(f.disarm),
            )  # fmt: skip


def _votes(view: CaseExport) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        for v in item.votes:
            together = v.acting_together.value if v.acting_together else "cannot judge"
            seem = v.not_what_they_seem.value if v.not_what_they_seem else "cannot judge"
            reasons = "; ".join(v.reasons)
            yield item.cluster.key, v.version, v.user_id, moment(v.at), together, seem, v.confidence, reasons, v.note


def _verdicts(view: CaseExport) -> Iterator[Sequence[Cell]]:
    for item in view.clusters:
        for v in item.verdicts:
            yield (
                item.cluster.key, moment(v.at), v.kind.value, v.acting_together.value, v.not_what_they_seem.value,
                v.votes, v.override_by, v.override_reason,
            )  # fmt: skip


def moment(milliseconds: int) -> str:
    """A UTC time in ISO 8601, to the second."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


EXPORT = ExportFormat("Tables for people, in a zip", "csv.zip", render)
