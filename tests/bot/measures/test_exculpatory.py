"""What speaks for accounts is listed, and counts for a cluster when it holds for half of it."""

from dataclasses import replace

from bot.measures.exculpatory import AUTOMATED, ESTABLISHED, OPEN, VERIFIED, cluster_facts, facts_of, member_facts
from bot.protocols import AccountRecord, PostKind, PostRecord, Record
from tests.bot.worlds import DAY, START, context_of, group_of

OLD = AccountRecord("old", created=START - 1500 * DAY, posts_total=4000)
RECORDS: list[Record] = [
    OLD,
    replace(OLD, account_id="quiet", posts_total=12),
    replace(OLD, account_id="unknown", created=None, posts_total=None),
    AccountRecord("machine", automated=True, verified=True),
    PostRecord("p", "old", START),
]


def test_facts_need_known_values() -> None:
    context = context_of(RECORDS)
    ids = {name: index for index, name in enumerate(context.engine.accounts().ids)}
    assert facts_of(context, ids["old"]) == (ESTABLISHED,)
    assert facts_of(context, ids["quiet"]) == ()
    assert facts_of(context, ids["unknown"]) == ()
    assert facts_of(context, ids["machine"]) == (AUTOMATED, VERIFIED)


def test_a_fact_of_half_the_accounts_is_a_fact_of_the_cluster() -> None:
    context = context_of(RECORDS)
    assert cluster_facts(context, group_of(context, ["old", "quiet"])) == (ESTABLISHED,)
    assert cluster_facts(context, group_of(context, ["old", "quiet", "unknown"])) == ()
    assert cluster_facts(context, group_of(context, [])) == ()


def test_an_open_tie_is_a_fact_of_the_members_who_name_it() -> None:
    rows: list[Record] = [
        AccountRecord("star", handle="starlight"),
        AccountRecord("fan", bio="here for @Starlight"),
        AccountRecord("friend", bio="here for the tea"),
        PostRecord("s", "star", START),
        *(
            PostRecord(f"r-{name}", name, START + 9, PostKind.REPOST, repost_of="s", repost_of_account="star")
            for name in ("fan", "friend")
        ),
    ]
    context = context_of(rows)
    group = group_of(context, ["fan", "friend"])
    ids = context.engine.accounts().ids
    assert {ids[account]: facts for account, facts in member_facts(context, group).items()} == {
        "fan": (OPEN,),
        "friend": (),
    }
    assert cluster_facts(context, group) == (OPEN,)
