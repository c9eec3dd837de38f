"""Innocent crowds that look like a network: each must stay out of 'review first'."""

from dataclasses import replace

from bot.evaluation import phrases, tongues
from bot.evaluation.networks import boost
from bot.evaluation.population import DAY, START, Truth, World, make_people
from bot.protocols import AccountRecord, PostRecord


def trap_fan_club(world: World, *, number: int = 40, posts: int = 30) -> list[str]:
    """Fans with years of history who repost their idol within a minute, since the app tells them."""
    idol = make_people(world, 1, trap="fan_club")
    world.accounts[idol[0]] = replace(world.accounts[idol[0]], followers=250_000, verified=True)
    made = world.ordinary_posts(idol[0], posts)
    fans = make_people(world, number, trap="fan_club")
    boost(world, fans, made, participation=0.5, within=60)
    return fans


def trap_news_bots(world: World, *, number: int = 6, links: int = 60) -> list[str]:
    """Declared automated accounts of one newsroom that post the same links within seconds."""
    ids = []
    for position in range(number):
        record = AccountRecord(
            account_id=world.next_id(),
            handle=f"valley_news_{position}",
            name=f"Valley News {position}",
            created=START - (900 + position * 90) * DAY,
            followers=5000 + 300 * position,
            following=12,
            posts_total=40_000,
            bio="Automated headlines of the Valley News. Bot account, run by the newsroom.",
            verified=True,
            automated=True,
            language="en",
        )
        ids.append(world.add_account(record, Truth(trap="news_bots")))
    for number_of_link in range(links):
        moment = START + int(world.rng.integers(0, world.days * DAY - 600))
        text = phrases.sentence(world.rng)
        for account_id in ids:
            url = f"https://valley-news.example/{number_of_link}"
            world.post(account_id, moment + int(world.rng.integers(0, 8)), text=text, urls=(url,))
    return ids


def trap_share_button(world: World, people: list[str], *, number: int = 120) -> list[str]:
    """Readers who press a site's share button: the same title and link, at any hour."""
    url, title = (
        "https://good-recipes.example/bread",
        "The best bread of the year, and how to bake it at home in one hour",
    )
    chosen = [people[int(position)] for position in world.rng.choice(len(people), number, replace=False)]
    for account_id in chosen:
        world.post(account_id, START + int(world.rng.integers(0, world.days * DAY)), text=title, urls=(url,))
    world.tag(chosen, "share_button")
    return chosen


def trap_petition(world: World, people: list[str], *, number: int = 150) -> list[str]:
    """Supporters who post a petition's text and three tags, most of them on one evening."""
    text = "I have signed the petition to keep the night train running, please sign it too before the end of the month"
    tags = ("nighttrain", "petition", "keepitrunning")
    chosen = [people[int(position)] for position in world.rng.choice(len(people), number, replace=False)]
    evening = START + (world.days // 2) * DAY + 18 * 3600
    for account_id in chosen:
        spread = 3 * 3600 if world.rng.random() < 0.7 else world.days * DAY // 3
        world.post(account_id, evening + int(world.rng.integers(0, spread)), text=text, hashtags=tags)
    world.tag(chosen, "petition")
    return chosen


def trap_sign_up_wave(world: World, *, number: int = 150) -> list[str]:
    """People who joined in the same three days after an event and then did as they pleased."""
    ids = make_people(world, number, trap="sign_up_wave")
    for account_id in ids:
        created = START - 6 * DAY + int(world.rng.integers(0, 3 * DAY))
        world.accounts[account_id] = replace(
            world.accounts[account_id], created=created, followers=int(world.rng.integers(0, 40))
        )
    return ids


def trap_viral_post(world: World, people: list[str], *, reposts: int = 800) -> PostRecord | None:
    """One post that a great many people repost within two hours."""
    author = make_people(world, 1, trap="viral_post")
    post = world.post(author[0], START + (world.days // 3) * DAY + 19 * 3600, text=world.say(author[0]))
    if post is None:
        return None
    chosen = [
        people[int(position)] for position in world.rng.choice(len(people), min(reposts, len(people)), replace=False)
    ]
    for account_id in chosen:
        world.repost(account_id, post, post.time + int(world.rng.exponential(2400)) + 15)
    world.tag(chosen, "viral_post")
    return post


def trap_television(world: World, people: list[str], *, viewers: int = 300, moments: int = 12) -> list[str]:
    """Viewers of a live event who use the same pair of tags in the same minutes, in their own words."""
    chosen = [people[int(position)] for position in world.rng.choice(len(people), viewers, replace=False)]
    start = START + (world.days // 2 + 1) * DAY + 20 * 3600
    for moment in range(moments):
        at = start + moment * 600
        for account_id in chosen:
            if world.rng.random() < 0.3:
                tags = ("grandfinal", f"act{moment}")
                world.post(account_id, at + int(world.rng.exponential(90)), text=world.say(account_id), hashtags=tags)
    world.tag(chosen, "television")
    return chosen


def trap_bilingual(world: World, *, number: int = 60) -> list[str]:
    """A language community: names in one script, posts in two languages, common interests, no common timing."""
    names = ("Олена", "Іван", "Марія", "Андрій", "Софія", "Петро", "Ірина", "Юрій")
    ids = make_people(world, number, trap="bilingual")
    articles = [f"https://diaspora-weekly.example/{n}" for n in range(60)]
    for account_id in ids:
        world.accounts[account_id] = replace(
            world.accounts[account_id], name=names[int(world.rng.integers(len(names)))]
        )
        for article in world.rng.choice(len(articles), 3, replace=False):
            offset = int(world.rng.integers(0, world.days * DAY))
            tag = "uk" if world.rng.random() < 0.5 else "en"
            text = tongues.sentence(world.rng, tag)
            world.post(account_id, START + offset, text=text, language=tag, urls=(articles[int(article)],))
    return ids
