"""Who is who: membership of channels, user groups and organisations, asked from Slack and kept for a minute."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import NotAllowed
from bot.model import Person, RightRole

KEPT_MS = 60_000
MOST_ASKED = 40
CLOSED_TO_US = frozenset({"channel_not_found", "not_in_channel", "fetch_members_failed", "missing_scope"})
_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Access:
    """Allow-lists and role groups; empty = everybody."""

    teams: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    users: frozenset[str] = frozenset()
    analyst_group: str = ""
    lead_group: str = ""


@dataclass(slots=True)
class Directory:
    """Answers from Slack, kept for a minute; safe to use from many threads."""

    client: WebClient
    access: Access
    now: Callable[[], int]
    _kept: dict[str, tuple[int, Any]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def person(self, team_id: str, user_id: str, channels: Iterable[str]) -> Person:
        """The person with those of the channels of which they are a member right now.

        Raises:
            NotAllowed: the team or the person is not on the allow-list.
        """
        self.admit(team_id, user_id)
        wanted = {channel for channel in channels if channel[:1] in {"C", "G"} and self.channel_allowed(channel)}
        member = frozenset(channel for channel in wanted if user_id in self.members(channel))
        return Person(team_id, user_id, self.role(user_id), member, self.outsider(team_id, user_id))

    def admit(self, team_id: str, user_id: str) -> None:
        """Refuse teams and people that are not on the allow-lists."""
        if self.access.teams and team_id not in self.access.teams:
            raise NotAllowed("This workspace is not on the list of those that may use Shoal.", hint="Ask who runs it.")
        if self.access.users and user_id not in self.access.users:
            raise NotAllowed("You are not on the list of people who may use Shoal.", hint="Ask who runs it.")

    def channel_allowed(self, channel_id: str) -> bool:
        """Whether cases may live in the channel."""
        return not self.access.channels or channel_id in self.access.channels

    def role(self, user_id: str) -> RightRole:
        """A lead, an analyst or a viewer; a group that is not set holds everybody."""
        if not self.access.lead_group and not self.access.analyst_group:
            return RightRole.LEAD
        if self.access.lead_group and user_id in self._group(self.access.lead_group):
            return RightRole.LEAD
        if not self.access.analyst_group or user_id in self._group(self.access.analyst_group):
            return RightRole.ANALYST
        return RightRole.VIEWER

    def members(self, channel_id: str) -> frozenset[str]:
        """Who is in the channel; nobody where the bot cannot look."""
        found: frozenset[str] = self._keep(f"members:{channel_id}", lambda: self._ask_members(channel_id))
        return found

    def outsider(self, team_id: str, user_id: str) -> bool:
        """Whether the person belongs to another organisation."""
        home: str = self._keep(f"user:{user_id}", lambda: self._ask_team(user_id))
        return bool(home) and home != team_id

    def outsiders(self, team_id: str, channel_id: str) -> int | None:
        """How many people of other organisations are in the channel; None where there are too many people to ask."""
        members = self.members(channel_id)
        if len(members) > MOST_ASKED:
            return None
        return sum(self.outsider(team_id, user_id) for user_id in sorted(members))

    def forget(self, channel_id: str) -> None:
        """Ask again next time: somebody joined or left."""
        with self._lock:
            self._kept.pop(f"members:{channel_id}", None)

    def groups(self) -> tuple[tuple[str, str, frozenset[str]], ...]:
        """The workspace's user groups: id, handle, people."""
        found: tuple[tuple[str, str, frozenset[str]], ...] = self._keep("groups", self._ask_groups)
        return found

    def _ask_groups(self) -> tuple[tuple[str, str, frozenset[str]], ...]:
        listed = self.client.usergroups_list(include_users=True)["usergroups"]
        return tuple(
            (str(one["id"]), str(one.get("handle") or ""), frozenset(one.get("users") or ())) for one in listed
        )

    def _group(self, name: str) -> frozenset[str]:
        found: frozenset[str] = self._keep(f"group:{name}", lambda: self._ask_group(name))
        return found

    def _ask_members(self, channel_id: str) -> frozenset[str]:
        found: set[str] = set()
        cursor = ""
        while True:
            try:
                page = self.client.conversations_members(channel=channel_id, limit=1_000, cursor=cursor)
            except SlackApiError as error:
                if error.response.get("error") in CLOSED_TO_US:
                    return _NOBODY
                raise
            found.update(page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return frozenset(found)

    def _ask_team(self, user_id: str) -> str:
        user = self.client.users_info(user=user_id)["user"]
        return str(user.get("team_id") or "")

    def _ask_group(self, name: str) -> frozenset[str]:
        groups = self.client.usergroups_list()["usergroups"]
        found = [group["id"] for group in groups if name.lstrip("@") in {group["id"], group.get("handle")}]
        return frozenset(self.client.usergroups_users_list(usergroup=found[0])["users"]) if found else _NOBODY

    def _keep(self, key: str, ask: Callable[[], Any]) -> Any:  # noqa: ANN401
        with self._lock:
            at, value = self._kept.get(key, (0, None))
            if at and self.now() - at < KEPT_MS:
                return value
        value = ask()
        with self._lock:
            self._kept[key] = (self.now(), value)
        return value
