"""An outbox row becomes a message: read again as a member of its channel, then built by the blocks of its kind."""

from collections.abc import Callable, Collection, Mapping

from bot.errors import NotFound
from bot.model import CaseStatus, OutboxMessage, Person
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.case_memory import note_shown
from bot.triage.closing_summary import summarise
from bot.triage.desk import Desk
from bot.triage.views import CaseView
from handlers.blocks import card, digest, root, summary
from handlers.blocks.notices import delivery, kinds
from handlers.blocks.parts import Message
from handlers.blocks.table import cluster_table

Members = Callable[[str], Collection[str]]
CARDS = {"cluster_card": card.card, "c0_card": card.named_card}
OF_CASE: Mapping[str, Callable[[CaseView], Message]] = {"root": root.root, "cluster_table": cluster_table}


def render(desk: Desk, members: Members, message: OutboxMessage) -> Message:
    """The message as it is to be read now, by those who are in its case's channel now.

    Raises:
        NotFound: what it tells of is gone, or its kind is not known.
    """
    content = message.content
    if "case_id" not in content:
        return _outside_cases(desk, message)
    voice = desk.voice(message.team_id, str(content.get("channel_id") or message.channel_id))
    if message.kind in CARDS:
        return _card(desk, voice, message)
    if message.kind == "case_summary":
        return summary.summary(content, summarise(desk, voice, int(content["case_id"])))
    view = view_case(desk, voice, int(content["case_id"]))
    if message.kind in OF_CASE:
        return OF_CASE[message.kind](view)
    if message.ts is None and view.case.status is CaseStatus.CLOSED and _asks(message):
        raise NotFound("The case was closed before the question could be asked.")
    if message.kind == "asked_direct" and message.channel_id not in members(view.case.channel_id):
        raise NotFound("Whoever is asked has left the channel.")
    return kinds.notice(message.kind, content, view)


def _outside_cases(desk: Desk, message: OutboxMessage) -> Message:
    if message.kind == "missed":
        return delivery.missed(len(message.content["intake_ids"]))
    if message.kind == "digest":
        return digest.digest(message.content, message.channel_id, desk.now())
    raise NotFound(f"No message of kind {message.kind!r} is known.")


def _card(desk: Desk, voice: Person, message: OutboxMessage) -> Message:
    view = view_cluster(desk, voice, int(message.content["cluster_id"]))
    note_shown(desk, view.case, view.cluster.id, view.seen_before)
    return CARDS[message.kind](view)


def _asks(message: OutboxMessage) -> bool:
    return message.kind == "asked_direct" or message.content.get("what") == "asked"
