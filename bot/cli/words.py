"""Option values that typer cannot check by itself: a bad one is wrong usage."""

from collections.abc import Sequence
from typing import Any

import typer

from bot.errors import InputError


def parse_mapping(pairs: Sequence[str]) -> dict[str, str]:
    """{field: column} out of FIELD=COLUMN words."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, mark, column = pair.partition("=")
        field, column = field.strip(), column.strip()
        if not (mark and field and column):
            raise typer.BadParameter(f"{pair!r}: write FIELD=COLUMN, such as account_id=user", param_hint="--map")
        if field in mapping:
            raise typer.BadParameter(f"{field} is mapped twice", param_hint="--map")
        mapping[field] = column
    return mapping


def parse_layers(words: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Names of layers, given one by one or with commas, in the order of `known`."""
    wanted = {name.strip() for word in words for name in word.split(",") if name.strip()}
    unknown = sorted(wanted.difference(known))
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is no layer; there are {', '.join(known)}", param_hint="--layers")
    return tuple(name for name in known if name in wanted)


def parse_choice(windows: str, since: str, until: str, words: Sequence[str], drops: Sequence[str]) -> dict[str, Any]:
    """What is chosen of the data, by the names that `Parameters` has for it."""
    from bot.measures.selection import (  # noqa: PLC0415 - the list of domains loads with it
        parse_drops,
        parse_span,
        parse_windows,
        parse_words,
    )

    try:
        first, last = parse_span(since, until)
        without, accounts = parse_drops(",".join(drops))
        return {
            "windows": parse_windows(windows),
            "since": first,
            "until": last,
            "words": parse_words(",".join(words)),
            "without": without,
            "without_accounts": accounts,
        }
    except InputError as error:
        raise typer.BadParameter(f"{error.text} {error.hint}") from error
