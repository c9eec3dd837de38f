"""From what a person filled in to Slack's ``state.values``, for every kind of element."""

from typing import Any

import pytest

from bot.localslack import LocalSlack, ManualClock
from bot.localslack.element_rules import ELEMENTS
from bot.localslack.form import STATELESS, UnknownOption, full_state, full_value, initial_value, merged
from bot.localslack.world import World
from tests.bot.localslack.sample_app import MANIFEST, START, actions, button, field, plain

RED, BLUE = ({"text": plain(name), "value": name} for name in ("red", "blue"))
CHOICES = {"options": [RED, BLUE]}


@pytest.fixture(scope="module")
def world() -> World:
    workspace = LocalSlack(MANIFEST, clock=ManualClock(START))
    workspace.stop()
    return workspace.world


CASES: list[tuple[str, dict[str, Any], Any, dict[str, Any]]] = [
    ("plain_text_input", {}, "Aurora", {"value": "Aurora"}),
    ("plain_text_input", {}, "", {"value": None}),
    ("number_input", {"is_decimal_allowed": False}, "7", {"value": "7"}),
    ("url_text_input", {}, "https://x.org", {"value": "https://x.org"}),
    ("email_text_input", {}, "a@x.org", {"value": "a@x.org"}),
    ("static_select", CHOICES, "red", {"selected_option": RED}),
    ("static_select", {"option_groups": [{"label": plain("g"), **CHOICES}]}, "blue", {"selected_option": BLUE}),
    ("static_select", CHOICES, None, {"selected_option": None}),
    ("radio_buttons", CHOICES, "blue", {"selected_option": BLUE}),
    ("multi_static_select", CHOICES, ["red", "blue"], {"selected_options": [RED, BLUE]}),
    ("checkboxes", CHOICES, [], {"selected_options": []}),
    ("users_select", {}, "U1", {"selected_user": "U1"}),
    ("multi_users_select", {}, ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
    ("conversations_select", {}, "C1", {"selected_conversation": "C1"}),
    ("multi_conversations_select", {}, ["C1"], {"selected_conversations": ["C1"]}),
    ("channels_select", {}, "C1", {"selected_channel": "C1"}),
    ("datepicker", {}, "2026-01-31", {"selected_date": "2026-01-31"}),
    ("timepicker", {}, "09:30", {"selected_time": "09:30"}),
    ("file_input", {}, [], {"files": []}),
]


@pytest.mark.parametrize(("kind", "more", "value", "wanted"), CASES)
def test_a_value_becomes_the_state_of_its_element(
    world: World, kind: str, more: dict[str, Any], value: Any, wanted: dict[str, Any]
) -> None:
    element = {"type": kind, "action_id": "a", **more}
    state = full_state(world, [field("b", element)], {"b": {"a": value}})
    assert state == {"b": {"a": {"type": kind, **wanted}}}


def test_every_element_with_a_state_is_covered_here() -> None:
    assert {kind for kind, *_ in CASES} == set(ELEMENTS) - STATELESS


@pytest.mark.parametrize(
    ("element", "wanted"),
    [
        ({"type": "plain_text_input", "initial_value": "Aurora"}, "Aurora"),
        ({"type": "static_select", **CHOICES, "initial_option": BLUE}, "blue"),
        ({"type": "checkboxes", **CHOICES, "initial_options": [RED]}, ["red"]),
        ({"type": "users_select", "initial_user": "U1"}, "U1"),
        ({"type": "datepicker"}, None),
        ({"type": "file_input"}, []),
    ],
)
def test_an_untouched_element_holds_its_initial_value(element: dict[str, Any], wanted: Any) -> None:
    assert initial_value(element) == wanted


def test_buttons_have_no_state_and_say_their_value(world: World) -> None:
    assert full_state(world, [actions(button("go"))], {}) == {}
    assert full_value(world, button("go", value="v7"), None) == {"type": "button", "value": "v7"}


def test_an_option_that_is_not_offered_cannot_be_chosen(world: World) -> None:
    with pytest.raises(UnknownOption, match="'green'"):
        full_value(world, {"type": "static_select", "action_id": "a", **CHOICES}, "green")


def test_new_values_lie_over_old_ones_and_a_star_finds_the_block() -> None:
    blocks = [field(name, {"type": "plain_text_input", "action_id": f"{name}_text"}) for name in ("one", "two")]
    old = {"one": {"one_text": "a"}, "two": {"two_text": "b"}}
    new = {"*": {"two_text": "c"}}
    assert merged(blocks, old, new) == {"one": {"one_text": "a"}, "two": {"two_text": "c"}}


def test_a_value_for_an_element_that_is_not_there_is_refused_and_an_old_one_dropped() -> None:
    blocks = [field("one", {"type": "plain_text_input", "action_id": "text"})]
    assert merged(blocks, {"gone": {"text": "a"}, "one": {"text": "b"}}, {}) == {"one": {"text": "b"}}
    with pytest.raises(LookupError, match="No element two/text"):
        merged(blocks, {}, {"two": {"text": "a"}})
