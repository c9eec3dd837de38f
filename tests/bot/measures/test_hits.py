"""Authorities are reposted by the busiest, hubs repost them; both are shares."""

import numpy as np
import pytest

from bot.measures.hits import hits
from bot.measures.reposts import reposts_of
from tests.bot.worlds import START, context_of, group_of, person, repost


def test_who_is_reposted_by_everyone_has_the_authority_and_those_who_repost_have_the_hub() -> None:
    fans = [f"fan{index}" for index in range(5)]
    rows = [person(name) for name in ("star", "other", *fans)]
    acts = [repost(fan, f"p{post}", "star", START + post) for fan in fans for post in range(3)]
    context = context_of([*rows, *acts, repost("fan0", "q", "other", START)])
    members = group_of(context, ["star", "other", *fans]).core
    found = hits(reposts_of(context.engine.posts()), members)
    ids = context.engine.accounts().ids
    assert [ids[account] for account in found.targets()] == ["star"]
    assert sorted(ids[account] for account in found.carriers()) == fans
    assert found.authority.sum() == pytest.approx(1)
    assert found.hub.sum() == pytest.approx(1)
    assert found.authority_of(group_of(context, ["star"]).core) > 0.9


def test_the_fewest_carriers_are_named_where_few_do_most() -> None:
    rows = [person(name) for name in ("star", "busy", "idle")]
    acts = [repost("busy", f"p{post}", "star", START + post) for post in range(20)]
    context = context_of([*rows, *acts, repost("idle", "p0", "star", START)])
    found = hits(reposts_of(context.engine.posts()), group_of(context, ["star", "busy", "idle"]).core)
    assert [context.engine.accounts().ids[account] for account in found.carriers()] == ["busy"]


def test_a_group_without_reposts_among_itself_has_neither() -> None:
    context = context_of([person("a"), person("b"), repost("a", "p", "elsewhere", START)])
    found = hits(reposts_of(context.engine.posts()), np.array([0, 1], dtype=np.int32))
    assert not found.authority.any()
    assert not len(found.targets())
    assert not len(found.carriers())
