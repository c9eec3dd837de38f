"""A group is compared with accounts that are in no group, as long as there are enough of them."""

from dataclasses import replace

import numpy as np

from bot.measures.comparison import comparison
from tests.bot.worlds import context_of, crowd, group_of, swarm


def test_the_accounts_of_other_groups_are_left_out() -> None:
    context = context_of([*crowd(), *swarm()])
    own, other = group_of(context, ["Poster0"]), group_of(context, [f"Amplifier{index:08d}" for index in range(30)])
    outside = comparison(replace(context, clustered=other.core), own.core)
    assert not outside[own.core].any()
    assert not outside[other.core].any()
    assert int(outside.sum()) == len(context.engine.accounts()) - 31


def test_where_nearly_everyone_is_in_a_group_all_outside_this_one_serve() -> None:
    context = context_of(swarm())
    own = group_of(context, ["Poster0"])
    everyone = np.arange(len(context.engine.accounts()), dtype=np.int32)
    outside = comparison(replace(context, clustered=everyone), own.core)
    assert int(outside.sum()) == len(everyone) - 1


def test_the_group_itself_is_never_part_of_the_comparison() -> None:
    context = context_of([*crowd(), *swarm()])
    own = group_of(context, ["Poster0", "Poster1"])
    assert not comparison(context, own.core)[own.core].any()
