"""What Slack checks of a modal or Home tab, and of the fields that a person filled in."""

import json
import re
from collections.abc import Callable
from typing import Any

from bot.localslack import limits
from bot.localslack.block_rules import check_slack_files, inspect
from bot.localslack.form import initial_value
from bot.localslack.model import JsonDict, Values, View
from bot.localslack.refusal import SlackRefusal
from bot.localslack.rules import Findings, Rule, anything, boolean, mapping, plain, string
from bot.localslack.world import World

_COMMON: dict[str, Rule] = {
    "callback_id": string(limits.IDENTIFIER, 0),
    "private_metadata": string(limits.PRIVATE_METADATA, 0),
    "external_id": string(limits.IDENTIFIER, 0),
}
_MODAL = mapping(
    {"title": plain(limits.VIEW_TITLE), "blocks": anything},
    {
        **_COMMON,
        "submit": plain(limits.VIEW_TITLE),
        "close": plain(limits.VIEW_TITLE),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
        "submit_disabled": boolean,
    },
)
_HOME = mapping({"blocks": anything}, _COMMON)
_NOT_IN_VIEWS = ("table", "file")


def check_view(world: World, view: Any, *kinds: str) -> None:  # noqa: ANN401
    """Check the body of a view that the app sends.

    Raises:
        SlackRefusal: ``invalid_arguments`` with Slack's messages, or ``view_too_large``.
    """
    if not isinstance(view, dict) or view.get("type") not in kinds:
        raise SlackRefusal(
            "invalid_arguments", (f"[ERROR] must be one of {', '.join(kinds)} [json-pointer:/view/type]",)
        )
    findings = Findings()
    (_MODAL if view["type"] == "modal" else _HOME)(findings, "/view", view)
    findings.messages += inspect(view.get("blocks") or [], limits.VIEW_BLOCKS, "/view/blocks").messages
    if not findings.messages:
        _check_content(world, findings, view)
    if findings.messages:
        raise SlackRefusal("invalid_arguments", tuple(findings.messages))
    if len(json.dumps(view).encode()) > limits.VIEW_BYTES:
        raise SlackRefusal("view_too_large")


def _check_content(world: World, findings: Findings, view: JsonDict) -> None:
    check_slack_files(world, findings, view["blocks"], "/view/blocks")
    kinds = {block["type"] for block in view["blocks"]}
    for index, block in enumerate(view["blocks"]):
        if block["type"] in _NOT_IN_VIEWS:
            findings.add(f"unsupported type: {block['type']}", f"/view/blocks/{index}/type")
    if "input" in kinds and view["type"] == "modal" and not view.get("submit"):
        findings.add("`submit` is required when a view has input blocks", "/view")


def field_errors(view: View, values: Values) -> dict[str, str]:
    """Say what Slack's client would not let a person submit, by block."""
    errors = {}
    for block in view.blocks:
        if block["type"] == "input":
            element = block["element"]
            held = values.get(block["block_id"], {})
            value = held[element["action_id"]] if element["action_id"] in held else initial_value(element)
            if complaint := _complaint(block, element, value):
                errors[block["block_id"]] = complaint
    return errors


def _complaint(block: JsonDict, element: JsonDict, value: Any) -> str | None:  # noqa: ANN401
    if value in (None, "", []):
        return None if block.get("optional") else "Please complete this required field."
    checks: dict[str, Callable[[JsonDict, Any], str | None]] = {
        "plain_text_input": _length_complaint,
        "number_input": _number_complaint,
        "url_text_input": _url_complaint,
        "email_text_input": _email_complaint,
        "file_input": _files_complaint,
    }
    check = checks.get(element["type"])
    return check(element, value) if check else None


def _url_complaint(_element: JsonDict, value: str) -> str | None:
    return None if re.match(r"https?://[^\s/]+\.[^\s]+", value) else "Please enter a valid URL."


def _email_complaint(_element: JsonDict, value: str) -> str | None:
    return None if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value) else "Please enter a valid email address."


def _files_complaint(element: JsonDict, value: list[str]) -> str | None:
    most = element.get("max_files", limits.FILES)
    return None if len(value) <= most else f"Please choose at most {most} files."


def _length_complaint(element: JsonDict, value: str) -> str | None:
    if len(value) > element.get("max_length", limits.INPUT_TEXT):
        return f"Please enter at most {element.get('max_length', limits.INPUT_TEXT)} characters."
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    return None


def _number_complaint(element: JsonDict, value: str) -> str | None:
    try:
        number = float(value) if element["is_decimal_allowed"] else int(value)
    except ValueError:
        return "Please enter a number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number that is at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number that is at most {element['max_value']}."
    return None
