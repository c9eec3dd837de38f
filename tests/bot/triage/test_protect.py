import pytest

from bot.errors import InputError, NotAllowed
from bot.triage.desk import Desk
from bot.triage.protect import MOST, protect, protected_names, unprotect
from tests.worlds_of_triage import ALICE, LEAD, open_file_case, person, take


def test_names_are_kept_once_in_order_without_their_sign(desk: Desk) -> None:
    protect(desk, LEAD, ["@Ministry_of_Health", "choir"])
    assert protect(desk, LEAD, ["choir"]) == ("choir", "ministry_of_health")
    assert protected_names(desk, ALICE) == ("choir", "ministry_of_health")


def test_the_next_run_looks_at_the_list(desk: Desk) -> None:
    protect(desk, LEAD, ["choir"])
    open_file_case(desk)
    assert take(desk).inputs.protected == ("choir",)


def test_only_a_lead_changes_the_list_and_another_team_has_its_own(desk: Desk) -> None:
    with pytest.raises(NotAllowed, match="protected names"):
        protect(desk, ALICE, ["choir"])
    protect(desk, LEAD, ["choir"])
    assert protected_names(desk, person("UX", team="T2")) == ()


def test_names_are_taken_off_and_what_is_not_there_is_said(desk: Desk) -> None:
    protect(desk, LEAD, ["choir", "orchard"])
    assert unprotect(desk, LEAD, ["@choir"]) == ("orchard",)
    with pytest.raises(InputError, match="choir is not on the list"):
        unprotect(desk, LEAD, ["choir"])


@pytest.mark.parametrize("name", ["", "@", "<!channel>", "a b", "x" * 101])
def test_what_is_no_handle_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(InputError, match="is no handle"):
        protect(desk, LEAD, [name])


def test_the_list_has_an_end(desk: Desk) -> None:
    with pytest.raises(InputError, match="at most 500 names"):
        protect(desk, LEAD, [f"name{number}" for number in range(MOST + 1)])
