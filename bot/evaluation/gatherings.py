"""More innocent crowds: what people really do together, at work, at school, in front of a screen, after a shock.

They are of another make than the traps of `bot.evaluation.traps`: nothing was changed in a detector for them by name.
"""

from dataclasses import replace

from bot.evaluation import phrases
from bot.evaluation.networks import boost
from bot.evaluation.population import DAY, START, World, make_people

MINUTE = 60


def _some(world: World, people: list[str], number: int) -> list[str]:
    chosen = world.rng.choice(len(people), min(number, len(people)), replace=False)
    return [people[int(place)] for place in chosen]


def trap_match(world: World, people: list[str], *, number: int = 250, goals: int = 5) -> list[str]:
    """A football match: at every goal the same tag within a minute or two, and the club's posts reposted at once."""
    club = make_people(world, 1, trap="match")[0]
    world.accounts[club] = replace(world.accounts[club], followers=400_000, verified=True)
    crowd, kick_off = _some(world, people, number), START + 5 * DAY + 19 * 3600
    for goal in range(goals):
        moment = kick_off + int(world.rng.integers(0, 95 * MINUTE))
        post = world.post(club, moment + 20, text=f"GOAL number {goal + 1}! {phrases.sentence(world.rng)}")
        for account_id in crowd:
            if world.rng.random() < 0.5:
                text = world.say(account_id)
                at = moment + 5 + int(world.rng.exponential(50))
                world.post(account_id, at, text=text, hashtags=("derby", f"goal{goal + 1}"))
            if post is not None and world.rng.random() < 0.35:
                world.repost(account_id, post, post.time + 5 + int(world.rng.exponential(90)))
    world.tag(crowd, "match")
    return crowd


def trap_earthquake(world: World, people: list[str], *, number: int = 400) -> list[str]:
    """An earthquake: hundreds write within three minutes, in few words, and repost the service's bulletins."""
    service = make_people(world, 1, trap="earthquake")[0]
    world.accounts[service] = replace(world.accounts[service], followers=90_000, verified=True)
    crowd, moment = _some(world, people, number), START + 9 * DAY + 4 * 3600
    words = ("earthquake!", "Did you feel that?", "earthquake??", "The whole house moved", "Is everybody all right?")
    bulletins = [world.post(service, moment + 120 * n, text=f"Bulletin {n + 1} {world.say(service)}") for n in range(4)]
    for account_id in crowd:
        said = words[int(world.rng.integers(len(words)))]
        world.post(account_id, moment + int(world.rng.exponential(60)), text=said, hashtags=("earthquake",))
        for bulletin in bulletins:
            if bulletin is not None and world.rng.random() < 0.4:
                world.repost(account_id, bulletin, bulletin.time + 10 + int(world.rng.exponential(120)))
    world.tag(crowd, "earthquake")
    return crowd


def trap_ticket_sale(world: World, people: list[str], *, number: int = 120) -> list[str]:
    """A sale of concert tickets: the same few pages within the same minute, three mornings in a row."""
    crowd = _some(world, people, number)
    for night in range(3):
        for account_id in crowd:
            if world.rng.random() < 0.6:
                at = START + (4 + night) * DAY + 8 * 3600 + int(world.rng.exponential(45))
                page = f"https://tickets.example/tour/{night}"
                world.post(account_id, at, text=world.say(account_id), urls=(page,), hashtags=("tour",))
    world.tag(crowd, "ticket_sale")
    return crowd


def trap_class(world: World, *, number: int = 28, tasks: int = 8) -> list[str]:
    """A school class whose accounts were made in one lesson; each task's page and sentence is posted in the hour."""
    pupils = make_people(world, number, trap="class")
    for place, account_id in enumerate(pupils):
        made = START - 20 * DAY + 9 * 3600 + int(world.rng.integers(0, 2700))
        world.accounts[account_id] = replace(
            world.accounts[account_id],
            created=made,
            handle=f"class7b_{phrases.FIRST[place % len(phrases.FIRST)]}{place}",
            followers=int(world.rng.integers(0, 25)),
            posts_total=int(world.rng.integers(3, 30)),
            bio="",
        )
    for task in range(tasks):
        lesson = START + (1 + task) * DAY + 10 * 3600
        for account_id in pupils:
            if world.rng.random() < 0.85:
                page, at = f"https://school.example/task/{task}", lesson + int(world.rng.integers(0, 2400))
                world.post(account_id, at, text=world.say(account_id), urls=(page,), hashtags=("class7b",))
    return pupils


def trap_employees(world: World, *, number: int = 45, posts: int = 16) -> list[str]:
    """A company's employees who repost its news when the intranet tells them to, most within some minutes."""
    company = make_people(world, 1, trap="employees")[0]
    world.accounts[company] = replace(world.accounts[company], followers=12_000)
    staff = make_people(world, number, trap="employees")
    boost(world, staff, world.ordinary_posts(company, posts), participation=0.45, within=240)
    return staff


def trap_sister_papers(world: World, *, number: int = 7, articles: int = 40) -> list[str]:
    """Local newspapers of one house: the same article, each on its own site, from one desk within minutes."""
    papers = make_people(world, number, trap="sister_papers")
    for place, account_id in enumerate(papers):
        world.accounts[account_id] = replace(
            world.accounts[account_id],
            handle=f"{phrases.LAST[place]}gazette",
            name=f"{phrases.LAST[place].capitalize()} Gazette",
            followers=int(world.rng.integers(2_000, 30_000)),
            posts_total=30_000,
        )
    for article in range(articles):
        text, moment = phrases.sentence(world.rng), START + int(world.rng.integers(0, world.days * DAY - 1800))
        for place, account_id in enumerate(papers):
            if world.rng.random() < 0.8:
                page = f"https://{phrases.LAST[place]}-gazette.example/{article}"
                world.post(account_id, moment + int(world.rng.integers(0, 400)), text=text, urls=(page,))
    return papers


def trap_mirrors(world: World, *, number: int = 12, items: int = 50) -> list[str]:
    """Mirrors of one feed that say in their profile that they are automated: the same titles within two minutes."""
    mirrors = make_people(world, number, trap="mirrors")
    for place, account_id in enumerate(mirrors):
        world.accounts[account_id] = replace(
            world.accounts[account_id],
            handle=f"feed_mirror_{place}",
            created=START - 60 * DAY + int(world.rng.integers(0, 2 * DAY)),
            followers=int(world.rng.integers(0, 60)),
            bio="Automated mirror of the observatory's feed.",
            automated=True,
        )
    for item in range(items):
        text, moment = phrases.sentence(world.rng), START + int(world.rng.integers(0, world.days * DAY - 600))
        for account_id in mirrors:
            page = f"https://observatory.example/{item}"
            world.post(account_id, moment + int(world.rng.integers(0, 120)), text=text, urls=(page,))
    return mirrors
