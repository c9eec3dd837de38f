"""What a person filled in: from the simple form (block -> action -> value) to Slack's ``state.values``."""

from collections.abc import Iterable

from bot.localslack.model import Choice, JsonDict, Values, View, block_elements
from bot.localslack.shapes import file_json
from bot.localslack.world import World

_OPTION = frozenset({"static_select", "radio_buttons", "overflow"})
_OPTIONS = frozenset({"multi_static_select", "checkboxes"})
_SIMPLE_FIELD = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
}
STATELESS = frozenset({"button", "image", "overflow"})


class UnknownOption(LookupError):
    """A value was chosen that the element does not offer."""


def initial_value(element: JsonDict) -> Choice:
    """Return what an element holds before anyone touched it, in the simple form."""
    kind = element["type"]
    if kind in _OPTION:
        return (element.get("initial_option") or {}).get("value")
    if kind in _OPTIONS:
        return [option["value"] for option in element.get("initial_options") or ()]
    if kind == "file_input":
        return []
    return element.get(_SIMPLE_FIELD[kind][1])


def full_value(world: World, element: JsonDict, value: Choice) -> JsonDict:
    """Return the element's entry in ``state.values``, or the payload part of its action."""
    kind = element["type"]
    if kind == "button":
        return {"type": kind, **({"value": element["value"]} if "value" in element else {})}
    if kind in _OPTION:
        return {"type": kind, "selected_option": _option(element, value) if value is not None else None}
    if kind in _OPTIONS:
        return {"type": kind, "selected_options": [_option(element, item) for item in value or ()]}
    if kind == "file_input":
        return {"type": kind, "files": [file_json(world.state.files[item]) for item in value or ()]}
    field = _SIMPLE_FIELD[kind][0]
    if field == "value" and value == "":
        value = None
    return {"type": kind, field: list(value or ()) if kind.startswith("multi_") else value}


def full_state(world: World, blocks: Iterable[JsonDict], values: Values) -> dict[str, dict[str, JsonDict]]:
    """Return ``state.values`` for all elements of a surface."""
    state: dict[str, dict[str, JsonDict]] = {}
    for block, element in stateful(blocks):
        held = values.get(block["block_id"], {})
        value = held[element["action_id"]] if element["action_id"] in held else initial_value(element)
        state.setdefault(block["block_id"], {})[element["action_id"]] = full_value(world, element, value)
    return state


def stateful(blocks: Iterable[JsonDict]) -> list[tuple[JsonDict, JsonDict]]:
    """List (block, element) for every element that holds a value."""
    return [(block, item) for block in blocks for item in block_elements(block) if item["type"] not in STATELESS]


def merged(blocks: Iterable[JsonDict], old: Values, new: Values) -> Values:
    """Lay newly filled values over the old ones; ``"*"`` as block id means the block that holds the action.

    Raises:
        LookupError: a value is for an element that is not on this surface.
    """
    places = {(block["block_id"], item["action_id"]) for block, item in stateful(blocks)}
    by_action = {action: block for block, action in places}
    result = {block: dict(held) for block, held in old.items()}
    for block, held in new.items():
        for action, value in held.items():
            place = by_action.get(action, "") if block == "*" else block
            if (place, action) not in places:
                raise LookupError(f"No element {block}/{action} here; there are {sorted(places)}")
            result.setdefault(place, {})[action] = value
    kept = {block: {a: v for a, v in held.items() if (block, a) in places} for block, held in result.items()}
    return {block: held for block, held in kept.items() if held}


def _option(element: JsonDict, value: object) -> JsonDict:
    groups = element.get("option_groups") or [{"options": element.get("options") or ()}]
    for option in (option for group in groups for option in group["options"]):
        if option.get("value") == value:
            return dict(option)
    raise UnknownOption(f"{element['type']} {element.get('action_id')} offers no option {value!r}")


def view_json(world: World, view: View) -> JsonDict:
    """Return a view object with its state, as ``views.open`` and interactions give it."""
    body = {
        "private_metadata": "",
        "callback_id": "",
        "title": None,
        "close": None,
        "submit": None,
        "notify_on_close": False,
        "clear_on_close": False,
        "submit_disabled": False,
        "external_id": "",
        **view.body,
    }
    return {
        **body,
        "id": view.id,
        "team_id": world.identity.team_id,
        "app_id": world.identity.app_id,
        "app_installed_team_id": world.identity.team_id,
        "bot_id": world.identity.bot_id,
        "hash": view.hash,
        "state": {"values": full_state(world, view.blocks, view.values)},
        "root_view_id": view.root_view_id,
        "previous_view_id": view.previous_view_id,
    }
