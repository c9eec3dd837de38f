"""Whole generated data sets: planted networks and traps in organic traffic, with the truth beside them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.evaluation import networks, tongues, traps
from bot.evaluation.population import Truth, World, make_people, organic_traffic
from bot.protocols import AccountRecord, PostKind, PostRecord


@dataclass(frozen=True, slots=True)
class Planted:
    """A finished world: accounts by id, posts in time order, truth by account id."""

    accounts: Mapping[str, AccountRecord]
    posts: Sequence[PostRecord]
    truth: Mapping[str, Truth]

    def network(self, name: str, role: str = "") -> frozenset[str]:
        """Ids planted under a network's name, of one role if given."""
        return frozenset(
            account_id for account_id, truth in self.truth.items() if truth.network == name and role in {"", truth.role}
        )

    def trap(self, name: str) -> frozenset[str]:
        """Ids that belong to a trap."""
        return frozenset(account_id for account_id, truth in self.truth.items() if truth.trap == name)

    def records(self) -> list[AccountRecord | PostRecord]:
        """Accounts, then posts, as a reader would yield them."""
        return [*self.accounts.values(), *self.posts]


def finish(world: World) -> Planted:
    """Freeze a world with its posts in time order."""
    return Planted(
        world.accounts, tuple(sorted(world.posts, key=lambda post: (post.time, post.content_id))), world.truth
    )


def organic_world(seed: int, *, people: int = 1500, days: int = 14, posts_each: float = 8.0) -> tuple[World, list[str]]:
    """A world with nothing but daily life in it, and the ids of its people."""
    world = World(np.random.default_rng(seed), days)
    ids = make_people(world, people)
    organic_traffic(world, ids, posts_each=posts_each)
    return world, ids


def mixed_world(
    seed: int, *, people: int = 1500, days: int = 14, posts_each: float = 8.0
) -> tuple[World, dict[str, list[str]]]:
    """Daily life in several languages and scripts, and the ids of its people by language.

    People repost within their language: a small community meets itself more often than a large one.
    """
    world = World(np.random.default_rng(seed), days)
    by_language = {}
    for tag, number in tongues.apportion(people).items():
        by_language[tag] = make_people(world, number, language=tag)
        organic_traffic(world, by_language[tag], posts_each=posts_each)
    return world, by_language


def demo_world(seed: int = 7) -> Planted:
    """The demo's case: 14 hand-run experts boosted by a batch, posters with a swarm, innocent crowds around them."""
    world, people = organic_world(seed, people=1400, days=21)
    experts = networks.plant_experts(world)
    networks.plant_amplifiers(world, experts, "experts", number=40, participation=0.6)
    networks.plant_posters(world, "swarm", posters=4, amplifiers=60, posts_each=6, participation=0.5)
    organic_traffic(world, traps.trap_fan_club(world), posts_each=5.0)
    traps.trap_news_bots(world)
    traps.trap_share_button(world, people, number=60)
    wave = traps.trap_sign_up_wave(world, number=60)
    organic_traffic(world, wave, posts_each=4.0)
    traps.trap_viral_post(world, people, reposts=400)
    traps.trap_television(world, people, viewers=120, moments=6)
    return finish(world)


def add_traps(world: World, people: list[str]) -> None:
    """Put one innocent crowd of every kind into a world."""
    organic_traffic(world, traps.trap_fan_club(world), posts_each=6.0)
    traps.trap_news_bots(world)
    traps.trap_share_button(world, people)
    traps.trap_petition(world, people)
    organic_traffic(world, traps.trap_sign_up_wave(world), posts_each=4.0)
    traps.trap_viral_post(world, people)
    traps.trap_television(world, people)
    organic_traffic(world, traps.trap_bilingual(world), posts_each=4.0)


def trap_world(seed: int, *, people: int = 1500, days: int = 14) -> Planted:
    """Organic traffic with every trap and no network at all: nothing in it may become 'review first'."""
    world, ids = organic_world(seed, people=people, days=days)
    add_traps(world, ids)
    return finish(world)


COLUMNS = (
    *("content_id", "time", "kind", "text", "language", "repost_of", "repost_of_account", "urls", "hashtags"),
    *(
        "account_id",
        "handle",
        "name",
        "account_created",
        "followers",
        "following",
        "posts_total",
        "bio",
        "verified",
        "automated",
    ),
)


def write_csv(planted: Planted, path: Path) -> None:
    """Write posts with their authors' profiles beside them: one CSV with the columns `COLUMNS`, times in UTC."""
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(COLUMNS)
        for post in planted.posts:
            writer.writerow(_row(post, planted.accounts[post.account_id]))


def _row(post: PostRecord, account: AccountRecord) -> tuple[object, ...]:
    return (
        post.content_id,
        _iso(post.time),
        PostKind(post.kind).name.lower(),
        post.text,
        post.language or "",
        post.repost_of or "",
        post.repost_of_account or "",
        " ".join(post.urls),
        " ".join(post.hashtags),
        account.account_id,
        account.handle,
        account.name,
        "" if account.created is None else _iso(account.created),
        account.followers,
        account.following,
        account.posts_total,
        account.bio,
        _flag(account.verified),
        _flag(account.automated),
    )


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _flag(value: bool | None) -> str:  # noqa: FBT001 - a cell of a table
    return "" if value is None else str(value).lower()
