"""The scenarios of the evaluation: each builds one world from a seed and says what it is for."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.evaluation import networks, traps
from bot.evaluation.planted import Planted, finish, organic_world, trap_world
from bot.evaluation.population import organic_traffic


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named world: `make(seed)`; `trap` scenarios hold no network, so any 'review first' there is a false alarm."""

    name: str
    what: str
    make: Callable[[int], Planted]
    trap: bool = False


def experts(seed: int, *, people: int = 5000, days: int = 21) -> Planted:
    """14 hand-run experts alone, without amplifiers."""
    world, _ = organic_world(seed, people=people, days=days, posts_each=6.0)
    networks.plant_experts(world)
    return finish(world)


def boosted_experts(seed: int, *, participation: float = 0.5, number: int = 48) -> Planted:
    """Hand-run experts and a batch of amplifiers that repost them within a minute."""
    world, _ = organic_world(seed, days=21)
    networks.plant_amplifiers(
        world, networks.plant_experts(world), "experts", number=number, participation=participation
    )
    return finish(world)


def swarm(seed: int, *, participation: float = 0.4, amplifiers: int = 200, within_posters: int = 9) -> Planted:
    """Posters with few followers and a swarm of batch-made amplifiers that come again."""
    world, _ = organic_world(seed)
    networks.plant_posters(world, "swarm", posters=within_posters, amplifiers=amplifiers, participation=participation)
    return finish(world)


def single_use(seed: int) -> Planted:
    """Posters whose amplifiers act once each: no pair ever repeats."""
    world, _ = organic_world(seed)
    networks.plant_posters(world, "single_use", posters=4, amplifiers=400, posts_each=4, single_use=True)
    return finish(world)


def hijacked(seed: int, *, participation: float = 0.5) -> Planted:
    """Old accounts, silent for years, that act together now."""
    world, _ = organic_world(seed)
    networks.plant_hijacked(world, participation=participation)
    return finish(world)


def crowded(seed: int, *, participation: float = 0.5) -> Planted:
    """A large swarm, hijacked accounts and boosted experts beside every innocent crowd, in one world."""
    world, people = organic_world(seed, people=2500, days=21)
    networks.plant_amplifiers(world, networks.plant_experts(world), "experts", participation=participation)
    networks.plant_posters(world, "swarm", amplifiers=300, participation=participation)
    networks.plant_hijacked(world, participation=participation)
    organic_traffic(world, traps.trap_fan_club(world), posts_each=6.0)
    traps.trap_news_bots(world)
    traps.trap_share_button(world, people)
    traps.trap_petition(world, people)
    organic_traffic(world, traps.trap_sign_up_wave(world), posts_each=4.0)
    traps.trap_viral_post(world, people)
    traps.trap_television(world, people)
    return finish(world)


def quiet(seed: int, *, people: int = 1500) -> Planted:
    """Daily life and nothing else."""
    return finish(organic_world(seed, people=people)[0])


SCENARIOS = (
    Scenario("experts", "14 hand-run experts among 5,000, own words, five rare outlets, no burst", experts),
    Scenario("boosted experts", "the 14 and 48 batch-made amplifiers, participation .5", boosted_experts),
    Scenario("swarm", "9 posters, 200 batch-made amplifiers, participation .4", swarm),
    Scenario("single use", "4 posters, 400 amplifiers that act once each", single_use),
    Scenario("hijacked", "30 old accounts that boost one author, participation .5", hijacked),
    Scenario("crowded", "three networks beside every trap", crowded),
    Scenario(
        "traps",
        "fan club, news feeds, share button, petition, sign-up wave, viral post, live event, bilingual",
        trap_world,
        trap=True,
    ),
    Scenario("quiet", "daily life only", quiet, trap=True),
)
