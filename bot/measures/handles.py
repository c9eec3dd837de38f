"""Handle styles: what a handle looks like once its letters and digits are forgotten."""

import re
from itertools import groupby

DEFAULT_TAIL = re.compile(r"^[^\W\d_]{2,}\d{8}$")
LONG_TAIL = re.compile(r"^.*[^\d]\d{5,}$")


def _sort_of(character: str) -> str:
    if character.isdigit():
        return "d"
    return "l" if character.isalpha() else character


def local_part(handle: str) -> str:
    """The handle without instance or domain."""
    return handle.partition("@")[0].partition(".")[0]


def skeleton(handle: str) -> str:
    """Runs of letters as 'l', runs of digits as 'd' with their length, other characters as they are.

    'Maria48213377' gives 'l d8', 'the_real_ann' 'l _ l _ l'. A domain after the first dot is left out.
    """
    runs = [(sort, len(list(run))) for sort, run in groupby(local_part(handle), key=_sort_of)]
    return " ".join(f"d{length}" if sort == "d" else sort for sort, length in runs)


def styles(handle: str) -> tuple[str, ...]:
    """The classes that a handle belongs to: its skeleton, and coarse ones in words."""
    local = local_part(handle)
    found = [skeleton(handle)] if local else []
    if DEFAULT_TAIL.match(local):
        found.append("letters and eight digits")
    if LONG_TAIL.match(local):
        found.append("a tail of five or more digits")
    return tuple(found)


def in_words(style: str) -> str:
    """A style as people read it."""
    if " " in style and not re.search(r"\b[ld]\d*\b", style):
        return style
    words = {"l": "letters", "_": "an underscore"}
    parts = [
        f"{part[1:]} digit{'s' if part != 'd1' else ''}"
        if re.fullmatch(r"d\d+", part)
        else words.get(part, f"“{part}”")
        for part in style.split(" ")
    ]
    return " + ".join(parts)
