"""Whether what a group reposts in common is one account's."""

import pytest

from bot.measures.attention import one_account_gets_it
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
