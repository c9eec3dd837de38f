"""An outbox row becomes a message: read again as a member of its channel, then built by the blocks of its kind."""

from bot.errors import NotFound
from bot.model import OutboxMessage
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.case_memory import note_shown
from bot.triage.desk import Desk
from handlers.blocks import card, notices, root
from handlers.blocks.parts import Message
from handlers.blocks.table import cluster_table

CARDS = {"cluster_card": card.card, "c0_card": card.named_card}


def render(desk: Desk, message: OutboxMessage) -> Message:
    """The message as it is to be read now.

    Raises:
        NotFound: what it tells of is gone, or its kind is not known.
    """
    voice, content = desk.voice(message.team_id, message.channel_id), message.content
    if message.kind == "root":
        return root.root(view_case(desk, voice, int(content["case_id"])))
    if message.kind in CARDS:
        view = view_cluster(desk, voice, int(content["cluster_id"]))
        note_shown(desk, view.case, view.cluster.id, view.seen_before)
        return CARDS[message.kind](view)
    if message.kind == "cluster_table":
        return cluster_table(view_case(desk, voice, int(content["case_id"])))
    if message.kind == "missed":
        return notices.missed(len(content["intake_ids"]))
    if "case_id" not in content:
        raise NotFound(f"No message of kind {message.kind!r} is known.")
    return notices.notice(message.kind, content, view_case(desk, voice, int(content["case_id"])))
