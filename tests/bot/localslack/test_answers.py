"""Response URLs over the wire: what an app may say there, and what is refused."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from bot.localslack import LocalSlack, Person
from bot.localslack.interactions import response_url
from tests.bot.localslack.sample_app import section


@pytest.fixture
def address(workspace: LocalSlack, alice: Person, channel: str) -> str:
    return response_url(workspace.world, alice.id, channel, None, None)


def test_an_answer_is_for_the_person_alone_unless_it_says_otherwise(
    workspace: LocalSlack, alice: Person, ben: Person, channel: str, address: str
) -> None:
    assert httpx.post(address, json={"text": "psst"}).text == "ok"
    assert httpx.post(address, json={"text": "all", "response_type": "in_channel"}).text == "ok"
    assert [message.text for message in alice.ephemerals()] == ["psst"]
    assert ben.ephemerals() == []
    assert [message.text for message in workspace.messages(channel)] == ["all"]


def test_an_answer_in_a_thread_stands_there(workspace: LocalSlack, alice: Person, channel: str, address: str) -> None:
    root = alice.say(channel, "root")
    httpx.post(address, json={"text": "here", "response_type": "in_channel", "thread_ts": root.ts})
    assert [message.text for message in workspace.thread(channel, root)] == ["root", "here"]


def test_a_message_of_the_app_can_be_replaced_and_deleted(
    workspace: LocalSlack, api: WebClient, alice: Person, channel: str
) -> None:
    ts = api.chat_postMessage(channel=channel, text="a", blocks=[section()])["ts"]
    url = response_url(workspace.world, alice.id, channel, ts, None)
    assert httpx.post(url, json={"text": "b", "replace_original": True}).text == "ok"
    assert (workspace.message(channel, ts).text, workspace.message(channel, ts).blocks) == ("b", ())
    assert httpx.post(url, json={"delete_original": True}).text == "ok"
    assert workspace.messages(channel) == []
    assert httpx.post(url, json={"delete_original": True}).status_code == 404


def test_a_persons_message_cannot_be_replaced(workspace: LocalSlack, alice: Person, channel: str) -> None:
    message = alice.say(channel, "mine")
    url = response_url(workspace.world, alice.id, channel, message.ts, None)
    assert httpx.post(url, json={"text": "b", "replace_original": True}).status_code == 404
    assert workspace.message(channel, message.ts).text == "mine"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({}, 400, "no_text"),
        ({"text": "x", "blocks": [{"type": "poem"}]}, 400, "invalid_blocks"),
    ],
)
def test_an_answer_that_slack_would_refuse_is_refused(
    address: str, body: dict[str, Any], status: int, said: str
) -> None:
    answer = httpx.post(address, json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, said)


def test_what_is_no_json_is_an_invalid_payload(address: str) -> None:
    answer = httpx.post(address, content=b"{")
    assert (answer.status_code, answer.text) == (400, "invalid_payload")
