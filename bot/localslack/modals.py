"""Modals and Home tabs: opening, stacking, updating, closing; one stack of at most three views a person."""

import secrets
from dataclasses import replace

from bot.localslack.form import view_json
from bot.localslack.limits import VIEW_STACK
from bot.localslack.model import JsonDict, Values, View, block_elements
from bot.localslack.refusal import SlackRefusal
from bot.localslack.world import World


def new_hash(world: World) -> str:
    """Return a hash of Slack's shape for a view's new version."""
    return f"{world.clock() // 1000}.{secrets.token_hex(4)}"


def with_ids(world: World, body: JsonDict) -> JsonDict:
    """Return the view's body with the ids that Slack adds where the app left them out."""
    return {**body, "blocks": fill_ids(world, list(body.get("blocks") or ()))}


def fill_ids(world: World, blocks: list[JsonDict]) -> list[JsonDict]:
    """Give every block and interactive element an id, as Slack does."""
    filled = []
    for block in blocks:
        copy = {**block, "block_id": block.get("block_id") or _short(world)}
        for key in ("accessory", "element"):
            if isinstance(copy.get(key), dict) and copy[key].get("type") != "image":
                copy[key] = {**copy[key], "action_id": copy[key].get("action_id") or _short(world)}
        if copy["type"] == "actions":
            copy["elements"] = [
                {**item, "action_id": item.get("action_id") or _short(world)} for item in copy["elements"]
            ]
        filled.append(copy)
    return filled


def _short(world: World) -> str:
    return world.state.new_id("b")[-5:]


def open_modal(world: World, user: str, body: JsonDict, previous: str | None = None) -> View:
    """Show a new modal: the first, or on top of ``previous``.

    Raises:
        SlackRefusal: ``push_limit_reached`` or ``duplicate_external_id``.
    """
    state = world.state
    with state.change():
        stack = state.stacks.setdefault(user, [])
        if previous is None:
            for old in stack:
                state.views.pop(old, None)
            stack.clear()
        elif len(stack) >= VIEW_STACK:
            raise SlackRefusal("push_limit_reached")
        _check_external_id(world, body, None)
        view_id = state.new_id("V")
        root = state.views[previous].root_view_id if previous else view_id
        view = View(view_id, "modal", user, with_ids(world, body), new_hash(world), root, previous)
        state.views[view_id] = view
        stack.append(view_id)
        world.feed.publish("view_push" if previous else "view_open", {"view": view_json(world, view)}, [user])
    return view


def _check_external_id(world: World, body: JsonDict, own: str | None) -> None:
    external = body.get("external_id")
    others = [view for view in world.state.views.values() if view.id != own]
    if external and any(view.body.get("external_id") == external for view in others):
        raise SlackRefusal("duplicate_external_id")


def update_view(world: World, view: View, body: JsonDict) -> View:
    """Replace a view's content; what was filled in stays where block and action ids stay."""
    with world.state.change():
        _check_external_id(world, body, view.id)
        kept = _kept_values(view, body)
        new = replace(view, body=with_ids(world, body), hash=new_hash(world), values=kept, errors={})
        world.state.views[view.id] = new
        world.feed.publish("view_update", {"view": view_json(world, new)}, [view.user])
    return new


def _kept_values(view: View, body: JsonDict) -> Values:
    places = {
        (block.get("block_id"), item.get("action_id"))
        for block in body.get("blocks") or ()
        for item in block_elements(block)
    }
    return {
        block: {action: value for action, value in held.items() if (block, action) in places}
        for block, held in view.values.items()
    }


def set_values(world: World, view: View, values: Values) -> View:
    """Keep what a person filled in so far."""
    with world.state.change():
        new = replace(view, values=values)
        world.state.views[view.id] = new
    return new


def set_errors(world: World, view: View, errors: dict[str, str]) -> View:
    """Show the app's complaints beside the fields."""
    with world.state.change():
        new = replace(world.state.views[view.id], errors=errors)
        world.state.views[view.id] = new
    return new


def close_view(world: World, view: View) -> None:
    """Take a modal off the stack; the one beneath shows again."""
    with world.state.change():
        stack = world.state.stacks.get(view.user, [])
        if view.id in stack:
            stack.remove(view.id)
        world.state.views.pop(view.id, None)
        world.feed.publish("view_close", {"view_id": view.id}, [view.user])


def clear_stack(world: World, user: str) -> list[View]:
    """Close all modals of a person and return them, top first."""
    with world.state.change():
        views = world.state.stack(user)
        world.state.stacks[user] = []
        for view in views:
            world.state.views.pop(view.id, None)
        world.feed.publish("view_clear", {}, [user])
    return views[::-1]


def publish_home(world: World, user: str, body: JsonDict, expected_hash: str | None) -> View:
    """Show a person's Home tab.

    Raises:
        SlackRefusal: ``hash_conflict``.
    """
    with world.state.change():
        old = world.state.homes.get(user)
        if expected_hash and old and old.hash != expected_hash:
            raise SlackRefusal("hash_conflict")
        view_id = old.id if old else world.state.new_id("V")
        view = View(view_id, "home", user, with_ids(world, body), new_hash(world), view_id)
        world.state.homes[user] = view
        world.state.views[view_id] = view
        world.feed.publish("home", {"view": view_json(world, view)}, [user])
    return view


def open_view(world: World, view_id: str) -> View:
    """Return a view that is still shown.

    Raises:
        SlackRefusal: ``not_found``.
    """
    view = world.state.views.get(view_id)
    if view is None:
        raise SlackRefusal("not_found")
    return view
