from dataclasses import replace

import pytest

from bot.errors import InputError, NotFound
from bot.model import AccountStatus, Axis, Case
from bot.report import Role
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import export_view, list_accounts, list_pairs, view_cluster
from bot.triage.desk import Desk
from bot.triage.mark_account import doubt_account, exclude_account, include_account
from bot.triage.record_vote import record_vote
from bot.triage.redraw import claim_redraw, save_redraw
from bot.triage.take_look import claim_look
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    Clock,
    cluster,
    open_file_case,
    person,
    post_everything,
    publish,
    published_case,
    report,
    rerun,
    shared,
    take,
)


def the_cluster(desk: Desk, case: Case) -> int:
    return view_case(desk, ALICE, case.id).clusters[0].cluster_id


def test_an_excluded_account_keeps_its_label_and_says_why(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk, cluster("C1", "abcd")))
    member = exclude_account(desk, ALICE, cluster_id, "b", " the newsroom's own ")
    assert (member.label, member.status, member.reason) == ("A2", AccountStatus.EXCLUDED, "the newsroom's own")
    page = list_accounts(desk, ALICE, cluster_id, size=3)
    assert [(item.label, item.status.value) for item in page.members] == [
        ("A1", "in"),
        ("A2", "excluded"),
        ("A3", "in"),
    ]
    assert (page.total, page.listed, page.pages, page.reasons["a"]) == (3, 4, 2, ("shares 3 posts",))


def test_an_excluded_account_leaves_the_size_in_lists_and_comes_back_with_it(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"), cluster("C2", "bxyz"))

    def sizes() -> list[int]:
        return [line.size for line in view_case(desk, ALICE, case.id).clusters]

    cluster_id = the_cluster(desk, case)
    exclude_account(desk, ALICE, cluster_id, "b", "r")
    exclude_account(desk, ALICE, cluster_id, "c", "r")
    assert sizes() == [2, 4]
    assert view_cluster(desk, ALICE, cluster_id).cluster.size == 2
    include_account(desk, ALICE, cluster_id, "b", "a mistake")
    doubt_account(desk, BOB, cluster_id, "d")
    assert sizes() == [3, 4]


def test_a_peripheral_account_is_listed_on_the_last_page_and_in_no_size(desk: Desk) -> None:
    whole = cluster("C1", "abcd")
    *core, last = whole.accounts
    case = published_case(desk, replace(whole, size=3, accounts=(*core, replace(last, role=Role.PERIPHERAL))))
    cluster_id = the_cluster(desk, case)
    page = list_accounts(desk, ALICE, cluster_id, page=1, size=3)
    assert ([item.account_id for item in page.members], page.total, page.listed, page.pages) == (["d"], 3, 4, 2)
    exclude_account(desk, ALICE, cluster_id, "d", "r")
    assert view_case(desk, ALICE, case.id).clusters[0].size == 3


def test_an_exclusion_needs_a_reason_and_an_account(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    with pytest.raises(InputError, match="Why"):
        exclude_account(desk, ALICE, cluster_id, "a", " ")
    with pytest.raises(NotFound, match="no such account"):
        exclude_account(desk, ALICE, cluster_id, "zzz", "r")


def test_the_newest_mark_counts(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    exclude_account(desk, ALICE, cluster_id, "a", "r")
    assert include_account(desk, BOB, cluster_id, "a", "a mistake").status is AccountStatus.IN
    assert doubt_account(desk, BOB, cluster_id, "a").status is AccountStatus.UNSURE


def test_an_excluded_account_leaves_exports_wholly(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    exclude_account(desk, ALICE, the_cluster(desk, case), "b", "r")
    found = export_view(desk, ALICE, case.id, "json")
    (exported,) = found.clusters
    assert [account.account_id for account in exported.cluster.report.accounts] == ["a", "c", "d"]
    assert [(edge.source, edge.target) for edge in found.report.clusters[0].edges] == [("c", "d")]
    assert found.report.clusters[0].findings[0].accounts == ("a", "c", "d")
    assert (exported.excluded, exported.cluster.report.size) == (1, 3)


def test_the_posts_of_an_excluded_account_are_no_longer_shown(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"), evidence=[shared("a", "b"), shared("c", "d", "another")])
    cluster_id = the_cluster(desk, case)
    assert list_pairs(desk, ALICE, cluster_id).total == 2
    exclude_account(desk, ALICE, cluster_id, "b", "r")
    page = list_pairs(desk, ALICE, cluster_id)
    (pair,) = page.pairs
    assert (pair.source.label, pair.target.label, pair.first.text, pair.seconds_apart) == ("A3", "A4", "another", 20)


def test_an_export_holds_the_shared_objects_of_those_who_are_left(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"), evidence=[shared("a", "b"), shared("c", "d", "another")])
    (before,) = export_view(desk, ALICE, case.id, "json").clusters
    assert [(item.source, item.target) for item in before.shared] == [("a", "b"), ("c", "d")]
    exclude_account(desk, ALICE, the_cluster(desk, case), "b", "r")
    (after,) = export_view(desk, ALICE, case.id, "json").clusters
    assert [(item.source, item.target, item.first.text) for item in after.shared] == [("c", "d", "another")]


def test_an_excluded_account_is_not_rechecked(desk: Desk, clock: Clock) -> None:
    cluster_id = the_cluster(desk, published_case(desk, cluster("C1", "abcd")))
    for who in (ALICE, BOB):
        record_vote(desk, who, cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    exclude_account(desk, ALICE, cluster_id, "b", "r")
    clock.forward(days=22)
    claim = claim_look(desk)
    assert claim is not None
    assert [member.account_id for member in claim.members] == ["a", "c", "d"]


def test_an_exclusion_asks_for_new_pictures_and_a_doubt_does_not(desk: Desk) -> None:
    case = open_file_case(desk)
    claim = take(desk)
    publish(desk, claim, report(cluster("C1", "abcd")), pictures=True)
    (claim.inputs.folder / "data").mkdir()
    cluster_id = the_cluster(desk, case)
    doubt_account(desk, ALICE, cluster_id, "a")
    assert claim_redraw(desk) is None
    exclude_account(desk, ALICE, cluster_id, "b", "r")
    redraw = claim_redraw(desk)
    assert redraw is not None
    assert redraw.inputs is not None
    assert (redraw.inputs.redraw, redraw.inputs.priors[0].excluded) == ("C1", frozenset("b"))
    exclude_account(desk, ALICE, cluster_id, "c", "while it is being drawn")
    save_redraw(desk, redraw, ())
    again = claim_redraw(desk)
    assert again is not None
    assert again.inputs is not None
    assert again.inputs.priors[0].excluded == frozenset("bc")


def test_without_raw_posts_the_old_pictures_are_withdrawn(desk: Desk) -> None:
    case = open_file_case(desk)
    publish(desk, take(desk), report(cluster("C1", "abcd")), pictures=True)
    cluster_id = the_cluster(desk, case)
    assert len(view_cluster(desk, ALICE, cluster_id).pictures) == 1
    exclude_account(desk, ALICE, cluster_id, "b", "r")
    redraw = claim_redraw(desk)
    assert redraw is not None
    assert redraw.inputs is None
    save_redraw(desk, redraw, ())
    assert view_cluster(desk, ALICE, cluster_id).pictures == ()
    assert claim_redraw(desk) is None


def test_an_exclusion_outlives_a_rerun(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = the_cluster(desk, case)
    exclude_account(desk, ALICE, cluster_id, "b", "r")
    rerun(desk, case, cluster("C1", "abcde"))
    members = view_cluster(desk, ALICE, cluster_id).cluster.members
    assert [member.status.value for member in members] == ["in", "excluded", "in", "in", "in"]
    assert view_case(desk, ALICE, case.id).clusters[0].size == 4


def test_a_mark_edits_the_card_and_not_the_thread(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    post_everything(desk)
    exclude_account(desk, ALICE, cluster_id, "a", "r")
    posted = post_everything(desk)
    assert sorted(message.kind for message in posted) == ["cluster_card", "root"]
    assert all(message.ts is not None for message in posted)


def test_strangers_mark_nothing(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    with pytest.raises(NotFound):
        exclude_account(desk, person("U", channels=["C7"]), cluster_id, "a", "r")
