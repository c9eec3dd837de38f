"""D14: disposable amplifiers that act once are found with their authors; viral posts and fan clubs are not."""

from dataclasses import replace

import numpy as np

from bot.analysis.analyse import analyse
from bot.detectors.d14_audience import DETECTOR, propose
from bot.protocols import AccountRecord, PostRecord, Record
from bot.report import Role, Suggestion
from bot.reporting.wording import sentence
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import DAY, FAST, START, context_of, crowd, fan_club, group_of, person, repost

DISPOSABLE = [f"Throw{index:08d}" for index in range(240)]


def single_use(seed: int = 5, authors: int = 3) -> list[Record]:
    """Accounts made in two days, without profile or followers; each reposts one post of three authors, once."""
    rng = np.random.default_rng(seed)
    rows: list[Record] = []
    for number in range(authors):
        rows.append(person(f"small{number}", followers=6))
        rows += [
            PostRecord(f"sp{number}-{n}", f"small{number}", START + DAY * (1 + n) + 977 * number) for n in range(6)
        ]
    for index, name in enumerate(DISPOSABLE):
        created = START - 40 * DAY + int(rng.integers(0, 2 * DAY))
        rows.append(person(name, created=created, followers=int(rng.integers(0, 4)), bio=""))
        author, post = index % authors, int(rng.integers(0, 6))
        when = START + DAY * (1 + post) + 977 * author + int(rng.integers(20, 40_000))
        rows.append(repost(name, f"sp{author}-{post}", f"small{author}", when))
    return rows


def viral() -> list[Record]:
    """A post that half of the crowd reposts over two days."""
    rng = np.random.default_rng(9)
    return [
        PostRecord("cat", "person0003", START, text="look at this cat on the old bridge"),
        *(
            repost(f"person{n:04d}", "cat", "person0003", START + int(rng.integers(60, 2 * DAY)))
            for n in range(10, 140)
        ),
    ]


def test_authors_of_single_use_amplifiers_become_one_group() -> None:
    context = context_of([*crowd(), *single_use(), *viral()])
    (found,) = propose(context).audiences
    ids = context.engine.accounts().ids
    assert {ids[int(account)] for account in found.core} == set(DISPOSABLE)
    assert {ids[int(account)] for account in found.posters} == {"small0", "small1", "small2"}


def test_a_viral_post_and_a_fan_club_are_no_such_audience() -> None:
    assert propose(context_of([*crowd(), *viral(), *fan_club()])).audiences == ()


def test_old_accounts_that_act_once_are_no_such_audience() -> None:
    rng = np.random.default_rng(2)
    rows: list[Record] = [person("host", followers=900), PostRecord("h", "host", START)]
    for index in range(60):
        name = f"visitor{index:03d}"
        rows.append(person(name, created=int(START - rng.integers(DAY, 1900 * DAY)), followers=80))
        rows.append(repost(name, "h", "host", START + int(rng.integers(400, DAY))))
    assert propose(context_of([*crowd(), *rows])).audiences == ()


def test_the_whole_analysis_puts_them_first_with_their_roles() -> None:
    records = [*crowd(people=400), *single_use(), *viral()]
    engine = ReferenceEngine(records)
    first = analyse(engine, engine.dataset(), FAST).clusters[0]
    roles = {account.account_id: account.role for account in first.accounts}
    assert {name for name, role in roles.items() if role is Role.AMPLIFIER} == set(DISPOSABLE)
    assert {name for name, role in roles.items() if role is Role.POSTER} == {"small0", "small1", "small2"}
    assert first.suggestion is Suggestion.REVIEW_FIRST
    assert first.stands_out_by == "an audience that looks alike and unlike every other audience"


def test_without_response_out_of_proportion_it_is_never_review_first() -> None:
    records = [*crowd(people=400), *single_use(), *viral()]
    famous = [
        replace(row, followers=900_000) if isinstance(row, AccountRecord) and row.handle.startswith("small") else row
        for row in records
    ]
    engine = ReferenceEngine(famous)
    first = analyse(engine, engine.dataset(), FAST).clusters[0]
    assert first.suggestion is not Suggestion.REVIEW_FIRST


def test_data_without_reposts_are_not_applicable() -> None:
    context = context_of([person("a"), PostRecord("p", "a", START)])
    assert DETECTOR.measure is not None
    assert DETECTOR.measure(context, group_of(context, ["a"])).why_not == "no reposts with a known author"


def test_the_sentence_names_the_features_and_the_clearest() -> None:
    context = context_of([*crowd(), *single_use()])
    assert DETECTOR.measure is not None
    result = DETECTOR.measure(context, group_of(context, DISPOSABLE, ["small0", "small1", "small2"]))
    assert sentence(DETECTOR, result).startswith(
        "The 240 accounts that repost here differ from all other reposters in the data: empty profiles, next to no "
        "followers and one act in the data. Clearest: "
    )
