"""Reposts with their authors, and how much response an author's size explains."""

import numpy as np
import pytest

from bot.measures.memo import MEMO, remembered
from bot.measures.reposts import boosters, posters_of, reposts, reposts_of
from bot.measures.response import responses, robust_line
from bot.protocols import Context, Parameters, PostRecord, Record
from tests.bot.reference_engine import ReferenceEngine
from tests.bot.worlds import START, context_of, person, repost

RECORDS: list[Record] = [
    person("author", followers=10),
    PostRecord("p", "author", START, reposts=7),
    repost("b", "p", "author", START + 9),
    repost("a", "p", "author", START + 5),
    PostRecord("again", "a", START + 50, reposts=None),
    repost("author", "p", "author", START + 60),
    repost("c", "gone", "nobody", START + 70),
]


def test_boosters_count_accounts_of_the_group_not_reposts() -> None:
    more = [PostRecord("p2", "author", START, text="more"), repost("a", "p2", "author", START + 90)]
    context = context_of([*RECORDS, *more])
    ids = list(context.engine.accounts().ids)
    core = np.array([ids.index("a"), ids.index("b")], dtype=np.int32)
    authors, counts = boosters(reposts(context), core)
    assert ([ids[author] for author in authors], counts.tolist()) == (["author"], [2])


def test_reposts_are_sorted_by_post_and_time_without_those_of_ones_own() -> None:
    context = context_of(RECORDS)
    table, ids = reposts_of(context.engine.posts()), context.engine.accounts().ids
    rows = [(table.names[post], ids[who]) for post, who in zip(table.post, table.reposter, strict=True)]
    assert rows == [("gone", "c"), ("p", "a"), ("p", "b")]


def test_a_second_repost_of_the_same_post_is_not_counted() -> None:
    twice = [*RECORDS, PostRecord("r2", "a", START + 99, RECORDS[2].kind, repost_of="p", repost_of_account="author")]  # type: ignore[union-attr]
    assert len(reposts_of(context_of(twice).engine.posts())) == 3


def test_response_is_the_larger_of_what_the_platform_told_and_what_is_in_the_data() -> None:
    found = responses(context_of(RECORDS))
    assert dict(zip(found.content, found.reposts.tolist(), strict=True))["p"] == 7
    assert "gone" not in found.content


def test_the_line_follows_the_bulk_and_not_a_few_posts_that_travelled() -> None:
    rng = np.random.default_rng(1)
    followers = rng.integers(10, 100_000, 600)
    counts = np.expm1(0.2 + 0.4 * np.log1p(followers) + rng.normal(0, 0.1, 600)).round().astype(np.int64)
    counts[:30] = 100_000
    line = robust_line(followers, counts)
    assert line.slope == pytest.approx(0.4, abs=0.05)


def test_authors_of_one_size_give_a_flat_line() -> None:
    line = robust_line(np.full(50, 100), np.full(50, 4))
    assert line.slope == 0.0
    assert np.expm1(line.intercept) == pytest.approx(4.0)


def test_a_table_is_gathered_once_a_run_and_again_without_a_memo() -> None:
    calls: list[int] = []

    def build() -> int:
        calls.append(1)
        return len(calls)

    engine = ReferenceEngine([])
    with_memo, without = Context(engine, Parameters(), extras={MEMO: {}}), Context(engine, Parameters())
    assert [remembered(with_memo, "x", build), remembered(with_memo, "x", build)] == [1, 1]
    assert [remembered(without, "x", build), remembered(without, "x", build)] == [2, 3]


def test_reposts_come_out_of_the_memo() -> None:
    context = context_of(RECORDS)
    assert reposts(context) is reposts(context)


def turns(crowds: int, *, seconds: int = 20) -> list[Record]:
    """Posts of one author, each reposted by eight of forty accounts, who take turns."""
    rows: list[Record] = [person("author", followers=10), *(person(f"m{index:02d}") for index in range(40))]
    for number in range(crowds):
        rows.append(PostRecord(f"p{number}", "author", START + number * 86_400))
        rows += [
            repost(
                f"m{(8 * number + index) % 40:02d}", f"p{number}", "author", START + number * 86_400 + seconds * index
            )
            for index in range(8)
        ]
    return rows


def boosted(records: list[Record]) -> list[str]:
    """Authors whom the forty accounts boost."""
    context = context_of(records)
    ids = context.engine.accounts().ids
    core = np.array([index for index, name in enumerate(ids) if name.startswith("m")], dtype=np.int32)
    return [ids[author] for author, _ in posters_of(core, reposts_of(context.engine.posts()))]


def test_an_author_whom_amplifiers_boost_in_turns_is_a_poster() -> None:
    assert boosted(turns(5)) == ["author"]


def test_reposts_at_any_time_make_no_poster() -> None:
    assert boosted(turns(5, seconds=4_000)) == []


def test_one_crowded_post_makes_no_poster() -> None:
    assert boosted(turns(1)) == []


def test_a_star_with_an_audience_of_its_own_is_no_poster() -> None:
    others = [repost(f"fan{index}", f"p{index % 5}", "author", START + index * 999) for index in range(60)]
    assert boosted([*turns(5), *others]) == []
