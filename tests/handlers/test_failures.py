import json
from typing import Any

from slack_sdk import WebClient

from bot.errors import InputError, NotAllowed
from handlers.failures import explain, failed, typed_text

CLIENT = WebClient(base_url="http://127.0.0.1:1/")
COMMAND = {"command": "/triage", "text": "@a <!here>", "user_id": "U1", "channel_id": "C1"}


def modal(*inputs: str) -> dict[str, Any]:
    blocks = [{"type": "input", "block_id": name} for name in inputs] or [{"type": "section"}]
    return {"type": "view_submission", "user": {"id": "U1"}, "view": {"id": "V1", "blocks": blocks}}


def test_before_the_ack_a_command_is_answered_in_the_ack() -> None:
    answer = failed(CLIENT, InputError("No such thing.", hint="Try this."), COMMAND, acked=False)
    body = json.loads(answer.body)
    assert (answer.status, body["response_type"], body["text"]) == (200, "ephemeral", "No such thing. Try this.")
    assert "/triage @a &lt;!here&gt;" in json.dumps(body)


def test_a_modal_shows_the_error_beside_the_field_that_is_meant() -> None:
    answer = failed(CLIENT, InputError("Which?", where="time"), modal("who", "time"), acked=False)
    assert json.loads(answer.body) == {"response_action": "errors", "errors": {"time": "Which?"}}


def test_a_modal_shows_an_error_of_no_field_beside_its_first_one() -> None:
    answer = failed(CLIENT, NotAllowed("Not you."), modal("who", "time"), acked=False)
    assert json.loads(answer.body)["errors"] == {"who": "Not you."}


def test_a_modal_without_fields_becomes_the_error() -> None:
    answer = failed(CLIENT, NotAllowed("Not you."), modal(), acked=False)
    assert json.loads(answer.body)["response_action"] == "update"


def test_an_event_that_could_not_be_saved_is_not_acknowledged_so_that_slack_sends_it_again() -> None:
    body = {"event": {"type": "app_mention", "user": "U1", "channel": "C1", "text": "x"}}
    assert failed(CLIENT, OSError("disk full"), body, acked=False).status == 500


def test_what_is_our_fault_shows_a_reference_and_no_detail() -> None:
    told = explain(RuntimeError("password=hunter2"), "/triage @a")
    assert told.text.startswith("Something broke on our side (ref ")
    assert "hunter2" not in json.dumps(told.blocks)
    assert "hunter2" not in told.text


def test_the_text_of_a_command_and_of_a_mention_is_given_back() -> None:
    assert typed_text(COMMAND) == "/triage @a <!here>"
    assert typed_text({"event": {"text": "hello"}}) == "hello"
    assert typed_text({}) == ""
