"""Whether what a group reposts in common is one account's."""

import numpy as np
import pytest

from bot.measures.attention import could_follow, one_account_gets_it, share_of_attention
from bot.measures.reposts import reposts
from bot.protocols import Record
from tests.bot.worlds import context_of, fan_club, group_of, swarm

FANS = [f"fan_{index}_of_star" for index in range(30)]
SWARM = [f"Amplifier{index:08d}" for index in range(30)]


@pytest.mark.parametrize(
    ("records", "names", "one"),
    [
        (fan_club(), FANS, True),
        (swarm(), SWARM, False),
        (swarm(posters=1), SWARM, True),
        (fan_club(), ["Star"], False),
        ([*fan_club(), *swarm()], [*FANS, *SWARM], False),
    ],
)
def test_one_account_gets_it_where_four_in_five_common_reposts_are_of_its_posts(
    records: list[Record], names: list[str], *, one: bool
) -> None:
    context = context_of(records)
    assert one_account_gets_it(reposts(context), group_of(context, names).core) is one


@pytest.mark.parametrize(("known", "enough"), [(0, False), (29, False), (30, True), (-1, True)])
def test_thirty_reposters_could_be_the_public_of_an_account_that_thirty_follow(known: int, *, enough: bool) -> None:
    context = context_of(swarm(posters=1))
    group = group_of(context, SWARM)
    table = reposts(context)
    star = np.unique(table.author[np.isin(table.reposter, group.core)]).astype(np.int32)
    followers = np.full(int(table.reposter.max()) + int(star.max()) + 1, known, dtype=np.int64)
    assert len(star) == 1
    assert could_follow(table, followers, star, group.core) is enough


def test_where_nobody_is_boosted_nothing_speaks_against_a_public() -> None:
    context = context_of(fan_club())
    core = group_of(context, FANS).core
    assert could_follow(reposts(context), np.zeros(99, dtype=np.int64), core[:0], core)


def test_attention_is_shared_by_what_several_pass_on_and_whoever_passes_on_nothing_together_says_nothing() -> None:
    context = context_of([*swarm(), *fan_club()])
    table, group = reposts(context), group_of(context, SWARM)
    posters = group_of(context, ["Poster0", "Poster1"]).core
    one, other = (share_of_attention(table, posters[row : row + 1], group.core) for row in (0, 1))
    assert one + other == pytest.approx(1.0)
    assert 0.4 < one < 0.6
    assert share_of_attention(table, group_of(context, ["Star"]).core, group.core) == 0.0
    assert share_of_attention(table, posters[:1], posters) == 1.0
