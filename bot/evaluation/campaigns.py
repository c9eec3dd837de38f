"""More planted networks, of another make than those of `bot.evaluation.networks`: other acts, sizes and languages."""

from bot.evaluation import phrases
from bot.evaluation.networks import make_batch, mark
from bot.evaluation.population import DAY, START, World, make_people
from bot.protocols import PostKind


def plant_copies(world: World, network: str = "copies", *, number: int = 30, texts: int = 14) -> list[str]:
    """Copy and paste: the same texts with a word changed, hours or days apart, without a repost or a link."""
    rng = world.rng
    ids = make_people(world, number)
    mark(world, ids, network, "poster")
    stock = [f"{phrases.sentence(rng)} {phrases.sentence(rng)}" for _ in range(texts)]
    for account_id in ids:
        for text in stock:
            if rng.random() < 0.5:
                changed = f"{phrases.OPENINGS[int(rng.integers(len(phrases.OPENINGS)))]} {text}"
                world.post(account_id, START + int(rng.integers(0, world.days * DAY)), text=changed)
    return ids


def plant_repliers(world: World, people: list[str], network: str = "repliers", *, number: int = 40) -> list[str]:
    """Batch-made accounts that reply to one person's posts, each in other words, within two minutes."""
    rng, target = world.rng, people[int(world.rng.integers(len(people)))]
    posts = world.ordinary_posts(target, 12)
    ids = make_batch(world, number, network)
    mark(world, ids, network, "member")
    for post in posts:
        for account_id in ids:
            if rng.random() < 0.5:
                at = post.time + 60 + int(rng.integers(0, 55))
                told = {"reply_to": post.content_id, "reply_to_account": target, "text": phrases.sentence(rng)}
                world.post(account_id, at, kind=PostKind.REPLY, **told)
    return ids


def plant_flood(world: World, network: str = "flood", *, number: int = 60, tags: int = 6) -> list[str]:
    """A flood of hashtags: batch-made accounts that push the same pairs of tags in twenty minutes, then never again."""
    rng = world.rng
    ids = make_batch(world, number, network, day=-3, span_days=1.0)
    mark(world, ids, network, "poster")
    start = START + int(rng.integers(2, world.days - 2)) * DAY + 15 * 3600
    for account_id in ids:
        for tag in range(tags):
            if rng.random() < 0.6:
                at = start + tag * 200 + int(rng.integers(0, 50))
                world.post(account_id, at, text=phrases.sentence(rng), hashtags=("wake", f"wave{tag}"))
    return ids


def plant_farm(world: World, network: str = "farm", *, number: int = 25, sites: int = 6) -> list[str]:
    """A farm of links in Spanish: ordinary-looking accounts that link to pages of the same small sites for weeks."""
    rng = world.rng
    ids = make_people(world, number, language="es")
    mark(world, ids, network, "poster")
    pages = [f"https://oferta-{site}.example/p/{page}" for site in range(sites) for page in range(9)]
    for account_id in ids:
        for page in rng.choice(len(pages), int(rng.integers(9, 14)), replace=False):
            at = START + int(rng.integers(0, world.days * DAY))
            world.post(account_id, at, text=world.say(account_id), urls=(pages[int(page)],))
    return ids
