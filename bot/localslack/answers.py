"""What an acknowledgement or a response URL brings about: answers to commands, errors, updates and pushes of modals."""

from dataclasses import replace

from bot.localslack import modals, posting
from bot.localslack.block_rules import check_message_blocks
from bot.localslack.delivery import Answer
from bot.localslack.model import JsonDict, Message, View
from bot.localslack.refusal import SlackRefusal
from bot.localslack.tickets import ResponseTicket
from bot.localslack.view_rules import check_view
from bot.localslack.world import World


def app_message(world: World, channel: str, body: JsonDict, thread_ts: str | None = None) -> Message:
    """Build a message of the app from an answer's body.

    Raises:
        SlackRefusal: neither text nor blocks, or blocks that Slack would refuse.
    """
    blocks = body.get("blocks") or []
    if blocks:
        check_message_blocks(world, blocks)
    if not (body.get("text") or blocks or body.get("attachments")):
        raise SlackRefusal("no_text")
    return Message(
        channel=channel,
        ts=world.state.new_ts(),
        user=world.bot,
        text=str(body.get("text") or ""),
        blocks=tuple(modals.fill_ids(world, blocks)),
        attachments=tuple(body.get("attachments") or ()),
        thread_ts=body.get("thread_ts") or thread_ts,
        bot_id=world.identity.bot_id,
        app_id=world.identity.app_id,
        subtype=None,
    )


def command_answer(world: World, user: str, channel: str, answer: Answer) -> Message | None:
    """Show what the app said in its acknowledgement of a command."""
    body = answer.payload
    if not (body.get("text") or body.get("blocks")):
        return None
    return _show(world, user, channel, body, None)


def _show(world: World, user: str, channel: str, body: JsonDict, thread_ts: str | None) -> Message:
    message = app_message(world, channel, body, thread_ts)
    if body.get("response_type") == "in_channel":
        return posting.post(world, message)
    return posting.show_ephemeral(world, replace(message, ephemeral_to=user))


def use_response_url(world: World, name: str, body: JsonDict) -> None:
    """Do what the app asks for at a response URL.

    Raises:
        SlackRefusal: the URL is spent or too old, or the message is refused.
    """
    ticket = world.tickets.use_response(name)
    if body.get("delete_original"):
        _replace_original(world, ticket, None)
    elif body.get("replace_original", False):
        _replace_original(world, ticket, app_message(world, ticket.channel, body))
    else:
        _show(world, ticket.user, ticket.channel, body, _thread_of(ticket, body))


def _thread_of(ticket: ResponseTicket, body: JsonDict) -> str | None:
    return ticket.thread_ts if body.get("response_type") != "in_channel" or body.get("thread_ts") else None


def _replace_original(world: World, ticket: ResponseTicket, new: Message | None) -> None:
    ts = ticket.message_ts or ""
    if ticket.is_ephemeral and (old := posting.find_ephemeral(world, ticket.user, ts)):
        posting.replace_ephemeral(world, old, new and replace(old, text=new.text, blocks=new.blocks))
        return
    stored = world.state.find_message(ticket.channel, ts)
    if stored is None or stored.bot_id != world.identity.bot_id:
        raise SlackRefusal("message_not_found", status=404)
    if new is None:
        posting.delete(world, stored)
    else:
        posting.change(world, stored, replace(stored, text=new.text, blocks=new.blocks))


def submission_answer(world: World, view: View, answer: Answer) -> tuple[str | None, View | None]:
    """Do what the app's answer to a submission asks for; return the action and the view it concerns.

    Raises:
        SlackRefusal: the answer is malformed, as Slack would treat it.
    """
    action = answer.payload.get("response_action")
    if action is None:
        modals.close_view(world, view)
        return None, None
    if action == "clear":
        modals.clear_stack(world, view.user)
        return action, None
    if action == "errors":
        return action, modals.set_errors(world, view, _errors(view, answer.payload.get("errors")))
    if action not in {"update", "push"}:
        raise SlackRefusal("invalid_response_action")
    body = answer.payload.get("view") or {}
    check_view(world, body, "modal")
    if action == "update":
        return action, modals.update_view(world, view, body)
    return action, modals.open_modal(world, view.user, body, view.id)


def _errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackRefusal("invalid_errors", (f"[ERROR] errors name input blocks; there are {sorted(inputs)}",))
    return {str(block): str(text) for block, text in errors.items()}
