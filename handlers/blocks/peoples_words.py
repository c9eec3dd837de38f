"""What people wrote, where a whole channel reads it: quoted, or kept out of it where the case is internal only.

Notes and reasons name accounts, and in the channel sit people who may not read such a case. The history, a window that
one person opens, has every word.
"""

import re

from bot.model import Case, Sensitivity
from handlers.blocks.words import quoted

PLACE = "see History on the case's first message"
KEPT_OUT = f"_kept out of the channel; {PLACE}_"
_PLAIN = re.compile(r"\W*(?:(?:[^\W\d_]+|\d+)(?:[’'/–-](?:[^\W\d_]+|\d+))*[,;:.!?)”\"]*)?")


def withheld(case: Case) -> bool:
    """Whether the channel may not read what people wrote about the case."""
    return case.sensitivity is Sensitivity.INTERNAL


def in_channel(case: Case, text: str, limit: int) -> str:
    """A person's words in quotation marks, or that they are kept out and where they stand."""
    return KEPT_OUT if withheld(case) else quoted(text, limit)


def plain_words(text: str) -> bool:
    """Whether every word is of letters or of digits alone: neither a handle nor an address is written so by most."""
    return "@" not in text and all(_PLAIN.fullmatch(word) for word in text.split())
