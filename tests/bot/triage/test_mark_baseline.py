import pytest

from bot.errors import Conflict, InputError, NotAllowed, NotFound
from bot.model import Axis
from bot.report import Suggestion
from bot.triage.browse_cases import view_case
from bot.triage.desk import Desk
from bot.triage.mark_baseline import clear_baseline, mark_baseline
from bot.triage.record_vote import record_vote
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CHANNEL,
    LEAD,
    cluster,
    history_of,
    open_file_case,
    person,
    published_case,
    take,
)


def test_later_runs_of_the_channel_are_told_what_the_set_gave(desk: Desk) -> None:
    organic = published_case(desk, cluster("C1", "abcd", suggestion=Suggestion.COORDINATED_UNCLEAR))
    rates = mark_baseline(desk, LEAD, organic.id)
    assert (rates.name, dict(rates.alarms), rates.clustered) == ("case 1", {"coordinated_unclear": 1}, 4)
    open_file_case(desk)
    assert take(desk).inputs.baseline == rates


def test_the_set_is_not_compared_with_itself_and_not_with_another_channel(desk: Desk) -> None:
    organic = published_case(desk)
    mark_baseline(desk, LEAD, organic.id)
    elsewhere = person("UALICE", channels=("C2",))
    open_file_case(desk, by=elsewhere, channel="C2")
    assert take(desk).inputs.baseline is None


def test_only_a_lead_chooses_and_only_what_they_may_see(desk: Desk) -> None:
    case = published_case(desk)
    with pytest.raises(NotAllowed, match="choose a comparison set"):
        mark_baseline(desk, ALICE, case.id)
    with pytest.raises(NotFound):
        mark_baseline(desk, person("UX", role=LEAD.role, channels=("C9",)), case.id)


def test_what_the_team_found_not_to_be_organic_is_no_comparison_set(desk: Desk) -> None:
    case = published_case(desk)
    group = view_case(desk, ALICE, case.id).clusters[0]
    for who in (ALICE, BOB):
        record_vote(desk, who, group.cluster_id, 1, acting_together=Axis.YES, not_what_they_seem=Axis.YES)
    with pytest.raises(Conflict, match="The team found C1 of case 1 not to be organic"):
        mark_baseline(desk, LEAD, case.id)


def test_a_case_without_results_is_no_comparison_set(desk: Desk) -> None:
    with pytest.raises(Conflict, match="no finished analysis"):
        mark_baseline(desk, LEAD, open_file_case(desk).id)


def test_the_set_can_be_taken_away_once_and_its_choice_is_in_the_history(desk: Desk) -> None:
    case = published_case(desk)
    mark_baseline(desk, LEAD, case.id)
    clear_baseline(desk, LEAD, CHANNEL)
    open_file_case(desk)
    assert take(desk).inputs.baseline is None
    with pytest.raises(InputError, match="no comparison set"):
        clear_baseline(desk, LEAD, CHANNEL)
    assert "mark_baseline" in [event.verb for event in history_of(desk, case)]
