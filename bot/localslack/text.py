"""How typed text is escaped and decorated on its way in, as Slack's own clients and servers do it."""

import re
from collections.abc import Callable

from bot.localslack.state import State

_KEPT = re.compile(r"<(?:@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!subteam\^S[A-Z0-9]+)(?:\|[^<>]*)?>")
_TOKEN = re.compile(
    r"(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])"
    r"|(?P<mail>[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?<![\w@/.-])(?P<host>(?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|app|social|info|eu|uk|de|fr|ru|ly|co|me)(?:/[^\s<>|]*)?)\b"
    r"|(?<![\w@/])@(?P<at>[a-z0-9][a-z0-9._-]*+)(?!@)"
    r"|(?<![\w&/])#(?P<hash>[a-z0-9][a-z0-9_-]*)"
)


def escape(text: str) -> str:
    """Escape the three characters that control Slack's markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def decorate(text: str, state: State) -> str:
    """Turn typed text into what a message event carries: escaped, links and mentions in angle brackets.

    A mention that a client's completion already made (``<@U...>``) is kept when it names someone here.
    """
    pieces, position = [], 0
    for match in _KEPT.finditer(text):
        if _known(match.group(), state):
            pieces += [_decorate_plain(text[position : match.start()], state), match.group()]
            position = match.end()
    return "".join([*pieces, _decorate_plain(text[position:], state)])


def _known(mention: str, state: State) -> bool:
    name = mention.strip("<>").split("|")[0].removeprefix("!subteam^").lstrip("@#")
    return name in state.users or name in state.channels or name in state.groups


def _decorate_plain(text: str, state: State) -> str:
    return _TOKEN.sub(lambda match: _decorated(match, state), escape(text))


def _decorated(match: "re.Match[str]", state: State) -> str:
    kind = match.lastgroup or ""
    makers: dict[str, Callable[[str], str]] = {
        "url": lambda found: f"<{found}>",
        "mail": lambda found: f"<mailto:{found}|{found}>",
        "host": lambda found: f"<http://{found}|{found}>",
        "at": lambda found: _mention(found, state),
        "hash": lambda found: _channel(found, state),
    }
    return makers[kind](match.group(kind))


def _mention(name: str, state: State) -> str:
    if name in {"here", "channel", "everyone"}:
        return f"<!{name}>"
    trailing = name[len(name.rstrip(".-_")) :]
    bare = name.rstrip(".-_")
    if user := state.user_named(bare):
        return f"<@{user.id}>{trailing}"
    if group := state.group_named(bare):
        return f"<!subteam^{group.id}|@{group.handle}>{trailing}"
    return f"@{name}"


def _channel(name: str, state: State) -> str:
    channel = state.channel_named(name)
    return f"<#{channel.id}|{channel.name}>" if channel and not channel.is_private else f"#{name}"
