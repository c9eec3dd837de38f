"""The modal that asks which column holds what, beside the file's first lines."""

from dataclasses import dataclass

from bot.triage.confirm_columns import ColumnsGuess
from handlers import ids
from handlers.blocks.parts import Block, context, field, modal, option, section, select
from handlers.escaping import code, plain
from handlers.ids import Ref

NONE = "-"
FIELDS = (
    ("account_id", "Account (who)", True),
    ("time", "Time (when)", True),
    ("content_id", "Id of the post", False),
    ("text", "Text", False),
    ("repost_of", "Post that was reposted", False),
    ("object_id", "Shared object", False),
    ("urls", "Links", False),
    ("hashtags", "Hashtags", False),
    ("handle", "Handle", False),
    ("created", "Account made on", False),
    ("followers", "Followers", False),
    ("bio", "Profile text", False),
)
COLUMNS_SHOWN = 99


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns and first rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def form(guess: ColumnsGuess, table: Table, *, case_id: int, channel_id: str) -> Block:
    """One menu a field, our guess chosen; columns are offered by place, so that no name has to fit an option."""
    blocks = [context("Who and when are needed. What you leave empty is not looked for, and the card will say so.")]
    blocks += [section(_example(table, place)) for place in range(min(len(table.columns), 6))]
    choices = [
        option(plain(name, 70) or "(no name)", str(place)) for place, name in enumerate(table.columns[:COLUMNS_SHOWN])
    ]
    for name, label, needed in FIELDS:
        start = _place(table, guess.mapping.get(name, ""))
        blocks.append(field(name, label, select(name, choices or [option("-", NONE)], start), optional=not needed))
    ref = Ref(case=case_id, page=guess.number, channel=channel_id)
    return modal(ids.COLUMNS_SAVE, "Confirm columns", blocks, submit="Start", close="Cancel", ref=ref)


def _place(table: Table, column: str) -> str:
    return str(table.columns.index(column)) if column in table.columns[:COLUMNS_SHOWN] else ""


def _example(table: Table, place: int) -> str:
    cells = [row[place] for row in table.rows[:3] if place < len(row)]
    return f"{code(table.columns[place], 60)}: " + " · ".join(code(cell, 60) for cell in cells)
