"""Modals and Home tabs, as the app opens, stacks, updates and publishes them."""

from bot.localslack import modals
from bot.localslack.form import view_json
from bot.localslack.model import JsonDict, View
from bot.localslack.refusal import SlackRefusal, missing
from bot.localslack.tickets import Trigger
from bot.localslack.view_rules import check_view
from bot.localslack.web_api.call import Call, Method


def _body(call: Call, *kinds: str) -> JsonDict:
    body = call.structure("view")
    if body is None:
        raise missing("view")
    check_view(call.world, body, *kinds)
    return dict(body)


def _trigger(call: Call) -> Trigger:
    name = call.optional("trigger_id") or call.text("interactivity_pointer")
    return call.world.tickets.use_trigger(name)


def _answer(call: Call, view: View) -> JsonDict:
    return {"view": view_json(call.world, view)}


def open_view(call: Call) -> JsonDict:
    """Open a first modal."""
    body = _body(call, "modal")
    trigger = _trigger(call)
    if trigger.view_id and trigger.view_id in call.world.state.views:
        return _answer(call, modals.open_modal(call.world, trigger.user, body, trigger.view_id))
    return _answer(call, modals.open_modal(call.world, trigger.user, body))


def push(call: Call) -> JsonDict:
    """Put a modal on top of the one in which the trigger arose."""
    body = _body(call, "modal")
    trigger = _trigger(call)
    if trigger.view_id is None or trigger.view_id not in call.world.state.views:
        raise SlackRefusal("not_found")
    return _answer(call, modals.open_modal(call.world, trigger.user, body, trigger.view_id))


def update(call: Call) -> JsonDict:
    """Replace a view, by its id or external id; with ``hash`` only if nobody did so before."""
    view = _named_view(call)
    body = _body(call, view.type)
    expected = call.optional("hash")
    if expected and expected != view.hash:
        raise SlackRefusal("hash_conflict")
    return _answer(call, modals.update_view(call.world, view, body))


def _named_view(call: Call) -> View:
    if view_id := call.optional("view_id"):
        return modals.open_view(call.world, view_id)
    external = call.optional("external_id")
    if not external:
        raise missing("view_id")
    for view in call.world.state.views.values():
        if view.body.get("external_id") == external:
            return view
    raise SlackRefusal("not_found")


def publish(call: Call) -> JsonDict:
    """Show a person's Home tab."""
    user = call.text("user_id")
    if user not in call.world.state.users:
        raise SlackRefusal("user_not_found")
    if not call.world.manifest.home_enabled:
        raise SlackRefusal("not_enabled")
    body = _body(call, "home")
    return _answer(call, modals.publish_home(call.world, user, body, call.optional("hash")))


METHODS = (
    Method("views.open", open_view, (), "tier4"),
    Method("views.push", push, (), "tier4"),
    Method("views.update", update, (), "tier4"),
    Method("views.publish", publish, (), "tier4"),
)
