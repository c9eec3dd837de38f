"""Who hears of what: events follow the manifest's subscriptions and the bot's memberships."""

from typing import Any

import pytest

from bot.localslack import LocalSlack, ManualClock, Person, SlackRefusal
from bot.localslack.manifest import EVENT_SCOPES, ManifestError, parse_manifest
from tests.bot.localslack.sample_app import MANIFEST, client, without


def events(workspace: LocalSlack) -> list[dict[str, Any]]:
    return [record.payload["event"] for record in workspace.deliveries if record.kind == "events_api"]


def kinds(workspace: LocalSlack) -> list[str]:
    return [event["type"] for event in events(workspace)]


def test_a_message_is_told_where_the_bot_is_a_member(workspace: LocalSlack, alice: Person, channel: str) -> None:
    outside = workspace.add_channel("outside", members=[alice], bot=False)
    alice.say(outside, "not for the bot")
    message = alice.say(channel, "for the bot")
    (event,) = events(workspace)
    assert (event["text"], event["ts"], event["channel_type"]) == ("for the bot", message.ts, "channel")


def test_an_envelope_says_team_app_and_event_id(workspace: LocalSlack, alice: Person, channel: str) -> None:
    alice.say(channel, "hello")
    payload = workspace.deliveries[0].payload
    assert (payload["type"], payload["team_id"]) == ("event_callback", workspace.team_id)
    assert payload["api_app_id"] == workspace.app_id
    assert payload["event_id"].startswith("Ev")


def test_a_mention_is_a_message_and_a_mention(workspace: LocalSlack, alice: Person, channel: str) -> None:
    root = alice.say(channel, "root")
    alice.say(channel, "@harbour recheck 7d", thread=root)
    mention = events(workspace)[-1]
    assert kinds(workspace) == ["message", "message", "app_mention"]
    assert (mention["text"], mention["thread_ts"]) == (f"<@{workspace.bot_user_id}> recheck 7d", root.ts)


def test_a_file_with_a_mention_carries_the_file_in_both_events(
    workspace: LocalSlack, alice: Person, channel: str
) -> None:
    alice.say(channel, "@harbour look", files=[("a.csv", b"a")])
    message, mention, shared = events(workspace)
    assert (message["subtype"], mention["files"][0]["name"]) == ("file_share", "a.csv")
    assert (shared["type"], shared["file_id"]) == ("file_shared", mention["files"][0]["id"])


def test_edits_deletions_and_reactions_are_told(workspace: LocalSlack, alice: Person, channel: str) -> None:
    message = alice.say(channel, "a")
    alice.edit(message, "b")
    alice.react(message, "eyes")
    alice.unreact(message, "eyes")
    alice.delete(message)
    told = [(event["type"], event.get("subtype")) for event in events(workspace)]
    assert told == [
        ("message", None),
        ("message", "message_changed"),
        ("reaction_added", None),
        ("reaction_removed", None),
        ("message", "message_deleted"),
    ]
    assert events(workspace)[1]["message"]["text"] == "b"


def test_joining_and_leaving_are_told_the_bots_own_joining_too(
    workspace: LocalSlack, alice: Person, channel: str
) -> None:
    carol = workspace.add_user("carol")
    alice.invite(channel, carol)
    carol.leave(channel)
    other = workspace.add_channel("other", members=[alice], bot=False)
    workspace.invite_bot(other, by=alice)
    told = [(event["type"], event["user"], event.get("inviter")) for event in events(workspace)]
    assert told == [
        ("member_joined_channel", carol.id, alice.id),
        ("member_left_channel", carol.id, None),
        ("member_joined_channel", workspace.bot_user_id, alice.id),
    ]


def test_opening_home_is_told(workspace: LocalSlack, alice: Person) -> None:
    assert alice.open_home() is None
    (event,) = events(workspace)
    assert (event["type"], event["user"], event["tab"]) == ("app_home_opened", alice.id, "home")


def test_a_direct_message_is_told_as_one(workspace: LocalSlack, alice: Person, ben: Person) -> None:
    alice.say(alice.open_im(), "for the bot")
    alice.say(alice.open_im(ben), "for ben")
    assert [(event["text"], event["channel_type"]) for event in events(workspace)] == [("for the bot", "im")]


def test_the_bots_own_message_is_told_with_its_bot_id(workspace: LocalSlack, channel: str) -> None:
    client(workspace).chat_postMessage(channel=channel, text="mine")
    assert events(workspace)[0]["bot_id"] == workspace.bot_id


def test_a_deleted_file_is_told(workspace: LocalSlack, alice: Person, channel: str) -> None:
    file = alice.say(channel, "", files=[("a.csv", b"a")]).files[0]
    workspace.delete_file(file.id)
    assert events(workspace)[-1]["type"] == "file_deleted"
    assert workspace.messages(channel)[-1].files == ()


def test_what_the_manifest_does_not_subscribe_to_is_not_sent(clock: ManualClock) -> None:
    with LocalSlack(without(events=("message.channels",)), clock=clock) as workspace:
        alice = workspace.add_user("alice")
        alice.say(workspace.add_channel("quay", members=[alice]), "@harbour hello")
        assert kinds(workspace) == ["app_mention"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"scopes": ("app_mentions:read",)}, "app_mention needs the scope app_mentions:read"),
        ({"scopes": ("commands",)}, "need the scope commands"),
    ],
)
def test_a_manifest_that_slack_would_not_install_is_refused(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ManifestError, match=complaint):
        parse_manifest(without(**change))


def test_an_event_that_is_never_sent_is_refused_in_a_manifest() -> None:
    settings = {**MANIFEST["settings"], "event_subscriptions": {"bot_events": ["moon_rise"]}}
    with pytest.raises(ManifestError, match="moon_rise"):
        parse_manifest({**MANIFEST, "settings": settings})


def test_the_sample_manifest_subscribes_to_every_event_there_is() -> None:
    assert parse_manifest(MANIFEST).events == set(EVENT_SCOPES)


def test_people_cannot_write_where_they_are_not(workspace: LocalSlack, alice: Person, channel: str) -> None:
    carol = workspace.add_user("carol")
    with pytest.raises(SlackRefusal, match="not_in_channel"):
        carol.say(channel, "hello")
    with pytest.raises(SlackRefusal, match="channel_not_found"):
        carol.say(workspace.add_channel("closed", members=[alice], private=True), "hello")
    with pytest.raises(SlackRefusal, match="no_text"):
        alice.say(channel, "  ")


def test_a_turned_off_messages_tab_takes_no_direct_messages(clock: ManualClock) -> None:
    features = {**MANIFEST["features"], "app_home": {"home_tab_enabled": True, "messages_tab_enabled": False}}
    with LocalSlack({**MANIFEST, "features": features}, clock=clock) as workspace:
        alice = workspace.add_user("alice")
        with pytest.raises(SlackRefusal, match="messages_tab_disabled"):
            alice.say(alice.open_im(), "hello")
