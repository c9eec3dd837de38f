"""What a person would read of blocks, and what Slack would refuse of them: for assertions, apart from the builders."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

Block = dict[str, Any]


def texts(value: object) -> Iterator[str]:
    """Every text of text objects and table cells, in order."""
    if isinstance(value, dict):
        if value.get("type") in {"mrkdwn", "plain_text", "raw_text"} and isinstance(value.get("text"), str):
            yield value["text"]
        for name, inner in value.items():
            if name not in {"confirm", "alt_text"}:
                yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def read(blocks: object) -> str:
    return "\n".join(texts(blocks))


def elements(value: object) -> Iterator[Block]:
    """Everything with an action_id."""
    if isinstance(value, dict):
        if "action_id" in value:
            yield value
        for inner in value.values():
            yield from elements(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from elements(inner)


def labels(blocks: object) -> list[str]:
    return [one["text"]["text"] for one in elements(blocks) if one["type"] == "button"]


def check_blocks(blocks: Sequence[Block], *, most: int = 50, characters: int | None = 12_000) -> None:
    """Slack's limits, from its documentation."""
    assert 0 < len(blocks) <= most
    if characters is not None:
        assert len(json.dumps(list(blocks), ensure_ascii=False)) < characters
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids))
    assert all(len(one) <= 255 for one in ids)
    for block in blocks:
        _check_block(block)


def _check_block(block: Block) -> None:
    within = [one["action_id"] for one in elements(block)]
    assert len(within) == len(set(within))
    if block["type"] == "section":
        assert 0 < len(block.get("text", {"text": "x"})["text"]) <= 3_000
        assert all(len(one["text"]) <= 2_000 for one in block.get("fields", ()))
        assert len(block.get("fields", ())) <= 10
    if block["type"] == "context":
        assert all(0 < len(one["text"]) <= 3_000 for one in block["elements"])
        assert 0 < len(block["elements"]) <= 10
    if block["type"] == "actions":
        assert 0 < len(block["elements"]) <= 25
    if block["type"] == "image":
        assert block["alt_text"]
    for one in elements(block):
        _check_element(one)


def _check_element(one: Block) -> None:
    assert len(one["action_id"]) <= 255
    if one["type"] == "button":
        assert 0 < len(one["text"]["text"]) <= 75
        assert len(one.get("value", "")) <= 2_000
    if one["type"] == "overflow":
        assert 0 < len(one["options"]) <= 5
    for choice in one.get("options", ()):
        assert 0 < len(choice["text"]["text"]) <= 75
        assert 0 < len(choice["value"]) <= 150


def check_modal(view: Block) -> None:
    assert view["type"] == "modal"
    for name in ("title", "submit", "close"):
        assert len(view.get(name, {"text": ""})["text"]) <= 24
    assert len(view["private_metadata"]) <= 3_000
    check_blocks(view["blocks"], most=100, characters=None)
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    assert not inputs or "submit" in view
