"""The rules for interactive elements: buttons, selects, inputs."""

from typing import Any

from bot.localslack import limits
from bot.localslack.rules import (
    IDENTIFIER_RULE,
    Findings,
    Rule,
    anything,
    array,
    boolean,
    both,
    choice,
    integer,
    mapping,
    plain,
    string,
    text,
)

CONFIRM = mapping(
    {
        "title": plain(limits.CONFIRM_TITLE),
        "text": text(limits.CONFIRM_TEXT),
        "confirm": plain(limits.CONFIRM_BUTTON),
        "deny": plain(limits.CONFIRM_BUTTON),
    },
    {"style": choice("primary", "danger")},
)


def _option(text_rule: Rule, extra: dict[str, Rule] | None = None) -> Rule:
    required = {"text": text_rule, "value": string(limits.OPTION_VALUE)}
    return mapping(required, {"description": text(limits.OPTION_TEXT), **(extra or {})})


_SELECT_OPTION = _option(plain(limits.OPTION_TEXT))
_MARKED_OPTION = _option(text(limits.OPTION_TEXT))
_OVERFLOW_OPTION = _option(plain(limits.OPTION_TEXT), {"url": string(limits.URL)})
_GROUP = mapping({"label": plain(limits.OPTION_TEXT), "options": array(_SELECT_OPTION, limits.OPTIONS)})


def _initials_are_offered(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    groups = value.get("option_groups") or [{"options": value.get("options") or []}]
    offered = [option.get("value") for group in groups for option in group.get("options") or ()]
    chosen = [value["initial_option"]] if value.get("initial_option") else value.get("initial_options") or []
    if any(option.get("value") not in offered for option in chosen):
        findings.add("initial option was not found in options", path)
    if len(set(offered)) != len(offered):
        findings.add("option values must be unique", path)


def _has_options(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    if bool(value.get("options")) == bool(value.get("option_groups")):
        findings.add("must define either `options` or `option_groups`", path)


_COMMON: dict[str, Rule] = {"action_id": IDENTIFIER_RULE, "confirm": CONFIRM, "focus_on_load": boolean}
_PLACED: dict[str, Rule] = {**_COMMON, "placeholder": plain(limits.PLACEHOLDER)}
_OPTIONS: dict[str, Rule] = {
    "options": array(_SELECT_OPTION, limits.OPTIONS),
    "option_groups": array(_GROUP, limits.OPTIONS),
}
_MANY: dict[str, Rule] = {"max_selected_items": integer(1, limits.OPTIONS)}
_INPUT: dict[str, Rule] = {
    "action_id": IDENTIFIER_RULE,
    "placeholder": plain(limits.PLACEHOLDER),
    "focus_on_load": boolean,
    "dispatch_action_config": mapping(
        {}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2)}
    ),
}
_FILTER = mapping(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)

ELEMENTS: dict[str, Rule] = {
    "button": mapping(
        {"text": plain(limits.BUTTON_TEXT)},
        {
            "action_id": IDENTIFIER_RULE,
            "value": string(limits.BUTTON_VALUE),
            "url": string(limits.URL),
            "style": choice("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(limits.BUTTON_TEXT),
        },
    ),
    "static_select": both(
        mapping({}, {**_PLACED, **_OPTIONS, "initial_option": _SELECT_OPTION}), _has_options, _initials_are_offered
    ),
    "multi_static_select": both(
        mapping({}, {**_PLACED, **_OPTIONS, **_MANY, "initial_options": array(_SELECT_OPTION, limits.OPTIONS)}),
        _has_options,
        _initials_are_offered,
    ),
    "users_select": mapping({}, {**_PLACED, "initial_user": string(20)}),
    "multi_users_select": mapping({}, {**_PLACED, **_MANY, "initial_users": array(string(20), 100)}),
    "conversations_select": mapping(
        {},
        {
            **_PLACED,
            "initial_conversation": string(20),
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": _FILTER,
        },
    ),
    "multi_conversations_select": mapping(
        {}, {**_PLACED, **_MANY, "initial_conversations": array(string(20), 100), "filter": _FILTER}
    ),
    "channels_select": mapping({}, {**_PLACED, "initial_channel": string(20), "response_url_enabled": boolean}),
    "overflow": both(
        mapping({"options": array(_OVERFLOW_OPTION, limits.OVERFLOW_OPTIONS)}, _COMMON), _initials_are_offered
    ),
    "radio_buttons": both(
        mapping(
            {"options": array(_MARKED_OPTION, limits.RADIO_OPTIONS)}, {**_COMMON, "initial_option": _MARKED_OPTION}
        ),
        _initials_are_offered,
    ),
    "checkboxes": both(
        mapping(
            {"options": array(_MARKED_OPTION, limits.RADIO_OPTIONS)},
            {**_COMMON, "initial_options": array(_MARKED_OPTION, limits.RADIO_OPTIONS)},
        ),
        _initials_are_offered,
    ),
    "datepicker": mapping({}, {**_PLACED, "initial_date": string(10, 10)}),
    "timepicker": mapping({}, {**_PLACED, "initial_time": string(5, 5), "timezone": string(100)}),
    "plain_text_input": mapping(
        {},
        {
            **_INPUT,
            "initial_value": string(limits.INPUT_TEXT, 0),
            "multiline": boolean,
            "min_length": integer(0, limits.INPUT_TEXT),
            "max_length": integer(1, limits.INPUT_TEXT),
        },
    ),
    "number_input": mapping(
        {"is_decimal_allowed": boolean},
        {**_INPUT, "initial_value": anything, "min_value": anything, "max_value": anything},
    ),
    "url_text_input": mapping({}, {**_INPUT, "initial_value": string(limits.URL, 0)}),
    "email_text_input": mapping({}, {**_INPUT, "initial_value": string(limits.INPUT_TEXT, 0)}),
    "file_input": mapping(
        {},
        {
            "action_id": IDENTIFIER_RULE,
            "filetypes": array(string(50), 100),
            "max_files": integer(1, limits.FILES),
        },
    ),
}
"""Every interactive element this workspace knows, with its rule."""

SELECTS = (
    "static_select",
    "multi_static_select",
    "users_select",
    "multi_users_select",
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
)
IN_ACTIONS = (
    "button", "static_select", "users_select", "conversations_select", "channels_select", "overflow",
    "radio_buttons", "checkboxes", "datepicker", "timepicker",
)  # fmt: skip
IN_SECTION = (*SELECTS, "button", "overflow", "radio_buttons", "checkboxes", "datepicker", "timepicker")
IN_INPUT = (
    *SELECTS, "radio_buttons", "checkboxes", "datepicker", "timepicker", "plain_text_input", "number_input",
    "url_text_input", "email_text_input", "file_input",
)  # fmt: skip
