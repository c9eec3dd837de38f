"""Faults on demand, seen from the real client."""

import time
from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.localslack import LocalSlack, Person


def post(api: WebClient, channel: str, text: str = "x") -> Any:
    return api.chat_postMessage(channel=channel, text=text)


def test_a_rate_limit_fault_carries_its_retry_after(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    workspace.faults.add("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        post(api, channel)
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    assert post(api, channel)["ok"]


def test_the_clients_own_handler_gets_over_a_rate_limit(workspace: LocalSlack, channel: str) -> None:
    handlers = [RateLimitErrorRetryHandler(max_retry_count=1)]
    api = WebClient(token=workspace.bot_token, base_url=workspace.api_url, retry_handlers=handlers)  # type: ignore[arg-type]
    workspace.faults.add("chat.postMessage", "ratelimited", retry_after=0)
    assert post(api, channel)["ok"]
    assert [call.status for call in workspace.calls("chat.postMessage")] == [429, 200]


def test_a_server_error_is_a_500_and_nothing_is_posted(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    workspace.faults.add("*", "http_500", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            post(api, channel)
        assert caught.value.response.status_code == 500
    assert workspace.messages(channel) == []


def test_a_dropped_answer_leaves_the_message_posted(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    workspace.faults.add("chat.postMessage", "drop_answer")
    with pytest.raises(OSError, match=r"(?i)remote|reset|closed"):
        post(api, channel)
    assert [message.text for message in workspace.messages(channel)] == ["x"]


def test_the_clients_default_retry_after_a_dropped_answer_posts_twice(workspace: LocalSlack, channel: str) -> None:
    api = WebClient(token=workspace.bot_token, base_url=workspace.api_url)
    workspace.faults.add("chat.postMessage", "drop_answer")
    post(api, channel)
    assert len(workspace.messages(channel)) == 2


def test_a_delay_holds_the_answer_back_and_nobody_else(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    workspace.faults.add("chat.postMessage", "delay", seconds=0.2)
    started = time.monotonic()
    post(api, channel)
    assert time.monotonic() - started >= 0.2


def test_any_error_of_slack_can_be_asked_for(api: WebClient, workspace: LocalSlack, channel: str) -> None:
    workspace.faults.add("chat.postMessage", "error", error="account_inactive")
    with pytest.raises(SlackApiError, match="account_inactive"):
        post(api, channel)


def test_uploads_and_downloads_can_fail_too(api: WebClient, workspace: LocalSlack, alice: Person, channel: str) -> None:
    file = alice.say(channel, "", files=[("a.csv", b"a,b")]).files[0]
    headers = {"Authorization": f"Bearer {workspace.bot_token}"}
    workspace.faults.add("files.download", "http_500")
    workspace.faults.add("files.download", "ratelimited", retry_after=9)
    workspace.faults.add("files.download", "drop_answer")
    assert httpx.get(file.url_private_download, headers=headers).status_code == 500
    assert httpx.get(file.url_private_download, headers=headers).headers["Retry-After"] == "9"
    with pytest.raises(httpx.TransportError):
        httpx.get(file.url_private_download, headers=headers)
    assert httpx.get(file.url_private_download, headers=headers).content == b"a,b"
    workspace.faults.add("files.upload", "http_500")
    url = api.files_getUploadURLExternal(filename="a.csv", length=1)["upload_url"]
    assert [httpx.post(url, content=b"a").status_code for _ in range(2)] == [500, 200]


def test_an_unknown_fault_is_refused_and_armed_ones_can_be_cleared(
    api: WebClient, workspace: LocalSlack, channel: str
) -> None:
    with pytest.raises(ValueError, match="No fault"):
        workspace.faults.add("chat.postMessage", "gremlin")
    workspace.faults.add("chat.postMessage", "http_500")
    workspace.faults.clear()
    assert post(api, channel)["ok"]
