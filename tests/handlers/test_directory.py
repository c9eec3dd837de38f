import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.errors import NotAllowed
from bot.localslack import LocalSlack, ManualClock
from bot.model import RightRole
from handlers.directory import KEPT_MS, Access, Directory

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.yaml").read_text())


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(MANIFEST, rate_limits=False) as workspace:
        yield workspace


def directory(slack: LocalSlack, clock: ManualClock | None = None, **access: Any) -> Directory:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    return Directory(client, Access(**access), clock or ManualClock(1_000))


def test_a_person_has_the_channels_of_which_they_are_a_member_now(slack: LocalSlack) -> None:
    alice, bob = slack.add_user("alice"), slack.add_user("bob")
    one, two = slack.add_channel("one", members=[alice]), slack.add_channel("two", members=[bob])
    person = directory(slack).person(slack.team_id, alice.id, (one, two, ""))
    assert person.channels == {one}
    assert not person.outsider


def test_a_channel_that_the_bot_cannot_see_counts_for_nobody(slack: LocalSlack) -> None:
    alice = slack.add_user("alice")
    hidden = slack.add_channel("hidden", members=[alice], private=True, bot=False)
    assert directory(slack).person(slack.team_id, alice.id, (hidden, "D123")).channels == frozenset()


def test_an_answer_is_kept_for_a_minute_and_then_asked_again(slack: LocalSlack) -> None:
    alice, clock = slack.add_user("alice"), ManualClock(1_000_000)
    channel, found = slack.add_channel("one", members=[]), directory(slack, clock)
    assert alice.id not in found.members(channel)
    alice.join(channel)
    assert alice.id not in found.members(channel)
    clock.advance(seconds=KEPT_MS // 1000)
    assert alice.id in found.members(channel)


def test_a_join_is_seen_at_once_when_it_is_told(slack: LocalSlack) -> None:
    alice = slack.add_user("alice")
    channel, found = slack.add_channel("one", members=[]), directory(slack)
    found.members(channel)
    alice.join(channel)
    found.forget(channel)
    assert alice.id in found.members(channel)


def test_without_groups_everybody_is_a_lead(slack: LocalSlack) -> None:
    assert directory(slack).role(slack.add_user("alice").id) is RightRole.LEAD


def test_roles_come_from_user_groups_by_handle_or_id(slack: LocalSlack) -> None:
    alice, bob, carol = (slack.add_user(name) for name in ("alice", "bob", "carol"))
    leads = slack.add_usergroup("leads", name="Leads", users=[alice])
    slack.add_usergroup("analysts", name="Analysts", users=[bob])
    found = directory(slack, lead_group=leads, analyst_group="@analysts")
    assert [found.role(one.id) for one in (alice, bob, carol)] == [
        RightRole.LEAD,
        RightRole.ANALYST,
        RightRole.VIEWER,
    ]


def test_with_leads_only_everybody_else_is_an_analyst(slack: LocalSlack) -> None:
    alice, bob = slack.add_user("alice"), slack.add_user("bob")
    slack.add_usergroup("leads", name="Leads", users=[alice])
    assert directory(slack, lead_group="leads").role(bob.id) is RightRole.ANALYST


def test_a_group_that_does_not_exist_has_no_members(slack: LocalSlack) -> None:
    assert directory(slack, analyst_group="nobody").role(slack.add_user("alice").id) is RightRole.VIEWER


def test_allow_lists_refuse_with_a_sentence(slack: LocalSlack) -> None:
    alice = slack.add_user("alice")
    with pytest.raises(NotAllowed, match="This workspace is not on the list"):
        directory(slack, teams=frozenset({"T0"})).person(slack.team_id, alice.id, ())
    with pytest.raises(NotAllowed, match="You are not on the list"):
        directory(slack, users=frozenset({"U0"})).person(slack.team_id, alice.id, ())


def test_a_channel_off_the_list_gives_no_rights(slack: LocalSlack) -> None:
    alice = slack.add_user("alice")
    channel = slack.add_channel("one", members=[alice])
    found = directory(slack, channels=frozenset({"C0"}))
    assert found.person(slack.team_id, alice.id, (channel,)).channels == frozenset()


def test_a_person_of_another_team_is_an_outsider(slack: LocalSlack) -> None:
    assert directory(slack).outsider("T-elsewhere", slack.add_user("alice").id)
