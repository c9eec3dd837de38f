"""Texts made comparable: the same words posted by two accounts must become the same string, and nothing else may."""

import re
import unicodedata

_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w@/])@[\w.-]*\w(?:@[\w-]+(?:\.[\w-]+)+)?")
_HASHTAG = re.compile(r"(?<![\w&/])[#＃](\w*[^\W\d_]\w*)")
_LINK_END = ".,;:!?)]}'\"»”’…"
_REPOST_PREFIX = re.compile(r"^RT @\w+:\s*")
_TOKEN = re.compile(r"\w+(?:['’]\w+)*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]")

MIN_TOKENS = 5
MIN_CJK = 12


def normalise(text: str) -> str:
    """NFKC, without URLs, mentions and a leading `RT @name:`, white space folded; case and punctuation are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if text.startswith("RT @"):
        text = _REPOST_PREFIX.sub("", text, count=1)
    if "://" in text or "www." in text.lower():
        text = _URL.sub(" ", text)
    if "@" in text:
        text = _MENTION.sub(" ", text)
    return " ".join(text.split())


def tokens(text: str) -> list[str]:
    """Words of a text, lower-cased; a run of CJK signs without blanks is one token."""
    return _TOKEN.findall(text.lower())


def cjk_count(text: str) -> int:
    """Number of Chinese, Japanese and Korean signs, which are written without blanks between words."""
    return 0 if text.isascii() else len(_CJK.findall(text))


def long_enough(text: str, min_tokens: int = MIN_TOKENS, min_cjk: int = MIN_CJK) -> bool:
    """Whether a normalised text says enough for the same text in two accounts to mean anything."""
    if len(_TOKEN.findall(text)) >= min_tokens:
        return True
    return cjk_count(text) >= min_cjk


def hashtags_in(text: str) -> tuple[str, ...]:
    """Hashtags of a text without their sign, in order."""
    return tuple(_HASHTAG.findall(text)) if "#" in text or "＃" in text else ()


def links_in(text: str) -> tuple[str, ...]:
    """Links of a text in order, without the punctuation that follows them."""
    return tuple(link.rstrip(_LINK_END) for link in _URL.findall(text)) if "://" in text or "www." in text else ()


def mentions_in(text: str) -> tuple[str, ...]:
    """Mentioned handles of a text without their sign, lower-cased, in order."""
    return tuple(name[1:].lower() for name in _MENTION.findall(text)) if "@" in text else ()
