"""Small Block Kit pieces within Slack's limits; text from outside has been through `handlers.escaping` before."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.escaping import shorten
from handlers.ids import Ref

Block = dict[str, Any]

MAX_BLOCKS = 50
MAX_CHARACTERS = 11_900
SECTION_LIMIT = 2_900
FIELD_LIMIT = 1_950
TEXT_LIMIT = 3_900
MODAL_TITLE = 24


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` for notifications and screen readers, `blocks` for everybody else."""

    text: str
    blocks: tuple[Block, ...]


def message(text: str, blocks: Sequence[Block]) -> Message:
    """A message cut to Slack's limits: middle blocks go first, the last one (buttons, footer) stays."""
    kept = list(blocks)
    while len(kept) > MAX_BLOCKS or weight(kept) > MAX_CHARACTERS:
        del kept[-2 if len(kept) > 1 else -1]
    return Message(shorten(text, TEXT_LIMIT), tuple(kept))


def note(text: str) -> Message:
    """One sentence."""
    return message(text, [section(text)])


def weight(blocks: Sequence[Mapping[str, Any]]) -> int:
    """How many characters the blocks take as Slack counts them: as JSON."""
    return len(json.dumps(list(blocks), ensure_ascii=False))


def section(text: str, accessory: Block | None = None, block_id: str = "") -> Block:
    """A paragraph of mrkdwn."""
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": shorten(text, SECTION_LIMIT)}}
    return _with(block, accessory=accessory, block_id=block_id)


def fields(texts: Sequence[str]) -> Block:
    """Paragraphs of mrkdwn in two columns, ten at most."""
    return {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": shorten(text, FIELD_LIMIT)} for text in texts[:10]],
    }


def context(text: str) -> Block:
    """Small grey mrkdwn."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": shorten(text, SECTION_LIMIT)}]}


def header(text: str) -> Block:
    """A plain headline."""
    return {"type": "header", "text": plain_text(text, 150)}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def plain_text(text: str, limit: int = 75) -> Block:
    """A plain_text object; nothing in it is live."""
    return {"type": "plain_text", "text": shorten(text, limit) or "-", "emoji": False}


def button(label: str, action_id: str, ref: Ref, *, style: str = "", confirm: Block | None = None) -> Block:
    """A button that carries a reference."""
    element: Block = {
        "type": "button",
        "action_id": action_id,
        "text": plain_text(label),
        "value": shorten(ref.dump(), 2_000),
    }
    return _with(element, style=style, confirm=confirm)


def confirm(title: str, text: str, yes: str, no: str = "Keep it") -> Block:
    """The question before an act that others see."""
    return {
        "title": plain_text(title, 100),
        "text": plain_text(text, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
    }


def actions(block_id: str, *elements: Block) -> Block:
    """A row of buttons and menus."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def option(label: str, value: str, description: str = "") -> Block:
    """One choice of a menu, of radio buttons or of checkboxes."""
    item: Block = {"text": plain_text(label), "value": shorten(value, 150)}
    return _with(item, description=plain_text(description) if description else None)


def overflow(action_id: str, options: Sequence[tuple[str, Ref]]) -> Block:
    """The three-dots menu of at most five items."""
    return {
        "type": "overflow",
        "action_id": action_id,
        "options": [option(label, ref.dump()) for label, ref in options[:5]],
    }


def image(file_id: str, alt: str, title: str = "") -> Block:
    """A picture that was uploaded before; its label names nobody."""
    block: Block = {"type": "image", "slack_file": {"id": file_id}, "alt_text": shorten(alt, 2_000)}
    return _with(block, title=plain_text(title, 200) if title else None)


def table(rows: Sequence[Sequence[str]], widths: Sequence[str] = ()) -> Block:
    """A table of plain cells, the first row its head: at most 100 rows of 20 cells."""
    cells = [[{"type": "raw_text", "text": cell or "-"} for cell in row[:20]] for row in rows[:100]]
    settings = [{"align": side} for side in widths]
    return _with({"type": "table", "rows": cells}, column_settings=settings or None)


def radio(action_id: str, options: Sequence[Block], initial: str = "") -> Block:
    """Radio buttons; `initial` is the value chosen at first."""
    return _choice({"type": "radio_buttons", "action_id": action_id, "options": list(options)}, options, initial)


def select(action_id: str, options: Sequence[Block], initial: str = "", placeholder: str = "Choose") -> Block:
    """A menu of at most 100 options."""
    element: Block = {"type": "static_select", "action_id": action_id, "placeholder": plain_text(placeholder, 150)}
    return _choice({**element, "options": list(options[:100])}, options[:100], initial)


def checkboxes(action_id: str, options: Sequence[Block], initial: Collection[str] = ()) -> Block:
    """Boxes to tick, ten at most; those of the `initial` values are ticked at first."""
    element: Block = {"type": "checkboxes", "action_id": action_id, "options": list(options[:10])}
    return _with(element, initial_options=[item for item in options[:10] if item["value"] in initial])


def text_input(action_id: str, *, initial: str = "", multiline: bool = False, placeholder: str = "") -> Block:
    """A line or a field for typing."""
    element: Block = {"type": "plain_text_input", "action_id": action_id, "multiline": multiline, "max_length": 3_000}
    hint = plain_text(placeholder, 150) if placeholder else None
    return _with(element, initial_value=initial[:3_000], placeholder=hint)


def field(block_id: str, label: str, element: Block, *, optional: bool = False, hint: str = "") -> Block:
    """An input of a modal."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, 2_000),
        "element": element,
        "optional": optional,
    }
    return _with(block, hint=plain_text(hint, 2_000) if hint else None)


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str = "",
    close: str = "Close",
    ref: Ref | None = None,
) -> Block:
    """A modal; 100 blocks at most."""
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, MODAL_TITLE),
        "close": plain_text(close, MODAL_TITLE),
        "private_metadata": (ref or Ref()).dump(),
        "blocks": list(blocks)[:100],
    }
    return _with(view, submit=plain_text(submit, MODAL_TITLE) if submit else None)


def _choice(element: Block, options: Sequence[Block], initial: str) -> Block:
    chosen = next((item for item in options if item["value"] == initial), None)
    return _with(element, initial_option=chosen)


def _with(block: Block, **extras: Any) -> Block:  # noqa: ANN401
    return {**block, **{name: value for name, value in extras.items() if value}}
