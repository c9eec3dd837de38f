"""Who says of itself that it is automated: by its platform's mark, or in the words of its profile.

Most formats have no such mark (a CSV, X), and feeds say it in their profile text. Only plain declarations count:
"automated account", "I am a bot", "bot run by", "posts automatically", in some languages; "not a bot" does not.
"""

import re

import numpy as np
from numpy.typing import NDArray

from bot.measures.memo import remembered
from bot.measures.tables import accounts_of
from bot.protocols import Context

_THING = (
    r"(?:accounts?|feeds?|news|headlines?|posts?|tweets?|updates?|mirrors?|alerts?|services?|weather|bots?|bulletins?)"
)
_DENIED = re.compile(
    r"\b(?:not?|never|kein|keine|pas|non|nicht|не|nie|no\s+soy|no\s+es)\s+(?:an?\s+|un\s+|ein\s+)?(?:\w+\s+)?"
    r"(?:automated|bots?|бот)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"\b(?:fully\s+)?automated\s+(?:\w+\s+)?{_THING}\b"
    rf"|\b{_THING}\s+(?:is|are|run)\s+(?:fully\s+)?automat(?:ed|ically)\b"
    r"|\b(?:posts?|posted|posting|tweets?|tweeted|tweeting|updates?|updated)\s+automatically\b"
    r"|\bautomatically\s+(?:posts?|posted|posting|tweets?|updates?|updated|generated)\b"
    r"|\b(?:i\s*am|i['’]m|this\s+is)\s+an?\s+(?:[\w-]+\s+){0,3}bot\b"
    r"|^\W*(?:an?\s+|the\s+|unofficial\s+|official\s+)*(?:[\w-]+\s+)?bot\b"
    r"|\bbot\s+(?:account|run\s+by|made\s+by|built\s+by|created\s+by|operated\s+by|maintained\s+by|by\s+@)"
    r"|\b(?:rss|news|weather)[\s-]*bot\b"
    r"|\bcuenta\s+automatizada\b|\bcompte\s+automatis[ée]\b|\bautomatisierte[rs]?\s+\w+|\bconta\s+automatizada\b"
    r"|\baccount\s+automatizzato\b|\bkonto\s+automatyczne\b|автоматическ\w+\s+\w+|自動(?:投稿|アカウント)|非公式bot|機械人",
    re.IGNORECASE,
)


def says_automated(profile: str) -> bool:
    """Whether a profile text declares its account to be automated."""
    return bool(_SAYS.search(profile)) and not _DENIED.search(profile)


def automated(context: Context) -> NDArray[np.bool_]:
    """By dense id: declared automated, by the platform's mark or in its own words."""

    def gather() -> NDArray[np.bool_]:
        accounts = accounts_of(context)
        said = np.array([says_automated(bio) for bio in accounts.bio], dtype=np.bool_)
        declared: NDArray[np.bool_] = (accounts.automated == 1) | said
        return declared

    return remembered(context, "declared automated", gather)
