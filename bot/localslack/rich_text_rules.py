"""The rules for rich text and tables."""

from typing import Any

from bot.localslack import limits
from bot.localslack.rules import (
    IDENTIFIER_RULE,
    Findings,
    Rule,
    anything,
    array,
    boolean,
    choice,
    integer,
    mapping,
    string,
    typed,
)

_STYLE = mapping({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight"), boolean))
_STYLED: dict[str, Rule] = {"style": _STYLE}
_TEXT = string(limits.MESSAGE_TEXT)

_INLINE = typed(
    {
        "text": mapping({"text": _TEXT}, _STYLED),
        "link": mapping({"url": string(limits.URL)}, {**_STYLED, "text": _TEXT, "unsafe": boolean}),
        "user": mapping({"user_id": string(20)}, _STYLED),
        "usergroup": mapping({"usergroup_id": string(20)}, _STYLED),
        "channel": mapping({"channel_id": string(20)}, _STYLED),
        "emoji": mapping({"name": string(100)}, {**_STYLED, "unicode": string(100), "skin_tone": integer(1, 6)}),
        "broadcast": mapping({"range": choice("here", "channel", "everyone")}, _STYLED),
        "date": mapping(
            {"timestamp": integer(0, 2**53), "format": string(200)},
            {**_STYLED, "url": string(limits.URL), "fallback": string(200)},
        ),
        "color": mapping({"value": string(9)}, _STYLED),
    }
)
_SECTION = mapping({"elements": array(_INLINE, 1000, 0)})
_BORDERED = mapping({"elements": array(_INLINE, 1000, 0)}, {"border": integer(0, 1)})
_PREFORMATTED = mapping({"elements": array(_INLINE, 1000, 0)}, {"border": integer(0, 1), "language": string(100)})
_LIST = mapping(
    {"elements": array(typed({"rich_text_section": _SECTION}), 1000), "style": choice("bullet", "ordered")},
    {"indent": integer(0, 8), "offset": integer(0, 10**6), "border": integer(0, 1)},
)
RICH_TEXT = mapping(
    {
        "elements": array(
            typed(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_quote": _BORDERED,
                    "rich_text_preformatted": _PREFORMATTED,
                }
            ),
            1000,
        )
    },
    {"block_id": IDENTIFIER_RULE},
)

_CELL = typed({"raw_text": mapping({"text": string(limits.SECTION_TEXT)}), "rich_text": RICH_TEXT})
_COLUMN = mapping({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})
_TABLE_SHAPE = mapping(
    {"rows": array(array(_CELL, limits.TABLE_COLUMNS), limits.TABLE_ROWS)},
    {"block_id": IDENTIFIER_RULE, "column_settings": array(anything, limits.TABLE_COLUMNS, 0)},
)


def table(findings: Findings, path: str, value: Any) -> None:  # noqa: ANN401
    """A table: rows of equal length, at most 100 by 20; a column's settings may be null."""
    _TABLE_SHAPE(findings, path, value)
    for index, column in enumerate(value.get("column_settings") or ()):
        if column is not None:
            _COLUMN(findings, f"{path}/column_settings/{index}", column)
    rows = value.get("rows")
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        findings.add("all rows must have the same number of cells", f"{path}/rows")
