"""Commands, clicks, modals and shortcuts with the real Bolt app in Socket Mode."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.localslack import LocalSlack, ManualClock, Person, SlackRefusal
from tests.bot.localslack.quiet import quiet_workspace
from tests.bot.localslack.sample_app import actions, button, field, modal, plain, section

Connect = Callable[[App], SocketModeHandler]
NAME = field("name", {"type": "plain_text_input", "action_id": "name"})


def note(box: list[Any], item: object) -> str:
    """Keep what a listener got; return the text of an empty ack."""
    box.append(item)
    return ""


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def test_a_command_reaches_its_listener_and_the_acks_text_is_shown_to_the_person_alone(
    app: App, connect: Connect, alice: Person, ben: Person, channel: str
) -> None:
    @app.command("/dock")
    def dock(ack: Any, command: dict[str, Any]) -> None:
        ack(f"docked {command['text']} for {command['user_name']} in {command['channel_name']}")

    connect(app)
    result = alice.command(channel, "/dock", "Aurora")
    assert (result.acked, result.text) == (True, "docked Aurora for alice in quay")
    assert [message.text for message in alice.ephemerals(channel)] == ["docked Aurora for alice in quay"]
    assert ben.ephemerals() == []


def test_ephemeral_messages_are_gone_after_a_reload(app: App, connect: Connect, alice: Person, channel: str) -> None:
    app.command("/dock")(lambda ack: ack("hello"))
    connect(app)
    alice.command(channel, "/dock")
    alice.reload()
    assert alice.ephemerals() == []


def test_an_in_channel_answer_is_a_message_for_everyone(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    app.command("/dock")(lambda ack: ack({"response_type": "in_channel", "text": "all aboard"}))
    connect(app)
    assert alice.command(channel, "/dock").response_type == "in_channel"
    assert workspace.messages(channel)[-1].text == "all aboard"


def test_a_command_of_no_manifest_is_refused(alice: Person, channel: str) -> None:
    with pytest.raises(SlackRefusal, match="invalid_command"):
        alice.command(channel, "/sail")


def test_a_command_needs_the_person_in_the_channel(workspace: LocalSlack, channel: str) -> None:
    with pytest.raises(SlackRefusal, match="not_in_channel"):
        workspace.add_user("carol").command(channel, "/dock")


def test_command_text_is_decorated_only_when_the_manifest_escapes(
    app: App, connect: Connect, alice: Person, ben: Person, channel: str
) -> None:
    app.command("/dock")(lambda ack, command: ack(command["text"]))
    app.command("/call")(lambda ack, command: ack(command["text"]))
    connect(app)
    typed = "@ben https://x.com/a & <b>"
    assert alice.command(channel, "/dock", typed).text == "@ben https://x.com/a &amp; &lt;b&gt;"
    assert alice.command(channel, "/call", typed).text == f"<@{ben.id}> <https://x.com/a> &amp; &lt;b&gt;"


def test_without_a_connection_a_command_fails_at_once(alice: Person, channel: str) -> None:
    result = alice.command(channel, "/dock", "Aurora")
    assert (result.acked, result.error) == (False, "dispatch_failed")


def test_a_listener_that_never_acks_gives_operation_timeout(clock: ManualClock) -> None:
    with quiet_workspace(clock, ack_seconds=0.2) as (workspace, alice, channel):
        result = alice.command(channel, "/dock")
        assert (result.acked, result.error) == (False, "operation_timeout")
        assert workspace.deliveries[-1].error == "operation_timeout"


def test_a_response_url_takes_five_answers_and_no_sixth(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    statuses: list[int] = []

    @app.command("/dock")
    def dock(ack: Any, respond: Any) -> None:
        statuses.extend(respond(f"answer {number}").status_code for number in range(6))
        ack()

    connect(app)
    alice.command(channel, "/dock")
    assert statuses == [200] * 5 + [404]
    assert [message.text for message in alice.ephemerals()] == [f"answer {number}" for number in range(5)]


def test_a_response_url_lives_thirty_minutes(
    app: App, connect: Connect, clock: ManualClock, alice: Person, channel: str
) -> None:
    kept: list[Any] = []
    app.command("/dock")(lambda ack, respond: ack(note(kept, respond)))
    connect(app)
    alice.command(channel, "/dock")
    clock.advance(minutes=29)
    assert kept[0]("in time").status_code == 200
    clock.advance(minutes=2)
    assert kept[0]("too late").status_code == 404


def test_respond_can_replace_and_delete_an_ephemeral_message(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    app.command("/dock")(lambda ack: ack(text="choose", blocks=[actions(button("yes"), button("gone"))]))
    app.action("yes")(lambda ack, respond: (respond("chosen", replace_original=True), ack())[1])
    app.action("gone")(lambda ack, respond: (respond(delete_original=True), ack()))
    connect(app)
    alice.command(channel, "/dock")
    alice.press(alice.ephemerals()[0], "yes")
    assert [message.text for message in alice.ephemerals()] == ["chosen"]
    alice.command(channel, "/dock")
    alice.press(alice.ephemerals()[1], "gone")
    assert [message.text for message in alice.ephemerals()] == ["chosen"]


def test_a_click_carries_the_value_the_message_and_the_state_of_the_other_elements(
    app: App, connect: Connect, api: WebClient, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    app.action("go")(lambda ack, body: ack(note(seen, body)))
    connect(app)
    options = [{"text": plain(name), "value": name} for name in ("red", "blue")]
    select = {"type": "static_select", "action_id": "colour", "options": options, "initial_option": options[0]}
    metadata = {"event_type": "ship", "event_payload": {"id": 7}}
    api.chat_postMessage(channel=channel, text="t", blocks=[actions(select, button("go"))], metadata=metadata)
    message = workspace.messages(channel)[-1]
    assert alice.press(message, "go").acked
    assert alice.press(message, "go", values={"acts": {"colour": "blue"}}).acked
    first, second = seen
    assert first["actions"][0]["value"] == "v1"
    assert first["state"]["values"]["acts"]["colour"]["selected_option"]["value"] == "red"
    assert second["state"]["values"]["acts"]["colour"]["selected_option"]["value"] == "blue"
    assert first["message"]["metadata"] == metadata
    assert first["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel,
        "is_ephemeral": False,
    }


def test_choosing_in_a_select_sends_the_option(
    app: App, connect: Connect, api: WebClient, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    app.action("colour")(lambda ack, action: ack(note(seen, action)))
    connect(app)
    options = [{"text": plain(name), "value": name} for name in ("red", "blue")]
    select = {"type": "static_select", "action_id": "colour", "options": options}
    api.chat_postMessage(channel=channel, text="t", blocks=[{**section(), "accessory": select}])
    alice.press(workspace.messages(channel)[-1], "colour", "blue")
    assert seen[0]["selected_option"] == options[1]


def test_a_value_that_a_select_does_not_offer_cannot_be_chosen(
    api: WebClient, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    options = [{"text": plain("red"), "value": "red"}]
    select = {"type": "static_select", "action_id": "colour", "options": options}
    api.chat_postMessage(channel=channel, text="t", blocks=[actions(select)])
    with pytest.raises(LookupError, match="offers no option"):
        alice.press(workspace.messages(channel)[-1], "colour", "green")


def open_form(app: App, view: dict[str, Any]) -> None:
    @app.command("/dock")
    def dock(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=view)
        ack()


def test_a_modal_is_submitted_with_its_values_and_closes(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    open_form(app, modal(NAME, private_metadata="case 4"))
    app.view("form")(lambda ack, view: ack(note(seen, view)))
    connect(app)
    alice.command(channel, "/dock")
    result = alice.submit(alice.wait_for_view("form"), {"name": {"name": "Aurora"}})
    assert (result.acked, result.action, alice.views()) == (True, None, [])
    assert seen[0]["state"]["values"] == {"name": {"name": {"type": "plain_text_input", "value": "Aurora"}}}
    assert seen[0]["private_metadata"] == "case 4"


def test_a_submission_can_be_answered_with_errors_which_stay_beside_the_fields(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    open_form(app, modal(NAME))
    app.view("form")(lambda ack: ack(response_action="errors", errors={"name": "No such ship"}))
    connect(app)
    alice.command(channel, "/dock")
    result = alice.submit(alice.wait_for_view(), {"*": {"name": "Aurora"}})
    assert (result.action, result.errors) == ("errors", {"name": "No such ship"})
    top = alice.view()
    assert top is not None
    assert top.errors == {"name": "No such ship"}
    assert top.values == {"name": {"name": "Aurora"}}


def test_errors_for_a_block_that_is_no_input_are_refused(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    open_form(app, modal(NAME))
    app.view("form")(lambda ack: ack(response_action="errors", errors={"nowhere": "No"}))
    connect(app)
    alice.command(channel, "/dock")
    assert alice.submit(alice.wait_for_view(), {"name": {"name": "A"}}).error == "invalid_errors"


def test_an_empty_required_field_is_refused_before_the_app_is_asked(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    open_form(app, modal(NAME))
    connect(app)
    alice.command(channel, "/dock")
    result = alice.submit(alice.wait_for_view(), {"name": {"name": ""}})
    assert result.errors == {"name": "Please complete this required field."}
    assert [record.kind for record in workspace.deliveries] == ["slash_commands"]


def test_a_submission_can_update_push_and_clear(app: App, connect: Connect, alice: Person, channel: str) -> None:
    open_form(app, modal(NAME))
    answers = iter(
        [
            {"response_action": "update", "view": modal(NAME, callback_id="second")},
            {"response_action": "push", "view": modal(NAME, callback_id="third")},
            {"response_action": "clear"},
        ]
    )
    for callback_id in ("form", "second", "third"):
        app.view(callback_id)(lambda ack: ack(next(answers)))
    connect(app)
    alice.command(channel, "/dock")
    filled = {"name": {"name": "Aurora"}}
    assert alice.submit(alice.wait_for_view("form"), filled).action == "update"
    assert [view.callback_id for view in alice.views()] == ["second"]
    assert alice.submit(alice.wait_for_view("second"), filled).action == "push"
    assert [view.callback_id for view in alice.views()] == ["second", "third"]
    assert alice.submit(alice.wait_for_view("third"), filled).action == "clear"
    assert alice.views() == []


def test_a_click_in_a_modal_carries_what_was_filled_in_and_an_update_keeps_it(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    open_form(app, modal(NAME, actions(button("more"))))

    @app.action("more")
    def more(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        seen.append(body["view"]["state"]["values"])
        view = body["view"]
        client.views_update(view_id=view["id"], hash=view["hash"], view=modal(NAME, callback_id="wide"))
        ack()

    connect(app)
    alice.command(channel, "/dock")
    alice.press(alice.wait_for_view("form"), "more", values={"name": {"name": "Aur"}})
    assert seen[0]["name"]["name"]["value"] == "Aur"
    assert alice.wait_for_view("wide").values == {"name": {"name": "Aur"}}


def test_an_update_with_an_old_hash_is_refused(
    app: App, connect: Connect, api: WebClient, alice: Person, channel: str
) -> None:
    open_form(app, modal(NAME))
    connect(app)
    alice.command(channel, "/dock")
    view = alice.wait_for_view()
    api.views_update(view_id=view.id, hash=view.hash, view=modal(NAME))
    assert refusal(lambda: api.views_update(view_id=view.id, hash=view.hash, view=modal(NAME))) == "hash_conflict"


def test_a_click_on_an_ephemeral_message_carries_no_message(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    app.command("/dock")(lambda ack: ack(text="choose", blocks=[actions(button("yes"))]))
    app.action("yes")(lambda ack, body: ack(note(seen, body)))
    connect(app)
    alice.command(channel, "/dock")
    assert alice.press(alice.ephemerals()[0], "Press").acked
    assert (seen[0]["container"]["is_ephemeral"], "message" in seen[0]) == (True, False)


def test_a_submission_can_be_delivered_twice_with_the_same_view_and_hash(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: list[tuple[str, str]] = []
    open_form(app, modal(NAME))
    app.view("form")(lambda ack, view: ack(note(seen, (view["id"], view["hash"]))))
    connect(app)
    alice.command(channel, "/dock")
    view = alice.wait_for_view()
    alice.submit(view, {"name": {"name": "Aurora"}})
    workspace.resend_last("interactive")
    workspace.wait_for(lambda: len(seen) == 2, what="the second copy")
    assert seen == [(view.id, view.hash)] * 2
    with pytest.raises(SlackRefusal, match="view_not_found"):
        alice.submit(view, {"name": {"name": "Aurora"}})


def test_a_new_first_modal_takes_the_place_of_what_was_open(
    app: App, connect: Connect, api: WebClient, alice: Person, channel: str
) -> None:
    open_form(app, modal(NAME, external_id="only-one"))
    connect(app)
    alice.command(channel, "/dock")
    first = alice.wait_for_view()
    alice.command(channel, "/dock")
    (second,) = alice.views()
    assert second.id != first.id
    assert api.views_update(external_id="only-one", view=modal(NAME, external_id="only-one"))["view"]["id"] == second.id


def trigger_of(person: Person, app: App, connect: Connect, channel: str) -> str:
    kept: list[str] = []
    app.command("/dock")(lambda ack, body: ack(note(kept, body["trigger_id"])))
    connect(app)
    person.command(channel, "/dock")
    return kept[0]


def test_a_trigger_is_good_for_three_seconds(
    app: App, connect: Connect, api: WebClient, clock: ManualClock, alice: Person, channel: str
) -> None:
    trigger = trigger_of(alice, app, connect, channel)
    clock.advance(seconds=3.1)
    assert refusal(lambda: api.views_open(trigger_id=trigger, view=modal(NAME))) == "expired_trigger_id"


def test_a_trigger_is_good_for_one_view(
    app: App, connect: Connect, api: WebClient, alice: Person, channel: str
) -> None:
    trigger = trigger_of(alice, app, connect, channel)
    api.views_open(trigger_id=trigger, view=modal(NAME))
    assert refusal(lambda: api.views_open(trigger_id=trigger, view=modal(NAME))) == "exchanged_trigger_id"


def test_a_made_up_trigger_is_refused(api: WebClient) -> None:
    assert refusal(lambda: api.views_open(trigger_id="1.2.abc", view=modal(NAME))) == "invalid_trigger_id"


def wait_for_depth(workspace: LocalSlack, person: Person, depth: int) -> None:
    workspace.wait_for(lambda: len(person.views()) == depth, what=f"{depth} views")


def test_a_stack_holds_three_views(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    errors: list[str] = []
    open_form(app, modal(NAME, actions(button("deeper"))))

    @app.action("deeper")
    def deeper(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        try:
            client.views_push(trigger_id=body["trigger_id"], view=modal(NAME, actions(button("deeper"))))
        except SlackApiError as error:
            errors.append(str(error.response["error"]))

    connect(app)
    alice.command(channel, "/dock")
    for depth in (2, 3):
        alice.press(alice.wait_for_view(), "deeper")
        wait_for_depth(workspace, alice, depth)
    alice.press(alice.wait_for_view(), "deeper")
    workspace.wait_for(lambda: errors, what="the refusal")
    assert errors == ["push_limit_reached"]
    assert len(alice.views()) == 3


def test_closing_tells_the_app_when_it_asked_for_it(
    app: App, connect: Connect, workspace: LocalSlack, alice: Person, channel: str
) -> None:
    seen: list[bool] = []
    open_form(app, modal(NAME, notify_on_close=True))
    app.view_closed("form")(lambda ack, body: ack(note(seen, body["is_cleared"])))
    connect(app)
    alice.command(channel, "/dock")
    alice.close(alice.wait_for_view())
    workspace.wait_for(lambda: seen, what="the closing")
    assert (seen, alice.views()) == ([False], [])


def test_a_global_shortcut_opens_a_form(app: App, connect: Connect, alice: Person) -> None:
    @app.shortcut("new_berth")
    def berth(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(NAME, callback_id="berth"))

    connect(app)
    assert alice.shortcut("new_berth").acked
    assert alice.wait_for_view("berth").title == "Form"


def test_a_message_shortcut_carries_the_message_and_its_files(
    app: App, connect: Connect, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    app.shortcut("log_this")(lambda ack, body: ack(note(seen, body)))
    connect(app)
    message = alice.say(channel, "see this", files=[("a.csv", b"a,b\n")])
    alice.shortcut("log_this", message)
    assert seen[0]["type"] == "message_action"
    assert seen[0]["message"]["files"][0]["name"] == "a.csv"
    assert seen[0]["channel"]["id"] == channel


def test_a_message_shortcut_needs_a_message(alice: Person) -> None:
    with pytest.raises(SlackRefusal, match="invalid_shortcut"):
        alice.shortcut("log_this")


def test_a_file_input_hands_the_file_to_the_app(
    app: App, connect: Connect, api: WebClient, alice: Person, channel: str
) -> None:
    seen: list[dict[str, Any]] = []
    open_form(app, modal(field("data", {"type": "file_input", "action_id": "data", "max_files": 2})))
    app.view("form")(lambda ack, view: ack(note(seen, view["state"]["values"])))
    connect(app)
    alice.command(channel, "/dock")
    file_id = alice.upload("a.csv", b"a,b\n")
    assert refusal(lambda: api.files_info(file=file_id)) == "file_not_found"
    alice.submit(alice.wait_for_view(), {"data": {"data": [file_id]}})
    assert seen[0]["data"]["data"]["files"][0]["id"] == file_id
    assert api.files_info(file=file_id)["file"]["name"] == "a.csv"


def test_too_many_files_are_refused_in_the_form(app: App, connect: Connect, alice: Person, channel: str) -> None:
    open_form(app, modal(field("data", {"type": "file_input", "action_id": "data", "max_files": 1})))
    connect(app)
    alice.command(channel, "/dock")
    files = [alice.upload(name, b"x") for name in ("a", "b")]
    result = alice.submit(alice.wait_for_view(), {"data": {"data": files}})
    assert result.errors == {"data": "Please choose at most 1 files."}
