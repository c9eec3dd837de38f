"""What Slack checks of the blocks in a message: shapes, lengths, counts, unique ids."""

from typing import Any

from bot.localslack import limits
from bot.localslack.element_rules import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from bot.localslack.model import JsonDict, block_elements, texts_of
from bot.localslack.refusal import SlackRefusal
from bot.localslack.rich_text_rules import RICH_TEXT, table
from bot.localslack.rules import (
    IDENTIFIER_RULE,
    Findings,
    Rule,
    array,
    boolean,
    both,
    choice,
    mapping,
    plain,
    some_of,
    string,
    text,
    typed,
)
from bot.localslack.world import World

_SLACK_FILE = mapping({}, {"id": string(20), "url": string(limits.URL)})
_IMAGE_SOURCE: dict[str, Rule] = {"image_url": string(limits.URL), "slack_file": _SLACK_FILE}


def _one_source(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    if bool(value.get("image_url")) == bool(value.get("slack_file")):
        findings.add("must define either `image_url` or `slack_file`", path)


IMAGE_ELEMENT = both(mapping({"alt_text": string(limits.ALT_TEXT)}, _IMAGE_SOURCE), _one_source)


def _context_item(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    if isinstance(value, dict) and value.get("type") == "image":
        IMAGE_ELEMENT(findings, path, value)
    else:
        text(limits.CONTEXT_TEXT)(findings, path, value)


def _text_or_fields(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    if not value.get("text") and not value.get("fields"):
        findings.add("must define either `text` or `fields`", path)


_ID: dict[str, Rule] = {"block_id": IDENTIFIER_RULE}

BLOCKS: dict[str, Rule] = {
    "section": both(
        mapping(
            {},
            {
                **_ID,
                "text": text(limits.SECTION_TEXT),
                "fields": array(text(limits.FIELD_TEXT), limits.SECTION_FIELDS),
                "accessory": typed({**some_of(ELEMENTS, IN_SECTION), "image": IMAGE_ELEMENT}),
                "expand": boolean,
            },
        ),
        _text_or_fields,
    ),
    "header": mapping({"text": plain(limits.HEADER_TEXT)}, _ID),
    "divider": mapping({}, _ID),
    "context": mapping({"elements": array(_context_item, limits.CONTEXT_ELEMENTS)}, _ID),
    "actions": mapping({"elements": array(typed(some_of(ELEMENTS, IN_ACTIONS)), limits.ACTION_ELEMENTS)}, _ID),
    "image": both(
        mapping({"alt_text": string(limits.ALT_TEXT)}, {**_ID, **_IMAGE_SOURCE, "title": plain(limits.ALT_TEXT)}),
        _one_source,
    ),
    "input": mapping(
        {"label": plain(limits.LABEL), "element": typed(some_of(ELEMENTS, IN_INPUT))},
        {**_ID, "hint": plain(limits.LABEL), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
    "table": table,
    "file": mapping({"external_id": IDENTIFIER_RULE, "source": choice("remote")}, _ID),
}
"""Every block this workspace knows, with its rule."""

_ANY_BLOCK = typed(BLOCKS)


def inspect(blocks: Any, most: int, path: str) -> Findings:  # noqa: ANN401
    """Collect everything that is wrong with a list of blocks."""
    findings = Findings()
    array(_ANY_BLOCK, most, 0)(findings, path, blocks)
    if not findings.messages:
        _check_ids(findings, blocks, path)
    return findings


def _check_ids(findings: Findings, blocks: list[JsonDict], path: str) -> None:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            findings.add(f'`block_id` "{block_id}" already exists', f"{path}/{index}/block_id")
        if block_id:
            seen.add(block_id)
        _check_action_ids(findings, block, f"{path}/{index}")


def _check_action_ids(findings: Findings, block: JsonDict, path: str) -> None:
    seen: set[str] = set()
    for index, element in enumerate(block_elements(block)):
        action_id = element.get("action_id")
        if action_id in seen:
            complaint = f'`action_id` "{action_id}" already exists for `block_id` "{block.get("block_id", "")}"'
            findings.add(complaint, f"{path}/elements/{index}/action_id")
        if action_id:
            seen.add(action_id)


def check_message_blocks(world: World, blocks: Any) -> None:  # noqa: ANN401
    """Check the blocks of a message.

    Raises:
        SlackRefusal: ``invalid_blocks`` (with messages), ``msg_blocks_too_long``, ``only_one_table_allowed``.
    """
    findings = inspect(blocks, limits.MESSAGE_BLOCKS, "/blocks")
    if not findings.messages:
        check_slack_files(world, findings, blocks, "/blocks")
    if findings.messages:
        raise SlackRefusal("invalid_blocks", tuple(findings.messages))
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise SlackRefusal("only_one_table_allowed")
    if sum(len(part) for part in texts_of(blocks)) > limits.BLOCKS_TEXT:
        raise SlackRefusal("msg_blocks_too_long")


def check_slack_files(world: World, findings: Findings, blocks: list[JsonDict], path: str) -> None:
    """Check that pictures named by ``slack_file`` are finished uploads that the app may see."""
    for index, block in enumerate(blocks):
        places = [(f"{path}/{index}", block)] + [
            (f"{path}/{index}/{key}", item) for key, item in _nested(block) if item.get("type") == "image"
        ]
        for place, item in places:
            if (reference := item.get("slack_file")) and not _known_image(world, reference):
                findings.add("invalid slack file", f"{place}/slack_file")


def _nested(block: JsonDict) -> list[tuple[str, JsonDict]]:
    items = [("accessory", block["accessory"])] if isinstance(block.get("accessory"), dict) else []
    elements = block.get("elements") if block["type"] == "context" else None
    return items + [(f"elements/{index}", item) for index, item in enumerate(elements or ())]


def _known_image(world: World, reference: JsonDict) -> bool:
    for file in world.state.files.values():
        if reference.get("id") == file.id or reference.get("url") in {file.url_private, file.permalink}:
            return file.complete and file.mimetype in {"image/png", "image/jpeg", "image/gif"}
    return False
