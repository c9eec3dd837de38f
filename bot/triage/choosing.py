"""Reads what a person chose for a rerun, typed as `windows=10,60 from=2021-04-20` or filled into a form."""

import re
import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.errors import InputError
from bot.measures.selection import parse_drops, parse_span, parse_windows, parse_words
from bot.report import LAYERS

EXAMPLE = "rerun 4 windows=10,60 from=2021-04-20 to=2021-05-03 words=harbour drop=domain:example.com"
NAMES = ("windows", "from", "to", "words", "layers", "drop")
EVERYTHING = "all"
KINDS_OF_ACTS = (*LAYERS, "similar")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'"})
_LINK = re.compile(r"<((?:https?://|mailto:)[^|>]+)(?:\|[^>]*)?>")


def parse_options(words: Sequence[str], standing: Mapping[str, Any]) -> dict[str, Any]:
    """Changes out of typed words. `standing` are the parameters as they are, for the other end of a span.

    Raises:
        InputError: what is wrong, with an example.
    """
    given = _options(words)
    if given is None:
        return dict.fromkeys(("windows", "since", "until", "words", "layers", "without", "without_accounts"))
    span = {"from": str(standing.get("since") or ""), "to": str(standing.get("until") or "")} | given
    chosen: dict[str, Any] = {}
    if {"from", "to"} & given.keys():
        chosen["since"], chosen["until"] = parse_span(_open(span["from"]), _open(span["to"]))
    for name, read in _READERS.items():
        if name in given:
            chosen |= read(_open(given[name]))
    return chosen


def choose(windows: str, since: str, until: str, words: str, layers: Sequence[str], drop: str) -> dict[str, Any]:
    """Changes out of a whole form: what was left empty is put back; errors name their field."""
    chosen = _named("windows", lambda: _windows(windows))
    chosen |= _named("from", lambda: dict(zip(("since", "until"), parse_span(since, until), strict=True)))
    chosen |= _named("words", lambda: _words(words))
    chosen |= _named("layers", lambda: _layers(",".join(layers)))
    return chosen | _named("drop", lambda: _drop(drop))


def _named(field: str, read: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return read()
    except InputError as error:
        raise InputError(error.text, error.hint, field) from error


def _options(words: Sequence[str]) -> dict[str, str] | None:
    """{name: value}, a name given twice adding up; None for `all`."""
    try:
        parts = shlex.split(_LINK.sub(r"\1", " ".join(words)).translate(_QUOTES))
    except ValueError as error:
        raise InputError("A quotation mark is never closed.", f"For example: {EXAMPLE}") from error
    if [part.lower() for part in parts] == [EVERYTHING]:
        return None
    found: dict[str, str] = {}
    for part in parts:
        name, mark, value = part.partition("=")
        if not mark or name.lower() not in NAMES:
            raise InputError(f"“{part[:60]}” is no choice; there are {', '.join(NAMES)}.", f"For example: {EXAMPLE}")
        found[name.lower()] = f"{found[name.lower()]},{value}" if name.lower() in found else value
    return found


def _open(value: str) -> str:
    """`none` takes a choice back."""
    return "" if value.strip().lower() in {"none", EVERYTHING} else value


def _windows(text: str) -> dict[str, Any]:
    return {"windows": list(parse_windows(text)) if text.strip() else None}


def _words(text: str) -> dict[str, Any]:
    return {"words": list(parse_words(text))}


def _layers(text: str) -> dict[str, Any]:
    wanted = {part.strip().lower() for part in text.split(",") if part.strip()}
    if unknown := sorted(wanted.difference(KINDS_OF_ACTS)):
        raise InputError(f"“{unknown[0][:40]}” is no layer; there are {', '.join(KINDS_OF_ACTS)}.", "layers=repost,url")
    return {"layers": [name for name in KINDS_OF_ACTS if name in wanted]}


def _drop(text: str) -> dict[str, Any]:
    objects, accounts = parse_drops(text)
    return {"without": list(objects), "without_accounts": list(accounts)}


_READERS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "windows": _windows,
    "words": _words,
    "layers": _layers,
    "drop": _drop,
}
