"""What people type after the command, turned into accounts: handles, profile addresses, Slack's decorations undone."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bot.platforms import PLATFORM_NAMES


@dataclass(frozen=True, slots=True)
class Handle:
    """One account that a person named: the platform, and the name as the platform writes it."""

    platform: str
    name: str


@dataclass(frozen=True, slots=True)
class ParsedHandles:
    """The accounts, in order and each once, and one sentence for each thing that could not be understood."""

    handles: tuple[Handle, ...]
    problems: tuple[str, ...]


PREFIXES: Final = {
    "bsky": "bluesky", "bluesky": "bluesky", "x": "x", "twitter": "x", "mastodon": "mastodon", "masto": "mastodon",
    "fedi": "mastodon",
}  # fmt: skip

_EXAMPLE = "Write for example: x:name, bsky:alice.bsky.social, @user@mastodon.social or https://x.com/name."
_SLACK_LINK = re.compile(r"(@?)<(?:mailto:)?([^<>|]+)(?:\|([^<>]*))?>")
_SLACK_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_SLACK_OTHER = re.compile(r"<[#!][^<>]*>")
_SEPARATORS = re.compile(r"[\s,;]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_QUOTES = "\"'`“”„‟‘’‚‛«»‹›()[]{}*"
_TRAILING = ".,;:!?…"
_X_NAME = re.compile(r"\w{1,15}", re.ASCII)
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[A-Za-z0-9.\-]+)")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE)
_FEDI = re.compile(r"@?([\w.-]+)@((?:[\w-]+\.)+[\w-]+)")
_X_HOSTS = frozenset({"x.com", "twitter.com", "nitter.net"})
_BLUESKY_HOSTS = frozenset({"bsky.app", "staging.bsky.app", "main.bsky.dev"})
_X_PAGES = frozenset({"home", "search", "explore", "i", "intent", "share", "hashtag", "settings", "messages", "login"})
_NO_PROFILES = frozenset({
    "facebook.com", "instagram.com", "tiktok.com", "youtube.com", "linkedin.com", "reddit.com", "t.me", "vk.com",
    "threads.net", "threads.com", "medium.com",
})  # fmt: skip


def parse_handles(text: str, *, default_platform: str | None = None) -> ParsedHandles:
    """Accounts in a text; a bare `@a` is of the default platform, or a problem where there is none."""
    people = _SLACK_PERSON.findall(text)
    problems = [_person_problem(person) for person in dict.fromkeys(people)]
    cleaned = _SLACK_OTHER.sub(" ", _SLACK_PERSON.sub(" ", text))
    cleaned = html.unescape(_SLACK_LINK.sub(lambda match: f" {match[1]}{match[2]} ", cleaned))
    found: dict[tuple[str, str], Handle] = {}
    for word in _SEPARATORS.split(_INVISIBLE.sub("", cleaned)):
        typed = word.strip(_QUOTES).rstrip(_TRAILING).strip(_QUOTES)
        if not typed:
            continue
        handle = _parsed(typed, default_platform)
        if isinstance(handle, str):
            problems.append(handle)
        else:
            found.setdefault((handle.platform, handle.name.lower()), handle)
    return ParsedHandles(tuple(found.values()), tuple(dict.fromkeys(problems)))


def _person_problem(person: str) -> str:
    return (
        f"{person} is a person in this Slack workspace, not an account on a platform. Type the handle with its"
        f" platform. {_EXAMPLE}"
    )


def _parsed(typed: str, default_platform: str | None) -> Handle | str:
    """The account, or the sentence that says why it is none."""
    if typed.lower().startswith(("http://", "https://")):
        return _address(typed)
    if "/" in typed and _DOMAIN.fullmatch(typed.partition("/")[0].lower()):
        return _address(f"https://{typed}")
    if _DID.fullmatch(typed):
        return Handle("bluesky", typed)
    if ":" in typed:
        return _prefixed(typed)
    return _bare(typed, default_platform)


def _prefixed(typed: str) -> Handle | str:
    prefix, _, rest = typed.partition(":")
    platform = PREFIXES.get(prefix.lower())
    if platform is None:
        return f"'{typed}': there is no platform '{prefix}'. {_EXAMPLE}"
    return _on(platform, rest, typed)


def _bare(typed: str, default_platform: str | None) -> Handle | str:
    """A handle without a platform: its form tells it, or the default does."""
    if _FEDI.fullmatch(typed):
        return _on("mastodon", typed, typed)
    name = typed.removeprefix("@")
    if name.lower().endswith(".bsky.social"):
        return _on("bluesky", name, typed)
    if default_platform is None:
        return f"'{typed}': on which platform? {_EXAMPLE}"
    return _on(default_platform, name, typed)


def _on(platform: str, name: str, typed: str) -> Handle | str:
    checks: dict[str, Callable[[str], str | None]] = {"x": _x_name, "bluesky": _bluesky_name, "mastodon": _fedi_name}
    check = checks.get(platform)
    valid = check(name) if check is not None else name.removeprefix("@") or None
    if valid is None:
        shown = PLATFORM_NAMES.get(platform, platform)
        return f"'{typed}' is not a handle that {shown} could have. {_EXAMPLE}"
    return Handle(platform, valid)


def _x_name(name: str) -> str | None:
    bare = name.removeprefix("@")
    return bare if _X_NAME.fullmatch(bare) else None


def _bluesky_name(name: str) -> str | None:
    """A DID as it is, a domain in lower case; a name without a dot is taken as one under bsky.social."""
    bare = name.removeprefix("@")
    if _DID.fullmatch(bare):
        return bare
    if bare and "." not in bare:
        bare = f"{bare}.bsky.social"
    return bare.lower() if _DOMAIN.fullmatch(bare) else None


def _fedi_name(name: str) -> str | None:
    match = _FEDI.fullmatch(name)
    return f"{match[1]}@{match[2].lower()}" if match else None


def _address(typed: str) -> Handle | str:
    """The account of a profile's (or a post's) address."""
    try:
        parts = urlsplit(typed)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.").removeprefix("m.")
    except ValueError:
        return f"'{typed}' is not a web address. {_EXAMPLE}"
    path = [piece for piece in parts.path.split("/") if piece]
    if host in _X_HOSTS:
        return _on("x", path[0], typed) if path and path[0].lower() not in _X_PAGES else _no_profile(typed)
    if host in _BLUESKY_HOSTS:
        return _on("bluesky", path[1], typed) if len(path) > 1 and path[0] == "profile" else _no_profile(typed)
    return _instance(typed, host, path)


def _instance(typed: str, host: str, path: list[str]) -> Handle | str:
    """Addresses of the fediverse have one form on any host: /@name or /users/name."""
    if host in _NO_PROFILES:
        return f"'{typed}': accounts of {host} cannot be read by name. Upload an export of their posts instead."
    if path and path[0].startswith("@") and len(path[0]) > 1:
        name = path[0] if "@" in path[0][1:] else f"{path[0]}@{host}"
        return _on("mastodon", name, typed)
    if len(path) == 2 and path[0] == "users":
        return _on("mastodon", f"{path[1]}@{host}", typed)
    return f"'{typed}': {host or 'this'} is not a platform that we know. {_EXAMPLE}"


def _no_profile(typed: str) -> str:
    return f"'{typed}' is not the address of a profile. {_EXAMPLE}"
