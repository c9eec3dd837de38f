"""Script of a name, and the outer form of a post: contrasts of style, never statements about people."""

import unicodedata
from collections import Counter

LENGTHS = (20, 60, 120, 200, 280)


def script_of(text: str) -> str:
    """The script that most letters of a text belong to, as Unicode names it ('latin', 'han'); '' without letters."""
    scripts = Counter(_script(sign) for sign in text if sign.isalpha())
    return min(scripts, key=lambda name: (-scripts[name], name)) if scripts else ""


def _script(sign: str) -> str:
    name = unicodedata.name(sign, "other").split(" ", maxsplit=1)[0].lower()
    return {"cjk": "han", "hiragana": "kana", "katakana": "kana", "fullwidth": "latin"}.get(name, name)


def length_bin(text: str) -> int:
    """0 for none, then one bin each up to 20, 60, 120, 200, 280 signs and over."""
    return 0 if not text else 1 + sum(len(text) > limit for limit in LENGTHS)


def signature(text: str, media: int, tags: int, urls: int, language: str) -> tuple[int, int, int, int, str]:
    """The outer form of a post: picture or not, length bin, tags (3 and more are one), links (2 and more), language."""
    return (min(media, 1), length_bin(text), min(tags, 3), min(urls, 2), language)


def form_in_words(form: tuple[int, int, int, int, str]) -> str:
    """A form as people read it; the language is left out."""
    picture, length, tags, urls, _ = form
    sizes = (
        "no text",
        "up to 20 signs",
        "21–60 signs",
        "61–120 signs",
        "121–200 signs",
        "201–280 signs",
        "over 280 signs",
    )
    parts = [sizes[length], "a picture or video" if picture else "no picture"]
    parts.append(("no hashtag", "one hashtag", "two hashtags", "three hashtags or more")[tags])
    parts.append(("no link", "one link", "two links or more")[urls])
    return ", ".join(parts)
