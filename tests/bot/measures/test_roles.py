"""Roles follow from evidence posts alone."""

import pytest

from bot.measures.evidence import Acts, acts_of, shared_rows
from bot.measures.roles import role_of, roles_of
from bot.protocols import PostKind, PostRecord, Record, ShareRecord
from bot.report import Role
from tests.bot.test_clustering import edges
from tests.bot.worlds import START, context_of, group_of, repost


@pytest.mark.parametrize(
    ("total", "reposts", "originals", "role"),
    [
        (10, 8, 2, Role.AMPLIFIER),
        (10, 7, 3, Role.MEMBER),
        (10, 4, 5, Role.POSTER),
        (4, 2, 0, Role.MEMBER),
        (2, 2, 0, Role.AMPLIFIER),
        (1, 1, 0, Role.MEMBER),
        (5, 5, 0, Role.AMPLIFIER),
        (6, 4, 0, Role.MEMBER),
        (0, 0, 0, Role.MEMBER),
        (2, 1, 1, Role.POSTER),
    ],
)
def test_the_rule_is_the_stated_one(total: int, reposts: int, originals: int, role: Role) -> None:
    assert role_of(total, reposts, originals) is role


RECORDS: list[Record] = [
    repost("a", "p1", "x", START),
    repost("b", "p1", "x", START + 20),
    repost("a", "p2", "x", START + 5000),
    repost("b", "p2", "x", START + 9000),
    repost("a", "p3", "x", START + 99_000),
    PostRecord("t1", "a", START + 7, text="one two three four five six"),
    PostRecord("t2", "b", START + 9, PostKind.ORIGINAL, text="one two three four five six"),
    PostRecord("t3", "c", START + 9, PostKind.ORIGINAL, text="one two three four five six"),
]


def test_only_what_members_shared_within_the_window_is_evidence() -> None:
    context = context_of(RECORDS)
    group = group_of(context, ["a", "b"])
    shares = context.engine.shares("repost")
    assert sorted(shares.content[row] for row in shared_rows(shares, group.core, 60)) == ["r-a-p1", "r-b-p1"]
    assert len(shared_rows(shares, group.core, None)) == 4


def test_evidence_posts_are_counted_once_over_the_layers_of_kept_edges() -> None:
    context = context_of(RECORDS)
    group = group_of(context, ["a", "b"])
    kept = (edges([(0, 1)], layer="repost"), edges([(0, 1)], layer="text"))
    acts = acts_of(context, group.core, kept)
    assert (acts.total.tolist(), acts.reposts.tolist(), acts.originals.tolist()) == ([2, 2], [1, 1], [1, 1])
    assert roles_of(acts) == (Role.POSTER, Role.POSTER)


def test_untyped_shares_give_no_role_but_member() -> None:
    rows: list[Record] = [
        ShareRecord("object", f"o{n}", who, f"{who}{n}", START + 100 * n) for n in range(6) for who in "ab"
    ]
    context = context_of(rows)
    acts = acts_of(context, group_of(context, ["a", "b"]).core, (edges([(0, 1)], layer="object"),))
    assert acts.total.tolist() == [6, 6]
    assert roles_of(acts) == (Role.MEMBER, Role.MEMBER)
    assert isinstance(acts, Acts)
