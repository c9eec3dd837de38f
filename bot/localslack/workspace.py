"""The workspace as tests and the demo hold it: build it, start it, look at it, make it misbehave."""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self, TypeVar

from bot.localslack import membership, uploads
from bot.localslack.assembly import build_world
from bot.localslack.clock import SystemClock
from bot.localslack.delivery import DeliveryRecord
from bot.localslack.faults import Faults
from bot.localslack.guard import Guard
from bot.localslack.http_events import HttpTransport
from bot.localslack.lateness import LatenessReport
from bot.localslack.manifest import parse_manifest
from bot.localslack.model import File, Message, User, UserGroup
from bot.localslack.page_api import Control, PageApi
from bot.localslack.people import Person
from bot.localslack.server import HOST, Server, application
from bot.localslack.waiting import wait_for
from bot.localslack.web_api import all_methods
from bot.localslack.wire import Wire
from bot.localslack.world import Request, World

T = TypeVar("T")


class LocalSlack:
    """A Slack workspace on loopback with one app installed."""

    def __init__(
        self,
        manifest: Mapping[str, Any],
        *,
        clock: Callable[[], int] | None = None,
        timer: Callable[[], float] = time.monotonic,
        port: int = 0,
        extra_controls: Sequence[Control] = (),
        rate_limits: bool = True,
        ack_seconds: float = 3.0,
        team_name: str = "Loopback",
        request_url: str | None = None,
    ) -> None:
        self._world = build_world(
            parse_manifest(manifest),
            clock or SystemClock(),
            timer,
            rate_limits=rate_limits,
            ack_seconds=ack_seconds,
            team_name=team_name,
        )
        self._server = Server(port, self._world.dispatcher.tick)
        self._world.base_url = f"http://{HOST}:{self._server.port}"
        self._controls = tuple(extra_controls)
        self._http: HttpTransport | None = None
        if request_url:
            self.use_http(request_url)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    # --- running ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Listen on loopback in a background thread."""
        routes = [*Wire(self._world, all_methods()).routes(), PageApi(self._world, self._controls).route()]
        self._server.start(application(list(routes), lambda app: Guard(app, self._server.port)))

    def stop(self) -> None:
        """Stop listening; connections end."""
        self._world.sockets.drop()
        self._world.feed.close()
        self._server.stop()
        if self._http is not None:
            self._http.close()

    def use_http(self, url: str) -> None:
        """Deliver by signed HTTP to this address instead of by Socket Mode."""
        world = self._world
        timeout = world.dispatcher.ack_seconds
        self._http = HttpTransport(url, self.signing_secret, world.clock, world.dispatcher, timeout)
        world.dispatcher.transport = self._http

    def verify_request_url(self) -> bool:
        """Send the ``url_verification`` challenge to the HTTP address, as Slack does when it is entered."""
        return self._http is not None and self._http.verify()

    # --- addresses and secrets -------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        """The parts of the workspace, for what this facade does not offer."""
        return self._world

    @property
    def api_url(self) -> str:
        """The base of the Web API, with a slash at the end."""
        return f"{self._world.base_url}/api/"

    @property
    def page_url(self) -> str:
        """The address of the page."""
        return f"{self._world.base_url}/{self._world.identity.page_token}/"

    @property
    def bot_token(self) -> str:
        """The token of the bot user."""
        return self._world.identity.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self._world.identity.app_token

    @property
    def signing_secret(self) -> str:
        """The secret of signed requests."""
        return self._world.identity.signing_secret

    @property
    def team_id(self) -> str:
        """The id of the workspace."""
        return self._world.identity.team_id

    @property
    def bot_user_id(self) -> str:
        """The user id of the bot."""
        return self._world.bot

    @property
    def bot_id(self) -> str:
        """The bot id (``B...``)."""
        return self._world.identity.bot_id

    @property
    def app_id(self) -> str:
        """The id of the app."""
        return self._world.identity.app_id

    @property
    def client_id(self) -> str:
        """The OAuth client id."""
        return self._world.identity.client_id

    @property
    def client_secret(self) -> str:
        """The OAuth client secret."""
        return self._world.identity.client_secret

    def oauth_code(self) -> str:
        """Return a code as an installation's redirect would carry it."""
        code = secrets.token_hex(12)
        self._world.oauth_codes.add(code)
        return code

    def now(self) -> int:
        """Return the workspace's time as UTC milliseconds."""
        return self._world.clock()

    # --- building --------------------------------------------------------------------------------------------

    def add_user(
        self,
        handle: str,
        name: str | None = None,
        *,
        tz: str = "Etc/UTC",
        is_guest: bool = False,
        is_admin: bool = False,
    ) -> Person:
        """Add a member.

        Raises:
            ValueError: the handle is taken.
        """
        state = self._world.state
        with state.change():
            if state.user_named(handle):
                raise ValueError(f"There is a member {handle!r} already")
            user = User(state.new_id("U"), handle, name or handle, tz, is_guest=is_guest, is_admin=is_admin)
            state.users[user.id] = user
        self._world.feed.publish("people", {"people": []})
        return Person(self._world, user.id)

    def person(self, handle: str) -> Person:
        """Return the member with that handle.

        Raises:
            LookupError: there is none.
        """
        user = self._world.state.user_named(handle)
        if user is None:
            raise LookupError(f"No member {handle!r}")
        return Person(self._world, user.id)

    def add_channel(self, name: str, members: Iterable[Person] = (), *, private: bool = False, bot: bool = True) -> str:
        """Create a channel and return its id; with ``bot`` the bot is in it from the start."""
        people = [person.id for person in members]
        everyone = [*people, self.bot_user_id] if bot else people
        creator = people[0] if people else self.bot_user_id
        return membership.create(self._world, name, creator, everyone, private=private).id

    def channel(self, name: str) -> str:
        """Return the id of the channel with that name.

        Raises:
            LookupError: there is none.
        """
        channel = self._world.state.channel_named(name)
        if channel is None:
            raise LookupError(f"No channel {name!r}")
        return channel.id

    def members(self, channel: str) -> tuple[str, ...]:
        """Return the ids of a channel's members."""
        return self._world.state.channels[channel].members

    def invite_bot(self, channel: str, by: Person | None = None) -> None:
        """Bring the bot into a channel; the app hears of it."""
        membership.join(self._world, self._world.state.channels[channel], self.bot_user_id, by.id if by else None)

    def kick_bot(self, channel: str) -> None:
        """Remove the bot from a channel."""
        membership.leave(self._world, self._world.state.channels[channel], self.bot_user_id)

    def archive(self, channel: str) -> None:
        """Archive a channel: nobody can post there any more."""
        state = self._world.state
        with state.change():
            state.channels[channel] = replace(state.channels[channel], is_archived=True)

    def add_usergroup(self, handle: str, name: str | None = None, users: Iterable[Person] = ()) -> str:
        """Create a user group and return its id."""
        state = self._world.state
        with state.change():
            group = UserGroup(state.new_id("S"), handle, name or handle, tuple(person.id for person in users))
            state.groups[group.id] = group
        return group.id

    def set_usergroup_users(self, group: str, users: Iterable[Person]) -> None:
        """Replace the people of a user group."""
        state = self._world.state
        with state.change():
            state.groups[group] = replace(state.groups[group], users=tuple(person.id for person in users))

    # --- looking ---------------------------------------------------------------------------------------------

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

    def wait_for(self, predicate: Callable[[], T | None], timeout: float = 10.0, what: str = "a condition") -> T:
        """Return the predicate's first truthy value, or raise AssertionError after ``timeout`` seconds."""
        return wait_for(self._world.state, predicate, timeout, what, lambda: self.problems[-3:])

    def wait_for_message(
        self, channel: str, predicate: Callable[[Message], object], thread: str | None = None, timeout: float = 10.0
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

    def wait_connected(self, count: int = 1, timeout: float = 10.0) -> None:
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

    # --- trouble ---------------------------------------------------------------------------------------------

    @property
    def faults(self) -> Faults:
        """Faults to arm."""
        return self._world.faults

    def disconnect(self, reason: str, index: int | None = None) -> None:
        """Send ``disconnect`` with ``warning``, ``refresh_requested`` or ``link_disabled`` to one or all connections."""
        self._world.sockets.disconnect(reason, index)

    def enable_socket_mode(self) -> None:
        """Switch Socket Mode on again after ``link_disabled``."""
        self._world.sockets.enabled = True

    def drop_connections(self) -> None:
        """Cut all Socket Mode connections without a word."""
        self._world.sockets.drop()

    def resend_last_event(self) -> DeliveryRecord:
        """Deliver the last event once more, as Slack does when an acknowledgement was lost.

        Raises:
            LookupError: there was no event yet.
        """
        record = next((item for item in reversed(self.deliveries) if item.kind == "events_api"), None)
        if record is None:
            raise LookupError("No event was sent yet")
        self._world.dispatcher.resend(record)
        return record
