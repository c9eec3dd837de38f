"""What speaks for accounts is listed, and counts for a cluster when it holds for half of it."""

from dataclasses import replace

from bot.measures.exculpatory import AUTOMATED, ESTABLISHED, VERIFIED, cluster_facts, facts_of
from bot.protocols import AccountRecord, PostRecord, Record
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
    assert cluster_facts(context, group_of(context, ["old", "quiet"]).core) == (ESTABLISHED,)
    assert cluster_facts(context, group_of(context, ["old", "quiet", "unknown"]).core) == ()
    assert cluster_facts(context, group_of(context, []).core) == ()
