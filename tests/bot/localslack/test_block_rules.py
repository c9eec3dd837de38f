"""Every limit of blocks and elements: what just fits is taken, what is one too many is refused, with the place."""

from typing import Any

import pytest

from bot.localslack import LocalSlack, ManualClock, SlackRefusal
from bot.localslack.block_rules import BLOCKS, check_message_blocks
from bot.localslack.element_rules import ELEMENTS
from bot.localslack.view_rules import check_view
from bot.localslack.world import World
from tests.bot.localslack.sample_app import MANIFEST, START, actions, button, field, modal, plain, section


@pytest.fixture(scope="module")
def world() -> World:
    workspace = LocalSlack(MANIFEST, clock=ManualClock(START))
    workspace.stop()
    return workspace.world


def option(number: int, **more: Any) -> dict[str, Any]:
    return {"text": plain(f"o{number}"), "value": str(number), **more}


def options(count: int) -> list[dict[str, Any]]:
    return [option(number) for number in range(count)]


def select(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "s", "options": options(2), **more}


def image(**more: Any) -> dict[str, Any]:
    return {"type": "image", "image_url": "https://x.org/p.png", "alt_text": "a plot", **more}


def table(rows: int, columns: int, **more: Any) -> dict[str, Any]:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns for _ in range(rows)], **more}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def confirm(**more: Any) -> dict[str, Any]:
    texts = {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")}
    return {**button("b"), "confirm": {**texts, **more}}


def context(count: int) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * count}


def fields(count: int, length: int = 1) -> dict[str, Any]:
    return {"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * length}] * count}


def buttons(count: int) -> dict[str, Any]:
    return actions(*(button(f"b{number}") for number in range(count)))


PAIRS: list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("/blocks/0/text/text", [section("x" * 3000)], [section("x" * 3001)]),
    ("/blocks/0/text/text", [section("x")], [section("")]),
    ("/blocks/0/fields", [fields(10)], [fields(11)]),
    ("/blocks/0/fields/0/text", [fields(1, 2000)], [fields(1, 2001)]),
    (
        "/blocks/0/text/text",
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
    ),
    (
        "/blocks/0/text/type",
        [{"type": "header", "text": plain("x")}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
    ),
    ("/blocks/0/elements", [context(10)], [context(11)]),
    ("/blocks/0/elements", [buttons(25)], [buttons(26)]),
    ("/blocks/0/elements/0/text/text", [actions(button("b", "x" * 75))], [actions(button("b", "x" * 76))]),
    ("/blocks/0/elements/0/value", [actions(button("b", "x", "v" * 2000))], [actions(button("b", "x", "v" * 2001))]),
    (
        "/blocks/0/elements/0/url",
        [actions({**button("b"), "url": "u" * 3000})],
        [actions({**button("b"), "url": "u" * 3001})],
    ),
    ("/blocks/0/elements/0/action_id", [actions(button("b" * 255))], [actions(button("b" * 256))]),
    (
        "/blocks/0/block_id",
        [actions(button("b"), block_id="i" * 255)],
        [actions(button("b"), block_id="i" * 256)],
    ),
    (
        "/blocks/0/elements/0/style",
        [actions({**button("b"), "style": "danger"})],
        [actions({**button("b"), "style": "pink"})],
    ),
    ("/blocks/0/elements/0/options", [actions(select(options=options(100)))], [actions(select(options=options(101)))]),
    (
        "/blocks/0/elements/0/options/0/value",
        [actions(select(options=[{"text": plain("x"), "value": "v" * 150}]))],
        [actions(select(options=[{"text": plain("x"), "value": "v" * 151}]))],
    ),
    (
        "/blocks/0/elements/0/options/0/text/text",
        [actions(select(options=[{"text": plain("x" * 75), "value": "v"}]))],
        [actions(select(options=[{"text": plain("x" * 76), "value": "v"}]))],
    ),
    (
        "/blocks/0/elements/0",
        [actions(select(initial_option=option(1)))],
        [actions(select(initial_option=option(7)))],
    ),
    (
        "/blocks/0/elements/0/options",
        [actions({"type": "overflow", "action_id": "o", "options": options(5)})],
        [actions({"type": "overflow", "action_id": "o", "options": options(6)})],
    ),
    (
        "/blocks/0/accessory/options",
        [{**section(), "accessory": {"type": "checkboxes", "action_id": "c", "options": options(10)}}],
        [{**section(), "accessory": {"type": "checkboxes", "action_id": "c", "options": options(11)}}],
    ),
    (
        "/blocks/0/elements/0/confirm/title/text",
        [actions(confirm(title=plain("x" * 100)))],
        [actions(confirm(title=plain("x" * 101)))],
    ),
    (
        "/blocks/0/elements/0/confirm/text/text",
        [actions(confirm(text=plain("x" * 300)))],
        [actions(confirm(text=plain("x" * 301)))],
    ),
    (
        "/blocks/0/elements/0/confirm/deny/text",
        [actions(confirm(deny=plain("x" * 30)))],
        [actions(confirm(deny=plain("x" * 31)))],
    ),
    ("/blocks/0/image_url", [image(image_url="u" * 3000)], [image(image_url="u" * 3001)]),
    ("/blocks/0", [image()], [{"type": "image", "image_url": "https://x.org/p.png"}]),
    ("/blocks/0", [image()], [{"type": "image", "alt_text": "no source"}]),
    ("/blocks/0/rows", [table(100, 2)], [table(101, 2)]),
    ("/blocks/0/rows/0", [table(2, 20)], [table(2, 21)]),
    (
        "/blocks/0/column_settings/1/align",
        [table(1, 2, column_settings=[None, {"align": "right"}])],
        [table(1, 2, column_settings=[None, {"align": "top"}])],
    ),
    (
        "/blocks/0/rows",
        [table(2, 2)],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "x"}] * 2]}],
    ),
    (
        "/blocks/0/elements/0/elements/0",
        [rich({"type": "text", "text": "x", "style": {"bold": True}})],
        [rich({"type": "text"})],
    ),
    ("/blocks/0/elements/0/elements/0/type", [rich({"type": "emoji", "name": "eyes"})], [rich({"type": "drum"})]),
    ("/blocks", [{"type": "divider"}] * 50, [{"type": "divider"}] * 51),
    ("/blocks/0/type", [{"type": "divider"}], [{"type": "poem"}]),
    ("/blocks/0", [{"type": "divider"}], [{}]),
    ("/blocks/0", [{"type": "divider"}], [{"type": "divider", "colour": "red"}]),
    ("/blocks/0", [section()], [{"type": "section"}]),
    (
        "/blocks/1/block_id",
        [actions(button("b"), block_id="one"), actions(button("b"), block_id="two")],
        [actions(button("b"), block_id="one"), actions(button("b"), block_id="one")],
    ),
    (
        "/blocks/0/elements/1/action_id",
        [actions(button("a"), button("b"))],
        [actions(button("a"), button("a"))],
    ),
    (
        "/blocks/0/elements/0/type",
        [actions(select())],
        [actions({"type": "plain_text_input", "action_id": "t"})],
    ),
]


@pytest.mark.parametrize(("place", "good", "bad"), PAIRS)
def test_a_message_may_go_to_the_limit_and_not_beyond(
    world: World, place: str, good: list[dict[str, Any]], bad: list[dict[str, Any]]
) -> None:
    check_message_blocks(world, good)
    with pytest.raises(SlackRefusal, match="invalid_blocks") as caught:
        check_message_blocks(world, bad)
    assert f"[json-pointer:{place}]" in caught.value.messages[0]


def test_a_refusal_of_blocks_reads_like_slacks(world: World) -> None:
    with pytest.raises(SlackRefusal) as caught:
        check_message_blocks(world, [section("x" * 3001)])
    complaint = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert caught.value.answer() == {
        "ok": False,
        "error": "invalid_blocks",
        "errors": [complaint],
        "response_metadata": {"messages": [f"[ERROR] {complaint}"]},
    }


def test_all_blocks_together_hold_thirteen_thousand_characters(world: World) -> None:
    check_message_blocks(world, [section("x" * 2600)] * 5)
    with pytest.raises(SlackRefusal, match="msg_blocks_too_long"):
        check_message_blocks(world, [section("x" * 2601)] * 5)


def test_a_message_holds_one_table(world: World) -> None:
    with pytest.raises(SlackRefusal, match="only_one_table_allowed"):
        check_message_blocks(world, [table(1, 1), table(1, 1)])


ELEMENT_EXAMPLES: dict[str, dict[str, Any]] = {
    "plain_text_input": {"initial_value": "x" * 3000, "multiline": True, "min_length": 0, "max_length": 3000},
    "number_input": {"is_decimal_allowed": False, "min_value": "1", "max_value": "9"},
    "url_text_input": {"initial_value": "https://x.org"},
    "email_text_input": {},
    "file_input": {"filetypes": ["csv"], "max_files": 10},
    "static_select": {"option_groups": [{"label": plain("g"), "options": options(2)}]},
    "multi_static_select": {"options": options(3), "initial_options": [option(1)], "max_selected_items": 2},
    "users_select": {"initial_user": "U1"},
    "multi_users_select": {"initial_users": ["U1"]},
    "conversations_select": {"default_to_current_conversation": True, "filter": {"include": ["public"]}},
    "multi_conversations_select": {},
    "channels_select": {"initial_channel": "C1"},
    "radio_buttons": {"options": options(10), "initial_option": option(1)},
    "checkboxes": {"options": [option(1, description=plain("why"))]},
    "datepicker": {"initial_date": "2026-01-01"},
    "timepicker": {"initial_time": "09:30"},
}


@pytest.mark.parametrize("kind", sorted(ELEMENT_EXAMPLES))
def test_a_form_takes_every_kind_of_input(world: World, kind: str) -> None:
    check_view(world, modal(field("f", {"type": kind, "action_id": "a", **ELEMENT_EXAMPLES[kind]})), "modal")


def test_every_element_and_block_has_a_test() -> None:
    elements = set(ELEMENT_EXAMPLES) | {"button", "overflow"}
    shown = {block["type"] for _, good, _ in PAIRS for block in good} | {"input", "file"}
    assert (elements, shown) == (set(ELEMENTS), set(BLOCKS))


NAME = field("name", {"type": "plain_text_input", "action_id": "name"})


@pytest.mark.parametrize(
    ("view", "place"),
    [
        (modal(NAME, title=plain("x" * 25)), "/view/title/text"),
        (modal(NAME, submit=plain("x" * 25)), "/view/submit/text"),
        (modal(NAME, close=plain("x" * 25)), "/view/close/text"),
        (modal(NAME, private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(NAME, callback_id="x" * 256), "/view/callback_id"),
        (modal(*[{"type": "divider"}] * 101), "/view/blocks"),
        (modal(table(1, 1)), "/view/blocks/0/type"),
        (
            modal(field("f", {"type": "file_input", "action_id": "a", "max_files": 11})),
            "/view/blocks/0/element/max_files",
        ),
        (modal(field("f", {"type": "plain_text_input", "initial_value": "x" * 3001})), "initial_value"),
        (modal(NAME, submit=None), "/view]"),
        ({"type": "modal", "blocks": []}, "/view]"),
        ({"type": "page", "blocks": []}, "/view/type"),
    ],
)
def test_a_view_beyond_a_limit_is_refused(world: World, view: dict[str, Any], place: str) -> None:
    with pytest.raises(SlackRefusal, match="invalid_arguments") as caught:
        check_view(world, view, "modal")
    assert place in caught.value.messages[0]


def test_a_modal_may_hold_a_hundred_blocks_and_titles_of_twenty_four(world: World) -> None:
    label = plain("x" * 24)
    dividers = [{"type": "divider"}] * 100
    view = modal(*dividers, private_metadata="x" * 3000, title=label, submit=label, close=label)
    check_view(world, view, "modal")


def test_a_view_of_more_than_250_000_bytes_is_too_large(world: World) -> None:
    with pytest.raises(SlackRefusal, match="view_too_large"):
        check_view(world, modal(*[section("é" * 3000)] * 60), "modal")
