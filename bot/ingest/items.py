"""JSON in the shapes that exports have: an object a line, one array, pretty-printed pages; read value by value.

A line or value that is broken is rejected by itself where the rest can still be told apart.
"""

import json
import re
from collections.abc import Generator, Iterator, Sequence
from typing import Any

from bot.errors import InputError
from bot.protocols import Head, Lines
from bot.report import Rejected

Item = tuple[int, dict[str, Any]]
"""The line on which a JSON object starts, and the object."""

LISTS = ("data", "statuses", "tweets", "posts", "items", "results", "users", "messages", "feed", "toots")
"""Names under which pages of an API hold their objects."""

_DECODER = json.JSONDecoder()
_BETWEEN = re.compile(r"[\s,\]]*")
_HALF_PAIR = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
_MAX_VALUE = 64 << 20
_MAX_SAMPLES = 50


def items(lines: Lines) -> Iterator[Item | Rejected]:
    """Every JSON object of a file; arrays are opened; anything else is rejected with its line."""
    source = ((number, _whole(line)) for number, line in lines)
    first = next(((number, line) for number, line in source if line.strip()), None)
    if first is None:
        return
    found = _by_line(lines, first, source) if _is_line(first[1]) else _by_value(lines, first, source)
    for line, value in found:
        lines.at = line
        if isinstance(value, Rejected):
            yield value
            continue
        yield from _objects(lines.name, line, value)


def opened(item: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The objects of a page (`{"data": [...]}`); an object that is no page stands for itself."""
    for name in LISTS:
        inner = item.get(name)
        if isinstance(inner, list) and all(isinstance(entry, dict) for entry in inner):
            return inner
    return (item,)


def sample_items(head: Head) -> list[dict[str, Any]]:
    """Objects that lie wholly within a file's head; of a page that is cut, the first of its entries."""
    text = _whole("".join(head.lines).lstrip("\ufeff \t\r\n"))
    if text[:1] not in {"{", "["}:
        return []
    found: list[dict[str, Any]] = []
    position = 0
    while len(found) < _MAX_SAMPLES and (start := text.find("{", position)) >= 0:
        try:
            value, position = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            position = start + 1
            continue
        found.extend(opened(value))
    return found[:_MAX_SAMPLES]


def _whole(text: str) -> str:
    """JSON in which halves of surrogate pairs (emoji that were cut in two) are replaced: no text can hold them."""
    return _HALF_PAIR.sub(r"\\ufffd", text) if "\\ud" in text or "\\uD" in text else text


def _is_line(text: str) -> bool:
    """Whether the first line is a whole object, or looks like a broken one in a file of one object a line."""
    stripped = text.strip()
    if not stripped.startswith("{"):
        return False
    try:
        json.loads(stripped)
    except (ValueError, RecursionError):
        return len(stripped) > 1 and stripped.endswith("}")
    return True


def _by_line(
    lines: Lines, first: tuple[int, str], source: Iterator[tuple[int, str]]
) -> Iterator[tuple[int, Any | Rejected]]:
    number, line = first
    while True:
        if line.strip():
            yield number, _parsed(lines.name, number, line)
        step = next(source, None)
        if step is None:
            return
        number, line = step


def _parsed(name: str, number: int, line: str) -> Any:  # noqa: ANN401 - JSON holds anything
    try:
        return json.loads(line.strip())
    except RecursionError:
        return Rejected(name, number, "the JSON is nested too deep")
    except ValueError as error:
        return Rejected(name, number, f"the line is not valid JSON ({_where(error)})")


def _by_value(
    lines: Lines, first: tuple[int, str], source: Iterator[tuple[int, str]]
) -> Iterator[tuple[int, Any | Rejected]]:
    """Values of an array or of pretty-printed objects: decoded whenever the brackets of the text so far balance."""
    number, text = first
    is_array = text.lstrip().startswith("[")
    if is_array:
        text = text.lstrip()[1:]
    waiting, start, depth, size = [text], number, _depth(text), len(text)
    while (step := next(source, None)) is not None:
        if depth <= 0:
            start, text = yield from _drain("".join(waiting), start)
            waiting, depth, size = [text], 0, len(text)
        number, line = step
        waiting.append(line)
        depth += _depth(line)
        size += len(line)
        if size > _MAX_VALUE:
            raise InputError(
                "One JSON value is longer than 64 MB, or a bracket is never closed.",
                "Save one object a line (JSON Lines).",
                f"{lines.name}, line {start}",
            )
    start, text = yield from _drain("".join(waiting), start)
    if text.strip():
        yield start, Rejected(lines.name, start, "the JSON ends before its last value does, or is not valid")


def _drain(text: str, line: int) -> Generator[tuple[int, Any], None, tuple[int, str]]:
    """Yield the values at the start of the text; return the line and the text of what is left."""
    position = 0
    while True:
        blank = _BETWEEN.match(text, position)
        following = blank.end() if blank else position
        line += text.count("\n", position, following)
        position = following
        try:
            value, end = _DECODER.raw_decode(text, position)
        except (ValueError, RecursionError):
            return line, text[position:]
        yield line, value
        line += text.count("\n", position, end)
        position = end


def _depth(line: str) -> int:
    """Opened minus closed brackets; marks inside strings are counted too, so balance is a hint, never a proof."""
    return line.count("{") + line.count("[") - line.count("}") - line.count("]")


def _objects(name: str, line: int, value: Any) -> Iterator[Item | Rejected]:  # noqa: ANN401 - JSON holds anything
    if isinstance(value, dict):
        yield line, value
    elif isinstance(value, list) and all(isinstance(entry, dict) for entry in value):
        for entry in value:
            yield line, entry
    else:
        yield Rejected(name, line, "the JSON value is not an object")


def _where(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.colno}"
    return "a number is too long"
