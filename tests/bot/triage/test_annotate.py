"""Asking for a view: in the way that the person chose, and not within anybody's quiet hours."""

from dataclasses import replace

import pytest

from bot.errors import InputError
from bot.model import OutboxMessage, Person, Sensitivity
from bot.triage.annotate import ask_for_view, ask_group
from bot.triage.browse_cases import view_case
from bot.triage.browse_clusters import view_cluster
from bot.triage.close_case import set_sensitivity
from bot.triage.desk import Desk
from bot.triage.preferences import own_preferences, set_own, set_preference
from bot.triage.views import OwnPreferences
from tests.worlds_of_triage import (
    ALICE,
    BOB,
    CHANNEL,
    LEAD,
    VIEWER,
    Clock,
    person,
    post_everything,
    published_case,
)

HERE = {"C1": ("UALICE", "UBOB", "UCAROL", "UDAN")}
CAROL, DAN = person("UCAROL"), person("UDAN")


def prepared(desk: Desk) -> int:
    case = published_case(desk)
    post_everything(desk)
    return view_case(desk, ALICE, case.id).clusters[0].cluster_id


def ask(desk: Desk, cluster_id: int, whom: Person = BOB) -> int:
    return ask_for_view(desk, ALICE, cluster_id, whom, link="https://example.slack.com/p1").last


def asked(desk: Desk) -> list[OutboxMessage]:
    found = post_everything(desk, first_ts=500)
    return [one for one in found if one.kind == "asked_direct" or one.content.get("what") == "asked"]


def test_a_person_is_mentioned_in_the_thread_unless_they_chose_otherwise(desk: Desk, clock: Clock) -> None:
    cluster_id = prepared(desk)
    assert ask(desk, cluster_id) == clock()
    (message,) = asked(desk)
    assert (message.kind, message.channel_id, message.in_thread) == ("notice", "C1", True)


def test_a_person_who_chose_it_is_asked_in_a_direct_message_with_the_way_to_the_card(desk: Desk) -> None:
    set_own(desk, BOB, direct=True, quiet_hours="", timezone="UTC")
    cluster_id = prepared(desk)
    ask(desk, cluster_id)
    ask(desk, cluster_id)
    (message,) = asked(desk)
    assert (message.kind, message.channel_id) == ("asked_direct", "UBOB")
    assert message.content["link"] == "https://example.slack.com/p1"


@pytest.mark.parametrize("direct", [True, False])
def test_quiet_hours_of_the_person_are_waited_for(desk: Desk, clock: Clock, direct: bool) -> None:  # noqa: FBT001
    set_own(desk, BOB, direct=direct, quiet_hours="22-7", timezone="UTC")
    cluster_id = prepared(desk)
    assert ask(desk, cluster_id) == clock() + 7 * 3_600_000  # the clock stands at midnight
    assert asked(desk) == []
    clock.forward(hours=7)
    assert len(asked(desk)) == 1


def test_quiet_hours_of_the_channel_hold_a_mention_in_it(desk: Desk, clock: Clock) -> None:
    set_preference(desk, LEAD, "quiet_hours", "23-6", channel_id=CHANNEL)
    cluster_id = prepared(desk)
    ask(desk, cluster_id)
    ask_group(desk, ALICE, cluster_id, "S1", ["UBOB", "UELSE"], HERE.__getitem__)
    assert asked(desk) == []
    clock.forward(hours=6)
    assert len(asked(desk)) == 2


@pytest.mark.parametrize(
    ("whom", "why"),
    [
        (ALICE, "Nobody has to ask you"),
        (person("UELSE", channels=["C2"]), "not in the channel"),
        (VIEWER, "may read the case and not vote on it"),
        (replace(BOB, outsider=True), "may read the case and not vote on it"),
    ],
)
def test_nobody_is_asked_who_could_not_vote(desk: Desk, whom: Person, why: str) -> None:
    cluster_id = prepared(desk)
    with pytest.raises(InputError, match=why):
        ask(desk, cluster_id, whom)
    assert asked(desk) == []


def test_an_outsider_is_not_asked_about_a_case_that_is_internal_only(desk: Desk) -> None:
    set_preference(desk, LEAD, "outsiders_vote", "yes")
    cluster_id = prepared(desk)
    set_sensitivity(desk, LEAD, view_cluster(desk, ALICE, cluster_id).case.id, Sensitivity.INTERNAL)
    with pytest.raises(InputError, match="of another organisation and cannot see the case"):
        ask(desk, cluster_id, replace(BOB, outsider=True))


def test_of_a_user_group_each_is_asked_as_they_chose_and_after_their_quiet_hours(desk: Desk, clock: Clock) -> None:
    set_own(desk, BOB, direct=True, quiet_hours="22-2", timezone="UTC")
    set_own(desk, CAROL, direct=False, quiet_hours="22-7", timezone="UTC")
    cluster_id = prepared(desk)
    told = ask_group(desk, ALICE, cluster_id, "S1", HERE["C1"], HERE.__getitem__, link="https://example.slack.com/p1")
    assert (told.directly, told.last - clock()) == (1, 7 * 3_600_000)
    ask_group(desk, ALICE, cluster_id, "S1", HERE["C1"], HERE.__getitem__)
    (now,) = asked(desk)
    assert now.content["user_ids"] == ["UDAN"]
    assert "group_id" not in now.content
    clock.forward(hours=2)
    (direct,) = asked(desk)
    assert (direct.kind, direct.channel_id) == ("asked_direct", "UBOB")
    clock.forward(hours=5)
    (last,) = asked(desk)
    assert last.content["user_ids"] == ["UCAROL"]


def test_a_user_group_is_mentioned_only_if_somebody_else_of_it_is_in_the_channel(desk: Desk) -> None:
    cluster_id = prepared(desk)
    with pytest.raises(InputError, match="Nobody else of this user group is in the channel"):
        ask_group(desk, ALICE, cluster_id, "S1", ["UELSE", "UALICE"], HERE.__getitem__)
    assert asked(desk) == []
    ask_group(desk, ALICE, cluster_id, "S1", ["UELSE", "UBOB"], HERE.__getitem__)
    (message,) = asked(desk)
    assert message.content["group_id"] == "S1"


def test_own_settings_are_kept_and_nonsense_is_refused(desk: Desk) -> None:
    assert own_preferences(desk, BOB) == OwnPreferences()
    set_own(desk, BOB, direct=True, quiet_hours="22 - 7", timezone="Europe/Brussels")
    assert own_preferences(desk, BOB) == OwnPreferences(direct=True, quiet_hours="22-7", timezone="Europe/Brussels")
    assert own_preferences(desk, ALICE) == OwnPreferences()
    with pytest.raises(InputError, match="are no quiet hours"):
        set_own(desk, BOB, direct=True, quiet_hours="always", timezone="UTC")
    with pytest.raises(InputError, match="is no time zone"):
        set_own(desk, BOB, direct=True, quiet_hours="", timezone="Mars/X")
