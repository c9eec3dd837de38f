"""Languages of posts that the data do not name: identified offline from the text, cautiously, and only where asked.

Under ten letters, or where the model gives less than .8 to its first choice, a text's language is unknown (`und`).
Several short texts of one account are read as one. Model: py3langid, after Lui & Baldwin 2012 (langid.py).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import version

from bot.measures.memo import remembered
from bot.measures.tables import posts_of
from bot.measures.texts import normalise
from bot.protocols import Context

UNKNOWN = "und"
FEWEST_LETTERS = 10
SUREST = 0.8
"""Share of the probability that the first choice must have."""
MOST_TEXTS = 3
"""Texts of one account that are read, longest first."""
MOST_SIGNS = 400
NOT_SAID = frozenset({"", UNKNOWN, "zxx", "qme", "qst", "art"})
"""What data say where they name no language."""


def given(context: Context) -> Mapping[int, str]:
    """The language of most posts of every account, as the data give it, without its region."""

    def gather() -> Mapping[int, str]:
        counts: dict[int, Counter[str]] = defaultdict(Counter)
        posts = posts_of(context)
        for account, language in zip(posts.account.tolist(), posts.language, strict=True):
            if language not in NOT_SAID:
                counts[account][language.split("-")[0].lower()] += 1
        return {account: min(own, key=lambda name: (-own[name], name)) for account, own in counts.items()}

    return remembered(context, "given languages", gather)


def identifier() -> str:
    """Name and version of what identifies languages, for the report."""
    return f"py3langid {version('py3langid')}"


@cache
def _model() -> Callable[[str], tuple[str, float]]:
    """The model, loaded at first use: it takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - heavy, and most runs need none

    classify: Callable[[str], tuple[str, float]] = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True
    ).classify
    return classify


def identified(context: Context, texts: Iterable[str]) -> str:
    """The language of an account's texts, read as one; the order of the texts does not matter."""
    plain = sorted({normalise(text) for text in texts}, key=lambda text: (-len(text), text))
    whole = " ".join(plain[:MOST_TEXTS])[:MOST_SIGNS]
    known: dict[str, str] = remembered(context, "languages", dict)
    if whole not in known:
        known[whole] = _identify(whole)
    return known[whole]


def _identify(text: str) -> str:
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        return UNKNOWN
    language, share = _model()(text)
    return str(language) if share >= SUREST else UNKNOWN
