import pytest

from bot.errors import Conflict, InputError, NotAllowed
from bot.model import RightRole, Sensitivity
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.close_case import set_sensitivity
from bot.triage.desk import Desk
from bot.triage.mark_account import exclude_account
from bot.triage.watch_list import MOST, unwatch, watch, watch_list
from tests.worlds_of_triage import ALICE, BOB, CHANNEL, VIEWER, person, published_case

WHY = ("was", "in", "the", "spring", "campaign")


def test_accounts_are_put_on_with_a_reason_and_taken_off_again(desk: Desk) -> None:
    assert watch(desk, ALICE, CHANNEL, ["x:bob", "@alice.bsky.social", *WHY]) == ("x:bob", "bluesky:alice.bsky.social")
    found = [line.watched for line in watch_list(desk, VIEWER, CHANNEL)]
    assert [(one.account, one.reason, one.added_by) for one in found] == [
        ("x:bob", "was in the spring campaign", "UALICE"),
        ("bluesky:alice.bsky.social", "was in the spring campaign", "UALICE"),
    ]
    assert unwatch(desk, BOB, CHANNEL, ["@bob"]) == ("x:bob",)
    assert [line.watched.account for line in watch_list(desk, VIEWER, CHANNEL)] == ["bluesky:alice.bsky.social"]
    with pytest.raises(Conflict, match="not on the watch-list"):
        unwatch(desk, BOB, CHANNEL, ["@bob"])


def test_who_put_an_account_there_first_stays_named(desk: Desk) -> None:
    watch(desk, ALICE, CHANNEL, ["x:bob", *WHY])
    watch(desk, BOB, CHANNEL, ["x:bob", "again"])
    (line,) = watch_list(desk, ALICE, CHANNEL)
    assert (line.watched.added_by, line.watched.reason) == ("UALICE", "was in the spring campaign")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ((), "Which account"),
        (("because",), "Which account"),
        (("x:bob",), "Why should it be"),
        (("@bob", "why"), "on which platform"),
    ],
)
def test_an_account_and_a_reason_are_asked_for(desk: Desk, words: tuple[str, ...], what: str) -> None:
    with pytest.raises(InputError, match=what):
        watch(desk, ALICE, CHANNEL, words)


def test_a_watched_account_that_turns_up_is_told_by_its_label_until_it_is_excluded(desk: Desk) -> None:
    watch(desk, ALICE, CHANNEL, ["x:c", *WHY])
    case = published_case(desk)
    cluster_id = view_case(desk, ALICE, case.id).clusters[0].cluster_id
    view = view_cluster(desk, BOB, cluster_id)
    (found,) = view.watched
    assert (found.label, found.reason, found.added_by) == ("A3", "was in the spring campaign", "UALICE")
    assert set(view.cluster.report.families) == {"F1"}  # context only: no family gains by it
    set_sensitivity(desk, ALICE, case.id, Sensitivity.INTERNAL)
    assert [one.reason for one in view_cluster(desk, BOB, cluster_id).watched] == [""]
    exclude_account(desk, ALICE, cluster_id, "c", "a namesake")
    assert view_cluster(desk, BOB, cluster_id).watched == ()


def test_the_list_says_where_each_turned_up_in_cases_that_the_reader_may_see(desk: Desk) -> None:
    watch(desk, ALICE, CHANNEL, ["x:c", *WHY])
    published_case(desk, by=person("UB", channels=["C2"]), channel="C2")
    (line,) = watch_list(desk, ALICE, CHANNEL)
    assert line.seen == ()
    (line,) = watch_list(desk, person("UBOTH", channels=[CHANNEL, "C2"]), CHANNEL)
    assert [(one.case_number, one.key, one.label) for one in line.seen] == [(1, "C1", "A3")]


def test_each_channel_and_each_team_has_its_own_list(desk: Desk) -> None:
    watch(desk, ALICE, CHANNEL, ["x:c", *WHY])
    assert watch_list(desk, person("U", channels=["C2"]), "C2") == ()
    assert watch_list(desk, person("U", team="T2"), CHANNEL) == ()
    other = published_case(desk, by=person("UB", channels=["C2"]), channel="C2")
    reader = person("UB", channels=["C2"])
    assert view_cluster(desk, reader, view_case(desk, reader, other.id).clusters[0].cluster_id).watched == ()


def test_only_members_of_the_team_in_the_channel_read_it_and_analysts_change_it(desk: Desk) -> None:
    for who in (person("U", channels=["C2"]), person("UGUEST", RightRole.LEAD, outsider=True)):
        with pytest.raises(NotAllowed):
            watch_list(desk, who, CHANNEL)
        with pytest.raises(NotAllowed):
            watch(desk, who, CHANNEL, ["x:c", *WHY])
    for change in (watch, unwatch):
        with pytest.raises(NotAllowed, match="watch-list"):
            change(desk, VIEWER, CHANNEL, ["x:c", *WHY])


def test_the_list_has_an_end(desk: Desk) -> None:
    watch(desk, ALICE, CHANNEL, [*(f"x:n{number}" for number in range(MOST)), "why"])
    with pytest.raises(InputError, match="at most 200 accounts"):
        watch(desk, ALICE, CHANNEL, ["x:more", "why"])
