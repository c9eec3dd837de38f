"""The few accounts and things that most acts go back to."""

from bot.measures.busiest import busiest
from bot.protocols import PostRecord, Record, ShareRecord
from bot.report import Busy
from tests.bot.worlds import START, context_of, repost


def test_accounts_come_by_their_acts_and_things_by_their_accounts() -> None:
    rows: list[Record] = [PostRecord(f"a{number}", "a", START + number) for number in range(6)]
    rows += [repost(f"p{number:02d}", "a0", "a", START + 99 + number) for number in range(12)]
    rows += [repost("p00", "a1", "a", START + 500), repost("p01", "a1", "a", START + 600)]
    found = busiest(context_of(rows))
    assert found[:3] == (Busy("account", "a", 6, 20), Busy("account", "p00", 2, 20), Busy("account", "p01", 2, 20))
    assert [item for item in found if item.kind == "repost"] == [Busy("repost", "a0", 12, 12)]


def test_data_without_posts_count_shares() -> None:
    rows: list[Record] = [
        ShareRecord("object", "x", f"s{number:02d}", f"c{number}", START + number) for number in range(11)
    ]
    rows.append(ShareRecord("object", "y", "s03", "d", START))
    found = busiest(context_of(rows))
    assert found[0] == Busy("account", "s03", 2, 12)
    assert found[-1] == Busy("object", "x", 11, 11)


def test_a_thing_of_nine_accounts_is_not_popular() -> None:
    rows: list[Record] = [repost(f"p{number}", "t", "a", START + number) for number in range(9)]
    assert all(item.kind == "account" for item in busiest(context_of(rows)))


def test_no_data_have_nobody() -> None:
    assert busiest(context_of([])) == ()
