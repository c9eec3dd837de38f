"""What a test or a play can see of a workspace: messages, files, calls, deliveries, and waiting for them."""

from collections.abc import Callable
from typing import TypeVar

from bot.localslack import uploads
from bot.localslack.delivery import DeliveryRecord
from bot.localslack.lateness import LatenessReport
from bot.localslack.model import File, Message
from bot.localslack.waiting import wait_for
from bot.localslack.world import Request, World

T = TypeVar("T")


class Observation:
    """Snapshots of a workspace's state and traffic."""

    _world: World

    def messages(self, channel: str) -> list[Message]:
        """Return what a channel shows outside threads, oldest first."""
        with self._world.state.lock:
            return self._world.state.roots(channel)

    def thread(self, channel: str, ts: str | Message) -> list[Message]:
        """Return a parent and its replies, oldest first."""
        with self._world.state.lock:
            return self._world.state.thread(channel, ts.ts if isinstance(ts, Message) else ts)

    def message(self, channel: str, ts: str) -> Message:
        """Return a message as it is now.

        Raises:
            LookupError: it is gone.
        """
        found = self._world.state.find_message(channel, ts)
        if found is None:
            raise LookupError(f"No message {ts} in {channel}")
        return found

    def all_messages(self, channel: str) -> list[Message]:
        """Return every message of a channel, replies included, oldest first."""
        with self._world.state.lock:
            return list(self._world.state.messages.get(channel, {}).values())

    def files(self, channel: str | None = None) -> list[File]:
        """Return the finished files (of one channel)."""
        with self._world.state.lock:
            done = [file for file in self._world.state.files.values() if file.complete]
            return [file for file in done if channel is None or channel in file.channels]

    def file_bytes(self, file_id: str) -> bytes:
        """Return the bytes of a file."""
        return self._world.state.contents[file_id]

    def delete_file(self, file_id: str) -> None:
        """Delete a file, as its owner may do at any time."""
        uploads.remove(self._world, self._world.state.files[file_id])

    def wait_for(self, predicate: Callable[[], T | None], timeout: float = 30.0, what: str = "a condition") -> T:
        """Return the predicate's first truthy value, or raise AssertionError after ``timeout`` seconds."""
        return wait_for(self._world.state, predicate, timeout, what, lambda: self.problems[-3:])

    def wait_for_message(
        self, channel: str, predicate: Callable[[Message], object], thread: str | None = None, timeout: float = 30.0
    ) -> Message:
        """Wait for a message: outside threads, in the thread with that ``ts``, or anywhere (``"any"``)."""

        def candidates() -> list[Message]:
            if thread == "any":
                return self.all_messages(channel)
            return self.messages(channel) if thread is None else self.thread(channel, thread)

        def wanted() -> Message | None:
            return next((item for item in reversed(candidates()) if predicate(item)), None)

        seen = lambda: [item.plain[:200] for item in candidates()[-5:]]  # noqa: E731
        return wait_for(self._world.state, wanted, timeout, "a message", seen)

    def wait_connected(self, count: int = 1, timeout: float = 30.0) -> None:
        """Wait until that many Socket Mode connections are open."""
        self.wait_for(lambda: self.connections >= count, timeout, f"{count} connections")

    @property
    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return self._world.sockets.count

    @property
    def requests(self) -> list[Request]:
        """Every Web API call so far."""
        return list(self._world.requests)

    def calls(self, method: str) -> list[Request]:
        """Return the calls of one Web API method."""
        return [item for item in self.requests if item.method == method]

    @property
    def problems(self) -> list[Request]:
        """The calls that were refused."""
        return [item for item in self.requests if item.error is not None]

    @property
    def deliveries(self) -> list[DeliveryRecord]:
        """Everything that was sent to the app."""
        return list(self._world.dispatcher.records)

    def lateness(self) -> LatenessReport:
        """Return how long the app took to acknowledge."""
        return self._world.dispatcher.lateness
