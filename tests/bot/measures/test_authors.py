"""Whose post something is, as far as the data tell."""

import numpy as np

from bot.measures.authors import authors_of, sharers_of
from bot.protocols import PostKind, PostRecord, Record, ShareRecord
from tests.bot.worlds import START, context_of


def test_a_post_is_its_accounts_and_a_reposted_one_of_whom_the_repost_names() -> None:
    records: list[Record] = [
        PostRecord("p", "b", START, text="a text"),
        PostRecord("r", "a", START + 1, PostKind.REPOST, repost_of="far", repost_of_account="c"),
    ]
    context = context_of(records)
    assert authors_of(context, ["p", "r", "far", "never"]) == {"p": 1, "r": 0, "far": 2}
    assert authors_of(context, []) == {}


def test_where_there_are_shares_alone_a_post_is_of_the_account_that_shared() -> None:
    records: list[Record] = [ShareRecord("object", "x", who, f"p-{who}", START) for who in "ab"]
    context = context_of(records)
    assert authors_of(context, ["p-a"]) == {}
    assert sharers_of(context, ["p-a", "p-b"], np.array([0], dtype=np.int32)) == {"p-a": 0}
