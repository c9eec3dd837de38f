"""Fills a workspace: people, channels, user groups."""

from collections.abc import Iterable
from dataclasses import replace

from bot.localslack import membership
from bot.localslack.model import User, UserGroup
from bot.localslack.page_state import people
from bot.localslack.people import Person
from bot.localslack.world import World


class Population:
    """What an administrator does in a workspace."""

    _world: World

    def add_user(
        self,
        handle: str,
        name: str | None = None,
        *,
        tz: str = "Etc/UTC",
        is_guest: bool = False,
        is_admin: bool = False,
        team: str | None = None,
    ) -> Person:
        """Add a member; ``team`` is the id of another organisation for someone who is here by a shared channel.

        Raises:
            ValueError: the handle is taken.
        """
        state = self._world.state
        with state.change():
            if state.user_named(handle):
                raise ValueError(f"There is a member {handle!r} already")
            user = User(state.new_id("U"), handle, name or handle, tz, False, is_guest, is_admin, team)
            state.users[user.id] = user
        self._world.feed.publish("people", {"people": people(self._world)})
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
        invited = [person.id for person in members]
        everyone = [*invited, self._world.bot] if bot else invited
        creator = invited[0] if invited else self._world.bot
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
        membership.join(self._world, self._world.state.channels[channel], self._world.bot, by.id if by else None)

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
