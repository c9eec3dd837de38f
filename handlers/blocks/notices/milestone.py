"""What every milestone is told from, and the form in which it is told."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.triage.views import CaseView, ClusterLine
from handlers.blocks.parts import Block, Message, message, section

Content = Mapping[str, Any]
"""What a use case has put into the outbox to be told."""
Build = Callable[[Content, CaseView], Message]


def said(view: CaseView, text: str, *more: Block, plain: str) -> Message:
    """A milestone in the thread; `plain` is what its notification says after the case's number."""
    return message(f"Case {view.case.number}: {plain}", [section(text), *more])


def line_of(view: CaseView, cluster_id: int) -> ClusterLine | None:
    """A group of the case, if it is still there."""
    return next((line for line in view.clusters if line.cluster_id == cluster_id), None)
