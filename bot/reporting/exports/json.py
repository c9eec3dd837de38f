"""Everything of a case as JSON: the report as in report.json, and what the team made of it."""

from typing import Any

from bot.model import Verdict, Vote
from bot.reporting.canonical import canonical_json, plain
from bot.reporting.exported import CaseExport, ExportedCluster, ExportFormat
from bot.reporting.report_json import report_value


def render(view: CaseExport) -> bytes:
    """The document; times are UTC milliseconds."""
    value = {
        "case": {
            "number": view.case.number,
            "title": plain(view.case.title),
            "status": view.case.status.value,
            "opened_at": view.case.opened_at,
            "run": view.run.number,
            "input_sha256": view.run.input_sha256,
        },
        "judgements": [_judgement(item) for item in view.clusters],
        "report": report_value(view.report),
    }
    return canonical_json(value).encode("utf-8")


def _judgement(item: ExportedCluster) -> dict[str, Any]:
    return {
        "cluster": item.cluster.key,
        "version": item.cluster.version,
        "excluded_accounts": item.excluded,
        "verdicts": [_verdict(verdict) for verdict in item.verdicts],
        "votes": [_vote(vote) for vote in item.votes],
        "notes": [{"user": note.user_id, "text": plain(note.text), "at": note.at} for note in item.notes],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.kind.value,
        "acting_together": verdict.acting_together.value,
        "not_what_they_seem": verdict.not_what_they_seem.value,
        "votes": verdict.votes,
        "at": verdict.at,
        "override_by": verdict.override_by,
        "override_reason": plain(verdict.override_reason),
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "version": vote.version,
        "user": vote.user_id,
        "acting_together": vote.acting_together.value if vote.acting_together else None,
        "not_what_they_seem": vote.not_what_they_seem.value if vote.not_what_they_seem else None,
        "confidence": vote.confidence,
        "reasons": plain(vote.reasons),
        "note": plain(vote.note),
        "at": vote.at,
    }


EXPORT = ExportFormat("Everything as JSON", "json", render)
