"""The things of a workspace as frozen values: people, channels, messages, files, views, user groups."""

from dataclasses import dataclass, field
from typing import Any

JsonDict = dict[str, Any]
Choice = str | list[str] | None
"""What a person put into an element: one value, several, or nothing."""
Values = dict[str, dict[str, Any]]
"""What the elements of a surface hold, in the simple form: block id -> action id -> value."""


@dataclass(frozen=True, slots=True)
class User:
    """A member of the workspace, or of another one (``team``) in a shared channel; the bot is one as well."""

    id: str
    name: str
    real_name: str
    tz: str = "Etc/UTC"
    is_bot: bool = False
    is_guest: bool = False
    is_admin: bool = False
    team: str | None = None


@dataclass(frozen=True, slots=True)
class UserGroup:
    """A handle that stands for several people."""

    id: str
    handle: str
    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """A public or private channel, or a direct message (``is_im``)."""

    id: str
    name: str
    created: int
    creator: str
    members: tuple[str, ...]
    is_private: bool = False
    is_im: bool = False
    is_archived: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was uploaded; its bytes lie in the state."""

    id: str
    name: str
    title: str
    mimetype: str
    filetype: str
    size: int
    user: str
    created: int
    url_private: str
    url_private_download: str
    permalink: str
    alt_text: str = ""
    channels: tuple[str, ...] = ()
    shares: tuple[tuple[str, str], ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji with the people who chose it."""

    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message at one moment; an edit makes a new value with the same ``ts``."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[JsonDict, ...] = ()
    attachments: tuple[JsonDict, ...] = ()
    files: tuple[File, ...] = ()
    thread_ts: str | None = None
    subtype: str | None = None
    broadcast: bool = False
    metadata: JsonDict | None = None
    edited: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    username: str | None = None
    reactions: tuple[Reaction, ...] = ()
    ephemeral_to: str | None = None
    values: Values = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Whether the message stands inside a thread."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def plain(self) -> str:
        """Every text that a reader sees, joined by line breaks."""
        return "\n".join(part for part in (self.text, *texts_of(list(self.blocks))) if part)

    @property
    def buttons(self) -> list[str]:
        """The labels of all buttons, in order."""
        return [item["text"]["text"] for item in elements_of(self.blocks) if item["type"] == "button"]

    def element(self, key: str) -> JsonDict:
        """Return the interactive element with that action id or label."""
        return find_element(self.blocks, key)[1]


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab as one person sees it."""

    id: str
    type: str
    user: str
    body: JsonDict
    hash: str
    root_view_id: str
    previous_view_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def callback_id(self) -> str:
        """The app's name for this kind of view."""
        return str(self.body.get("callback_id") or "")

    @property
    def private_metadata(self) -> str:
        """What the app stored in the view."""
        return str(self.body.get("private_metadata") or "")

    @property
    def blocks(self) -> tuple[JsonDict, ...]:
        """The blocks of the view."""
        return tuple(self.body.get("blocks") or ())

    @property
    def title(self) -> str:
        """The title of a modal; a Home tab has none."""
        return str((self.body.get("title") or {}).get("text") or "")

    @property
    def plain(self) -> str:
        """Every text that a reader sees, joined by line breaks."""
        parts = [self.title, *texts_of(list(self.blocks)), *self.errors.values()]
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[str]:
        """The labels of all buttons, in order."""
        return [item["text"]["text"] for item in elements_of(self.blocks) if item["type"] == "button"]

    def element(self, key: str) -> JsonDict:
        """Return the interactive element with that action id or label."""
        return find_element(self.blocks, key)[1]


def texts_of(node: object) -> list[str]:
    """Collect every text below a block, in order of appearance."""
    if isinstance(node, list | tuple):
        return [text for item in node for text in texts_of(item)]
    if not isinstance(node, dict):
        return []
    found = [node[key] for key in ("text", "alt_text") if isinstance(node.get(key), str)]
    return found + [text for key, value in node.items() if key != "confirm" for text in texts_of(value)]


def elements_of(blocks: tuple[JsonDict, ...] | list[JsonDict]) -> list[JsonDict]:
    """List the interactive elements of blocks, in order."""
    return [element for block in blocks for element in block_elements(block)]


def block_elements(block: JsonDict) -> list[JsonDict]:
    """List the interactive elements of one block."""
    found = list(block.get("elements") or ()) if block.get("type") == "actions" else []
    found += [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    return [item for item in found if item.get("type") != "image"]


def find_element(blocks: tuple[JsonDict, ...], key: str) -> tuple[JsonDict, JsonDict]:
    """Return the block and the element with that action id, label or placeholder.

    Raises:
        LookupError: nothing on this surface has that name.
    """
    for block in blocks:
        for item in block_elements(block):
            if item.get("action_id") == key:
                return block, item
    for block in blocks:
        for item in block_elements(block):
            if key in {(item.get(name) or {}).get("text") for name in ("text", "placeholder")}:
                return block, item
    known = [item.get("action_id") for item in elements_of(blocks)]
    raise LookupError(f"No element {key!r} here; there are {known}")
