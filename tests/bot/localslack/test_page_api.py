"""The page's JSON API over HTTP: what a browser reads, does and is told live."""

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.localslack import LocalSlack, ManualClock, Person
from tests.bot.localslack.sample_app import MANIFEST, actions, button, field, modal, plain

Connect = Callable[[App], SocketModeHandler]
NAME = field("name", {"type": "plain_text_input", "action_id": "name"})
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


@pytest.fixture
def page(workspace: LocalSlack) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=workspace.page_url) as client:
        yield client


def send(page: httpx.Client, path: str, person: Person, **body: Any) -> dict[str, Any]:
    answer: dict[str, Any] = page.post(f"api/{path}", json={"user": person.id, **body}).json()
    return answer


# --- the door ----------------------------------------------------------------------------------------------------


def test_the_page_needs_its_token(workspace: LocalSlack, page: httpx.Client) -> None:
    root = workspace.api_url.removesuffix("api/")
    assert page.get("api/state").status_code in {200, 400}
    assert httpx.get(f"{root}guess/api/state").status_code == 404
    assert httpx.get(root).status_code == 404


def test_a_foreign_host_is_refused(workspace: LocalSlack) -> None:
    answer = httpx.get(f"{workspace.page_url}api/state", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.text) == (403, "forbidden")


def test_a_foreign_origin_is_refused_and_our_own_is_not(workspace: LocalSlack, alice: Person) -> None:
    address = f"{workspace.page_url}api/state?user={alice.id}"
    own = workspace.api_url.removesuffix("/api/")
    assert httpx.get(address, headers={"Origin": "http://evil.example"}).status_code == 403
    assert httpx.get(address, headers={"Origin": own}).status_code == 200


def test_every_answer_forbids_foreign_scripts(page: httpx.Client, alice: Person) -> None:
    headers = page.get("api/state", params={"user": alice.id}).headers
    assert "script-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_the_server_listens_on_loopback_only(workspace: LocalSlack) -> None:
    assert workspace.page_url.startswith("http://127.0.0.1:")


def test_a_person_outside_the_workspace_cannot_act(page: httpx.Client, channel: str) -> None:
    answer = page.post("api/command", json={"user": "U404", "channel": channel, "command": "/dock"}).json()
    assert answer["error"] == "user_not_found"


def test_what_is_no_json_is_a_bad_request(page: httpx.Client) -> None:
    assert page.post("api/command", content=b"{").status_code == 400


# --- reads -------------------------------------------------------------------------------------------------------


def test_the_state_holds_what_the_page_draws(
    page: httpx.Client, workspace: LocalSlack, alice: Person, ben: Person
) -> None:
    workspace.add_channel("quay", members=[alice, ben])
    workspace.add_channel("hidden", members=[ben], private=True)
    state = page.get("api/state", params={"user": alice.id}).json()
    assert (state["me"], state["team"]["name"]) == (alice.id, "Loopback")
    assert [person["name"] for person in state["people"]] == ["harbour", "alice", "ben"]
    assert [(item["name"], item["bot_is_member"], item["unread"]) for item in state["channels"]] == [("quay", True, 0)]
    assert state["commands"][0] == {"command": "/dock", "description": "Dock a ship", "usage_hint": "NAME"}
    assert [item["callback_id"] for item in state["shortcuts"]] == ["new_berth", "log_this"]
    assert (state["home_enabled"], state["app"]["connected"]) == (True, False)


def test_messages_are_unread_until_the_channel_is_read(
    page: httpx.Client, alice: Person, ben: Person, channel: str
) -> None:
    def unread() -> tuple[int, int]:
        (item,) = page.get("api/state", params={"user": alice.id}).json()["channels"]
        return item["unread"], item["mentions"]

    ben.say(channel, "hello")
    ben.say(channel, "hello @alice")
    assert unread() == (2, 1)
    body = page.get(f"api/channels/{channel}/messages", params={"user": alice.id}).json()
    assert [item["text"] for item in body["messages"]] == ["hello", f"hello <@{alice.id}>"]
    assert unread() == (0, 0)


def test_older_messages_come_in_pieces(page: httpx.Client, alice: Person, channel: str) -> None:
    stamps = [alice.say(channel, str(number)).ts for number in range(5)]
    params = {"user": alice.id, "limit": "2", "before": stamps[3]}
    body = page.get(f"api/channels/{channel}/messages", params=params).json()
    assert ([item["text"] for item in body["messages"]], body["has_more"]) == (["1", "2"], True)


def test_a_thread_is_read_with_its_parent(page: httpx.Client, alice: Person, channel: str) -> None:
    root = alice.say(channel, "root")
    alice.say(channel, "reply", thread=root)
    body = page.get(f"api/channels/{channel}/threads/{root.ts}", params={"user": alice.id}).json()
    assert [(item["text"], item.get("reply_count")) for item in body["messages"]] == [("root", 1), ("reply", None)]
    gone = page.get(f"api/channels/{channel}/threads/1.000001", params={"user": alice.id}).json()
    assert gone["error"] == "thread_not_found"


def test_a_private_channel_is_not_there_for_others(
    page: httpx.Client, workspace: LocalSlack, alice: Person, ben: Person
) -> None:
    hidden = workspace.add_channel("hidden", members=[ben], private=True)
    body = page.get(f"api/channels/{hidden}/messages", params={"user": alice.id}).json()
    assert body["error"] == "channel_not_found"


def test_pictures_are_shown_and_other_files_downloaded(page: httpx.Client, alice: Person, channel: str) -> None:
    message = alice.say(channel, "", files=[("p.png", PNG), ("page.html", b"<script>1</script>")])
    picture, other = (page.get(f"api/files/{file.id}", params={"user": alice.id}) for file in message.files)
    assert (picture.content, picture.headers["content-type"]) == (PNG, "image/png")
    assert other.headers["content-type"] == "application/octet-stream"
    assert other.headers["content-disposition"] == 'attachment; filename="page.html"'


def test_a_file_of_a_private_channel_is_for_its_members(
    page: httpx.Client, workspace: LocalSlack, alice: Person, ben: Person
) -> None:
    hidden = workspace.add_channel("hidden", members=[ben], private=True)
    file = ben.say(hidden, "", files=[("a.csv", b"a")]).files[0]
    assert page.get(f"api/files/{file.id}", params={"user": alice.id}).status_code == 404
    assert page.get(f"api/files/{file.id}/info", params={"user": ben.id}).json()["file"]["name"] == "a.csv"


# --- acts --------------------------------------------------------------------------------------------------------


def test_a_message_with_files_is_posted(page: httpx.Client, workspace: LocalSlack, alice: Person, channel: str) -> None:
    content = b'a,"b\r\n--x\r\n"\n'
    answer = page.post(
        f"api/channels/{channel}/messages",
        data={"user": alice.id, "text": "my <data>"},
        files=[("files", ('ä "quoted".csv', content)), ("files", ("b.csv", b""))],
    ).json()
    assert answer["message"]["text"] == "my &lt;data&gt;"
    first, second = workspace.messages(channel)[0].files
    assert (first.name, workspace.file_bytes(first.id)) == ('ä "quoted".csv', content)
    assert (second.name, second.size) == ("b.csv", 0)


def test_own_messages_can_be_edited_and_deleted(
    page: httpx.Client, workspace: LocalSlack, alice: Person, ben: Person, channel: str
) -> None:
    ts = alice.say(channel, "a").ts
    place = f"channels/{channel}/messages/{ts}"
    assert send(page, f"{place}/edit", alice, text="b")["message"]["text"] == "b"
    assert send(page, f"{place}/edit", ben, text="c")["error"] == "cant_update_message"
    assert send(page, f"{place}/delete", alice)["ok"]
    assert workspace.messages(channel) == []


def test_a_command_waits_for_the_ack_and_says_what_failed(
    page: httpx.Client, app: App, connect: Connect, alice: Person, channel: str
) -> None:
    failed = send(page, "command", alice, channel=channel, command="/dock", text="")
    assert (failed["ok"], failed["error"]) == (False, "dispatch_failed")
    assert failed["message"] == "/dock failed: the app is not connected or answered with an error."
    app.command("/dock")(lambda ack: ack("docked"))
    connect(app)
    assert send(page, "command", alice, channel=channel, command="/dock", text="")["ok"]
    body = page.get(f"api/channels/{channel}/messages", params={"user": alice.id}).json()
    assert [(item["text"], item["is_ephemeral"]) for item in body["ephemerals"]] == [("docked", True)]
    page.get("api/state", params={"user": alice.id, "fresh": "1"})
    body = page.get(f"api/channels/{channel}/messages", params={"user": alice.id}).json()
    assert body["ephemerals"] == []


def test_a_click_a_modal_and_its_submission(
    page: httpx.Client, app: App, connect: Connect, api: WebClient, alice: Person, ben: Person, channel: str
) -> None:
    @app.action("go")
    def go(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(NAME))
        ack()

    answers = iter([{"response_action": "errors", "errors": {"name": "No such ship"}}, {}])
    app.view("form")(lambda ack: ack(next(answers)) if answers else ack())
    connect(app)
    ts = api.chat_postMessage(channel=channel, text="t", blocks=[actions(button("go"))])["ts"]
    container = {"type": "message", "channel": channel, "ts": ts}
    assert send(page, "action", alice, container=container, block_id="acts", action_id="go")["ok"]
    (view,) = page.get("api/state", params={"user": alice.id}).json()["views"]
    place = {"view_id": view["id"]}
    empty = send(page, "view_submission", alice, **place, values={"name": {"name": ""}})
    assert empty["errors"] == {"name": "Please complete this required field."}
    filled = {"name": {"name": "Aurora"}}
    assert send(page, "view_submission", ben, **place, values=filled)["error"] == "not_found"
    assert send(page, "view_submission", alice, **place, values=filled)["response_action"] == "errors"
    assert send(page, "view_close", alice, **place)["ok"]
    assert alice.views() == []


def test_shortcuts_reactions_and_channels(
    page: httpx.Client, app: App, connect: Connect, workspace: LocalSlack, alice: Person, ben: Person, channel: str
) -> None:
    app.shortcut("log_this")(lambda ack: ack())
    connect(app)
    ts = ben.say(channel, "hello").ts
    assert send(page, "shortcut", alice, callback_id="log_this", channel=channel, ts=ts)["ok"]
    assert send(page, "reaction", alice, channel=channel, ts=ts, name="eyes")["ok"]
    assert workspace.message(channel, ts).reactions[0].users == (alice.id,)
    made = send(page, "channels", alice, name="berths")["channel"]
    assert send(page, f"channels/{made['id']}/invite", alice, invitee=workspace.bot_user_id)["ok"]
    assert send(page, f"channels/{made['id']}/join", ben)["ok"]
    assert send(page, f"channels/{made['id']}/leave", alice)["ok"]
    assert set(workspace.members(made["id"])) == {workspace.bot_user_id, ben.id}
    assert send(page, "im", alice, other=ben.id)["channel"]["is_im"]
    taken = send(page, "channels", alice, name="quay")
    assert (taken["error"], taken["message"]) == ("name_taken", "There is a channel of that name already.")


def test_a_file_for_a_form_is_uploaded(page: httpx.Client, workspace: LocalSlack, alice: Person) -> None:
    answer = page.post("api/files", data={"user": alice.id}, files={"file": ("a.csv", b"a")}).json()
    assert workspace.file_bytes(answer["files"][0]["id"]) == b"a"


def test_a_control_runs_the_demos_own_button(clock: ManualClock) -> None:
    def a_day_later() -> str:
        clock.advance(days=1)
        return "a day later"

    with LocalSlack(MANIFEST, clock=clock, extra_controls=[("Next day", a_day_later)]) as workspace:
        workspace.add_user("alice")
        before = workspace.now()
        state = httpx.get(f"{workspace.page_url}api/state").json()
        assert state["controls"] == [{"index": 0, "label": "Next day"}]
        assert httpx.post(f"{workspace.page_url}api/control/0", json={}).json()["result"] == "a day later"
        assert workspace.now() - before == 86_400_000
        assert httpx.post(f"{workspace.page_url}api/control/1", json={}).status_code == 404


# --- live --------------------------------------------------------------------------------------------------------


class Listening:
    """Reads a person's live stream in a thread."""

    def __init__(self, workspace: LocalSlack, person: Person) -> None:
        self.events: list[dict[str, Any]] = []
        self._workspace, self._person = workspace, person
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        self._ready.wait(5)

    def _read(self) -> None:
        address = f"{self._workspace.page_url}api/stream"
        with httpx.stream("GET", address, params={"user": self._person.id}, timeout=20) as response:
            for line in response.iter_lines():
                self._ready.set()
                if line.startswith("data: "):
                    self.events.append(json.loads(line.removeprefix("data: ")))

    def wait(self, kind: str) -> dict[str, Any]:
        found = lambda: next((item for item in self.events if item["kind"] == kind), None)  # noqa: E731
        return self._workspace.wait_for(found, what=f"a live {kind}")

    def join(self) -> None:
        self._thread.join(10)


def test_changes_come_live_to_those_who_may_see_them(clock: ManualClock) -> None:
    with LocalSlack(MANIFEST, clock=clock) as workspace:
        alice, ben = workspace.add_user("alice"), workspace.add_user("ben")
        channel = workspace.add_channel("quay", members=[alice, ben])
        secret = workspace.add_channel("secret", members=[ben], private=True)
        listening = Listening(workspace, alice)
        ben.say(secret, "not for alice")
        root = ben.say(channel, "hello")
        ben.react(root, "eyes")
        ben.say(channel, "reply", thread=root)
        assert listening.wait("message")["message"]["text"] == "hello"
        assert listening.wait("unread")["unread"] == 1
        assert listening.wait("reaction")["reactions"] == [{"name": "eyes", "users": [ben.id], "count": 1}]
        assert listening.wait("message_changed")["message"]["reply_count"] == 1
        alice.command(channel, "/dock")
        assert listening.wait("app_error")["message"].startswith("/dock failed")
        ben.delete(root)
        workspace.add_user("carol")
        assert listening.wait("people")["people"][-1]["name"] == "carol"
        workspace.add_channel("new")
        assert listening.wait("channel")["channel"]["name"] == "new"
    listening.join()
    assert "not for alice" not in json.dumps(listening.events)


def test_modals_homes_and_ephemerals_come_live(clock: ManualClock) -> None:
    with LocalSlack(MANIFEST, clock=clock) as workspace:
        alice = workspace.add_user("alice")
        channel = workspace.add_channel("quay", members=[alice])
        api = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
        listening = Listening(workspace, alice)
        api.chat_postEphemeral(channel=channel, user=alice.id, text="psst")
        assert listening.wait("ephemeral")["message"]["text"] == "psst"
        api.views_publish(user_id=alice.id, view={"type": "home", "blocks": []})
        assert listening.wait("home")["view"]["type"] == "home"
        trigger = workspace.world.tickets.new_trigger(alice.id)
        view = api.views_open(trigger_id=trigger, view=modal(NAME))["view"]
        assert listening.wait("view_open")["view"]["id"] == view["id"]
        api.views_update(view_id=view["id"], view=modal(NAME, title=plain("New")))
        assert listening.wait("view_update")["view"]["title"]["text"] == "New"
        pushing = workspace.world.tickets.new_trigger(alice.id, view["id"])
        api.views_push(trigger_id=pushing, view=modal(NAME))
        assert listening.wait("view_push")["view"]["previous_view_id"] == view["id"]
        alice.close(alice.views()[-1])
        assert listening.wait("view_close")
        alice.close(alice.views()[-1], clear=True)
        assert listening.wait("view_clear")
    listening.join()
