"""report.json (schema 1): the same report gives the same bytes, whatever the machine, threads or hash seed.

The order of keys is part of the format. Edges are not repeated here: they have a file of their own.
"""

from typing import Any

from bot.report import (
    AccountReport,
    ClusterAccount,
    ClusterReport,
    Dataset,
    FalseAlarmCard,
    Finding,
    LayerReport,
    Report,
    Watch,
)
from bot.reporting.canonical import canonical_json, plain, significant

SCHEMA = 1


def report_json(report: Report) -> str:
    """The report as canonical JSON text, with a newline at the end."""
    return canonical_json(report_value(report))


def report_value(report: Report) -> dict[str, Any]:
    """The report as plain JSON values, keys in the order of the schema."""
    return {
        "schema": SCHEMA,
        "shoal": report.shoal,
        "dataset": _dataset(report.dataset),
        "parameters": plain(report.parameters),
        "seed": report.seed,
        "layers": [_layer(layer) for layer in report.layers],
        "fdr_union": _maybe(report.fdr_union),
        "clusters": [cluster_value(cluster) for cluster in report.clusters],
        "watch": [_watch(pair) for pair in report.watch],
        "accounts": [_account(account) for account in report.accounts],
        "accounts_total": report.accounts_total,
        "busiest": [
            {"kind": item.kind, "id": plain(item.id), "count": item.count, "of": item.of} for item in report.busiest
        ],
        "false_alarm_card": _card(report.false_alarm_card),
        "detector_errors": [{"detector": e.detector, "reason": plain(e.reason)} for e in report.detector_errors],
    }


def cluster_value(cluster: ClusterReport) -> dict[str, Any]:
    """One cluster as plain JSON values."""
    return {
        "id": cluster.id,
        "version": cluster.version,
        "size": cluster.size,
        "suggestion": cluster.suggestion.value,
        "coordination": significant(cluster.coordination),
        "inauthenticity": significant(cluster.inauthenticity),
        "families": plain(cluster.families),
        "accounts": [_member(account) for account in cluster.accounts],
        "findings": [_finding(finding) for finding in cluster.findings],
        "stands_out_by": cluster.stands_out_by,
        "fingerprint": cluster.fingerprint,
        "neighbours": [
            {"id": item.id, "pairs": item.pairs, "accounts": item.accounts, "layers": list(item.layers)}
            for item in cluster.neighbours
        ],
    }


def _dataset(data: Dataset) -> dict[str, Any]:
    return {
        "format": data.format,
        "accounts": data.accounts,
        "posts": data.posts,
        "shares": data.shares,
        "first": data.first,
        "last": data.last,
        "time_resolution_seconds": data.time_resolution_seconds,
        "lacks": plain(data.lacks),
        "rejected": [{"file": plain(r.file), "line": r.line, "reason": plain(r.reason)} for r in data.rejected],
        "rejected_total": data.rejected_total,
        "notes": plain(data.notes),
    }


def _layer(layer: LayerReport) -> dict[str, Any]:
    return {
        "layer": layer.layer,
        "window_seconds": layer.window_seconds,
        "objects": layer.objects,
        "events": layer.events,
        "edges_observed": layer.edges_observed,
        "k_star": layer.k_star,
        "fdr": _maybe(layer.fdr),
        "edges_kept": layer.edges_kept,
        "expected_by_chance": _maybe(layer.expected_by_chance),
        "sampled_objects": [
            {"object": plain(s.object), "kept": s.kept, "total": s.total} for s in layer.sampled_objects
        ],
        "not_applicable": layer.not_applicable,
    }


def _member(account: ClusterAccount) -> dict[str, Any]:
    return {
        "account_id": plain(account.account_id),
        "handle": plain(account.handle),
        "role": account.role.value,
        "stability": significant(account.stability),
        "reasons": plain(account.reasons),
        "exculpatory": plain(account.exculpatory),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "detector": finding.detector,
        "version": finding.version,
        "family": finding.family.value if finding.family else None,
        "applicable": finding.applicable,
        "support": finding.support,
        "value": _maybe(finding.value),
        "baseline": _maybe(finding.baseline),
        "p_value": _maybe(finding.p_value),
        "bucket": significant(finding.bucket),
        "sentence": plain(finding.sentence),
        "caveat": plain(finding.caveat),
        "innocent": plain(finding.innocent),
        "disarm": plain(finding.disarm),
        "accounts": plain(finding.accounts),
        "posts": plain(finding.posts),
        "numbers": plain(finding.numbers),
        "why_not": plain(finding.why_not),
        "dependence": finding.dependence.value if finding.dependence else "",
    }


def _watch(pair: Watch) -> dict[str, Any]:
    return {
        "source": plain(pair.source),
        "target": plain(pair.target),
        "layer": pair.layer,
        "window_seconds": pair.window_seconds,
        "weight": pair.weight,
        "k_star": pair.k_star,
    }


def _account(account: AccountReport) -> dict[str, Any]:
    return {
        "account_id": plain(account.account_id),
        "handle": plain(account.handle),
        "findings": [_finding(finding) for finding in account.findings],
    }


def _card(card: FalseAlarmCard) -> dict[str, Any]:
    return {
        "null_runs": card.null_runs,
        "null_alarms": card.null_alarms,
        "expected_chance_edges": significant(card.expected_chance_edges),
        "baseline": plain(card.baseline),
        "not_applicable": plain(card.not_applicable),
    }


def _maybe(value: float | None) -> float | None:
    return None if value is None else significant(value)
