"""Small made-up data sets for tests: an ordinary crowd, a swarm that boosts posters, innocent look-alikes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bot.measures.memo import MEMO
from bot.protocols import AccountRecord, Context, EdgeSet, Engine, Group, Parameters, PostKind, PostRecord, Record
from tests.bot.reference_engine import ReferenceEngine

START = 1_700_000_000
DAY = 86_400
YEARS = 6 * 365 * DAY
FAST = Parameters(replicates=10)


def person(account_id: str, **fields: object) -> AccountRecord:
    """An account with a handle and a creation date derived from its number."""
    number = sum(account_id.encode()) * 7919 % 2000
    base: dict[str, object] = {
        "handle": account_id,
        "name": account_id.title(),
        "created": START - DAY * (30 + number),
        "followers": 50 + number % 300,
        "bio": f"I am {account_id}",
    }
    return AccountRecord(account_id, **{**base, **fields})  # type: ignore[arg-type]


FIRST = ("ana", "Ben", "carla", "dmi", "EvaM", "finn", "gus", "hila", "ivo", "jun")
LAST = ("lake", "Stone", "rivers", "b", "north", "Field", "oak", "may")


VOCABULARY = (
    *("morning tea", "by the window", "garden gate", "last train", "a letter", "blue paint", "in winter", "market day"),
    *(
        "fresh bread",
        "the river",
        "slowly",
        "loud music",
        "wet paper",
        "my bicycle",
        "again rain",
        "an uncle",
        "kitchen",
    ),
    *("a lantern", "the corner", "old story", "all summer", "that bridge", "yellow", "a whistle", "pocket money"),
)


def chatter(rng: np.random.Generator, words: int = 9) -> str:
    """Something that nobody else says."""
    return " ".join(rng.choice(VOCABULARY, words))


def any_handle(rng: np.random.Generator) -> str:
    """A handle as people choose them: names, sometimes a sign between, sometimes digits."""
    tail = str(rng.integers(0, 10 ** int(rng.integers(1, 5)))) if rng.random() < 0.5 else ""
    return f"{rng.choice(FIRST)}{rng.choice(['', '_', '__'])}{rng.choice(LAST)}{tail}"


def repost(account: str, target: str, author: str, time: int) -> PostRecord:
    """A repost of `target`."""
    return PostRecord(
        f"r-{account}-{target}", account, time, PostKind.REPOST, repost_of=target, repost_of_account=author
    )


def crowd(seed: int = 1, people: int = 240, posts: int = 3, days: int = 10) -> list[Record]:
    """People with creation dates over six years, who post, and repost one another at any time."""
    rng = np.random.default_rng(seed)
    talk = np.random.default_rng(seed + 1000)
    names = [f"person{index:04d}" for index in range(people)]
    rows: list[Record] = [
        person(
            name,
            created=int(START - rng.integers(DAY, YEARS)),
            followers=int(rng.lognormal(5, 1)),
            handle=any_handle(rng),
        )
        for name in names
    ]
    targets: list[tuple[str, str, int]] = []
    for name in names:
        for index in range(posts):
            when = START + int(rng.integers(0, days * DAY))
            post = PostRecord(f"p-{name}-{index}", name, when, text=chatter(talk))
            rows.append(post)
            targets.append((post.content_id, name, when))
    for name in names:
        for pick in sorted(set(rng.integers(0, len(targets), size=5).tolist())):
            target, author, when = targets[pick]
            if author != name:
                rows.append(repost(name, target, author, when + int(rng.integers(60, 3 * DAY))))
    return rows


def swarm(
    seed: int = 2, amplifiers: int = 30, posters: int = 2, posts: int = 5, share: float = 0.7, *, burst: bool = True
) -> list[Record]:
    """Amplifiers who repost the posters' posts within 50 s; made in two days if `burst`."""
    rng = np.random.default_rng(seed)
    rows: list[Record] = []
    names = [f"Amplifier{index:08d}" for index in range(amplifiers)]
    for name in names:
        created = START - 90 * DAY + int(rng.integers(0, 2 * DAY)) if burst else START - int(rng.integers(DAY, YEARS))
        rows.append(person(name, created=created, followers=3))
    for number in range(posters):
        poster = f"Poster{number}"
        rows.append(person(poster, followers=5))
        for index in range(posts):
            when = START + DAY + int(rng.integers(0, 8 * DAY))
            target = f"s-{poster}-{index}"
            rows.append(PostRecord(target, poster, when, text=f"{poster} writes {index}"))
            rows += [
                repost(name, target, poster, when + 30 + int(rng.integers(0, 50)))
                for name in names
                if rng.random() < share
            ]
    return rows


def altered(records: list[Record], prefix: str, **fields: int) -> list[Record]:
    """The same with other profiles for the accounts whose id begins so."""
    return [
        replace(record, **fields)  # type: ignore[arg-type]
        if isinstance(record, AccountRecord) and record.account_id.startswith(prefix)
        else record
        for record in records
    ]


def fan_club(seed: int = 3, fans: int = 30, posts: int = 8) -> list[Record]:
    """Old, ordinary accounts that repost a well-followed star within a minute."""
    rng = np.random.default_rng(seed)
    names = [f"fan_{index}_of_star" for index in range(fans)]
    rows: list[Record] = [
        person(
            name,
            created=int(START - rng.integers(DAY, YEARS)),
            followers=int(rng.integers(20, 400)),
            handle=any_handle(rng),
        )
        for name in names
    ]
    rows.append(person("Star", followers=250_000, created=START - YEARS))
    for index in range(posts):
        when = START + index * DAY
        rows.append(PostRecord(f"star-{index}", "Star", when, text=f"Star's news {index}"))
        rows += [
            repost(name, f"star-{index}", "Star", when + int(rng.integers(5, 60)))
            for name in names
            if rng.random() < 0.8
        ]
    return rows


def context_of(
    records: Sequence[Record],
    edge_sets: tuple[EdgeSet, ...] = (),
    parameters: Parameters = FAST,
    extras: Mapping[str, object] | None = None,
) -> Context:
    """A context over the reference engine."""
    engine: Engine = ReferenceEngine(records)
    return Context(engine, parameters, edge_sets=edge_sets, extras={MEMO: {}, **(extras or {})})


def group_of(context: Context, names: Sequence[str], posters: Sequence[str] = (), *, named: bool = False) -> Group:
    """A group by account ids."""
    dense = {account_id: index for index, account_id in enumerate(context.engine.accounts().ids)}
    core = np.array(sorted(dense[name] for name in names), dtype=np.int32)
    return Group("C1", core, np.array(sorted(dense[name] for name in posters), dtype=np.int32), named)
