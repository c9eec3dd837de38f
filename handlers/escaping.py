"""The one way for text from outside into Slack: nothing in it can ping, link, format or reorder what people read."""

import re
import unicodedata
from urllib.parse import urlsplit

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_KEPT_CONTROLS = {"\n", "\t"}
_LIVE = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FORMAT = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_EMOJI = re.compile(r":(?=[\w+'-]+:)")
_AT = re.compile(r"@(here|channel|everyone)\b", re.IGNORECASE)
_PERSON = re.compile(r"[UW][A-Z0-9]{1,20}")
_GROUP = re.compile(r"S[A-Z0-9]+")
_URL = re.compile(r"\b(https?)://([^\s/<>|]+)", re.IGNORECASE)


def visible(text: str) -> str:
    """Drop what nobody sees: control and format characters, marks of direction, zero-width ones, tag characters."""
    return "".join(char for char in text if char in _KEPT_CONTROLS or unicodedata.category(char) not in _UNSEEN)


def escape(text: str, limit: int = 300) -> str:
    """Text from outside inside mrkdwn: cut to `limit`, defanged, escaped, its formatting characters made harmless."""
    short = shorten(defang(visible(text)), limit)
    short = _AT.sub(lambda found: "@\u2060" + found[1], short)
    short = _EMOJI.sub("\ua789", short)
    return "".join(_LIVE.get(char) or _FORMAT.get(char, char) for char in short)


def plain(text: str, limit: int = 300) -> str:
    """Text from outside inside plain_text or rich text elements, where nothing is live: visible and defanged only."""
    return shorten(defang(visible(text)), limit)


def code(text: str, limit: int = 120) -> str:
    """Text from outside as a code span; backticks cannot end it."""
    short = shorten(" ".join(defang(visible(text)).split()), limit).replace("`", "\u02cb")
    return "`" + "".join(_LIVE.get(char, char) for char in short) + "`" if short else "`-`"


def mention(user_id: str) -> str:
    """A person by id; what is no Slack id (a console, a worker) is named as text."""
    return f"<@{user_id}>" if _PERSON.fullmatch(user_id) else code(user_id or "somebody")


def mention_group(group_id: str) -> str:
    """A user group by id; what is no Slack id is named as text."""
    return f"<!subteam^{group_id}>" if _GROUP.fullmatch(group_id) else code(group_id or "somebody")


def defang(text: str) -> str:
    """Make links dead but readable: hxxps://example[.]org/a."""
    return _URL.sub(lambda found: f"{found[1].lower().replace('tt', 'xx')}://{found[2].replace('.', '[.]')}", text)


def defanged_link(url: str, limit: int = 120) -> str:
    """One address as a dead code span; without a scheme its host is still broken up."""
    if "://" in url:
        return code(url, limit)
    host, slash, rest = url.partition("/")
    return code((host.replace(".", "[.]") if urlsplit("//" + url).hostname else host) + slash + rest, limit)


def shorten(text: str, limit: int) -> str:
    """Cut at `limit` characters, the last of which says that something is missing."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def unescape(text: str) -> str:
    """Undo Slack's escaping of what a person typed; the ampersand last."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
