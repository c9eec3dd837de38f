"""Power: how strong must co-ordination be to be seen? Participation, size, window and camouflage."""

from collections.abc import Callable

from bot.evaluation import networks
from bot.evaluation.intervals import said
from bot.evaluation.planted import Planted, finish, organic_world
from bot.evaluation.section import Section, Table, Trials
from bot.evaluation.trials import pooled, run_trials

PARTICIPATIONS = (0.1, 0.2, 0.35, 0.5, 0.8)
SIZES = (5, 15, 50, 200)


def _world(seed: int, *, size: int, participation: float, within: int = 45, camouflaged: float = 0.0) -> Planted:
    world, people = organic_world(seed, people=800, posts_each=6.0)
    boosted = networks.plant_experts(world, "boosted", number=3, outlets=5)
    wanted = set(boosted)
    own = [post for post in world.posts if post.account_id in wanted]
    chosen = world.rng.choice(len(own), min(20, len(own)), replace=False)
    targets = [own[int(place)] for place in sorted(chosen)]
    swarm = networks.make_batch(world, size, "batch")
    networks.boost(world, swarm, targets, participation=participation, within=within)
    if camouflaged:
        ordinary = [post for post in world.posts if not post.repost_of and post.account_id in set(people)]
        networks.camouflage(world, swarm, ordinary, camouflaged)
    return finish(world)


def _cell(trials: Trials, **shape: float) -> str:
    scores = run_trials(lambda seed: _world(seed, **shape), trials.seeds[:2])  # type: ignore[arg-type]
    recall = pooled(item.recall for score in scores for item in score.networks if item.network == "batch")
    return said(recall.hits, recall.total).partition("(")[2].rstrip(")")


def _make(trials: Trials, say: Callable[[str], None]) -> tuple[Table, ...]:
    rows = []
    for size in SIZES:
        say(f"power: {size} accounts")
        cells = tuple(_cell(trials, size=size, participation=share) for share in PARTICIPATIONS)
        rows.append((f"{size} accounts", *cells))
    say("power: window and camouflage")
    spread = [
        ("within 10 s", _cell(trials, size=50, participation=0.5, within=10)),
        ("within 60 s", _cell(trials, size=50, participation=0.5, within=60)),
        ("within 300 s", _cell(trials, size=50, participation=0.5, within=300)),
        ("within 1 h", _cell(trials, size=50, participation=0.5, within=3600)),
        ("10 ordinary reposts each besides", _cell(trials, size=50, participation=0.5, camouflaged=1.0)),
        ("50 ordinary reposts each besides", _cell(trials, size=50, participation=0.5, camouflaged=5.0)),
    ]
    limits = "campaigns over more or fewer than 20 boosted posts, which move these curves left or right."
    return (
        Table(
            "Share of amplifiers found (95 % interval), by size and participation; 20 boosted posts, within 45 s",
            ("batch", *(f"{share:g}".lstrip("0") for share in PARTICIPATIONS)),
            tuple(rows),
            limits,
        ),
        Table(
            "50 amplifiers at participation .5: window and camouflage", ("how", "share found"), tuple(spread), limits
        ),
    )


SECTION = Section(3, "Power", _make)
