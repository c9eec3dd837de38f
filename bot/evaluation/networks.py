"""Planted networks: each adds accounts and posts to a world and marks them in its truth.

Shapes follow published cases: hand-run experts with rare outlets, batch-made amplifiers, posters with hundreds of
amplifiers (repeating or single-use), and old accounts that changed hands.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.evaluation import phrases
from bot.evaluation.population import DAY, START, Truth, World, make_people
from bot.protocols import AccountRecord, PostRecord


def mark(world: World, ids: Sequence[str], network: str, role: str) -> None:
    """Note which planted network accounts belong to, and their role there."""
    for account_id in ids:
        world.truth[account_id] = Truth(network=network, role=role)


def make_batch(world: World, number: int, network: str, *, day: int = -8, span_days: float = 3.0) -> list[str]:
    """`number` accounts made within `span_days` from `day` (relative to the start), in a house style, nearly empty."""
    ids = []
    for _ in range(number):
        handle, name = phrases.house_style(world.rng)
        created = START + day * DAY + int(world.rng.uniform(0, span_days * DAY))
        record = AccountRecord(
            account_id=world.next_id(),
            handle=handle,
            name=name,
            created=created,
            followers=int(world.rng.integers(0, 9)),
            following=int(world.rng.integers(20, 60)),
            posts_total=int(world.rng.integers(5, 60)),
            bio="",
            language="en",
        )
        ids.append(world.add_account(record, Truth(network=network, role="amplifier")))
    return ids


def plant_experts(world: World, network: str = "experts", *, number: int = 14, outlets: int = 5) -> list[str]:
    """Hand-run experts: no burst, own wording, the same few rare outlets at independent times over the whole period.

    Nine tenths of what they write is ordinary; each links 8 to 12 articles out of 40 on `outlets` unusual sites.
    """
    rng = world.rng
    ids = make_people(world, number)
    mark(world, ids, network, "poster")
    for account_id in ids:
        small = replace(world.accounts[account_id], followers=int(rng.integers(3, 60)))
        world.accounts[account_id] = replace(small, created=START - int(rng.integers(60, 300)) * DAY)
    articles = [f"https://outlet-{name}.example/a/{n}" for name in "abcdefgh"[:outlets] for n in range(40 // outlets)]
    for account_id in ids:
        chosen = rng.choice(len(articles), int(rng.integers(8, 13)), replace=False)
        for article in chosen:
            time = START + int(rng.integers(0, world.days * DAY))
            world.post(account_id, time, text=phrases.sentence(rng), urls=(articles[int(article)],))
        for _ in range(int(rng.integers(5, 15))):
            world.post(account_id, START + int(rng.integers(0, world.days * DAY)), text=phrases.sentence(rng))
    return ids


def boost(
    world: World, amplifiers: Sequence[str], targets: Sequence[PostRecord], *, participation: float, within: int = 45
) -> None:
    """Each amplifier reposts each target with probability `participation`, within `within` seconds of one moment."""
    for target in targets:
        moment = target.time + int(world.rng.integers(30, 900))
        for account_id in amplifiers:
            if world.rng.random() < participation:
                world.repost(account_id, target, moment + int(world.rng.integers(0, within)))


def camouflage(world: World, accounts: Sequence[str], pool: Sequence[PostRecord], share: float) -> None:
    """Each account also reposts `share` x 10 ordinary posts at human delays."""
    for account_id in accounts:
        for position in world.rng.integers(0, len(pool), int(share * 10)):
            original = pool[int(position)]
            world.repost(account_id, original, original.time + int(world.rng.integers(600, 2 * DAY)))


def plant_amplifiers(
    world: World,
    boosted: Sequence[str],
    network: str,
    *,
    number: int = 48,
    participation: float = 0.6,
    targets: int = 24,
) -> list[str]:
    """Batch-made amplifiers that repost the `boosted` accounts' posts within a minute."""
    wanted = set(boosted)
    own = [post for post in world.posts if post.account_id in wanted and not post.repost_of]
    chosen = world.rng.choice(len(own), min(targets, len(own)), replace=False)
    ids = make_batch(world, number, network)
    boost(world, ids, [own[int(position)] for position in sorted(chosen)], participation=participation)
    return ids


def plant_posters(
    world: World,
    network: str,
    *,
    posters: int = 9,
    amplifiers: int = 200,
    posts_each: int = 8,
    participation: float = 0.4,
    single_use: bool = False,
) -> tuple[list[str], list[str]]:
    """Posters with few followers and hundreds of batch-made amplifiers; `single_use`: each amplifier acts once."""
    rng = world.rng
    heads = make_batch(world, posters, network, day=-20)
    mark(world, heads, network, "poster")
    made: list[PostRecord | None] = []
    for account_id in heads:
        made.extend(
            world.post(account_id, START + int(rng.integers(0, world.days * DAY - 3600)), text=phrases.sentence(rng))
            for _ in range(posts_each)
        )
    swarm = make_batch(world, amplifiers, network)
    targets = [post for post in made if post is not None]
    if single_use:
        for account_id in swarm:
            target = targets[int(rng.integers(len(targets)))]
            world.repost(account_id, target, target.time + int(rng.integers(20, 1200)))
    else:
        boost(world, swarm, targets, participation=participation)
    return heads, swarm


def plant_hijacked(
    world: World, network: str = "hijacked", *, number: int = 30, targets: int = 15, participation: float = 0.6
) -> list[str]:
    """Old accounts, silent for years, that suddenly repost one author's posts together."""
    head = make_people(world, 1)
    mark(world, head, network, "poster")
    times = sorted(START + int(moment) for moment in world.rng.integers(0, world.days * DAY - 3600, targets))
    posts = [world.post(head[0], time, text=phrases.sentence(world.rng)) for time in times]
    ids = make_people(world, number)
    mark(world, ids, network, "amplifier")
    for account_id in ids:
        old = START - int(world.rng.integers(8 * 365, 13 * 365)) * DAY
        world.accounts[account_id] = replace(
            world.accounts[account_id], created=old, posts_total=int(world.rng.integers(8, 40))
        )
    boost(world, ids, [post for post in posts if post is not None], participation=participation)
    return ids
