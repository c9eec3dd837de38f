"""Names that look alike: a skeleton after Unicode Technical Standard 39, for the signs that handles and names use.

Compatibility forms are folded (NFKD), marks dropped, letters made small, and signs of other scripts, digits and pairs
that look like Latin letters become these. Two names with one skeleton look the same; nothing more follows from it.

The signs listed here are the common ones. Unicode's own list, some 1,300 signs that look like an ASCII letter or digit,
is read from the package confusable-homoglyphs where that is installed (`wide_skeleton`).
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

LOOKS_LIKE = str.maketrans(
    {
        **dict(zip("аеіјорсухѕԁһԛԝ", "aeijopcyxsdhqw", strict=True)),  # Cyrillic small letters
        **dict(zip("вгкмнт", "brkmht", strict=True)),
        **dict(zip("αβεηικνορτυχω", "abenikvoptuxw", strict=True)),  # Greek
        **dict(zip("0135|!$@", "oleslisa", strict=True)),
        **dict(zip("ıłøđħæœ", ("i", "l", "o", "d", "h", "ae", "oe"), strict=True)),
    }
)
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
ALIKE = str.maketrans({"i": "l", "1": "l", "j": "l"})
"""In most fonts capital i, small l and the digit one are one stroke."""


def skeleton(text: str) -> str:
    """The skeleton of a handle or name: letters and digits only."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign)).translate(LOOKS_LIKE)
    plain = "".join(sign for sign in bare if sign.isalnum())
    for pair, one in PAIRS:
        plain = plain.replace(pair, one)
    return plain.translate(ALIKE)


PACKAGE = "confusable_homoglyphs"


@cache
def unicode_table() -> Mapping[int, str]:
    """Signs that Unicode says look like an ASCII letter or digit, by code point; empty without the package."""
    if find_spec(PACKAGE) is None:
        return {}
    rows = json.loads(files(PACKAGE).joinpath("confusables.json").read_text(encoding="utf-8"))
    found = {}
    for sign, others in rows.items():
        plain = [row["c"] for row in others if len(row["c"]) == 1 and row["c"].isascii() and row["c"].isalnum()]
        if plain and len(sign) == 1 and not sign.isascii():
            found[ord(sign)] = min(plain)
    return found


def wide_skeleton(text: str) -> str:
    """The skeleton after Unicode's whole list, where it is at hand."""
    return skeleton(text.translate(unicode_table()))
