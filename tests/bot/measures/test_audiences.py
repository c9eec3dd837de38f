"""Audiences: who they are, and in what they deviate."""

import numpy as np

from bot.measures.audiences import FAMILY_OF, SMALLEST, Feature, audiences, features_of, holders, traits
from bot.measures.reposts import reposts
from bot.protocols import PostRecord, Record
from tests.bot.worlds import DAY, START, context_of, crowd, person, repost

BATCH = [f"batch{index:03d}" for index in range(40)]


def boosted() -> list[Record]:
    """Forty accounts made in one day, without profile or followers, each with one repost at once."""
    rows: list[Record] = [person("head", followers=7), PostRecord("h1", "head", START), PostRecord("h2", "head", START)]
    for index, name in enumerate(BATCH):
        rows.append(person(name, created=START - 50 * DAY + 60 * index, bio="", followers=1, handle=f"Xy{index:08d}"))
        rows.append(repost(name, f"h{1 + index % 2}", "head", START + 30))
    return rows


def test_authors_and_posts_with_twenty_reposters_have_an_audience() -> None:
    context = context_of([*crowd(), *boosted()])
    table, ids = reposts(context), context.engine.accounts().ids
    found = [item for item in audiences(table) if ids[item.author] == "head"]
    assert sorted(len(item.accounts) for item in found) == [20, 20, 40]
    assert [item.post for item in found if len(item.accounts) == 40] == [-1]
    assert all(len(item.accounts) >= SMALLEST for item in audiences(table))


def test_a_batch_deviates_in_every_feature() -> None:
    context = context_of([*crowd(), *boosted()])
    table, ids = reposts(context), context.engine.accounts().ids
    (batch,) = [item for item in audiences(table) if ids[item.author] == "head" and item.post == -1]
    found = {item.name: item for item in features_of(traits(context), batch.accounts, batch.rows)}
    assert found.keys() == FAMILY_OF.keys()
    assert all(item.p_value < 1e-6 and item.effect > 0.5 for item in found.values())


def test_any_forty_people_deviate_in_nothing() -> None:
    context = context_of(crowd(people=400))
    table = reposts(context)
    people = np.unique(table.reposter)[10:50].astype(np.int32)
    rows = np.flatnonzero(np.isin(table.reposter, people))
    found = features_of(traits(context), people, rows)
    assert [item.name for item in found if item.p_value < 0.001] == []


def test_profiles_that_the_data_do_not_hold_are_no_feature() -> None:
    rows = [PostRecord("p", "a", START), *(repost(f"r{n}", "p", "a", START + n) for n in range(60))]
    context = context_of(rows)
    people = np.arange(1, 31, dtype=np.int32)
    found = {item.name for item in features_of(traits(context), people, np.arange(30))}
    assert "empty profiles" not in found
    assert "next to no followers" not in found
    assert "made in the same days" not in found


def test_holders_are_known_for_features_of_accounts_and_not_of_reposts() -> None:
    context = context_of([*crowd(people=40), *boosted()])
    ids = context.engine.accounts().ids
    both = np.array(sorted([ids.index("batch000"), ids.index("person0001")]), dtype=np.int32)
    once = holders(traits(context), both, Feature("one act in the data", 1.0, 0.1, 0.01))
    assert once is not None
    assert once.tolist() == [True, False]
    assert holders(traits(context), both, Feature("at once after the post", 1.0, 0.1, 0.01)) is None
