import threading
from collections.abc import Callable

import pytest

from bot.errors import Conflict, InputError, NotAllowed, NotFound
from bot.model import Axis, Case, Person, RecheckState, RightRole, VerdictKind
from bot.report import Suggestion
from bot.triage.browse_cases import my_votes, view_case, view_home
from bot.triage.browse_clusters import view_cluster
from bot.triage.close_case import close_case
from bot.triage.desk import Desk
from bot.triage.override_verdict import override_verdict
from bot.triage.preferences import set_preference
from bot.triage.record_vote import VoteOutcome, confirm_vote, record_vote
from bot.triage.reopen_group import reopen_group
from bot.triage.views import ClusterView
from storage import votes
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CAROL,
    LEAD,
    VIEWER,
    cluster,
    person,
    post_everything,
    published_case,
    rerun,
)

NO, UNSURE, YES = Axis.NO, Axis.UNSURE, Axis.YES


def the_cluster(desk: Desk, case: Case) -> int:
    return view_case(desk, LEAD, case.id).clusters[0].cluster_id


def say(
    desk: Desk,
    who: Person,
    cluster_id: int,
    acting: Axis | None,
    seeming: Axis | None,
    *,
    version: int = 1,
    key: str = "",
) -> VoteOutcome:
    return record_vote(
        desk,
        who,
        cluster_id,
        version,
        acting_together=acting,
        not_what_they_seem=seeming,
        reasons=("because",),
        note="n",
        delivery_key=key,
    )


def look(desk: Desk, cluster_id: int, who: Person = LEAD) -> ClusterView:
    return view_cluster(desk, who, cluster_id)


def test_a_vote_is_hidden_until_the_quorum(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    outcome = say(desk, ALICE, cluster_id, YES, NO)
    for state in (outcome.state, look(desk, cluster_id).state, look(desk, cluster_id, BOB).state):
        assert (state.votes_in, state.votes, state.verdict, state.open) == (1, (), None, False)
    mine = look(desk, cluster_id, ALICE).my_vote
    assert mine is not None
    assert mine.not_what_they_seem is NO
    assert look(desk, cluster_id, BOB).my_vote is None


def test_at_the_quorum_split_names_and_reasons_show(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, YES, YES)
    outcome = say(desk, BOB, cluster_id, YES, UNSURE)
    assert outcome.verdict_changed
    assert [(vote.user_id, vote.reasons, vote.note) for vote in outcome.state.votes] == [
        ("UALICE", ("because",), "n"),
        ("UBOB", ("because",), "n"),
    ]
    verdict = look(desk, cluster_id).cluster.verdict
    assert verdict is not None
    assert (verdict.kind, verdict.votes) == (VerdictKind.UNCLEAR, 2)


def test_cannot_judge_fills_no_quorum(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, None, None)
    state = say(desk, BOB, cluster_id, YES, YES).state
    assert (state.votes_in, state.votes, state.cannot_judge) == (1, (), 0)
    state = say(desk, CAROL, cluster_id, YES, YES).state
    assert (state.votes_in, len(state.votes), state.cannot_judge) == (2, 3, 1)


def test_half_an_answer_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="both questions"):
        say(desk, ALICE, the_cluster(desk, published_case(desk)), YES, None)


def test_the_newest_vote_of_a_person_counts_and_the_older_one_stays(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, NO, NO)
    say(desk, BOB, cluster_id, YES, YES)
    assert look(desk, cluster_id).state.disputed
    outcome = say(desk, ALICE, cluster_id, YES, YES)
    assert outcome.state.verdict is not None
    assert outcome.state.verdict.kind is VerdictKind.INAUTHENTIC
    with desk.database.reading() as tx:
        assert len(votes.everything(tx, cluster_id)) == 3
        kinds = [verdict.kind for verdict in votes.verdict_history(tx, cluster_id)]
    assert kinds == [VerdictKind.DISPUTED, VerdictKind.INAUTHENTIC]


def test_a_person_alone_never_makes_a_quorum(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    for _ in range(3):
        state = say(desk, ALICE, cluster_id, YES, YES).state
    assert (state.votes_in, state.verdict) == (1, None)


def test_who_takes_their_judgement_back_takes_the_verdict_back(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, YES, YES)
    say(desk, BOB, cluster_id, YES, YES)
    outcome = say(desk, BOB, cluster_id, None, None)
    assert outcome.verdict_changed
    assert (outcome.state.verdict, outcome.state.votes) == (None, ())


def test_the_same_click_delivered_twice_is_one_vote(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    first = say(desk, ALICE, cluster_id, YES, YES, key="view-1")
    again = say(desk, ALICE, cluster_id, NO, NO, key="view-1")
    assert again.vote == first.vote
    assert again.state.votes_in == 1


def test_opposing_the_suggestion_wants_a_reason(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    with pytest.raises(InputError, match="opposite") as caught:
        record_vote(desk, ALICE, cluster_id, 1, acting_together=NO, not_what_they_seem=NO, note="  ")
    assert caught.value.where == "reasons"
    record_vote(desk, ALICE, cluster_id, 1, acting_together=NO, not_what_they_seem=NO, note="a fan club")
    record_vote(desk, BOB, cluster_id, 1, acting_together=YES, not_what_they_seem=YES)


def test_a_vote_on_a_version_that_has_passed_is_refused(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = the_cluster(desk, case)
    rerun(desk, case, cluster("C1", "abcde"))
    with pytest.raises(Conflict, match="this is version 2, you looked at version 1"):
        say(desk, ALICE, cluster_id, YES, YES)


def test_votes_never_extend_to_another_version_by_themselves(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = the_cluster(desk, case)
    say(desk, ALICE, cluster_id, YES, YES)
    say(desk, BOB, cluster_id, YES, YES)
    rerun(desk, case, cluster("C1", "bcdxyz"))
    state = look(desk, cluster_id).state
    assert (state.votes_in, state.verdict) == (0, None)
    assert state.earlier is not None
    assert (state.earlier.version, state.earlier.votes_in, state.earlier.added, state.earlier.gone) == (1, 2, 3, 1)
    assert state.earlier.verdict is not None
    assert [line.cluster_id for line in my_votes(desk, ALICE)] == [cluster_id]
    assert look(desk, cluster_id, ALICE).my_earlier_vote is not None


def test_a_person_confirms_their_vote_for_the_new_version(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = the_cluster(desk, case)
    say(desk, ALICE, cluster_id, YES, UNSURE)
    rerun(desk, case, cluster("C1", "abcde"))
    outcome = confirm_vote(desk, ALICE, cluster_id, 2)
    assert (outcome.vote.version, outcome.vote.not_what_they_seem, outcome.state.votes_in) == (2, UNSURE, 1)
    assert confirm_vote(desk, ALICE, cluster_id, 2).vote == outcome.vote
    with pytest.raises(NotFound, match="not voted"):
        confirm_vote(desk, BOB, cluster_id, 2)


def test_an_earlier_vote_is_confirmed_for_no_version_that_its_voter_has_not_seen(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = the_cluster(desk, case)
    say(desk, ALICE, cluster_id, YES, YES)
    rerun(desk, case, cluster("C1", "abcde"))
    rerun(desk, case, cluster("C1", "abcdef"))
    with pytest.raises(Conflict, match="this is version 3, you looked at version 2"):
        confirm_vote(desk, ALICE, cluster_id, 2)
    assert look(desk, cluster_id).state.votes_in == 0


def test_the_same_accounts_again_keep_their_votes(desk: Desk) -> None:
    case = published_case(desk, cluster("C1", "abcd"))
    cluster_id = the_cluster(desk, case)
    say(desk, ALICE, cluster_id, YES, YES)
    rerun(desk, case, cluster("C1", "dcba"))
    view = look(desk, cluster_id)
    assert (view.cluster.version, view.state.votes_in) == (1, 1)


def test_who_may_not_see_or_vote_does_not(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = the_cluster(desk, case)
    with pytest.raises(NotAllowed, match="analyst"):
        say(desk, VIEWER, cluster_id, YES, YES)
    for stranger in (person("U", channels=["C2"]), person("U", team="T2")):
        with pytest.raises(NotFound):
            say(desk, stranger, cluster_id, YES, YES)


def test_people_of_other_organisations_vote_only_where_a_lead_allows_it(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    guest = person("UGUEST", outsider=True)
    with pytest.raises(NotAllowed, match="other organisations"):
        say(desk, guest, cluster_id, YES, YES)
    set_preference(desk, LEAD, "outsiders_vote", "yes")
    say(desk, guest, cluster_id, YES, YES)


def test_nobody_votes_on_a_closed_case(desk: Desk) -> None:
    case = published_case(desk)
    cluster_id = the_cluster(desk, case)
    close_case(desk, LEAD, case.id, reason="duplicate")
    with pytest.raises(Conflict, match="is closed"):
        say(desk, ALICE, cluster_id, YES, YES)


def test_a_channel_can_want_more_votes(desk: Desk) -> None:
    set_preference(desk, LEAD, "quorum", "3", channel_id="C1")
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, YES, YES)
    assert say(desk, BOB, cluster_id, YES, YES).state.verdict is None
    assert say(desk, CAROL, cluster_id, YES, YES).state.verdict is not None


def at_once(acts: list[Callable[[], object]]) -> None:
    """Do all of these in threads that start together; any error is raised here."""
    gate, errors = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except (AssertionError, RuntimeError, ValueError) as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_two_people_who_vote_at_once_lose_nothing(desk: Desk) -> None:
    for number in range(5):
        cluster_id = the_cluster(desk, published_case(desk, cluster("C1", f"abcd{number}")))
        people = [ALICE, BOB, CAROL]
        at_once([lambda who=who, at=cluster_id: say(desk, who, at, YES, YES) for who in people])  # type: ignore[misc]
        state = look(desk, cluster_id).state
        assert (state.votes_in, len(state.votes)) == (3, 3)
        assert state.verdict is not None
        assert state.verdict.votes == 3
    told = [message for message in post_everything(desk) if message.kind == "verdict"]
    assert len(told) == 5


def test_the_same_click_at_once_in_two_processes_is_one_vote(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    at_once([lambda: say(desk, ALICE, cluster_id, YES, YES, key="view-1") for _ in range(4)])
    with desk.database.reading() as tx:
        assert len(votes.everything(tx, cluster_id)) == 1


@pytest.mark.parametrize(
    ("answers", "starts"), [((YES, YES), True), ((UNSURE, UNSURE), True), ((NO, YES), True), ((NO, NO), False)]
)
def test_a_recheck_starts_at_the_quorum_for_all_but_organic(
    desk: Desk,
    answers: tuple[Axis, Axis],
    starts: bool,  # noqa: FBT001
) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    assert say(desk, ALICE, cluster_id, *answers).recheck is None
    outcome = say(desk, BOB, cluster_id, *answers)
    assert (outcome.recheck is not None) == starts
    assert (look(desk, cluster_id).recheck is not None) == starts


def test_a_later_organic_verdict_stops_the_recheck(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    for answers in ((YES, YES), (NO, NO)):
        for who in (ALICE, BOB):
            say(desk, who, cluster_id, *answers)
    recheck = look(desk, cluster_id).recheck
    assert recheck is not None
    assert recheck.state is RecheckState.STOPPED


def test_the_thread_is_told_when_the_verdict_changes_and_only_then(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    for who in (ALICE, BOB, CAROL, LEAD):
        say(desk, who, cluster_id, YES, YES)
    say(desk, BOB, cluster_id, NO, YES)  # three against one: the verdict stands
    say(desk, ALICE, cluster_id, NO, YES)
    told = [message.content for message in post_everything(desk) if message.kind == "verdict"]
    assert [(item["kind"], item["before"], item["by"]) for item in told] == [
        ("coordinated_inauthentic", "", "UBOB"),
        ("disputed", "coordinated_inauthentic", "UALICE"),
    ]


def test_each_verdict_is_told_with_who_made_it_and_how_many_said_otherwise_then(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, YES, YES)
    other = person("UZED", RightRole.LEAD)
    override_verdict(desk, LEAD, cluster_id, VerdictKind.ORGANIC, "a choir")
    override_verdict(desk, other, cluster_id, VerdictKind.INAUTHENTIC, "no choir")
    reopen_group(desk, LEAD, cluster_id, "let the others look")
    say(desk, BOB, cluster_id, YES, UNSURE)
    told = [message.content for message in post_everything(desk) if message.kind == "verdict"]
    names = ("kind", "override_by", "early", "votes", "otherwise")
    assert [tuple(item.get(name) for name in names) for item in told] == [
        ("organic", "ULEAD", True, None, None),
        ("coordinated_inauthentic", "UZED", True, None, None),
        ("", None, None, None, None),
        ("coordinated_unclear", "", None, 2, 1),
    ]


def test_a_lead_decides_early_and_the_dissent_stays(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, YES, YES)
    verdict = override_verdict(desk, LEAD, cluster_id, VerdictKind.ORGANIC, "It is our own press office.")
    assert (verdict.kind, verdict.override_by, verdict.votes) == (VerdictKind.ORGANIC, "ULEAD", 1)
    state = say(desk, BOB, cluster_id, YES, YES).state
    assert state.verdict == verdict
    assert [vote.acting_together for vote in state.votes] == [YES, YES]


def test_an_override_needs_a_lead_a_reason_and_a_verdict_that_people_can_give(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    with pytest.raises(NotAllowed, match="a lead"):
        override_verdict(desk, ALICE, cluster_id, VerdictKind.ORGANIC, "r")
    with pytest.raises(InputError, match="reason"):
        override_verdict(desk, LEAD, cluster_id, VerdictKind.ORGANIC, " ")
    with pytest.raises(InputError, match="nobody decides"):
        override_verdict(desk, LEAD, cluster_id, VerdictKind.DISPUTED, "r")


def test_my_votes_holds_what_still_wants_me_longest_waiting_first(desk: Desk) -> None:
    first = the_cluster(desk, published_case(desk))
    second = the_cluster(desk, published_case(desk, cluster("C1", "efgh", suggestion=Suggestion.ODD_ACCOUNTS)))
    assert [line.cluster_id for line in my_votes(desk, ALICE)] == [first, second]
    say(desk, ALICE, first, YES, YES)
    assert [line.cluster_id for line in my_votes(desk, ALICE)] == [second]
    assert [line.cluster_id for line in my_votes(desk, BOB)] == [first, second]
    assert my_votes(desk, person("U", RightRole.ANALYST, channels=["C2"])) == ()


def test_the_home_view_shows_disputes(desk: Desk) -> None:
    cluster_id = the_cluster(desk, published_case(desk))
    say(desk, ALICE, cluster_id, YES, YES)
    say(desk, BOB, cluster_id, NO, YES)
    home = view_home(desk, CAROL)
    assert [line.cluster_id for line in home.disputed] == [cluster_id]
    assert [row.disputed for row in home.open_cases] == [1]
    assert [due.key for due in home.due] == ["C1"]
    assert home.preferences.quorum == 2
