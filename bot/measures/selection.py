"""What a person may choose of a data set for one run: a span of time, words, and what is left out. Values, no tables.

Every choice is a short text in one canonical form, so that it can be stored with the run and typed again.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.errors import InputError
from bot.measures.texts import cjk_count
from bot.measures.urls import canonical_url, registrable_domain

KINDS = ("domain", "url", "hashtag", "post", "media", "object")
"""Kinds of things that can be left out, as in `domain:example.com`."""
DROP_EXAMPLE = "drop=domain:example.com, drop=#harbour, drop=post:1385, drop=@alice"
LONGEST_WINDOW = 86_400
MOST_WINDOWS = 6
MOST_CHOICES = 100
_FORMS = ("%Y-%m-%d", "%Y-%m-%dT%H:%M")
_END = {"%Y-%m-%d": 86_399, "%Y-%m-%dT%H:%M": 59}


def first_second(text: str) -> int:
    """The first second (unix, UTC) of a day `2021-04-20` or a minute `2021-04-20T18:30`."""
    return _moment(text)[0]


def last_second(text: str) -> int:
    """The last second (unix, UTC) of a day or a minute: both ends of a span belong to it."""
    begin, length = _moment(text)
    return begin + length


def parse_span(since: str, until: str) -> tuple[str, str]:
    """Both ends of a span as they are stored ('' = open); the first is not after the last."""
    first, last = since.strip(), until.strip()
    begin = first_second(first) if first else None
    end = last_second(last) if last else None
    if begin is not None and end is not None and begin > end:
        raise InputError(f"{first} is after {last}.", "The first day comes first: from=2021-04-20 to=2021-05-03")
    return first, last


def parse_windows(text: str) -> tuple[int, ...]:
    """Windows in whole seconds, ascending, out of `10,60`."""
    words = listed(text)
    if not words or len(words) > MOST_WINDOWS or not all(word.isascii() and word.isdecimal() for word in words):
        raise InputError(f"“{text[:60]}” is no list of windows.", "Whole seconds, at most six: windows=10,60,300")
    found = sorted({int(word) for word in words})
    if not 1 <= found[0] <= found[-1] <= LONGEST_WINDOW:
        raise InputError("A window lasts between 1 second and a day.", "Whole seconds: windows=10,60,300")
    return tuple(found)


def parse_words(text: str) -> tuple[str, ...]:
    """Words in the form in which they are looked for: folded case, each once, sorted."""
    return _some(tuple(sorted({folded(word) for word in listed(text)})), "words")


def parse_drops(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is left out as (objects, accounts): `domain:example.com`, a link, `#tag`, `post:1`; `@alice`."""
    objects: set[str] = set()
    accounts: set[str] = set()
    for word in listed(text):
        if word.startswith("@") or word.lower().startswith("account:"):
            accounts.add(_named(word, word.lstrip("@").removeprefix("account:").lstrip("@")))
        else:
            objects.add(_object(word))
    return _some(tuple(sorted(objects)), "objects"), _some(tuple(sorted(accounts)), "accounts")


def listed(text: str) -> list[str]:
    """The parts of `a, b` or of lines, without blanks around them."""
    return [part.strip() for part in re.split(r"[,\n]", text) if part.strip()]


def folded(text: str) -> str:
    """A text as words are compared: NFKC, folded case, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def word_pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Finds one of these words in a folded text: whole words, `flood*` any that begin so; `harbour` finds #harbour."""
    return re.compile("|".join(map(_pattern, words)))


def _pattern(word: str) -> str:
    if cjk_count(word):
        return re.escape(word)  # written without blanks between words
    begins = word.endswith("*")
    bare = re.escape(word.rstrip("*"))
    return rf"(?<!\w){bare}" if begins else rf"(?<!\w){bare}(?!\w)"


def _moment(text: str) -> tuple[int, int]:
    for form in _FORMS:
        try:
            begin = datetime.strptime(text.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        return int(begin.timestamp()), _END[form]
    raise InputError(f"“{text[:40]}” is no date.", "A day or a minute in UTC: from=2021-04-20 or to=2021-05-03T18:30")


def _object(word: str) -> str:
    kind, mark, name = word.partition(":")
    if word.startswith("#"):
        return f"hashtag:{_named(word, folded(word[1:]))}"
    if "://" in word and kind.lower() not in KINDS:
        kind, name = "url", word
    elif not mark or kind.lower() not in KINDS:
        raise InputError(f"“{word[:80]}” does not say what is left out.", f"For example: {DROP_EXAMPLE}")
    return f"{kind.lower()}:{_named(word, _canonical(kind.lower(), name.strip()))}"


def _canonical(kind: str, name: str) -> str:
    if kind == "domain":
        return registrable_domain(name) or ""
    if kind == "url":
        return canonical_url(name) or ""
    return folded(name.lstrip("#")) if kind == "hashtag" else name


def _named(word: str, name: str) -> str:
    if not name:
        raise InputError(f"“{word[:80]}” does not say what is left out.", f"For example: {DROP_EXAMPLE}")
    return name


def _some(found: tuple[str, ...], what: str) -> tuple[str, ...]:
    if len(found) > MOST_CHOICES:
        raise InputError(f"These are {len(found):,} {what}; a run takes {MOST_CHOICES} at most.", "Split the data set.")
    return found
