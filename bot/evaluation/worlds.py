"""The scenarios of the evaluation: each builds one world from a seed and says what it is for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.evaluation import campaigns, gatherings, networks, newcomers
from bot.evaluation.laboratory import Laboratory
from bot.evaluation.planted import Planted, add_traps, finish, mixed_world, organic_world, trap_world
from bot.evaluation.population import organic_traffic
from bot.evaluation.trials import TrialScore


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named world: `trap` ones hold no network, so any 'review first' there is a false alarm.

    A large world is tried on fewer seeds: at most `runs`.
    """

    name: str
    what: str
    make: Callable[[int], Planted]
    trap: bool = False
    runs: int = 100

    def scores(self, laboratory: Laboratory, seeds: Sequence[int]) -> list[TrialScore]:
        """Its scores on the first `runs` of the seeds."""
        return laboratory.scores(self.name, self.make, seeds[: self.runs])


def experts(seed: int, *, people: int = 5000, days: int = 21) -> Planted:
    """14 hand-run experts alone, without amplifiers."""
    world, _ = organic_world(seed, people=people, days=days, posts_each=6.0)
    networks.plant_experts(world)
    return finish(world)


def boosted_experts(seed: int, *, participation: float = 0.35, number: int = 48) -> Planted:
    """Hand-run experts and a batch of amplifiers that repost them within a minute."""
    world, _ = organic_world(seed, days=21)
    networks.plant_amplifiers(
        world, networks.plant_experts(world), "experts", number=number, participation=participation
    )
    return finish(world)


def swarm(
    seed: int, *, participation: float = 0.35, amplifiers: int = 200, posters: int = 9, people: int = 1500
) -> Planted:
    """Posters with few followers and a swarm of batch-made amplifiers that come again."""
    world, _ = organic_world(seed, people=people)
    networks.plant_posters(world, "swarm", posters=posters, amplifiers=amplifiers, participation=participation)
    return finish(world)


def camouflaged(seed: int, *, participation: float = 0.35, share: float = 3.0) -> Planted:
    """A swarm whose accounts also repost ordinary posts, at ordinary times."""
    world, people = organic_world(seed)
    ordinary = [post for post in world.posts if not post.repost_of and post.account_id in set(people)]
    _, amplifiers = networks.plant_posters(world, "camouflaged", amplifiers=100, participation=participation)
    networks.camouflage(world, amplifiers, ordinary, share)
    return finish(world)


def single_use(seed: int, *, people: int = 1500, amplifiers: int = 400) -> Planted:
    """Posters whose amplifiers act once each: no pair ever repeats."""
    world, _ = organic_world(seed, people=people)
    networks.plant_posters(world, "single_use", posters=4, amplifiers=amplifiers, posts_each=4, single_use=True)
    return finish(world)


def hijacked(seed: int, *, participation: float = 0.35) -> Planted:
    """Old accounts, silent for years, that act together now."""
    world, _ = organic_world(seed)
    networks.plant_hijacked(world, participation=participation)
    return finish(world)


def crowded(seed: int, *, participation: float = 0.35) -> Planted:
    """A large swarm, hijacked accounts and boosted experts beside every innocent crowd, in one world."""
    world, people = organic_world(seed, people=2500, days=21)
    networks.plant_amplifiers(world, networks.plant_experts(world), "experts", participation=participation)
    networks.plant_posters(world, "swarm", amplifiers=300, participation=participation)
    networks.plant_hijacked(world, participation=participation)
    add_traps(world, people)
    return finish(world)


def quiet(seed: int, *, people: int = 1500) -> Planted:
    """Daily life and nothing else."""
    return finish(organic_world(seed, people=people)[0])


def many_languages(seed: int, *, people: int = 2000) -> Planted:
    """Daily life in five languages and scripts, with an innocent crowd of every kind; no network."""
    world, by_language = mixed_world(seed, people=people)
    add_traps(world, [account_id for ids in by_language.values() for account_id in ids])
    return finish(world)


def gathered(seed: int) -> Planted:
    """Daily life and seven more innocent crowds: at a match, after a shock, at a sale, at school, at work."""
    world, people = organic_world(seed)
    gatherings.trap_match(world, people)
    gatherings.trap_earthquake(world, people)
    gatherings.trap_ticket_sale(world, people)
    organic_traffic(world, gatherings.trap_class(world), posts_each=3.0)
    organic_traffic(world, gatherings.trap_employees(world), posts_each=6.0)
    gatherings.trap_sister_papers(world)
    gatherings.trap_mirrors(world)
    return finish(world)


def arrived(seed: int) -> Planted:
    """Daily life and three crowds of new accounts: a band's first fans, a newspaper's staff, people after an event."""
    world, people = organic_world(seed)
    organic_traffic(world, newcomers.trap_debut(world), posts_each=4.0)
    organic_traffic(world, newcomers.trap_newsroom(world), posts_each=6.0)
    organic_traffic(world, newcomers.trap_arrivals(world, people), posts_each=4.0)
    return finish(world)


def other_campaigns(seed: int) -> Planted:
    """Four networks that share no habit with the others here, side by side."""
    world, people = organic_world(seed, people=2000, days=21)
    organic_traffic(world, campaigns.plant_copies(world), posts_each=4.0)
    campaigns.plant_repliers(world, people)
    campaigns.plant_flood(world)
    organic_traffic(world, campaigns.plant_farm(world), posts_each=4.0)
    return finish(world)


def experts_in_a_crowd(seed: int) -> Planted:
    """14 hand-run experts among 20,000 people."""
    return experts(seed, people=20_000, days=21)


def small_background(seed: int) -> Planted:
    """A swarm of 60 in a community of 300."""
    return swarm(seed, people=300, amplifiers=60, posters=4)


def large_background(seed: int) -> Planted:
    """A swarm of 60 among 10,000."""
    return swarm(seed, people=10_000, amplifiers=60, posters=4)


SCENARIOS = (
    Scenario("experts", "14 hand-run experts among 5,000, own words, five rare outlets, no burst", experts),
    Scenario("experts among 20,000", "the same 14 in a larger crowd", experts_in_a_crowd, runs=2),
    Scenario("boosted experts", "the 14 and 48 batch-made amplifiers", boosted_experts),
    Scenario("swarm", "9 posters, 200 batch-made amplifiers that come again", swarm),
    Scenario("swarm among 300", "4 posters, 60 amplifiers in a small community", small_background),
    Scenario("swarm among 10,000", "the same in a large one", large_background, runs=2),
    Scenario("camouflaged swarm", "9 posters, 100 amplifiers with 30 ordinary reposts each", camouflaged),
    Scenario("single use", "4 posters, 400 amplifiers that act once each", single_use),
    Scenario("hijacked", "30 old accounts that boost one author", hijacked),
    Scenario("crowded", "boosted experts, a swarm of 300 and hijacked accounts beside the innocent crowds", crowded),
    Scenario(
        "traps",
        "fan club, news feeds, share button, petition, sign-up wave, viral post, live event, bilingual community",
        trap_world,
        trap=True,
    ),
    Scenario("traps in five languages", "the same crowds, people in five languages and scripts", many_languages, True),
    Scenario(
        "other campaigns",
        "30 that copy texts over days, 40 that reply to one person, 60 that flood tags, 25 that farm links",
        other_campaigns,
    ),
    Scenario(
        "other crowds",
        "football match, earthquake, ticket sale, school class, employees, sister papers, declared mirrors",
        gathered,
        trap=True,
    ),
    Scenario(
        "new accounts",
        "a band's first fans, a newspaper's staff, people who came after an event",
        arrived,
        trap=True,
    ),
    Scenario("quiet", "daily life only", quiet, trap=True),
)


def scenario(name: str) -> Scenario:
    """The scenario of that name."""
    return next(item for item in SCENARIOS if item.name == name)
