"""The Web API's encodings: query, form, JSON and multipart carry the same arguments."""

import json

import httpx
import pytest

from bot.localslack import LocalSlack


@pytest.fixture
def bearer(workspace: LocalSlack) -> dict[str, str]:
    return {"Authorization": f"Bearer {workspace.bot_token}"}


def test_arguments_come_by_form_json_query_and_multipart(
    workspace: LocalSlack, channel: str, bearer: dict[str, str]
) -> None:
    url, args = f"{workspace.api_url}chat.postMessage", {"channel": channel, "text": "ä & b"}
    answers = [
        httpx.post(url, data=args, headers=bearer),
        httpx.post(url, json=args, headers=bearer),
        httpx.get(url, params=args, headers=bearer),
        httpx.post(url, files={name: (None, value) for name, value in args.items()}, headers=bearer),
    ]
    assert [answer.json()["ok"] for answer in answers] == [True] * 4
    assert {message.text for message in workspace.messages(channel)} == {"ä & b"}


def test_blocks_may_come_as_text_that_holds_json(workspace: LocalSlack, channel: str, bearer: dict[str, str]) -> None:
    args = {"channel": channel, "text": "x", "blocks": json.dumps([{"type": "divider"}])}
    httpx.post(f"{workspace.api_url}chat.postMessage", data=args, headers=bearer)
    assert workspace.messages(channel)[0].blocks[0]["type"] == "divider"


def test_a_token_may_come_as_an_argument(workspace: LocalSlack) -> None:
    assert httpx.post(f"{workspace.api_url}auth.test", data={"token": workspace.bot_token}).json()["ok"]
    assert "token" not in workspace.calls("auth.test")[0].args


@pytest.mark.parametrize(("body", "error"), [(b"{", "invalid_json"), (b"[1]", "json_not_object")])
def test_broken_json_is_refused(workspace: LocalSlack, bearer: dict[str, str], body: bytes, error: str) -> None:
    headers = {**bearer, "Content-Type": "application/json"}
    assert httpx.post(f"{workspace.api_url}auth.test", content=body, headers=headers).json()["error"] == error


def test_an_argument_of_the_wrong_kind_is_named(workspace: LocalSlack, bearer: dict[str, str]) -> None:
    answer = httpx.get(f"{workspace.api_url}users.list", params={"limit": "many"}, headers=bearer).json()
    assert answer["response_metadata"]["messages"] == ["[ERROR] must provide an integer [json-pointer:/limit]"]


def test_a_limit_out_of_range_is_refused(workspace: LocalSlack, bearer: dict[str, str]) -> None:
    answer = httpx.get(f"{workspace.api_url}users.list", params={"limit": "1001"}, headers=bearer).json()
    assert answer["error"] == "invalid_limit"


def test_two_workspaces_have_nothing_in_common(workspace: LocalSlack, bearer: dict[str, str]) -> None:
    with LocalSlack({"display_information": {"name": "Other"}}) as other:
        assert httpx.post(f"{other.api_url}auth.test", headers=bearer).json()["error"] == "invalid_auth"
        assert other.page_url.split("/")[3] != workspace.page_url.split("/")[3]
