"""Names that look alike: a skeleton after Unicode Technical Standard 39, for the signs that handles and names use.

Compatibility forms are folded (NFKD), marks dropped, letters made small, and signs of other scripts, digits and pairs
that look like Latin letters become these. Two names with one skeleton look the same; nothing more follows from it.
"""

import unicodedata

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
