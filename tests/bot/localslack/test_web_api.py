"""The Web API with the real client: what works, and what is refused with Slack's own error strings."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack import LocalSlack, ManualClock, Person, SlackRefusal
from tests.bot.localslack.sample_app import MANIFEST, START, actions, button, client, plain, section, without

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def refused(call: Callable[[], object]) -> Any:
    with pytest.raises(SlackApiError) as caught:
        call()
    return caught.value.response


def error(call: Callable[[], object]) -> str:
    return str(refused(call)["error"])


# --- tokens, scopes, rates ---------------------------------------------------------------------------------------


def test_auth_test_names_the_bot(api: WebClient, workspace: LocalSlack) -> None:
    answer = api.auth_test()
    assert (answer["user_id"], answer["bot_id"]) == (workspace.bot_user_id, workspace.bot_id)
    assert answer["team_id"] == workspace.team_id


def test_a_call_without_a_token_is_not_authed(workspace: LocalSlack) -> None:
    answer = httpx.post(f"{workspace.api_url}auth.test").json()
    assert answer == {"ok": False, "error": "not_authed"}


def test_a_wrong_token_is_invalid_auth(workspace: LocalSlack) -> None:
    assert error(client(workspace, "xoxb-wrong").auth_test) == "invalid_auth"


def test_the_app_token_cannot_post(workspace: LocalSlack, channel: str) -> None:
    api = client(workspace, workspace.app_token)
    assert error(lambda: api.chat_postMessage(channel=channel, text="x")) == "not_allowed_token_type"


def test_anything_else_is_an_unknown_method(api: WebClient) -> None:
    assert error(lambda: api.api_call("chat.scheduleMessage")) == "unknown_method"
    assert error(lambda: api.api_call("files.upload")) == "unknown_method"


def test_a_missing_scope_is_named(clock: ManualClock) -> None:
    with LocalSlack(without(scopes=("chat:write",)), clock=clock) as workspace:
        channel = workspace.add_channel("quay")
        answer = refused(lambda: client(workspace).chat_postMessage(channel=channel, text="x"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert "commands" in answer["provided"].split(",")


def test_a_private_channel_needs_the_scope_for_groups(clock: ManualClock) -> None:
    with LocalSlack(without(scopes=("groups:history",), events=("message.groups",)), clock=clock) as workspace:
        public, private = workspace.add_channel("open"), workspace.add_channel("closed", private=True)
        api = client(workspace)
        assert api.conversations_history(channel=public)["messages"] == []
        assert refused(lambda: api.conversations_history(channel=private))["needed"] == "groups:history"


def test_posting_faster_than_a_channel_bears_gets_429_with_retry_after(clock: ManualClock) -> None:
    elapsed = [0.0]
    with LocalSlack(MANIFEST, clock=clock, timer=lambda: elapsed[0]) as workspace:
        api, channel = client(workspace), workspace.add_channel("quay")
        for _ in range(5):
            api.chat_postMessage(channel=channel, text="x")
        answer = refused(lambda: api.chat_postMessage(channel=channel, text="x"))
        assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
        elapsed[0] += 1
        assert api.chat_postMessage(channel=channel, text="x")["ok"]


def test_a_method_has_the_rate_of_its_tier(clock: ManualClock) -> None:
    elapsed = [0.0]
    with LocalSlack(MANIFEST, clock=clock, timer=lambda: elapsed[0]) as workspace:
        api = client(workspace)
        for _ in range(20):
            api.users_list()
        assert refused(api.users_list).status_code == 429
        elapsed[0] += 3
        assert api.users_list()["ok"]


def test_every_call_is_in_the_log(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    api.chat_postMessage(channel=channel, text="x")
    error(lambda: api.chat_postMessage(channel="C404", text="x"))
    good, bad = workspace.calls("chat.postMessage")
    assert (good.error, good.args["text"], good.token) == (None, "x", workspace.bot_token)
    assert workspace.problems == [bad]


def test_oauth_exchanges_a_code_once(workspace: LocalSlack, alice: Person) -> None:
    api, code = WebClient(base_url=workspace.api_url), workspace.oauth_code()
    secrets = {"client_id": workspace.client_id, "client_secret": workspace.client_secret}
    answer = api.oauth_v2_access(**secrets, code=code)
    assert (answer["access_token"], answer["authed_user"]["id"]) == (workspace.bot_token, alice.id)
    assert error(lambda: api.oauth_v2_access(**secrets, code=code)) == "invalid_code"
    wrong = {**secrets, "client_secret": "no"}
    assert error(lambda: api.oauth_v2_access(**wrong, code=code)) == "bad_client_secret"
    assert error(lambda: api.oauth_v2_access(client_id="1", client_secret="2", code=code)) == "invalid_client_id"


# --- chat --------------------------------------------------------------------------------------------------------


def test_a_posted_message_can_be_read_back_with_its_metadata(
    api: WebClient, workspace: LocalSlack, channel: str
) -> None:
    metadata = {"event_type": "ship", "event_payload": {"id": 7}}
    posted = api.chat_postMessage(channel=channel, text="hello", blocks=[section()], metadata=metadata)
    plain_read = api.conversations_history(channel=channel)["messages"][0]
    full_read = api.conversations_history(channel=channel, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain_read
    assert full_read["metadata"] == metadata
    assert (full_read["ts"], full_read["bot_id"]) == (posted["ts"], workspace.bot_id)
    assert workspace.message(channel, posted["ts"]).plain == "hello\nhello"


def test_timestamps_follow_the_clock_and_never_repeat(api: WebClient, clock: ManualClock, channel: str) -> None:
    first, second = (api.chat_postMessage(channel=channel, text="x")["ts"] for _ in range(2))
    clock.advance(hours=1)
    third = api.chat_postMessage(channel=channel, text="x")["ts"]
    assert first == f"{START // 1000}.000000"
    assert first < second < third
    assert third == f"{START // 1000 + 3600}.000000"


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"text": "x", "blocks": "no json"}, "invalid_blocks_format"),
        ({"text": "x", "blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"t": "y" * 17_000}}}, "metadata_too_large"),
    ],
)
def test_a_post_that_slack_would_refuse_is_refused(
    api: WebClient, channel: str, args: dict[str, Any], wanted: str
) -> None:
    assert error(lambda: api.chat_postMessage(**{"channel": channel, **args})) == wanted


def test_a_post_of_nothing_is_refused(api: WebClient, channel: str) -> None:
    assert error(lambda: api.api_call("chat.postMessage", json={"channel": channel})) == "no_text"


def test_a_missing_argument_is_named(api: WebClient) -> None:
    answer = refused(lambda: api.api_call("chat.postMessage", json={"text": "x"}))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


def test_a_bot_outside_a_public_channel_is_told_so_and_of_a_private_one_it_hears_nothing(
    api: WebClient, workspace: LocalSlack
) -> None:
    public = workspace.add_channel("open", bot=False)
    private = workspace.add_channel("closed", private=True, bot=False)
    assert error(lambda: api.chat_postMessage(channel=public, text="x")) == "not_in_channel"
    assert error(lambda: api.chat_postMessage(channel=private, text="x")) == "channel_not_found"
    assert error(lambda: api.conversations_history(channel=public)) == "not_in_channel"
    assert error(lambda: api.conversations_info(channel=private)) == "channel_not_found"


def test_nobody_posts_into_an_archived_channel(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    workspace.archive(channel)
    assert error(lambda: api.chat_postMessage(channel=channel, text="x")) == "is_archived"


def test_text_beyond_forty_thousand_characters_is_cut(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    api.chat_postMessage(channel=channel, text="x" * 40_001)
    assert len(workspace.messages(channel)[0].text) == 40_000


def test_a_reply_stands_in_the_thread_and_a_broadcast_in_both(
    api: WebClient, workspace: LocalSlack, channel: str
) -> None:
    root = api.chat_postMessage(channel=channel, text="root")["ts"]
    api.chat_postMessage(channel=channel, text="reply", thread_ts=root)
    api.chat_postMessage(channel=channel, text="loud", thread_ts=root, reply_broadcast=True)
    assert [message.text for message in workspace.messages(channel)] == ["root", "loud"]
    replies = api.conversations_replies(channel=channel, ts=root)["messages"]
    assert [message["text"] for message in replies] == ["root", "reply", "loud"]
    assert (replies[0]["reply_count"], replies[1]["thread_ts"]) == (2, root)
    assert replies[1]["parent_user_id"] == workspace.bot_user_id


def test_a_reply_to_a_parent_that_is_not_there_is_taken_and_shown_nowhere(
    api: WebClient, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    posted = api.chat_postMessage(channel=channel, text="lost", thread_ts="1.000001")
    assert posted["message"]["thread_ts"] == "1.000001"
    assert workspace.messages(channel) == []
    assert error(lambda: api.conversations_replies(channel=channel, ts="1.000001")) == "thread_not_found"
    with pytest.raises(SlackRefusal, match="thread_not_found"):
        alice.say(channel, "lost too", thread="1.000001")


def test_an_update_replaces_text_and_blocks_and_keeps_the_metadata(
    api: WebClient, workspace: LocalSlack, channel: str
) -> None:
    metadata = {"event_type": "ship", "event_payload": {}}
    ts = api.chat_postMessage(channel=channel, text="a", blocks=[section()], metadata=metadata)["ts"]
    api.chat_update(channel=channel, ts=ts, text="b")
    message = workspace.message(channel, ts)
    assert (message.text, message.blocks, message.metadata) == ("b", (), metadata)
    assert message.edited is not None


def test_only_own_messages_can_be_changed_or_deleted(api: WebClient, alice: Person, channel: str) -> None:
    ts = alice.say(channel, "mine").ts
    assert error(lambda: api.chat_update(channel=channel, ts=ts, text="x")) == "cant_update_message"
    assert error(lambda: api.chat_delete(channel=channel, ts=ts)) == "cant_delete_message"
    assert error(lambda: api.chat_update(channel=channel, ts="1.000001", text="x")) == "message_not_found"


def test_a_deleted_parent_leaves_a_tombstone_and_a_lone_message_nothing(
    api: WebClient, workspace: LocalSlack, channel: str
) -> None:
    lone = api.chat_postMessage(channel=channel, text="lone")["ts"]
    root = api.chat_postMessage(channel=channel, text="root")["ts"]
    api.chat_postMessage(channel=channel, text="reply", thread_ts=root)
    api.chat_delete(channel=channel, ts=lone)
    api.chat_delete(channel=channel, ts=root)
    assert [(message.text, message.subtype) for message in workspace.messages(channel)] == [
        ("This message was deleted.", "tombstone")
    ]
    assert len(workspace.thread(channel, root)) == 2


def test_an_ephemeral_message_is_for_one_member(
    api: WebClient, workspace: LocalSlack, alice: Person, ben: Person, channel: str
) -> None:
    api.chat_postEphemeral(channel=channel, user=alice.id, text="psst")
    assert [message.text for message in alice.ephemerals()] == ["psst"]
    assert (ben.ephemerals(), workspace.messages(channel)) == ([], [])
    carol = workspace.add_user("carol").id
    assert error(lambda: api.chat_postEphemeral(channel=channel, user=carol, text="x")) == "user_not_in_channel"


def test_a_permalink_names_channel_message_and_thread(api: WebClient, channel: str) -> None:
    root = api.chat_postMessage(channel=channel, text="root")["ts"]
    reply = api.chat_postMessage(channel=channel, text="reply", thread_ts=root)["ts"]
    link = api.chat_getPermalink(channel=channel, message_ts=reply)["permalink"]
    assert f"/archives/{channel}/p{reply.replace('.', '')}?thread_ts={root}&cid={channel}" in link


def test_a_post_to_a_person_opens_their_direct_message(api: WebClient, workspace: LocalSlack, alice: Person) -> None:
    channel = api.chat_postMessage(channel=alice.id, text="hello")["channel"]
    assert channel == alice.open_im()
    assert workspace.messages(channel)[0].text == "hello"


# --- conversations, people ---------------------------------------------------------------------------------------


def test_lists_come_in_pages(api: WebClient, workspace: LocalSlack) -> None:
    made = [workspace.add_channel(f"c{number}") for number in range(5)]
    seen: list[str] = []
    for page in api.conversations_list(limit=2):
        assert len(page["channels"]) <= 2
        seen += [item["id"] for item in page["channels"]]
    assert seen == made
    assert error(lambda: api.conversations_list(cursor="nonsense")) == "invalid_cursor"


def test_a_list_shows_private_channels_only_when_asked_and_only_the_bots(api: WebClient, workspace: LocalSlack) -> None:
    workspace.add_channel("hidden", private=True, bot=False)
    mine = workspace.add_channel("mine", private=True)
    assert api.conversations_list()["channels"] == []
    listed = api.conversations_list(types="public_channel,private_channel")["channels"]
    assert [item["id"] for item in listed] == [mine]
    assert error(lambda: api.conversations_list(types="castle")) == "invalid_types"


def test_history_is_newest_first_with_bounds_and_pages(api: WebClient, channel: str) -> None:
    stamps = [api.chat_postMessage(channel=channel, text=str(number))["ts"] for number in range(5)]
    texts = [item["text"] for page in api.conversations_history(channel=channel, limit=2) for item in page["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]
    inner = api.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[3])["messages"]
    assert [item["text"] for item in inner] == ["2"]
    outer = api.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[3], inclusive=True)["messages"]
    assert [item["text"] for item in outer] == ["3", "2", "1"]


def test_replies_of_no_message_are_not_found(api: WebClient, channel: str) -> None:
    assert error(lambda: api.conversations_replies(channel=channel, ts="1.000001")) == "thread_not_found"


def test_the_bot_joins_public_channels_only(api: WebClient, workspace: LocalSlack) -> None:
    public = workspace.add_channel("open", bot=False)
    private = workspace.add_channel("closed", private=True, bot=False)
    assert api.conversations_join(channel=public)["channel"]["is_member"]
    assert api.conversations_join(channel=public)["warning"] == "already_in_channel"
    assert error(lambda: api.conversations_join(channel=private)) == "channel_not_found"
    assert workspace.bot_user_id in api.conversations_members(channel=public)["members"]


def test_a_direct_message_is_opened_once(api: WebClient, alice: Person) -> None:
    first = api.conversations_open(users=alice.id)
    second = api.conversations_open(users=alice.id)
    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["already_open"]
    assert error(lambda: api.conversations_open(users="U404")) == "user_not_found"


def test_people_and_groups_can_be_looked_up(api: WebClient, workspace: LocalSlack, alice: Person, ben: Person) -> None:
    group = workspace.add_usergroup("leads", users=[alice])
    assert api.users_info(user=ben.id)["user"]["real_name"] == "Ben Okafor"
    assert error(lambda: api.users_info(user="U404")) == "user_not_found"
    assert {user["id"] for user in api.users_list()["members"]} == {workspace.bot_user_id, alice.id, ben.id}
    assert api.usergroups_users_list(usergroup=group)["users"] == [alice.id]
    assert error(lambda: api.usergroups_users_list(usergroup="S404")) == "no_such_subteam"
    listed = api.usergroups_list(include_users=True)["usergroups"]
    assert [(item["handle"], item["users"]) for item in listed] == [("leads", [alice.id])]


def test_a_person_of_another_organisation_is_a_stranger(api: WebClient, workspace: LocalSlack, alice: Person) -> None:
    visitor = api.users_info(user=workspace.add_user("vera", team="T0OTHER").id)["user"]
    member = api.users_info(user=alice.id)["user"]
    assert (visitor["team_id"], visitor["is_stranger"]) == ("T0OTHER", True)
    assert (member["team_id"], member["is_stranger"]) == (workspace.team_id, False)


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_goes_up_and_its_bytes_come_back_with_the_bots_token_only(
    api: WebClient, workspace: LocalSlack, channel: str
) -> None:
    uploaded = api.files_upload_v2(channel=channel, filename="a.csv", content="a,b\n", initial_comment="data")
    url = api.files_info(file=uploaded["file"]["id"])["file"]["url_private_download"]
    headers = {"Authorization": f"Bearer {workspace.bot_token}"}
    assert httpx.get(url, headers=headers).content == b"a,b\n"
    stranger = httpx.get(url)
    assert (stranger.status_code, stranger.headers["content-type"]) == (200, "text/html; charset=utf-8")
    message = workspace.messages(channel)[-1]
    assert (message.text, [file.name for file in message.files]) == ("data", ["a.csv"])


def test_an_upload_must_have_the_announced_length(api: WebClient) -> None:
    url = api.files_getUploadURLExternal(filename="a.csv", length=4)["upload_url"]
    assert httpx.post(url, content=b"five!").status_code == 400
    assert httpx.post(url, content=b"four").status_code == 200


def test_an_upload_without_bytes_cannot_be_completed(api: WebClient) -> None:
    file_id = api.files_getUploadURLExternal(filename="a.csv", length=4)["file_id"]
    assert error(lambda: api.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"


def test_an_unshared_picture_can_stand_in_an_image_block(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    picture = api.files_upload_v2(filename="p.png", content=PNG)["file"]["id"]
    assert workspace.messages(channel) == []
    block = {"type": "image", "slack_file": {"id": picture}, "alt_text": "a plot"}
    assert api.chat_postMessage(channel=channel, text="x", blocks=[block])["ok"]
    missing = {**block, "slack_file": {"id": "F404"}}
    answer = refused(lambda: api.chat_postMessage(channel=channel, text="x", blocks=[missing]))
    assert answer["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


def test_a_file_in_a_thread_needs_the_parents_ts(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    root = api.chat_postMessage(channel=channel, text="root")["ts"]
    reply = api.chat_postMessage(channel=channel, text="reply", thread_ts=root)["ts"]
    api.files_upload_v2(channel=channel, filename="a.csv", content="x", thread_ts=root)
    assert workspace.thread(channel, root)[-1].files[0].name == "a.csv"
    wrong = {"channel": channel, "filename": "a.csv", "content": "x", "thread_ts": reply}
    assert error(lambda: api.files_upload_v2(**wrong)) == "invalid_thread_ts"


def test_the_bot_sees_files_where_it_is_a_member_and_deletes_only_its_own(
    api: WebClient, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    hidden = workspace.add_channel("hidden", members=[alice], private=True, bot=False)
    seen = alice.say(channel, "", files=[("a.csv", b"a")]).files[0].id
    unseen = alice.say(hidden, "", files=[("b.csv", b"b")]).files[0].id
    assert api.files_info(file=seen)["file"]["user"] == alice.id
    assert error(lambda: api.files_info(file=unseen)) == "file_not_found"
    assert error(lambda: api.files_delete(file=seen)) == "cant_delete_file"
    own = api.files_upload_v2(channel=channel, filename="c.csv", content="c")["file"]["id"]
    api.files_delete(file=own)
    assert error(lambda: api.files_info(file=own)) == "file_not_found"
    assert workspace.messages(channel)[-1].files == ()


# --- reactions, views --------------------------------------------------------------------------------------------


def test_a_reaction_is_added_once_and_removed_once(
    api: WebClient, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    ts = alice.say(channel, "hello").ts
    place = {"channel": channel, "timestamp": ts, "name": "eyes"}
    api.reactions_add(**place)
    assert error(lambda: api.reactions_add(**place)) == "already_reacted"
    assert workspace.message(channel, ts).reactions[0].users == (workspace.bot_user_id,)
    api.reactions_remove(**place)
    assert error(lambda: api.reactions_remove(**place)) == "no_reaction"
    assert error(lambda: api.reactions_add(channel=channel, timestamp="1.000001", name="eyes")) == "message_not_found"


def test_a_home_tab_is_published_for_one_person(api: WebClient, alice: Person, ben: Person) -> None:
    view = {"type": "home", "blocks": [section("welcome"), actions(button("go"))]}
    published = api.views_publish(user_id=alice.id, view=view)["view"]
    home = alice.home()
    assert home is not None
    assert (home.plain, home.buttons, ben.home()) == ("welcome\nPress", ["Press"], None)
    assert error(lambda: api.views_publish(user_id=alice.id, view=view, hash="old")) == "hash_conflict"
    assert api.views_publish(user_id=alice.id, view=view, hash=published["hash"])["ok"]
    wrong = {"type": "modal", "title": plain("x"), "blocks": []}
    assert error(lambda: api.views_publish(user_id=alice.id, view=wrong)) == "invalid_arguments"
