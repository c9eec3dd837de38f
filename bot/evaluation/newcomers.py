"""Innocent crowds of new accounts: people open one for a purpose, and then act on that purpose together.

They were found with a generator of another make; each came under "review first" once, and shows why it must not.
"""

from dataclasses import replace

from bot.evaluation import phrases
from bot.evaluation.networks import boost
from bot.evaluation.population import DAY, START, World, make_people


def trap_debut(world: World, *, number: int = 70, posts: int = 20) -> list[str]:
    """A band's first fans: they signed up in one week, and repost its small account within minutes."""
    band = make_people(world, 1, trap="debut")[0]
    world.accounts[band] = replace(world.accounts[band], followers=300, created=START - 12 * DAY)
    fans = make_people(world, number, trap="debut")
    for account_id in fans:
        made = START - 10 * DAY + int(world.rng.integers(0, 6 * DAY))
        world.accounts[account_id] = replace(
            world.accounts[account_id], created=made, followers=int(world.rng.exponential(25))
        )
    boost(world, fans, world.ordinary_posts(band, posts), participation=0.5, within=240)
    return fans


def trap_newsroom(world: World, *, number: int = 25, articles: int = 40) -> list[str]:
    """Staff of a newspaper whose accounts were opened on one day in one style; their profiles name the paper."""
    staff = make_people(world, number, trap="newsroom")
    for place, account_id in enumerate(staff):
        world.accounts[account_id] = replace(
            world.accounts[account_id],
            handle=f"{phrases.FIRST[place % len(phrases.FIRST)]}_{phrases.LAST[place % len(phrases.LAST)]}_cr",
            created=START - 900 * DAY + int(world.rng.integers(0, DAY)),
            bio="Reporter at the County Record. Views are my own.",
        )
    for article in range(articles):
        moment, page = (
            START + int(world.rng.integers(0, world.days * DAY - 600)),
            f"https://countyrecord.example/{article}",
        )
        title = f"New from us today, and well worth your time: {phrases.sentence(world.rng)}"
        for account_id in staff:
            if world.rng.random() < 0.4:
                text = title if world.rng.random() < 0.5 else world.say(account_id)
                world.post(account_id, moment + int(world.rng.integers(0, 240)), text=text, urls=(page,))
    return staff


def trap_arrivals(world: World, people: list[str], *, number: int = 240, hubs: int = 6) -> list[str]:
    """People who came in three days after an event; two in three repost those who show them around."""
    ids = make_people(world, number, trap="arrivals")
    for account_id in ids:
        made, known = START - 2 * DAY + int(world.rng.integers(0, 3 * DAY)), world.accounts[account_id]
        bio = known.bio if world.rng.random() < 0.5 else ""
        world.accounts[account_id] = replace(known, created=made, followers=int(world.rng.exponential(10)), bio=bio)
    guides = [people[int(place)] for place in world.rng.choice(len(people), hubs, replace=False)]
    for guide in guides:
        for _ in range(4):
            moment = START + int(world.rng.integers(DAY, 4 * DAY))
            post = world.post(guide, moment, text=world.say(guide), hashtags=("newhere",))
            for account_id in ids[: 2 * number // 3]:
                if post is not None and world.rng.random() < 0.3:
                    world.repost(account_id, post, post.time + 5 + int(world.rng.exponential(900)))
    return ids
