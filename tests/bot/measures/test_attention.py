"""Whether what a group reposts in common is one account's."""

import numpy as np
import pytest

from bot.measures.attention import could_follow, one_account_gets_it
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
