"""The growing world of a generated data set: accounts and posts with their truth.

Times are unix seconds. Every number comes from one seeded generator, so a seed always makes the same world.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from bot.evaluation import phrases, tongues
from bot.protocols import AccountRecord, PostKind, PostRecord

DAY = 86_400
START = 1_745_107_200  # 2025-04-20 00:00 UTC


TIMED_CROWDS = frozenset(
    {
        *("fan_club", "news_bots", "television"),
        *("match", "earthquake", "ticket_sale", "class", "employees", "sister_papers", "mirrors"),
        *("debut", "newsroom", "arrivals"),
    }
)
"""Innocent crowds that act in the same minutes again and again."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What an account really is: '' for organic, else the planted network's or the trap's name, and its role."""

    network: str = ""
    role: str = ""
    trap: str = ""

    @property
    def acts_together(self) -> bool:
        """Whether the generator made the account act at the same time as others, for whatever reason."""
        return bool(self.network) or self.trap in TIMED_CROWDS


@dataclass(slots=True)
class World:
    """Accounts and posts made so far; the only mutable value of the generator."""

    rng: np.random.Generator
    days: int
    accounts: dict[str, AccountRecord] = field(default_factory=dict)
    posts: list[PostRecord] = field(default_factory=list)
    truth: dict[str, Truth] = field(default_factory=dict)

    @property
    def end(self) -> int:
        """Last second of the observed period."""
        return START + self.days * DAY - 1

    def add_account(self, account: AccountRecord, truth: Truth | None = None) -> str:
        """Store an account under its id and return the id."""
        self.accounts[account.account_id] = account
        self.truth[account.account_id] = truth or Truth()
        return account.account_id

    def next_id(self) -> str:
        """A fresh account id: ten digits that say nothing about what the account is."""
        while (number := str(int(self.rng.integers(10**9, 10**10)))) in self.accounts:
            pass
        return number

    def language(self, account_id: str) -> str:
        """The language that an account writes; English where its profile names none."""
        return self.accounts[account_id].language or tongues.ENGLISH.tag

    def say(self, account_id: str) -> str:
        """Something that nobody else says, in the account's language."""
        return tongues.sentence(self.rng, self.language(account_id))

    def tag(self, ids: Iterable[str], trap: str) -> None:
        """Note which innocent crowd people took part in: the first, or one that acts together again and again."""
        for account_id in ids:
            if self.truth[account_id] == Truth() or trap in TIMED_CROWDS:
                self.truth[account_id] = Truth(trap=trap)

    def post(self, account_id: str, time: int, **fields: object) -> PostRecord | None:
        """Add a post of an account inside the period and return it; None outside."""
        if not START <= time <= self.end:
            return None
        made = PostRecord(
            content_id=str(1_900_000_000_000_000_000 + len(self.posts) * 1009), account_id=account_id, time=int(time)
        )
        made = replace(made, language=self.language(account_id), client="Web")
        made = replace(made, **fields)  # type: ignore[arg-type]
        self.posts.append(made)
        return made

    def ordinary_posts(self, account_id: str, number: int) -> list[PostRecord]:
        """Add so many posts of an account, each at a random moment and in words of its own."""
        made = [
            self.post(account_id, START + int(self.rng.integers(0, self.days * DAY - 3600)), text=self.say(account_id))
            for _ in range(number)
        ]
        return [post for post in made if post is not None]

    def repost(self, account_id: str, original: PostRecord, time: int) -> None:
        """Add a plain repost of a post."""
        self.post(
            account_id,
            time,
            kind=PostKind.REPOST,
            text=f"RT @{self.accounts[original.account_id].handle}: {original.text}",
            repost_of=original.content_id,
            repost_of_account=original.account_id,
        )


def organic_creation(rng: np.random.Generator, number: int) -> np.ndarray:
    """Creation times along a platform's growth: slow start, steep middle, up to a month before the period."""
    share = rng.beta(1.6, 1.3, number)
    first = 1_199_145_600  # 2008-01-01
    return (first + share * (START - 30 * DAY - first)).astype(np.int64)


def daily_times(rng: np.random.Generator, days: int, number: int, zone: int) -> np.ndarray:
    """`number` times over the period with people's daily cycle, shifted by a time zone in hours."""
    hours = np.array([1, 1, 1, 1, 1, 2, 4, 7, 8, 7, 6, 7, 8, 7, 6, 6, 7, 8, 9, 10, 10, 8, 5, 2], dtype=float)
    day = rng.integers(0, days, number)
    hour = (rng.choice(24, number, p=hours / hours.sum()) - zone) % 24
    return np.sort(START + day * DAY + hour * 3600 + rng.integers(0, 3600, number))


def make_people(world: World, number: int, *, trap: str = "", language: str = tongues.ENGLISH.tag) -> list[str]:
    """Ordinary accounts: long-tailed followers, varied handles, years of history; names in their language's script."""
    created = organic_creation(world.rng, number)
    followers = np.exp(world.rng.normal(4.6, 1.5, number)).astype(np.int64)
    ids = []
    for position in range(number):
        handle, name = phrases.person(world.rng)
        if language != tongues.ENGLISH.tag:
            name = tongues.display_name(world.rng, language)
        age_days = (START - int(created[position])) // DAY
        ids.append(
            world.add_account(
                AccountRecord(
                    account_id=world.next_id(),
                    handle=handle,
                    name=name,
                    created=int(created[position]),
                    followers=int(followers[position]),
                    following=int(followers[position] * world.rng.uniform(0.3, 2.0)) + 5,
                    posts_total=int(age_days * world.rng.uniform(0.1, 3.0)) + 3,
                    bio=phrases.biography(world.rng),
                    language=language,
                ),
                Truth(trap=trap),
            )
        )
    return ids


def organic_traffic(world: World, people: Sequence[str], *, posts_each: float, domains: int = 300) -> None:
    """Daily life: originals with some links and tags, replies, and reposts that follow attention with human delays."""
    rng = world.rng
    counts = np.minimum(
        rng.pareto(1.3, len(people)) * posts_each * 0.4 + rng.poisson(posts_each * 0.5, len(people)), 200
    ).astype(int)
    originals: list[PostRecord | None] = []
    for account_id, count in zip(people, counts, strict=True):
        times = daily_times(rng, world.days, max(1, int(count * 0.45)), int(rng.integers(-5, 4)))
        originals.extend(_original(world, account_id, int(time), domains) for time in times)
    _organic_reposts(world, people, counts, [post for post in originals if post is not None])


def _original(world: World, account_id: str, time: int, domains: int) -> PostRecord | None:
    rng, links, tags = world.rng, (), ()
    if rng.random() < 0.3:
        site = min(int(rng.zipf(1.4)), domains)
        links = (f"https://www.site{site}.example/{START // DAY}/{min(int(rng.zipf(1.3)), 5000)}",)  # type: ignore[assignment]
    if rng.random() < 0.2:
        tags = tuple(f"tag{min(int(rng.zipf(1.5)), 400)}" for _ in range(int(rng.integers(1, 4))))  # type: ignore[assignment]
    return world.post(account_id, time, text=world.say(account_id), urls=links, hashtags=tags)


def _organic_reposts(world: World, people: Sequence[str], counts: np.ndarray, originals: Sequence[PostRecord]) -> None:
    """Popular posts get more reposts; delays are log-normal around two hours, rarely under a minute."""
    rng = world.rng
    appeal = rng.pareto(1.1, len(originals)) + 0.05
    appeal = (appeal / appeal.sum()).cumsum()
    appeal /= appeal[-1]
    for account_id, count in zip(people, counts, strict=True):
        chosen = appeal.searchsorted(rng.random(int(count * 0.55)), side="right")
        delays = np.exp(rng.normal(8.9, 1.6, len(chosen))).astype(int) + 20
        for position, delay in zip(dict.fromkeys(chosen.tolist()), delays, strict=False):
            if originals[position].account_id != account_id:
                world.repost(account_id, originals[position], originals[position].time + int(delay))
