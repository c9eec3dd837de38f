"""What changed between looks at accounts: pure, over snapshots and what was told before.

A terminal state is told after two readings at least 24 hours apart; a look that reached nobody changes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence

from bot.model import AccountState, Change, Snapshot

TERMINAL = frozenset(
    {
        AccountState.SUSPENDED,
        AccountState.TAKEN_DOWN,
        AccountState.DELETED,
        AccountState.DEACTIVATED,
        AccountState.HANDLE_REUSED,
    }
)
EXPORT = "export"
APART_MS = 24 * 3_600_000
POSTS_FALL = 0.8
"""Told when the number of posts falls to this share of what it was, or below."""


def short_digest(text: str | None) -> str:
    """A short fingerprint of a text ('' = there is none), so that a change shows and the text is not kept."""
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""


def changes_of(history: Sequence[Snapshot], told: Sequence[Change]) -> tuple[Change, ...]:
    """What is to be told of one account now; `history` is oldest first and its first entry is what we started from."""
    if not history:
        return ()
    first, newest = history[0], history[-1]
    known = {change.what: change.after for change in told}
    found = [_state(history, known.get("state", started_as(first)))]
    if newest.state not in TERMINAL:
        found += [
            _text("handle", newest, known.get("handle", first.handle), newest.handle),
            _text("name", newest, known.get("name", first.name), newest.name),
            _hash("bio", newest, known.get("bio", first.bio_hash), newest.bio_hash),
            _hash("avatar", newest, known.get("avatar", first.avatar_hash), newest.avatar_hash),
            _posts(newest, int(known["posts"]) if "posts" in known else _most_posts(history[:-1])),
        ]
    return tuple(change for change in found if change is not None)


def gone(states: Mapping[str, str]) -> int:
    """How many of the accounts stand in a terminal state, by what was told."""
    return sum(state in TERMINAL for state in states.values())


def standing(history: Sequence[Snapshot], told: Sequence[Change]) -> str:
    """The state of an account as the thread knows it."""
    spoken = [change.after for change in told if change.what == "state"]
    return spoken[-1] if spoken else started_as(history[0])


def started_as(first: Snapshot) -> str:
    """The state before the first look: an account whose posts are in the data was there when they were written."""
    return AccountState.ACTIVE.value if first.state in TERMINAL else first.state.value


def unsettled(history: Sequence[Snapshot], told: Sequence[Change]) -> bool:
    """Whether a terminal state was read that still wants its second reading."""
    return bool(history) and history[-1].state in TERMINAL and history[-1].state.value != standing(history, told)


def _state(history: Sequence[Snapshot], before: str) -> Change | None:
    newest = history[-1]
    if newest.state.value == before or newest.state is AccountState.UNKNOWN:
        return None
    if newest.state in TERMINAL and not _read_twice(history):
        return None
    return Change(newest.account_id, newest.handle, "state", before, newest.state.value)


def _read_twice(history: Sequence[Snapshot]) -> bool:
    """Whether every reading of the last 24 hours and the one before them says the same terminal state."""
    newest = history[-1]
    for snapshot in reversed(history[:-1]):
        if snapshot.state is AccountState.UNKNOWN:
            continue
        if snapshot.state is not newest.state:
            return False
        if newest.at - snapshot.at >= APART_MS:
            return True
    return False


def _text(what: str, newest: Snapshot, before: str, after: str) -> Change | None:
    if not after or not before or after == before:
        return None
    return Change(newest.account_id, newest.handle, what, before, after)


def _hash(what: str, newest: Snapshot, before: str, after: str) -> Change | None:
    if after == before or (not after and newest.source == EXPORT):
        return None  # an export often holds no profiles at all
    return Change(newest.account_id, newest.handle, what, before, after)


def _most_posts(history: Sequence[Snapshot]) -> int | None:
    return max((snapshot.posts_total for snapshot in history if snapshot.posts_total is not None), default=None)


def _posts(newest: Snapshot, before: int | None) -> Change | None:
    if not before or newest.posts_total is None or newest.posts_total > POSTS_FALL * before:
        return None
    return Change(newest.account_id, newest.handle, "posts", str(before), str(newest.posts_total))
