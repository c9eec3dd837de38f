"""Cells of exports: counts, yes/no, ids that a spreadsheet spoilt, and lists in the ways people write them."""

import ast
import json
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

_NOTHING = frozenset({"", "absent", "nan", "null", "none", "n/a", "na", "undefined"})
_ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,3}")
_BIGGEST = (1 << 63) - 1


def known(text: str | None) -> str | None:
    """The stripped text; None where it only says that there is nothing."""
    if text is None:
        return None
    stripped = text.strip()
    return None if len(stripped) < 10 and stripped.lower() in _NOTHING else stripped


def identifier(text: str | None) -> str | None:
    """An id as text: `65453567.0` and `1.19e+18` (made by spreadsheets) are written out; None for nothing."""
    value = known(text)
    if value is None or value.isdigit():
        return value
    if value.endswith(".0") and value[:-2].isdigit():
        return value[:-2]
    if is_rounded(value):
        return str(int(Decimal(value)))
    return value


def is_rounded(text: str) -> bool:
    """Whether an id was rounded to the digits that a float holds (`1.19e+18`)."""
    return _ROUNDED.fullmatch(text) is not None


def count(text: str | None) -> int | None:
    """A count of 0 or more that fits 63 bits, thousands separators and a trailing `.0` allowed; else None."""
    value = known(text)
    if value is None:
        return None
    if not value.isdecimal():
        try:
            number = Decimal(value.replace(",", "").replace(" ", ""))
        except InvalidOperation:
            return None
        if not number.is_finite() or number != number.to_integral_value():
            return None
        whole = int(number) if number.adjusted() < 19 else -1
    else:
        whole = int(value) if len(value) <= 19 else -1
    return whole if 0 <= whole <= _BIGGEST else None


def yes_no(text: str | None) -> bool | None:
    """True, False or None for the usual spellings of yes and no."""
    value = (known(text) or "").lower()
    if value in {"true", "1", "yes", "t", "y"}:
        return True
    return False if value in {"false", "0", "no", "f", "n"} else None


def listed(text: str | None) -> tuple[str, ...]:
    """A list written as Python or JSON text, or with separators (`|`, `;`, `,`, white space); () for an empty field."""
    value = known(text)
    if value is None or value == "[]":
        return ()
    if value[0] == "[":
        return _bracketed(value)
    for separator in ("|", ";"):
        if separator in value:
            return _cleaned(value.split(separator))
    if "," in value and not value.startswith(("http://", "https://")):
        return _cleaned(value.split(","))
    return _cleaned(re.split(r",(?=https?://)|\s+", value))


def _bracketed(value: str) -> tuple[str, ...]:
    """The items of `['a', 'b']`; the plain form needs no parser, which is what makes archives quick to read."""
    items = value[2:-2].split("', '")
    if value[:2] == "['" and value[-2:] == "']" and "\\" not in value and not any("'" in item for item in items):
        return _cleaned(items)
    try:
        parsed = ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        try:
            parsed = json.loads(value)
        except (ValueError, RecursionError):
            return _cleaned(value.strip("[]").split(","))
    if not isinstance(parsed, (list, tuple)):
        return ()
    return _cleaned(str(item) for item in parsed if isinstance(item, (str, int)) and not isinstance(item, bool))


def _cleaned(parts: Iterable[str]) -> tuple[str, ...]:
    items: list[str] = []
    for part in parts:
        text = part.strip().strip("'\"").strip()
        if text:
            items.append(text)
    return tuple(items)
