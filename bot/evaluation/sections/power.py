"""Power: how strong must co-ordination be to be seen? Participation, size, window and camouflage."""

from functools import partial

from bot.evaluation import networks
from bot.evaluation.planted import Planted, finish, organic_world
from bot.evaluation.section import Say, Section, Table, Trials
from bot.evaluation.shares import pooled

PARTICIPATIONS = (0.1, 0.2, 0.35, 0.5, 0.8)
SIZES = (5, 15, 50, 200)
WINDOWS = ((10, "10 s"), (45, "45 s"), (300, "5 min"), (3600, "1 h"), (21_600, "6 h"))
BACKGROUNDS = (200, 800, 5000)
BOOSTED = 20
LIMITS = (
    f"campaigns over more or fewer than {BOOSTED} boosted posts, which move these curves left or right; members that "
    "are found for another reason than their reposts."
)


def batch_world(
    seed: int,
    *,
    size: int = 50,
    participation: float = 0.5,
    within: int = 45,
    camouflaged: float = 0.0,
    people: int = 800,
) -> Planted:
    """A batch of `size` amplifiers that boost three people's posts, in a crowd of `people`."""
    world, crowd = organic_world(seed, people=people, posts_each=6.0)
    boosted = networks.plant_experts(world, "boosted", number=3, outlets=5)
    wanted = set(boosted)
    own = [post for post in world.posts if post.account_id in wanted]
    chosen = world.rng.choice(len(own), min(BOOSTED, len(own)), replace=False)
    targets = [own[int(place)] for place in sorted(chosen)]
    swarm = networks.make_batch(world, size, "batch")
    networks.boost(world, swarm, targets, participation=participation, within=within)
    if camouflaged:
        members = set(crowd)
        ordinary = [post for post in world.posts if not post.repost_of and post.account_id in members]
        networks.camouflage(world, swarm, ordinary, camouflaged)
    return finish(world)


def cell(trials: Trials, **shape: float) -> str:
    """Share of the batch that is found, with its interval."""
    name = "power " + " ".join(f"{key}={value}" for key, value in sorted(shape.items()))
    make = partial(batch_world, **shape)  # type: ignore[arg-type]
    scores = trials.laboratory.scores(name, make, trials.seeds[:2])
    recall = pooled(item.recall for score in scores for item in score.networks if item.network == "batch")
    return str(recall).partition("(")[2].rstrip(")")


def _make(trials: Trials, say: Say) -> tuple[Table, ...]:
    rows = []
    for size in SIZES:
        say(f"power: {size} accounts")
        cells = tuple(cell(trials, size=size, participation=share) for share in PARTICIPATIONS)
        rows.append((f"{size} accounts", *cells))
    say("power: window, camouflage and background")
    spread = [(f"acting within {words} of each other", cell(trials, within=within)) for within, words in WINDOWS]
    spread += [
        (f"{10 * share:g} ordinary reposts each besides", cell(trials, camouflaged=share)) for share in (1, 3, 5, 10)
    ]
    spread += [(f"among {people:,} people", cell(trials, people=people)) for people in BACKGROUNDS]
    return (
        Table(
            "Share of a batch that is found, by size and participation",
            ("batch", *(f"{share:g}".lstrip("0") for share in PARTICIPATIONS)),
            tuple(rows),
            LIMITS,
            f"Participation is the share of {BOOSTED} boosted posts that each account reposts, within 45 seconds of "
            "the others. Two runs a cell: share; 95 % interval.",
        ),
        Table(
            "50 accounts at participation .5, within 45 s among 800 people, with one thing changed",
            ("what is changed", "share found"),
            tuple(spread),
            LIMITS,
        ),
    )


SECTION = Section(30, "Power: how strong must it be to be seen?", _make)
