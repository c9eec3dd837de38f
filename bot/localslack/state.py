"""Everything the workspace remembers, behind one lock, with a condition that tells waiting tests of changes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.localslack.model import Channel, File, Message, User, UserGroup, View

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _base36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text


@dataclass(slots=True)
class State:
    """The tables of a workspace; change them inside ``change()`` only."""

    clock: Callable[[], int]
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    replies: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    ephemerals: dict[str, list[Message]] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    submitted: set[str] = field(default_factory=set)
    read_up_to: dict[tuple[str, str], str] = field(default_factory=dict)
    version: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    changed: threading.Condition = field(init=False)
    _counter: int = 0
    _last_ts: int = 0

    def __post_init__(self) -> None:
        self.changed = threading.Condition(self.lock)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Hold the lock; at the end tell everyone who waits for a change."""
        with self.lock:
            yield
            self.version += 1
            self.changed.notify_all()

    def new_id(self, prefix: str) -> str:
        """Return an identifier of Slack's shape that was not given before."""
        with self.lock:
            self._counter += 1
            return f"{prefix}0{_base36(36**7 + self._counter * 7919)}"

    def new_ts(self) -> str:
        """Return a message timestamp, later than all before."""
        with self.lock:
            self._last_ts = max(self.clock() * 1000, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def user_named(self, name: str) -> User | None:
        """Return the person or bot with that handle."""
        return next((user for user in self.users.values() if user.name == name), None)

    def channel_named(self, name: str) -> Channel | None:
        """Return the channel with that name."""
        return next((item for item in self.channels.values() if item.name == name and not item.is_im), None)

    def group_named(self, handle: str) -> UserGroup | None:
        """Return the user group with that handle."""
        return next((group for group in self.groups.values() if group.handle == handle), None)

    def find_message(self, channel: str, ts: str) -> Message | None:
        """Return a stored message, replies included, ephemerals not."""
        return self.messages.get(channel, {}).get(ts)

    def thread(self, channel: str, ts: str) -> list[Message]:
        """Return the parent and its replies, oldest first; empty when there is no such parent."""
        parent = self.find_message(channel, ts)
        if parent is None:
            return []
        table = self.messages[channel]
        return [parent, *(table[item] for item in self.replies.get((channel, ts), ()))]

    def roots(self, channel: str) -> list[Message]:
        """Return what the channel shows outside threads, oldest first."""
        return [item for item in self.messages.get(channel, {}).values() if not item.is_reply or item.broadcast]

    def stack(self, user: str) -> list[View]:
        """Return the open modals of a person, bottom first."""
        return [self.views[item] for item in self.stacks.get(user, ())]
