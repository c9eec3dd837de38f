"""A person in the workspace, for tests and scripted plays: says, clicks, fills in, and sees what comes back."""

from collections.abc import Callable, Iterable

from bot.localslack import acts, interactions, membership, outcomes, posting, uploads
from bot.localslack.delivery import Answer, DeliveryRecord
from bot.localslack.form import merged
from bot.localslack.model import Choice, Message, Values, View
from bot.localslack.outcomes import ActionResult, CommandResult, SubmissionResult
from bot.localslack.refusal import SlackRefusal
from bot.localslack.view_rules import field_errors
from bot.localslack.waiting import wait_for
from bot.localslack.world import World

ANSWER_DEADLINE = 60.0


def _answer(record: DeliveryRecord) -> Answer:
    return record.answer.result(timeout=ANSWER_DEADLINE)


def _ts(message: "str | Message | None") -> str | None:
    return message.ts if isinstance(message, Message) else message


class Person:
    """One member; every call blocks until the app acknowledged."""

    def __init__(self, world: World, user_id: str) -> None:
        self._world = world
        self.id = user_id

    def __repr__(self) -> str:
        return f"Person({self.name!r}, {self.id!r})"

    @property
    def name(self) -> str:
        """The handle."""
        return self._world.state.users[self.id].name

    @property
    def mention(self) -> str:
        """How the person is written in message text."""
        return f"<@{self.id}>"

    # --- writing ---------------------------------------------------------------------------------------------

    def say(
        self,
        channel: str,
        text: str,
        thread: str | Message | None = None,
        files: Iterable[tuple[str, bytes]] = (),
        *,
        broadcast: bool = False,
    ) -> Message:
        """Post a message as typed, with files as (name, bytes)."""
        stored = [uploads.add(self._world, self.id, name, content) for name, content in files]
        return acts.say(self._world, self.id, channel, text, _ts(thread), stored, broadcast=broadcast)

    def edit(self, message: Message, text: str) -> Message:
        """Change an own message."""
        return acts.edit(self._world, self.id, message.channel, message.ts, text)

    def delete(self, message: Message) -> None:
        """Delete an own message."""
        acts.delete(self._world, self.id, message.channel, message.ts)

    def react(self, message: Message, name: str) -> None:
        """Add a reaction."""
        acts.react(self._world, self.id, message.channel, message.ts, name)

    def unreact(self, message: Message, name: str) -> None:
        """Take a reaction back."""
        acts.react(self._world, self.id, message.channel, message.ts, name, remove=True)

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file unshared, for a ``file_input``; return its id."""
        return uploads.add(self._world, self.id, name, content).id

    def download(self, file_id: str) -> bytes:
        """Return the bytes of a file that the person can see.

        Raises:
            SlackRefusal: ``file_not_found``.
        """
        file = self._world.state.files.get(file_id)
        if file is None or not uploads.may_see(self._world, file, self.id):
            raise SlackRefusal("file_not_found")
        return self._world.state.contents[file_id]

    # --- asking the app --------------------------------------------------------------------------------------

    def command(self, channel: str, name: str, text: str = "") -> CommandResult:
        """Use a slash command."""
        record = interactions.command(self._world, self.id, channel, name, text)
        return outcomes.after_command(self._world, self.id, channel, name, _answer(record))

    def press(
        self,
        surface: Message | View,
        key: str,
        value: Choice = None,
        values: Values | None = None,
        *,
        block: str | None = None,
    ) -> ActionResult:
        """Use an element, found by its action id or label; ``value`` is what is chosen, ``values`` the other fields."""
        world, place = self._world, (block, key)
        if isinstance(surface, Message):
            fresh = self._fresh(surface)
            record = interactions.message_action(world, self.id, fresh, place, value, values or {})
            return outcomes.after_action(world, self.id, key, _answer(record), fresh.channel)
        view = world.state.views.get(surface.id, surface)
        record = interactions.view_action(world, self.id, view, place, value, values or {})
        return outcomes.after_action(world, self.id, key, _answer(record))

    def _fresh(self, message: Message) -> Message:
        if message.ephemeral_to:
            found = posting.find_ephemeral(self._world, self.id, message.ts)
        else:
            found = self._world.state.find_message(message.channel, message.ts)
        if found is None:
            raise SlackRefusal("message_not_found")
        return found

    def submit(self, view: View, values: Values | None = None) -> SubmissionResult:
        """Fill in and submit a modal; fields that Slack's client checks are checked first."""
        world = self._world
        current = world.state.views.get(view.id)
        if current is None:
            raise SlackRefusal("view_not_found")
        held = merged(current.blocks, current.values, values or {})
        if errors := field_errors(current, held):
            return outcomes.local_errors(world, current, errors)
        record = interactions.submission(world, self.id, current, held)
        return outcomes.after_submission(world, current, _answer(record))

    def close(self, view: View, *, clear: bool = False) -> None:
        """Dismiss a modal, or with ``clear`` the whole stack."""
        acts.close(self._world, view, clear=clear)

    def shortcut(self, callback_id: str, message: Message | None = None) -> ActionResult:
        """Use a global shortcut, or a message shortcut on a message."""
        record = interactions.shortcut(self._world, self.id, callback_id, message and self._fresh(message))
        return outcomes.after_action(self._world, self.id, callback_id, _answer(record))

    def open_home(self) -> View | None:
        """Look at the Home tab; return what was published before."""
        return acts.open_home(self._world, self.id)

    # --- channels --------------------------------------------------------------------------------------------

    def join(self, channel: str) -> None:
        """Enter a public channel."""
        membership.join(self._world, posting.seen_channel(self._world, channel, self.id), self.id)

    def leave(self, channel: str) -> None:
        """Leave a channel."""
        membership.leave(self._world, self._world.state.channels[channel], self.id)

    def invite(self, channel: str, other: "Person | str") -> None:
        """Bring someone (or the bot, by its user id) into a channel."""
        acts.invite(self._world, self.id, channel, other if isinstance(other, str) else other.id)

    def open_im(self, other: "Person | None" = None) -> str:
        """Return the direct message with someone, or with the bot."""
        return membership.open_im(self._world, self.id, other.id if other else self._world.bot)[0].id

    def reload(self) -> None:
        """Load the client anew: ephemeral messages are gone."""
        acts.reload(self._world, self.id)

    # --- looking ---------------------------------------------------------------------------------------------

    def views(self) -> list[View]:
        """Return the open modals, bottom first."""
        with self._world.state.lock:
            return self._world.state.stack(self.id)

    def view(self) -> View | None:
        """Return the modal on top."""
        return next(reversed(self.views()), None)

    def home(self) -> View | None:
        """Return the Home tab as it was last published."""
        return self._world.state.homes.get(self.id)

    def ephemerals(self, channel: str | None = None) -> list[Message]:
        """Return the ephemeral messages that the person still sees."""
        with self._world.state.lock:
            return [item for item in self._world.state.ephemerals.get(self.id, ()) if channel in {None, item.channel}]

    def wait_for_view(self, callback_id: str | None = None, timeout: float = 30.0) -> View:
        """Wait for a modal (with that callback id) on top."""

        def wanted() -> View | None:
            view = self.view()
            return view if view and callback_id in {None, view.callback_id} else None

        seen = lambda: [view.callback_id for view in self.views()]  # noqa: E731
        return wait_for(self._world.state, wanted, timeout, f"modal {callback_id or ''} for {self.name}", seen)

    def wait_for_home(self, predicate: Callable[[View], object] | None = None, timeout: float = 30.0) -> View:
        """Wait for a Home tab that satisfies the predicate."""

        def wanted() -> View | None:
            view = self.home()
            return view if view and (predicate is None or predicate(view)) else None

        return wait_for(self._world.state, wanted, timeout, f"Home tab of {self.name}", self.home)
