"""The people of the demo's platform: a small generated community, eight of whom act together, and their fates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.evaluation import networks
from bot.evaluation.planted import Planted, finish, organic_world
from bot.evaluation.population import World
from bot.protocols import AccountRecord, PostRecord

HOST = "valley.example"
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Fate:
    """From `day` days after the opening on, an account is `state` ('suspended', 'deactivated') or has a new handle."""

    day: int
    state: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Village:
    """Accounts by DID, posts newest first by DID, and fates by DID; times in unix seconds."""

    accounts: dict[str, AccountRecord]
    posts: dict[str, list[PostRecord]]
    by_content: dict[str, PostRecord]
    fates: dict[str, Fate]
    group: tuple[str, ...]

    def handles(self) -> tuple[str, ...]:
        """Handles of the eight accounts that act together."""
        return tuple(self.accounts[did].handle for did in self.group)


def build_village(opening: int, seed: int = 11) -> Village:
    """Generate the community so that its last post lies just before `opening` (unix seconds)."""
    world, _ = organic_world(seed, people=40, days=14, posts_each=5.0)
    poster = _one_poster(world)
    group = networks.plant_amplifiers(world, [poster], "group", number=7, participation=0.9, targets=12)
    made = finish(world)
    shift = opening - max(post.time for post in made.posts) - 600
    dids = {account_id: did_of(account_id) for account_id in made.accounts}
    accounts = {dids[key]: _resident(made.accounts[key], dids[key], shift) for key in made.accounts}
    posts = _move(made, dids, shift)
    chosen = tuple(dids[account_id] for account_id in (poster, *group))
    return Village(accounts, _by_author(posts), {post.content_id: post for post in posts}, _fates(chosen), chosen)


def _one_poster(world: World) -> str:
    heads, _ = networks.plant_posters(world, "group", posters=1, amplifiers=0, posts_each=14)
    return heads[0]


def did_of(account_id: str) -> str:
    """A well-formed DID (24 base-32 characters) for a generated account id."""
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    number = int(account_id) * 0x9E3779B97F4A7C15
    return "did:plc:" + "".join(letters[(number >> (5 * place)) % 32] for place in range(24))


def _resident(account: AccountRecord, did: str, shift: int) -> AccountRecord:
    handle = f"{account.handle.replace('_', '-').lower()}.{HOST}"
    return replace(account, account_id=did, handle=handle, created=(account.created or 0) + shift)


def _move(made: Planted, dids: dict[str, str], shift: int) -> list[PostRecord]:
    def address(post: PostRecord) -> str:
        return f"at://{dids[post.account_id]}/app.bsky.feed.post/{post.content_id}"

    originals = {post.content_id: address(post) for post in made.posts}
    return [
        replace(
            post,
            content_id=originals[post.content_id],
            account_id=dids[post.account_id],
            time=post.time + shift,
            repost_of=originals[post.repost_of] if post.repost_of else None,
            repost_of_account=dids[post.repost_of_account] if post.repost_of_account else None,
        )
        for post in made.posts
    ]


def _by_author(posts: Sequence[PostRecord]) -> dict[str, list[PostRecord]]:
    found: dict[str, list[PostRecord]] = {}
    for post in sorted(posts, key=lambda one: -one.time):
        found.setdefault(post.account_id, []).append(post)
    return found


def _fates(group: Sequence[str]) -> dict[str, Fate]:
    """Three are suspended within two weeks, one switches itself off, one takes a new handle."""
    order = np.random.default_rng(3).permutation(len(group))
    suspended = {group[int(place)]: Fate(day, "suspended") for place, day in zip(order[:3], (2, 4, 9), strict=True)}
    return {
        **suspended,
        group[int(order[3])]: Fate(6, "deactivated"),
        group[int(order[4])]: Fate(5, handle=f"morning-news-daily.{HOST}"),
    }
