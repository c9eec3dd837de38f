"""The tables of a case for people: accounts, edges, findings, votes, verdicts, notes, rows that were not read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.reporting.cells import Cell
from bot.reporting.exported import CaseExport, members_of
from bot.reporting.judgements import EXCLUDED, VERDICTS, answers, limits

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, what it holds in one sentence, its header, and its rows."""

    name: str
    what: str
    header: tuple[str, ...]
    rows: Callable[[CaseExport], Iterable[Row]]


def introduction(view: CaseExport) -> list[str]:
    """What the file is, what each table holds, and how the results could be wrong."""
    run = view.run
    made = f"shoal {run.version}, seed {run.seed}, input sha256 {run.input_sha256}"
    counts = [f"{item.cluster.key}: {item.excluded}" for item in view.clusters if item.excluded]
    return [
        f"Case {view.case.number}, run {run.number}, {made}",
        "",
        *(f"{table.name}: {table.what}" for table in TABLES),
        "",
        f"{EXCLUDED} {'Excluded by group: ' + ', '.join(counts) + '.' if counts else 'None was excluded.'}",
        *limits(view.report),
        "A text cell that begins like a formula has an apostrophe in front. Times are UTC.",
    ]


def moment(milliseconds: int) -> str:
    """A UTC time in ISO 8601, to the second."""
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _accounts(view: CaseExport) -> Iterator[Row]:
    for item in view.clusters:
        seen = {account.account_id: account for account in item.cluster.report.accounts}
        for account_id, member in members_of(item).items():
            account = seen[account_id]
            why, against = "; ".join(account.reasons), "; ".join(account.exculpatory)
            yield (
                item.cluster.key, member.label, account_id, member.handle, member.role, member.status.value,
                account.stability, why, against,
            )  # fmt: skip


def _edges(view: CaseExport) -> Iterator[Row]:
    for item in view.clusters:
        for e in item.cluster.report.edges:
            yield item.cluster.key, e.layer, e.window_seconds, e.source, e.target, e.weight, e.surprise


def _findings(view: CaseExport) -> Iterator[Row]:
    for item in view.clusters:
        for f in item.cluster.report.findings:
            yield (
                item.cluster.key, f.detector, f.version, f.family.value if f.family else None,
                "yes" if f.applicable else "no", f.support, f.value, f.baseline, f.p_value,
                f.sentence, f.caveat, f.innocent, " ".join(f.disarm),
            )  # fmt: skip


def _votes(view: CaseExport) -> Iterator[Row]:
    for item in view.clusters:
        for v in item.votes:
            reasons = "; ".join(v.reasons)
            yield item.cluster.key, v.version, v.user_id, moment(v.at), *answers(v), v.confidence, reasons, v.note


def _verdicts(view: CaseExport) -> Iterator[Row]:
    for item in view.clusters:
        for v in item.verdicts:
            yield (
                item.cluster.key, moment(v.at), v.kind.value, VERDICTS[v.kind], v.acting_together.value,
                v.not_what_they_seem.value, v.votes, v.override_by, v.override_reason,
            )  # fmt: skip


def _notes(view: CaseExport) -> Iterator[Row]:
    for item in view.clusters:
        for note in item.notes:
            yield item.cluster.key, moment(note.at), note.user_id, note.text


TABLES = (
    Table(
        "accounts",
        "one row an account of a group: its id as the platform or data set gives it, its handle at that time, its "
        "role, in what share of repeats it fell into the same group, why it is in it, and what speaks against.",
        (
            "cluster", "label", "account_id", "handle", "role", "status", "same_group_in_repeats", "why",
            "speaks_against",
        ),
        _accounts,
    ),
    Table(
        "edges",
        "one row a pair of accounts, layer and window: how many things both did (weight), and how surprising that is "
        "(-log10). An empty window means: found over days.",
        ("cluster", "layer", "window_seconds", "source", "target", "weight", "surprise"),
        _edges,
    ),
    Table(
        "findings",
        "one row a detector and group: what was seen, its caveat, and the innocent crowd that looks the same. "
        "Not applicable is not negative. DISARM ids say what a finding is consistent with, no more.",
        (
            "cluster", "detector", "version", "family", "applicable", "accounts", "value", "baseline", "p_value",
            "sentence", "caveat", "innocent", "disarm_consistent_with",
        ),
        _findings,
    ),
    Table(
        "votes",
        "every vote that was ever given, dissent included; the newest of a person on a version counts.",
        (
            "cluster", "version", "user", "at", "acting_together", "not_what_they_seem", "confidence", "reasons",
            "note",
        ),
        _votes,
    ),
    Table(
        "verdicts",
        "what the votes added up to after each change, oldest first, and what a lead decided early.",
        (
            "cluster", "at", "verdict", "in_words", "acting_together", "not_what_they_seem", "votes", "override_by",
            "override_reason",
        ),
        _verdicts,
    ),
    Table("notes", "what people wrote beside a group.", ("cluster", "at", "user", "note"), _notes),
    Table(
        "not_read",
        "rows of the input that could not be read, as many as were kept.",
        ("file", "line", "reason"),
        lambda view: ((row.file, row.line, row.reason) for row in view.rejected),
    ),
)  # fmt: skip
