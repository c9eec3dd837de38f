"""Every kind of milestone, by the name under which use cases enqueue it."""

from collections.abc import Mapping

from bot.errors import NotFound
from bot.triage.views import CaseView
from handlers.blocks.notices import cases, clusters, proofs, rechecks, runs
from handlers.blocks.notices.milestone import Build, Content
from handlers.blocks.parts import Message

WHAT: Mapping[str, Build] = {**runs.WHAT, **cases.WHAT, **clusters.WHAT, **proofs.WHAT}
"""Notices, by what they say."""
KINDS: Mapping[str, Build] = {
    "verdict": clusters.verdict,
    "asked_direct": clusters.asked_direct,
    "recheck_notice": rechecks.recheck_notice,
    "data_request": rechecks.data_request,
    "confirm_columns": runs.confirm_columns,
}
"""Messages that stand in the outbox under a kind of their own."""


def notice(kind: str, content: Content, view: CaseView) -> Message:
    """A notice of any kind; NotFound for one that nobody knows."""
    build = WHAT.get(str(content.get("what"))) if kind == "notice" else KINDS.get(kind)
    if build is None:
        raise NotFound(f"No message of kind {kind!r} is known.")
    return build(content, view)
