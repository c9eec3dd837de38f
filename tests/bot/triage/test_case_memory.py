"""Case memory: quorum verdicts come back as context, overturned ones and excluded accounts do not."""

from dataclasses import replace

from bot.model import Axis, Case, Person, RightRole, VerdictKind
from bot.report import SharedObject
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.case_memory import TOLD
from bot.triage.desk import Desk
from bot.triage.mark_account import exclude_account, include_account
from bot.triage.override_verdict import override_verdict
from bot.triage.record_vote import record_vote
from bot.triage.views import SeenBefore
from storage import clusters, memory
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CAROL,
    CHANNEL,
    LEAD,
    TEAM,
    Clock,
    cluster,
    person,
    published_case,
    rerun,
    shared,
)

YES, NO, UNSURE = Axis.YES, Axis.NO, Axis.UNSURE
SWARM = ["swarm_one", "swarm_two", "swarm_three", "swarm_four"]
OTHERS = ["passer_one", "passer_two", "passer_three", "passer_four"]


def only(desk: Desk, case: Case, who: Person = LEAD) -> int:
    return view_case(desk, who, case.id).clusters[0].cluster_id


def vote(desk: Desk, who: Person, cluster_id: int, acting: Axis = YES, seeming: Axis = YES, version: int = 1) -> None:
    record_vote(desk, who, cluster_id, version, acting_together=acting, not_what_they_seem=seeming, reasons=("r",))


def judged(desk: Desk, accounts: list[str], acting: Axis = YES, seeming: Axis = YES) -> tuple[Case, int]:
    """A case whose only group two people have judged."""
    case = published_case(desk, cluster("C1", accounts))
    for who in (ALICE, BOB):
        vote(desk, who, only(desk, case), acting, seeming)
    return case, only(desk, case)


def seen(desk: Desk, case: Case, who: Person = LEAD) -> tuple[SeenBefore, ...]:
    return view_cluster(desk, who, only(desk, case, who)).seen_before


def kept(desk: Desk) -> int:
    with desk.database.reading() as tx:
        return memory.size(tx, TEAM)


def pair(first: str, second: str, layer: str, name: str) -> SharedObject:
    return replace(shared(first, second), layer=layer, object=name)


def test_accounts_of_a_judged_group_are_told_with_case_date_and_dissent(desk: Desk, clock: Clock) -> None:
    old = published_case(desk, cluster("C1", SWARM))
    for who, seeming in ((ALICE, YES), (BOB, YES), (CAROL, UNSURE)):
        vote(desk, who, only(desk, old), YES, seeming)
    at = clock()
    clock.forward(days=30)
    (found,) = seen(desk, published_case(desk, cluster("C1", [*SWARM[:2], *OTHERS])))
    assert (found.case_number, found.key, found.verdict, found.at) == (old.number, "C1", VerdictKind.INAUTHENTIC, at)
    assert (found.votes, found.dissent, found.elsewhere) == (3, 1, False)
    assert found.common == {"account": 2, "handle": 2}


def test_one_vote_is_no_verdict_and_is_not_remembered(desk: Desk) -> None:
    old = published_case(desk, cluster("C1", SWARM))
    vote(desk, ALICE, only(desk, old))
    assert kept(desk) == 0
    assert seen(desk, published_case(desk, cluster("C1", SWARM))) == ()


def test_groups_with_nothing_in_common_are_not_told(desk: Desk) -> None:
    judged(desk, SWARM)
    assert seen(desk, published_case(desk, cluster("C1", OTHERS))) == ()


def test_a_case_is_not_told_of_itself(desk: Desk) -> None:
    case, _ = judged(desk, SWARM)
    assert seen(desk, case) == ()


def test_an_organic_verdict_is_remembered_too(desk: Desk) -> None:
    judged(desk, SWARM, NO, NO)
    (found,) = seen(desk, published_case(desk, cluster("C1", SWARM)))
    assert found.verdict is VerdictKind.ORGANIC


def test_an_overturned_verdict_withdraws_what_was_kept(desk: Desk) -> None:
    _, cluster_id = judged(desk, SWARM)
    fresh = published_case(desk, cluster("C1", SWARM))
    assert len(seen(desk, fresh)) == 1
    vote(desk, BOB, cluster_id, NO, NO)
    assert (kept(desk), seen(desk, fresh)) == (0, ())


def test_a_changed_verdict_replaces_the_one_before(desk: Desk) -> None:
    _, cluster_id = judged(desk, SWARM)
    for who in (ALICE, BOB):
        vote(desk, who, cluster_id, YES, UNSURE)
    (found,) = seen(desk, published_case(desk, cluster("C1", SWARM)))
    assert found.verdict is VerdictKind.UNCLEAR
    assert kept(desk) == 1


def test_a_lead_alone_leaves_no_memory_and_withdraws_the_quorums(desk: Desk) -> None:
    _, cluster_id = judged(desk, SWARM)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.ODD, "I know them")
    assert kept(desk) == 0


def test_excluded_accounts_leave_the_memory_and_come_back_with_them(desk: Desk) -> None:
    _, cluster_id = judged(desk, SWARM)
    fresh = published_case(desk, cluster("C1", SWARM[:1] + OTHERS))
    assert len(seen(desk, fresh)) == 1
    exclude_account(desk, ALICE, cluster_id, SWARM[0], "a journalist")
    assert seen(desk, fresh) == ()
    include_account(desk, ALICE, cluster_id, SWARM[0])
    assert len(seen(desk, fresh)) == 1


def test_an_account_excluded_after_a_rerun_leaves_what_the_old_version_left(desk: Desk) -> None:
    case, cluster_id = judged(desk, SWARM)
    rerun(desk, case, cluster("C1", [*SWARM, "a_new_one"]))
    assert kept(desk) == 1
    exclude_account(desk, ALICE, cluster_id, SWARM[0], "a journalist")
    assert seen(desk, published_case(desk, cluster("C1", SWARM[:1] + OTHERS))) == ()


def test_accounts_excluded_here_are_not_looked_for_there(desk: Desk) -> None:
    judged(desk, SWARM)
    fresh = published_case(desk, cluster("C1", SWARM[:1] + OTHERS))
    exclude_account(desk, ALICE, only(desk, fresh), SWARM[0], "a journalist")
    assert seen(desk, fresh) == ()


def test_texts_and_sites_come_back_without_any_account(desk: Desk) -> None:
    links = [pair("a", "b", "domain", "one.example"), pair("a", "b", "domain", "two.example")]
    old = published_case(desk, cluster("C1", ["a", "b", "c"]), evidence=[*links, pair("b", "c", "text", "t:77")])
    for who in (ALICE, BOB):
        vote(desk, who, only(desk, old))
    again = [pair("x", "y", "domain", "one.example"), pair("x", "y", "text", "t:77")]
    (found,) = seen(desk, published_case(desk, cluster("C1", ["x", "y", "z"]), evidence=again))
    assert found.common == {"site": 1, "text": 1}


def test_what_posts_shared_stays_known_when_the_posts_have_expired(desk: Desk) -> None:
    pages = [pair("a", "b", "url", "one.example/page")]
    old = published_case(desk, cluster("C1", ["a", "b", "c"]), evidence=pages)
    for who in (ALICE, BOB):
        vote(desk, who, only(desk, old))
    with desk.database.transaction() as tx:
        assert clusters.forget_evidence(tx, old.id, 100) == 1
    exclude_account(desk, ALICE, only(desk, old), "c", "a journalist")
    again = [pair("x", "y", "url", "one.example/page")]
    (found,) = seen(desk, published_case(desk, cluster("C1", ["x", "y", "c"]), evidence=again))
    assert found.common == {"page": 1}


def test_one_common_site_alone_is_not_told(desk: Desk) -> None:
    for names in ("ab", "xy"):
        links = [pair(names[0], names[1], "domain", "everybody.example")]
        case = published_case(desk, cluster("C1", list(names)), evidence=links)
        if names == "ab":
            for who in (ALICE, BOB):
                vote(desk, who, only(desk, case))
    assert seen(desk, case) == ()


def test_what_many_remembered_groups_share_is_not_told(desk: Desk) -> None:
    for _ in range(4):
        judged(desk, ["ann", *OTHERS])
    fresh = published_case(desk, cluster("C1", ["ann", "someone", "somebody"]))
    assert seen(desk, fresh) == ()


def test_at_most_two_groups_are_told_the_weightiest_first(desk: Desk) -> None:
    for count in (1, 2, 3):
        judged(desk, [f"{name}_{count}" for name in SWARM[:count]] + [f"only_{count}"])
    names = [f"{name}_{count}" for count in (1, 2, 3) for name in SWARM[:count]]
    found = seen(desk, published_case(desk, cluster("C1", names)))
    assert len(found) == TOLD
    assert [item.common["account"] for item in found] == [3, 2]


def test_in_another_channel_it_is_known_that_it_was_elsewhere(desk: Desk) -> None:
    judged(desk, SWARM)
    both = person("UBOTH", RightRole.LEAD, channels=(CHANNEL, "C2"))
    (found,) = seen(desk, published_case(desk, cluster("C1", SWARM), by=both, channel="C2"), both)
    assert found.elsewhere


def test_another_team_remembers_nothing(desk: Desk) -> None:
    judged(desk, SWARM)
    stranger = person("USTRANGE", RightRole.LEAD, team="T2")
    assert seen(desk, published_case(desk, cluster("C1", SWARM), by=stranger), stranger) == ()
